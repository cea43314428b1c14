"""The office behind the annual report's story: a bureau that answered a request in 2025."""

from __future__ import annotations

import sys
from datetime import date, datetime

from tests.browser.founding import found_in


def found() -> dict[str, object]:
    """Make the installation; tell what the browser needs to know."""
    from django.core.management import call_command

    from gongkai.kernel import keys
    from gongkai.reporting.acts.tasks import TaskText, add_task
    from tests.factories import PASSWORD, SHANGHAI, make_column
    from tests.request_factories import make_answered, make_office

    keys.make_keys()
    call_command("migrate", verbosity=0)
    office = make_office()
    office.organ.office_name, office.organ.address = "办公室", "海岳市文川区新安路16号"
    office.organ.phone, office.organ.opened_on = "0638-8260110", date(2024, 1, 1)
    office.organ.save()
    make_column(office.organ, "nianbao", column_type="annual_report", platform_part="annual_reports")
    asked = datetime(2025, 6, 9, 10, 0, tzinfo=SHANGHAI)
    make_answered(office, now=asked)
    add_task(
        actor=office.reviewer, organ_id=office.organ.pk, year=2025, now=asked,
        text=TaskText(fault="公开内容不够全面", measure="对照目录逐项补充公开内容"),
    )  # fmt: skip
    accounts = {role: person.username for role, person in office.people.items()}
    return {
        "password": PASSWORD, "accounts": accounts, "organ": office.organ.code, "policy": 0, "column": "",
    }  # fmt: skip


if __name__ == "__main__":
    found_in(sys.argv[1], found)
