"""The page of a report: where it stands, what is to be done, its tables, its prose, its editions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.desk.audit_labels import act_label
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.access import seen_edition, seen_report
from gongkai.desk.reports.missing import Doors, Lacks
from gongkai.desk.reports.next_step import NextStep, next_step
from gongkai.desk.reports.supervising import open_to
from gongkai.desk.reports.table_view import tables_of
from gongkai.documents.counting import chinese
from gongkai.kernel.models import AuditEntry, Person
from gongkai.law.report_form import OPENING, Form
from gongkai.reporting import queries
from gongkai.reporting.contents import SECTIONS, content_of, filled, gaps_of
from gongkai.reporting.judging import Judged
from gongkai.reporting.models import AnnualReport, Letter, Passage, ReportEdition, ReportState
from gongkai.reporting.own_checks import findings_of
from gongkai.reporting.rules import OFFICE_ROLES, READER_ROLES, allowed_acts, status_of
from gongkai.reporting.season import deadline_of, season_of
from gongkai.reporting.values import Values, values_of
from gongkai.reports.content import Content
from gongkai.reports.verdicts import Result

_NEXT = {
    ReportState.COMPILING: "check", ReportState.CHECKED: "review", ReportState.REVIEWED: "sign",
    ReportState.SIGNED: "submit", ReportState.SUBMITTED: "publish",
}  # fmt: skip
_NUMBERED = "{number}、{label}"
_TABLES = ("tables", "二至四、统计表")

_TOLD_ABOVE = ("reporting.report.signed", "reporting.report.submitted", "reporting.report.handed_to_portal")


@dataclass(frozen=True)
class ActButton:
    """What can be done: the words on the button, where it leads, why not."""

    name: str
    label: str
    url: str
    reason: str
    main: bool


@dataclass(frozen=True)
class WrittenPassage:
    """A passage on the page: as it will be printed, and what is missing in it with where it is provided."""

    passage: Passage
    lines: list[str]
    missing: list[tuple[str, str]]


@dataclass(frozen=True)
class WrittenSection:
    """One of the written sections."""

    code: str
    label: str
    passages: list[WrittenPassage]


@dataclass(frozen=True)
class CheckSummary:
    """How the checks stand, in counts."""

    blocking: int
    uncertain: int
    unassessed: int
    passed: int


@staff_page
def report(request: StaffRequest, report_id: int) -> HttpResponse:
    """Everything about one report; the authority sees the work once it was checked."""
    row = seen_report(request, report_id)
    edition = seen_edition(request, row)
    context: dict[str, Any] = {
        "row": row, "status": status_of(row), "today": localdate(),
        "deadline": deadline_of(row.organ, row.year),
        "season": season_of(row.organ, row.year), "letters": row.letters.select_related("by"),
        "heard": _heard(row),
        "editions": _editions(request, row), "edition": edition, "events": _timeline(request, row),
        "is_own": row.organ_id in request.standing.organs(*READER_ROLES),
        "supervising": open_to(request, row),
    }  # fmt: skip
    lacks = Lacks()
    if edition is not None:
        about = _about(row, edition)
        may_write = about["is_open"] and row.organ_id in request.standing.organs(*OFFICE_ROLES)
        context |= about | {"may_write": may_write}
        lacks = _lacks(about) if about["is_open"] else lacks
    second = request.user.pk not in queries.writers_of(queries.newest_edition(row))
    step = next_step(request, row, edition, lacks, second=second)
    context |= _acts(request, row, step, second=second) | {"next": step}
    return render(request, "desk/reports/report.html", context)


def _about(row: AnnualReport, edition: ReportEdition) -> dict[str, Any]:
    content = content_of(edition)
    labels = numbered(content.form)
    findings = findings_of(edition)
    is_open = edition.frozen_at is None and row.state in (ReportState.COMPILING, ReportState.CHECKED)
    values = values_of(edition) if edition.frozen_at is None else None
    return {
        "content": content, "tables": tables_of(row, edition, content), "is_open": is_open,
        "sections": _sections(edition, content, values) if values else [],
        "printed": [] if values else [(code, labels[code], content.prose.get(code, ())) for code in SECTIONS],
        "places": [*((code, labels[code]) for code in (OPENING, "overview")), _TABLES,
                   *((code, labels[code]) for code in ("problems", "other"))],
        "gaps": gaps_of(edition, values) if values else [],
        "blanks": sum(value is None for value in content.cells.values()),
        "checks": summary_of(findings), "worst": [one for one in findings if one.blocks][:5],
    }  # fmt: skip


def _heard(row: AnnualReport) -> Letter | None:
    """The authority's newest word while it still bears on what is written."""
    if row.state not in (ReportState.COMPILING, ReportState.CHECKED, ReportState.REVIEWED):
        return None
    newest = row.letters.select_related("by").first()
    return newest if newest and newest.kind in (Letter.Kind.PRECHECK, Letter.Kind.REMINDER) else None


