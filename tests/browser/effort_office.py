"""The office behind the counted comparison: a bureau of six departments that has published for a while.

What stood before is the same for both ways: earlier items in each column, and a duty list of three lines for
each department, due at the end of the month.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.browser.founding import found_in

if TYPE_CHECKING:
    from gongkai.kernel.models import Department, Person
    from tests.factories import Bureau

NEWS, PAPERS, READINGS, FIELDS = "工作动态", "政策文件", "政策解读", "重点领域信息公开"
#: 工业、交通: what the columns of this bureau are set to, as a bureau does when it begins.
INDUSTRY = "t07_12"
#: Code of the department, its name, and what it owes each month.
DEPARTMENTS = (
    ("qykf", "企业科", ("惠企政策兑现情况", "中小企业培育情况", "企业诉求办理情况")),
    ("cwk", "财务科", ("部门预算执行情况", "政府采购意向", "专项资金分配结果")),
    ("aqk", "安全生产科", ("工业领域安全检查情况", "重大隐患整改情况", "安全生产培训情况")),
    ("xxk", "信息化科", ("数字化改造进展情况", "工业互联网平台建设情况", "网络安全检查情况")),
    ("nyk", "节能科", ("工业节能监察情况", "绿色制造名单", "淘汰落后产能情况")),
    ("yxk", "运行科", ("规模以上工业运行情况", "重点项目建设进度", "用电用气保障情况")),
)
_EARLIER = (
    ("dt", "区工信局走访服务民营企业", ""), ("dt", "区工信局召开工业经济运行调度会", ""),
    ("dt", "区工信局开展节能宣传活动", ""),
    ("wj", "关于印发文川区数字化车间认定办法的通知", "文工信发〔2025〕8号"),
    ("wj", "关于印发文川区企业技术中心管理办法的通知", "文工信发〔2025〕12号"),
    ("wj", "关于印发文川区工业设计中心认定办法的通知", "文工信发〔2025〕19号"),
    ("jd", "《文川区数字化车间认定办法》政策解读", ""), ("jd", "《文川区企业技术中心管理办法》政策解读", ""),
)  # fmt: skip


def _columns(bureau: Bureau) -> None:
    from tests.factories import make_column

    for code, name, values in (
        ("dt", NEWS, {"zone": "general", "default_genre": "news", "column_type": "news"}),
        ("wj", PAPERS, {"default_genre": "notice"}),
        ("jd", READINGS, {"default_genre": "interpretation", "column_type": "interpretation"}),
        ("zd", FIELDS, {"column_type": "data_release"}),
    ):  # fmt: skip
        bureau.columns[code] = make_column(
            bureau.organ, code, name=name, route="one", default_topic=INDUSTRY, **values
        )


def _departments(bureau: Bureau, now: datetime) -> list[tuple[Department, Person]]:
    """Each department with its contact."""
    from gongkai.kernel.acts.organs import save_department
    from gongkai.kernel.models import Role
    from tests.factories import make_person

    found = [(bureau.business, bureau.drafter), (bureau.other, bureau.outsider)]
    for place, (code, name, _) in enumerate(DEPARTMENTS[2:], start=2):
        made = save_department(actor=None, organ=bureau.organ, code=code, name=name, now=now, position=place)
        found.append((made, make_person(code, bureau.organ, (Role.DRAFTER, made))))
    return found


def _lines(bureau: Bureau, departments: list[tuple[Department, Person]], now: datetime) -> None:
    from gongkai.duty_list.acts.lines import save_line
    from gongkai.law.duty_list import parse_rhythm

    for (department, contact), (_, _, duties) in zip(departments, DEPARTMENTS, strict=True):
        for name in duties:
            values = {
                "level1": "重点领域", "level2": name, "content": f"{name}的有关信息",
                "rhythm_text": "每月底前", "rhythm": parse_rhythm("每月底前"),
                "department": department.pk, "contact": contact.pk, "column": bureau.columns["zd"].pk,
            }  # fmt: skip
            save_line(actor=bureau.reviewer, organ_id=bureau.organ.pk, values=values, now=now)


def found() -> dict[str, object]:
    """Make the installation; tell what the browser needs to know."""
    from django.core.management import call_command
    from django.utils.timezone import localtime, now

    from gongkai.kernel import keys
    from gongkai.portal.publication import bake_all
    from tests.factories import PASSWORD, make_bureau, make_live

    keys.make_keys()
    call_command("migrate", verbosity=0)
    bureau, today = make_bureau(), localtime(now())
    _columns(bureau)
    _lines(bureau, _departments(bureau, today), today)
    for column, title, number in _EARLIER:
        make_live(bureau, column, now=today - timedelta(days=90), title=title, doc_number=number)
    bake_all()
    accounts = {role: person.username for role, person in bureau.people.items()}
    return {
        "password": PASSWORD, "accounts": accounts, "organ": bureau.organ.code, "policy": 0, "column": "",
    }  # fmt: skip


if __name__ == "__main__":
    found_in(sys.argv[1], found)
