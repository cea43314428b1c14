"""What moves the period of the demo's requests: corrections, extensions, reasons, fees."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table
from gongkai.kernel.calendars import calendar_for
from gongkai.requests.acts.fees import notice_fee, record_payment
from gongkai.requests.acts.periods import (
    ask_reasons,
    extend,
    receive_correction,
    receive_reasons,
    request_correction,
    set_own_period,
)
from gongkai.requests.personal import Asked


def correct(handling: Handling, step: Table, now: datetime) -> None:
    """Draft the notice that asks for correction; `within` working days instead of the usual ones."""
    by = _later(handling, step["within"], now) if "within" in step else None
    letter = request_correction(
        actor=handling.reviewer, case_id=handling.case_id, points=step["points"], respond_by=by,
        way=step.get("how", ""), now=now,
    )  # fmt: skip
    handling.letter_id = letter.pk


def corrected(handling: Handling, step: Table, now: datetime) -> None:
    """The corrected request comes in today."""
    asked = Asked(step["asked"], step.get("number", ""))
    receive_correction(
        actor=handling.reviewer, case_id=handling.case_id, on=localdate(now), asked=asked, now=now
    )


def extend_period(handling: Handling, step: Table, now: datetime) -> None:
    """Draft the notice of extension."""
    letter = extend(
        actor=handling.reviewer, case_id=handling.case_id, working_days=step["by"], reasons=step["reasons"],
        now=now,
    )  # fmt: skip
    handling.letter_id = letter.pk


def ask_why(handling: Handling, step: Table, now: datetime) -> None:
    """Draft the notice that asks why so much is requested."""
    letter = ask_reasons(
        actor=handling.reviewer, case_id=handling.case_id, why_excessive=step["why"], points=step["points"],
        respond_by=_later(handling, step.get("within", 15), now), now=now,
    )  # fmt: skip
    handling.letter_id = letter.pk


def reasons_came(handling: Handling, step: Table, now: datetime) -> None:
    """The applicant explains."""
    receive_reasons(actor=handling.reviewer, case_id=handling.case_id, on=localdate(now), now=now)


def grant_period(handling: Handling, step: Table, now: datetime) -> None:
    """Draft the notice of a reasonable later day."""
    letter = set_own_period(
        actor=handling.reviewer, case_id=handling.case_id, until=_later(handling, step["within"], now),
        reasons=step["reasons"], now=now,
    )  # fmt: skip
    handling.letter_id = letter.pk


def demand_fee(handling: Handling, step: Table, now: datetime) -> None:
    """Draft the demand of the information processing fee."""
    notice = notice_fee(
        actor=handling.reviewer, case_id=handling.case_id, standard=step["standard"],
        quantity=step["quantity"], now=now,
    )  # fmt: skip
    handling.letter_id = notice.letter_id


def paid(handling: Handling, step: Table, now: datetime) -> None:
    """The fee is paid today."""
    record_payment(
        actor=handling.reviewer, case_id=handling.case_id, on=localdate(now), receipt_number=step["receipt"],
        now=now,
    )  # fmt: skip


def _later(handling: Handling, days: int, now: datetime) -> date:
    return calendar_for(handling.organ).nth_workday_after(localdate(now), days).due