def _lacks(about: dict[str, Any]) -> Lacks:
    passages = [one.passage for section in about["sections"] for one in section.passages]
    return Lacks(
        blanks=about["blanks"], gaps=tuple(about["gaps"]), blocking=about["checks"].blocking,
        drafts=tuple(one.pk for one in passages if one.is_draft and one.text.strip()),
    )  # fmt: skip


def summary_of(findings: list[Judged]) -> CheckSummary:
    """The counts; what a person has dismissed counts as passed."""
    results = Counter(Result.PASS if one.is_dismissed else one.finding.result for one in findings)
    blocking = sum(one.blocks for one in findings)
    return CheckSummary(
        blocking=blocking,
        uncertain=results[Result.UNCERTAIN] + results[Result.FAIL] - blocking,
        unassessed=results[Result.NOT_ASSESSABLE],
        passed=results[Result.PASS],
    )


def _sections(edition: ReportEdition, content: Content, values: Values) -> list[WrittenSection]:
    labels = numbered(content.form)
    passages = list(edition.passages.select_related("changed_by").order_by("section", "position"))
    missing: dict[int, list[tuple[str, str]]] = {}
    doors = Doors(edition.report)
    for gap in gaps_of(edition, values):
        missing.setdefault(gap.passage_id, []).append((gap.label, doors.of(gap)))
    return [
        WrittenSection(
            code,
            labels[code],
            [
                WrittenPassage(one, filled(one, values).splitlines(), missing.get(one.pk, []))
                for one in passages
                if one.section == code
            ],
        )
        for code in (OPENING, *SECTIONS)
    ]


def numbered(form: Form) -> dict[str, str]:
    """The sections by code as they are printed: «一、总体情况»."""
    return {OPENING: "报告开头"} | {
        section.code: _NUMBERED.format(number=chinese(number), label=section.label)
        for number, section in enumerate(form.sections, start=1)
    }


def _acts(
    request: StaffRequest, row: AnnualReport, step: NextStep, *, second: bool
) -> dict[str, list[ActButton]]:  # fmt: skip
    main = _NEXT.get(ReportState(row.state)) if not (step.todos or step.recount) else ""
    main = "publish" if main == "submit" and row.organ.parent_id is None else main
    buttons = [
        ActButton(
            rule.code, rule.label, reverse("desk:report_act", args=(row.pk, rule.code)), why or "",
            rule.code == main,
        )
        for rule, why in allowed_acts(row, request.standing, is_second=second)
        if rule.code != "write"
    ]  # fmt: skip
    return {
        "open_buttons": [one for one in buttons if not one.reason],
        "closed_buttons": [one for one in buttons if one.reason],
    }


def _editions(request: StaffRequest, row: AnnualReport) -> list[ReportEdition]:
    rows = row.editions.select_related("signed_by").prefetch_related("files").order_by("-number")
    may = queries.may_read_work(request.standing, row)
    return [one for one in rows if may or one.frozen_at is not None]


def _timeline(request: StaffRequest, row: AnnualReport) -> list[dict[str, object]]:
    """What was done; to the authority only what goes to it, not who writes at what."""
    acts = AuditEntry.objects.filter(subject="report", subject_id=row.pk)
    if row.organ_id not in request.standing.organs(*READER_ROLES):
        acts = acts.filter(Q(act__in=_TOLD_ABOVE) | Q(act__startswith="reporting.letter."))
    entries = list(acts.order_by("-seq")[:60])
    names = dict(Person.objects.filter(pk__in={one.actor_id for one in entries}).values_list("pk", "name"))
    return [
        {"at": one.at, "words": act_label(one.act), "who": names.get(one.actor_id or 0, "")}
        for one in entries
    ]
