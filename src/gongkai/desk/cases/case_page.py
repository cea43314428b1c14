"""The page of a case: where it stands, what to do now, the clock day by day, and all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.desk.cases.act import Group, Of
from gongkai.desk.cases.acting import label_of, situation_of
from gongkai.desk.cases.clock_view import clock_of
from gongkai.desk.cases.next_steps import department_steps, next_steps
from gongkai.desk.cases.registry import CASE_ACTS
from gongkai.desk.cases.rows import letter_label, outcome_words
from gongkai.desk.cases.sections import assignments_of, consultations_of, fees_of, files_of, given_of_case
from gongkai.desk.cases.situation import Situation
from gongkai.desk.cases.timeline import timeline_of
from gongkai.desk.cases.words import case_facts, event_rows
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.kernel.private import Purpose
from gongkai.requests import queries
from gongkai.requests.models import Case
from gongkai.requests.personal import asked_of
from gongkai.requests.rules import Status, allowed_acts, lamp_of, letter_status, status_of


@dataclass(frozen=True)
class ActButton:
    """What can be done: the words on the button, where it leads, why not."""

    name: str
    label: str
    url: str
    reason: str
    danger: bool
    group: Group


@dataclass(frozen=True)
class Link:
    """Another case this one has to do with."""

    role: str
    case: Case
    status: Status


@staff_page
def case_page(request: StaffRequest, case_id: int) -> HttpResponse:
    """The whole case for its office; for a department what it was asked and what was asked for."""
    situation = situation_of(request, case_id)
    case, is_office = situation.case, queries.is_office(request.standing, situation.case)
    is_gone = case.key.destroyed_at is not None
    tasks = [] if is_gone else assignments_of(situation, is_office=is_office)
    buttons = act_buttons(situation)
    context: dict[str, Any] = {
        "case": case, "is_office": is_office, "is_gone": is_gone, "status": status_of(case),
        "lamp": lamp_of(case, situation.today), "outcome": outcome_words(case.outcome),
        "facts": case_facts(case, is_office=is_office), "asked": None if is_gone else asked_of(case),
        "clock": clock_of(case, today=situation.today), "tasks": tasks,
        "searches": [] if is_gone else list(case.searches.all()),
        "files": files_of(situation, is_office=is_office),
        "open_groups": groups_of([one for one in buttons if not one.reason]),
        "closed": [one for one in buttons if one.reason],
        "open_rules": {rule.code for rule, reason in allowed_acts(case, request.standing) if not reason},
        "steps": next_steps(situation, tasks) if is_office else department_steps(tasks),
        "today": situation.today,
    }  # fmt: skip
    if is_office:
        context |= _for_office(situation, is_gone)
    return render(request, "desk/cases/case.html", context)


def _for_office(situation: Situation, is_gone: bool) -> dict[str, Any]:
    case = situation.case
    events = case.events.select_related("recorded_by").order_by("on", "id")
    letters = [(one, letter_label(one), letter_status(one)) for one in situation.letters]
    return {
        "events": event_rows(events), "purposes": Purpose.choices, "letters": letters,
        "consultations": [] if is_gone else consultations_of(situation), "fees": fees_of(situation.fees),
        "given": [] if is_gone else given_of_case(situation), "links": links_of(situation),
        "timeline": timeline_of(case),
    }  # fmt: skip


def act_buttons(situation: Situation) -> list[ActButton]:
    """Acts of the person's roles on the case as a whole, each with the reason where it is not open."""
    case, found = situation.case, []
    for rule, why in allowed_acts(case, situation.standing):
        if rule.code == "decide":
            url = reverse("desk:case_decide", args=(case.pk,))
            found.append(ActButton("decide", rule.label, url, why or "", False, Group.REPLY))
        for act in CASE_ACTS.values():
            if act.rule == rule.code and act.of is Of.CASE:
                url = reverse("desk:case_act", args=(case.pk, act.name))
                reason = why or act.needs(situation)
                found.append(ActButton(act.name, label_of(act), url, reason, act.danger, act.group))
    return found


def groups_of(buttons: list[ActButton]) -> list[tuple[str, list[ActButton]]]:
    """The buttons by their groups, in the groups' order."""
    groups = [(str(group), [one for one in buttons if one.group is group]) for group in Group]
    return [group for group in groups if group[1]]


def links_of(situation: Situation) -> list[Link]:
    """Cases this one was split from, merged into, repeats or redoes; then the applicant's earlier ones."""
    case = situation.case
    rows: list[tuple[str, Case | None]] = [
        ("并入", case.answered_by_case), ("拆分自", case.split_from), ("重新办理的是", case.redo_of),
        ("重复于", case.repeats),
    ]  # fmt: skip
    for role, others in (
        ("并进来的", case.merged_cases), ("拆分出", case.parts), ("重新办理为", case.redone_by),
    ):  # fmt: skip
        rows += [(role, other) for other in others.order_by("pk")]
    known = {other.pk for _, other in rows if other is not None}
    for other in situation.earlier:
        if other.pk not in known:
            same = bool(case.matter_index) and other.matter_index == case.matter_index
            rows.append(("同一申请人，内容相同" if same else "同一申请人", other))
    return [Link(role, other, status_of(other)) for role, other in rows if other is not None]
