"""Cases put straight into the database with the days and rows a count goes by."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from gongkai.kernel.models import PrivateKey
from gongkai.law.outcomes import REPORT_ROWS
from gongkai.requests.clockwork import RECEIVED
from gongkai.requests.models import ApplicantKind, Case, CaseEvent, CaseStage
from tests.factories import SHANGHAI, Bureau


def put_case(
    bureau: Bureau, day0: date | None, ended: date | None = None, row: str = "r.open", *,
    kind: str = "natural", counted: bool = True, recorded: datetime | None = None,
) -> Case:  # fmt: skip
    """A case received on `day0`; with a day it ended, its row."""
    number = Case.objects.count() + 1
    moment = datetime.combine(day0 or date(2026, 3, 2), time(9), SHANGHAI)
    case = Case.objects.create(
        organ=bureau.organ, number=f"{bureau.organ.code}-{number}", year=moment.year,
        key=PrivateKey.objects.create(wrapped="x", created_at=moment), channel="counter",
        applicant_kind=kind, applicant_masked="某", applicant_index=f"{number:064d}", sealed_applicant="x",
        sealed_asked="x", subject=f"第{number}件", form="paper", way="post", code_hash=f"{number:064d}",
        sealed_code="x", submitted_at=moment, changed_at=moment, day0=day0, ended_on=ended,
        report_row=row if ended else "", counted=counted,
        stage=CaseStage.ANSWERED if ended else CaseStage.HANDLING,
    )  # fmt: skip
    CaseEvent.objects.create(
        case=case, type=RECEIVED, on=day0 or moment.date(), data={}, recorded_at=recorded or moment
    )
    return case


def put_many(bureau: Bureau, count: int, *, seed: int = 3) -> None:
    """So many cases of 2024 to 2026 in every row, column and state, some of them not counted."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    rows = REPORT_ROWS.codes()
    for _ in range(count):
        day0 = date(2024, 6, 1) + timedelta(chance.randrange(700))
        ended = day0 + timedelta(chance.randrange(120)) if chance.random() < 0.8 else None
        put_case(
            bureau, day0, ended, chance.choice(rows), kind=chance.choice(ApplicantKind.values),
            counted=chance.random() < 0.9,
        )  # fmt: skip
