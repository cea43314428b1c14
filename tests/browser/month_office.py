"""The bureau behind a clerk's month: two departments, five lines due at its end, last month's issue."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.browser.founding import found_in

if TYPE_CHECKING:
    from tests.factories import Bureau

OUTPUT = "规模以上工业企业运行情况"
SUBSIDY = "技术改造补助资金发放"
SAFETY = "工业领域安全生产检查"
NOTICE = "惠企政策申报"
BUDGET = "政府采购意向"


def month_words(day: datetime) -> str:
    """How titles name the month."""
    return f"{day.year}年{day.month}月"


def _last_issue(bureau: Bureau, before: datetime) -> int:
    """What was published the month before, from which the next issue is drafted."""
    from tests.factories import make_live

    item = make_live(
        bureau, "tzgg", now=before, title=f"{month_words(before)}{OUTPUT}",
        body_html=f"<p>{month_words(before)}，全区规模以上工业增加值同比增长5.1%。</p>",
    )  # fmt: skip
    return item.pk


def _lines(bureau: Bureau, last: int, now: datetime) -> dict[str, int]:
    from gongkai.duty_list.acts.lines import save_line
    from gongkai.law.duty_list import parse_rhythm

    lines = {}
    for name, department, contact, column in (
        (OUTPUT, bureau.business, bureau.drafter, "tzgg"), (SUBSIDY, bureau.business, bureau.drafter, "zcwj"),
        (SAFETY, bureau.business, bureau.drafter, "tzgg"), (NOTICE, bureau.business, bureau.drafter, "zcwj"),
        (BUDGET, bureau.other, bureau.outsider, "tzgg"),
    ):  # fmt: skip
        values = {
            "level1": "重点领域", "level2": name, "content": f"{name}的有关信息", "rhythm_text": "每月底前",
            "rhythm": parse_rhythm("每月底前"), "department": department.pk, "contact": contact.pk,
            "column": bureau.columns[column].pk,
        }  # fmt: skip
        line = save_line(actor=bureau.reviewer, organ_id=bureau.organ.pk, values=values, now=now)
        lines[name] = line.pk
        if name == OUTPUT:
            type(line).objects.filter(pk=line.pk).update(template=last)
    return lines


def found() -> dict[str, object]:
    """Make the installation and the month; tell what the browser needs to know."""
    from django.core.management import call_command
    from django.utils.timezone import localtime, now

    from gongkai.kernel import keys
    from gongkai.portal.publication import bake_all
    from tests.factories import PASSWORD, make_bureau

    keys.make_keys()
    call_command("migrate", verbosity=0)
    bureau = make_bureau()
    today = localtime(now())
    last = _last_issue(bureau, today.replace(day=1, hour=9) - timedelta(days=3))
    lines = _lines(bureau, last, today)
    bake_all()
    accounts = {role: person.username for role, person in bureau.people.items()}
    names = {role: person.name for role, person in bureau.people.items()}
    return {
        "password": PASSWORD, "accounts": accounts, "names": names, "organ": bureau.organ.code, "policy": 0,
        "column": bureau.columns["tzgg"].name, "lines": lines, "organ_name": bureau.organ.name,
    }  # fmt: skip


if __name__ == "__main__":
    found_in(sys.argv[1], found)
