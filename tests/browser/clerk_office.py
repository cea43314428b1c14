"""The office behind a clerk's story: founds it, and brings three cases to where days have passed."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.browser.founding import found_in

if TYPE_CHECKING:
    from gongkai.requests.models import Case
    from tests.factories import Bureau

#: How long ago the cases that need passed days were registered.
AGO = timedelta(days=80)


def _third_party(office: Bureau, before: datetime) -> Case:
    """A third party was asked, and has received the letter."""
    from gongkai.requests.acts.consulting import PartyFacts, consult, note_received
    from tests.request_factories import COMPANY, make_case, served

    case = make_case(office, now=before)
    facts = PartyFacts("third_party", COMPANY.name, True, COMPANY.address)
    asked = consult(
        actor=office.reviewer, case_id=case.pk, facts=facts, content="该企业的项目投资明细", now=before
    )
    served(office, asked.letter, now=before)
    note_received(
        actor=office.reviewer, case_id=case.pk, consultation_id=asked.pk, on=before.date(), now=before
    )
    return case


def _uncorrected(office: Bureau, before: datetime) -> Case:
    """The applicant was asked to correct and never did."""
    from gongkai.requests.acts.periods import request_correction
    from tests.request_factories import make_case, served

    case = make_case(office, now=before)
    served(
        office,
        request_correction(
            actor=office.reviewer, case_id=case.pk, points=["请写明信息的年度和文号"], now=before
        ),
        now=before,
    )
    return case


def _unpaid(office: Bureau, before: datetime) -> Case:
    """The applicant was asked to pay and never did."""
    from gongkai.requests.acts.fees import notice_fee
    from tests.request_factories import make_case, served

    case = make_case(office, now=before)
    fee = notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=100, now=before)
    served(office, fee.letter, now=before)
    return case


def found() -> dict[str, object]:
    """Make the installation and its cases; tell what the browser needs to know."""
    from django.core.management import call_command
    from django.utils.timezone import localtime, now

    from gongkai.kernel import keys
    from tests.factories import PASSWORD
    from tests.request_factories import make_office

    keys.make_keys()
    call_command("migrate", verbosity=0)
    office = make_office()
    before = localtime(now()) - AGO
    cases = {
        "refused": _third_party(office, localtime(now()) - timedelta(days=12)).pk,
        "lapsed_correction": _uncorrected(office, before).pk,
        "lapsed_fee": _unpaid(office, before + timedelta(minutes=1)).pk,
    }
    accounts = {role: person.username for role, person in office.people.items()}
    return {
        "password": PASSWORD, "accounts": accounts, "organ": office.organ.code, "policy": 0, "column": "",
        "cases": cases,
    }  # fmt: skip


if __name__ == "__main__":
    found_in(sys.argv[1], found)
