"""The page of a proceeding: where it stands, by when what is due, its facts, the case and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.desk.audit_labels import act_label
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.remedies.access import case_address, seen_proceeding
from gongkai.desk.remedies.act_table import ACT_PAGES
from gongkai.desk.remedies.rows import result_of
from gongkai.kernel.models import Person
from gongkai.law.catalogue import GROUNDS
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import RESULT_COLUMNS, RESULTS, Course
from gongkai.remedies import queries
from gongkai.remedies.acts.lessons import answered_with
from gongkai.remedies.deadlines import Deadline, Weight
from gongkai.remedies.models import FactType, Forum, Lesson, Proceeding, ProceedingFact, Stage
from gongkai.remedies.reckoning import all_deadlines
from gongkai.remedies.remarks import remarks_of
from gongkai.remedies.rules import Status, allowed_acts, lamp_of, status_of, why_not
from gongkai.remedies.story import standing_facts
from gongkai.remedies.table4 import group_of
from gongkai.requests.acts.evidence import evidence_status
from gongkai.requests.models import Case, Decision

_COURSES = {Course.ORDINARY: "普通程序", Course.SIMPLE: "简易程序", Course.SUIT: "行政诉讼程序"}
_INSTANCES = {1: "一审", 2: "二审"}
_NO_ANSWER = "没有答复"
_JOINED = "、"


@dataclass(frozen=True)
class DueRow:
    """A last day on the page, with how it stands in words and colour."""

    deadline: Deadline
    status: Status


@dataclass(frozen=True)
class FactRow:
    """A fact as the timeline tells it; one that was corrected or voided stays, struck out."""

    fact: ProceedingFact
    words: str
    stands: bool
    may_void: bool


@dataclass(frozen=True)
class ActButton:
    """What can be done: the words on the button, where it leads, why not."""

    name: str
    label: str
    url: str
    reason: str
    danger: bool
    main: bool = False


@staff_page
def remedy(request: StaffRequest, proceeding_id: int) -> HttpResponse:
    """Everything about one proceeding."""
    row, today = seen_proceeding(request, proceeding_id), localdate()
    deadlines = all_deadlines(row)
    buttons = act_buttons(request, row)
    context: dict[str, Any] = {
        "row": row, "case": row.case, "case_url": case_address(row.case_id), "status": status_of(row),
        "lamp": lamp_of(row, today), "result": result_of(row), "group": group_of(row).label,
        "course": _COURSES[Course(row.course)], "instance": _instance(row),
        "column": RESULT_COLUMNS.label(row.result_column) if row.result_column else "",
        "dues": [due_row(one, today) for one in deadlines], "remarks": remarks_of(row, deadlines),
        "facts": fact_rows(row), "answer": answer_words(row.case, row.decision),
        "open_buttons": [one for one in buttons if not one.reason],
        "closed_buttons": [one for one in buttons if one.reason],
        "lesson": Lesson.objects.filter(proceeding=row).select_related("written_by").first(),
        "earlier_lessons": earlier_lessons(row),
        "suits": list(queries.visible_to(request.standing).filter(after=row).order_by("pk")),
        "evidence": evidence_status(row.case), "events": timeline(row),
        "may_correct": why_not("correct", row, request.standing) is None, "today": today,
    }  # fmt: skip
    return render(request, "desk/remedies/remedy.html", context)


def _instance(row: Proceeding) -> str:
    return _INSTANCES[row.instance] if row.forum == "litigation" and row.instance in _INSTANCES else ""


def act_buttons(request: StaffRequest, row: Proceeding) -> list[ActButton]:
    """Acts on the proceeding as a whole, each with the reason where it is not open."""
    found = []
    for rule, why in allowed_acts(row, request.standing):
        if rule.code == "correct":  # its buttons stand at each fact
            continue
        url = reverse("desk:remedy_act", args=(row.pk, rule.code))
        danger, main = ACT_PAGES[rule.code].danger, rule.code == _NEXT_ACT.get(Stage(row.stage))
        found.append(ActButton(rule.code, rule.label, url, why or "", danger, main))
    return found


#: What comes next, which its button says.
_NEXT_ACT = {
    Stage.FILED: "copy", Stage.ANSWERING: "answer", Stage.HEARING: "result", Stage.DECIDED: "lesson",
}  # fmt: skip


def due_row(deadline: Deadline, today: date) -> DueRow:
    """How a last day stands."""
    if deadline.met_on is not None:
        return DueRow(deadline, Status("迟办", "red") if deadline.is_late else Status("已办", "green"))
    if not deadline.is_open(today):
        passed = deadline.on < today
        return DueRow(deadline, Status("已过" if passed else "备查", "grey"))
    if today > deadline.on:
        return DueRow(deadline, Status("已逾期", "black"))
    return DueRow(deadline, Status("本机关待办" if deadline.weight is Weight.DUTY else "请留意", "amber"))


def fact_rows(row: Proceeding) -> list[FactRow]:
    """The facts by day, those that no longer stand among them."""
    standing = {fact.pk for fact in standing_facts(row)}
    facts = row.facts.exclude(type=FactType.VOID).select_related("recorded_by", "replaced_by")
    return [
        FactRow(fact, fact_words(fact, row), fact.pk in standing, fact.type != FactType.FILED)
        for fact in sorted(facts, key=lambda one: (one.on, one.pk))
    ]


_DECIDED = "{what}：{result}"
_COURSE = "{what}：{course}"
_APPEALED = {"organ": "本机关提起上诉", "other": "对方提起上诉"}


_FILED = {Forum.RECONSIDERATION: "申请行政复议", Forum.LITIGATION: "提起行政诉讼"}


def fact_words(fact: ProceedingFact, row: Proceeding) -> str:
    """What happened, with what was decided."""
    what = str(FactType(fact.type).label)
    if fact.type == FactType.FILED:
        return _FILED[Forum(row.forum)]
    if fact.type == FactType.DECIDED:
        return _DECIDED.format(what=what, result=RESULTS.label(str(fact.data["result"])))
    if fact.type == FactType.COURSE_SET:
        return _COURSE.format(what=what, course=_COURSES[Course(str(fact.data["course"]))])
    if fact.type == FactType.APPEALED:
        return _APPEALED.get(str(fact.data.get("by")), what)
    return what


def answer_words(case: Case, decision: Decision | None) -> list[tuple[str, str]]:
    """The answer that is challenged: letter, outcome, grounds, the remedy it told of."""
    if decision is None:
        return [("答复", _NO_ANSWER)]
    grounds = dict.fromkeys(code for part in decision.parts.all() for code in part.grounds)
    told = _JOINED.join(str(name) for name in decision.remedy.get("bodies", []))
    return [
        ("答复", decision.letter.number),
        ("答复日期", decision.made_on.strftime("%Y-%m-%d") if decision.made_on else ""),
        ("办理结果", OUTCOMES.label(decision.outcome)),
        ("不予公开的理由", _JOINED.join(GROUNDS.label(code) for code in grounds)),
        ("告知的复议机关", told),
    ]


def earlier_lessons(row: Proceeding) -> list[Lesson]:
    """What other lost proceedings taught about answers of the same outcome and grounds."""
    outcome, grounds = answered_with(row)
    if not outcome:
        return []
    found = queries.lessons_on(row.organ_id, outcome=outcome, grounds=tuple(grounds))
    return [lesson for lesson in found if lesson.proceeding_id != row.pk]


def timeline(row: Proceeding) -> list[dict[str, object]]:
    """What was done, in words, newest first."""
    entries = list(queries.timeline_of(row))
    names = dict(Person.objects.filter(pk__in={one.actor_id for one in entries}).values_list("pk", "name"))
    return [
        {"at": one.at, "words": act_label(one.act), "who": names.get(one.actor_id or 0, "")}
        for one in entries
    ]
