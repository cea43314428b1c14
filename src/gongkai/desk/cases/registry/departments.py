"""Acts within the organ: asking departments, what they do with it, searches, files of the record."""

from __future__ import annotations

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, Group, Of, about, plainly, with_file
from gongkai.desk.cases.situation import Situation
from gongkai.requests.acts.departments import (
    ADVICE,
    add_file,
    assign,
    cancel_assignment,
    claim,
    hand_back,
    opine,
    record_search,
)
from gongkai.requests.models import Assignment, CaseFileRole
from gongkai.requests.queries import is_office

_TASK = "请查找申请所需的信息，提出是否公开的意见和理由。"


def _departments(situation: Situation) -> list[tuple[object, object]]:
    return [(department.pk, department.name) for department in situation.departments]


def _roles(situation: Situation) -> list[tuple[object, object]]:
    """A department adds what belongs to its opinion; the rest comes through the office."""
    if is_office(situation.standing, situation.case):
        return list(CaseFileRole.choices)
    return [(role.value, role.label) for role in (CaseFileRole.DEPARTMENT, CaseFileRole.OTHER)]


def _still_open(situation: Situation) -> str:
    task = situation.target
    if isinstance(task, Assignment) and not task.is_open:
        return "这项分办已经办完、退回或者撤销"
    return ""


def _no_department(situation: Situation) -> str:
    return "" if situation.departments else "本机关还没有设置科室，请管理员先添加"


DEPARTMENTS = (
    CaseAct(
        "assign", "assign",
        ("科室看得到申请的内容，看不到申请人是谁。",), "已分办。", plainly(assign),
        {
            "department_id": ask.choice("科室", _departments, coerce=int),
            "task": ask.text("要科室做什么", 300, initial=_TASK),
            "internal_due": ask.day(
                "内部期限", initial=lambda s: s.working_day(s.settings.internal_days), required=False,
                help_text="应当早于答复期限，留出审核、签发的时间",
            ),
        },
        group=Group.DEPARTMENTS, needs=_no_department,
    ),
    CaseAct(
        "cancel_assignment", "cancel_assignment", ("撤销后科室不再看到这件申请。",), "已撤销分办。",
        about("assignment_id", cancel_assignment), of=Of.ASSIGNMENT, needs=_still_open, danger=True,
    ),
    CaseAct(
        "claim", "claim", ("认领后同事知道由您办理。",), "已认领。", about("assignment_id", claim),
        of=Of.ASSIGNMENT, needs=_still_open,
    ),
    CaseAct(
        "hand_back", "hand_back", ("不属于本科室的，退回公开办并说明理由。",), "已退回。",
        about("assignment_id", hand_back), {"reason": ask.text("退回理由", 300)}, of=Of.ASSIGNMENT,
        needs=_still_open,
    ),
    CaseAct(
        "opine", "opine",
        ("写明有没有这项信息、建议公开到什么程度、依据和理由。意见只给公开办和负责人看。",),
        "意见已提交公开办。", about("assignment_id", opine),
        {
            "advice": ask.choice("意见", lambda s: ADVICE.items(), radio=True),
            "opinion": ask.text("理由和说明", 3000, rows=6),
        },
        of=Of.ASSIGNMENT, needs=_still_open,
    ),
    CaseAct(
        "record_search", "record_search",
        ("答复“信息不存在”以检索记录为据（条例第三十六条第四项）：何人、何时、在哪里、用什么词、结果如何。",),
        "检索已登记。", plainly(record_search),
        {
            "place": ask.line("检索范围", help_text="如：局档案室 2019—2025 年文书档案、办公系统"),
            "words": ask.line("检索词", help_text="用过的词都写上，用空格分开"),
            "result": ask.text("检索结果", 500),
            "found": ask.tick("找到了"),
            "on": ask.day("检索日期"),
            "by_name": ask.line("检索人", 60, initial=lambda s: s.person.name),
            "minutes": ask.number("用时（分钟）", 100_000, required=False),
        },
        group=Group.DEPARTMENTS,
    ),
    CaseAct(
        "add_file", "add_file",
        ("材料加密保存在案卷里；身份证明、委托书只有公开办看得到。",), "材料已添加。", with_file(add_file),
        {
            "role": ask.choice("材料种类", _roles),
            "file": ask.upload("文件", help_text="系统检查文件类型和国家秘密标志"),
        },
        group=Group.DEPARTMENTS, takes_file=True,
    ),
)  # fmt: skip
