"""Telling the demo's annual reports: figures entered, tasks kept, editions signed and published."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from importlib.resources import files
from typing import Any

from gongkai.demo.cast import Cast
from gongkai.demo.office_hours import SHANGHAI
from gongkai.demo.reading import BUREAU
from gongkai.demo.telling import Event
from gongkai.disclosure.acts.publish import publish as publish_item
from gongkai.disclosure.acts.review import review as review_item
from gongkai.disclosure.models import Item, WorkState
from gongkai.documents.letters import LetterError
from gongkai.kernel.models import Person
from gongkai.reporting import files as report_files
from gongkai.reporting import queries
from gongkai.reporting.acts import tasks
from gongkai.reporting.acts.begin import begin
from gongkai.reporting.acts.check import check_
from gongkai.reporting.acts.enter import enter_figure
from gongkai.reporting.acts.publish import publish
from gongkai.reporting.acts.review import review
from gongkai.reporting.acts.sign import sign, sign_on_paper
from gongkai.reporting.acts.submit import submit
from gongkai.reporting.acts.tasks import TaskText
from gongkai.reporting.acts.write import write
from gongkai.reporting.announcements import note_published
from gongkai.reporting.models import AnnualReport, EditionFile, ImprovementTask

_FOLDER = files("gongkai.demo") / "content" / "reports"
_STEPS = ("begun", "checked", "reviewed", "signed", "submitted", "published")
#: Each step has its own hour, so that steps of one day stay in their order.
_HOURS = {step: time(9 + at, 20) for at, step in enumerate(_STEPS)}


@dataclass(frozen=True)
class ToldReport:
    """One report as its file tells it."""

    cast: Cast
    row: dict[str, Any]

    @property
    def writer(self) -> Person:
        """Who writes it."""
        return self.cast.who("reviewer")

    @property
    def report(self) -> AnnualReport:
        """The report, once it was begun."""
        return AnnualReport.objects.get(organ=self.cast.organ, year=self.row["year"])


def report_events(cast: dict[str, Cast], *, today: date) -> list[Event]:
    """Every step of every report that lies before today, in no order yet."""
    found: list[Event] = []
    for name in ("gxj.toml", "others.toml"):
        for row in tomllib.loads((_FOLDER / name).read_text("utf-8"))["report"]:
            told = ToldReport(cast[row.get("organ", BUREAU)], row)
            found += [*_steps(told), *_task_steps(told)]
    return [event for event in found if event.at.date() <= today]


def _steps(told: ToldReport) -> Iterator[Event]:
    for step in _STEPS:
        if step in told.row:
            at = datetime.combine(told.row[step], _HOURS[step], SHANGHAI)
            yield Event(at, 1, partial(_ACTS[step], told))


def _begin(told: ToldReport, now: datetime) -> None:
    row, writer = told.row, told.writer
    for key, value in row["figures"].items():
        enter_figure(
            actor=writer, organ_id=told.cast.organ.pk, year=row["year"], key=key, value=value,
            source=row["source"], now=now,
        )  # fmt: skip
    for task in row.get("tasks", ()):
        _add_task(told, task, now)
    report = begin(actor=writer, organ_id=told.cast.organ.pk, year=row["year"], now=now)
    for passage in row.get("passages", ()):
        found = queries.newest_edition(report).passages.get(
            section=passage["section"], heading=passage["heading"]
        )
        write(
            actor=writer, report_id=report.pk, passage_id=found.pk, heading=found.heading,
            text=passage["text"], now=now,
        )  # fmt: skip


def _check(told: ToldReport, now: datetime) -> None:
    check_(actor=told.writer, report_id=told.report.pk, now=now)


def _review(told: ToldReport, now: datetime) -> None:
    review(actor=told.cast.who("office_head"), report_id=told.report.pk, now=now)


def _sign(told: ToldReport, now: datetime) -> None:
    if told.row.get("on_paper"):
        sign_on_paper(actor=told.writer, report_id=told.report.pk, on=now.date(), now=now)
    else:
        sign(actor=told.cast.who("signer"), report_id=told.report.pk, now=now)


def _submit(told: ToldReport, now: datetime) -> None:
    submit(actor=told.writer, report_id=told.report.pk, now=now)


def _publish(told: ToldReport, now: datetime) -> None:
    """By the way of the column; where no PDF can be made the report stays handed in."""
    report = told.report
    edition = queries.newest_frozen(report)
    if edition is None or not _files_made(edition.pk, now):
        return
    publish(actor=told.writer, report_id=report.pk, now=now)
    report.refresh_from_db()
    item = report.item
    while item is not None and item.work_state == WorkState.IN_REVIEW:
        item = review_item(actor=_second(told, item), item_id=item.pk, now=now)
    if item is not None:
        publish_item(actor=told.writer, item_id=item.pk, now=now)
        note_published(now)


def _files_made(edition_id: int, now: datetime) -> bool:
    try:
        report_files.make_files([{"edition": edition_id}], now)
    except LetterError:
        return False
    return EditionFile.objects.filter(edition=edition_id).count() == len(EditionFile.Kind)


def _second(told: ToldReport, item: Item) -> Person:
    """The next one in the route who did not write it."""
    role = {"head": f"head@{item.department.code}", "office": "reviewer", "leader": "signer"}[
        item.review_step
    ]
    people = told.cast.by_role[role]
    return next(person for person in people if person.pk != item.drafter_id)


def _task_steps(told: ToldReport) -> Iterator[Event]:
    for row in told.row.get("tasks", ()):
        for step, act in (("done", _done), ("rechecked", _recheck)):
            if step in row:
                at = datetime.combine(row[step], time(16, 10), SHANGHAI)
                yield Event(at, 2, partial(act, told, row))


def _add_task(told: ToldReport, row: dict[str, Any], now: datetime) -> None:
    text = TaskText(
        fault=row["fault"], measure=row["measure"], due_on=row.get("due"),
        department_id=told.cast.departments[row["department"]].pk,
    )  # fmt: skip
    organ_id = told.cast.organ.pk
    tasks.add_task(actor=told.writer, organ_id=organ_id, year=told.row["year"], text=text, now=now)


def _task(told: ToldReport, row: dict[str, Any]) -> ImprovementTask:
    return ImprovementTask.objects.get(organ=told.cast.organ, year=told.row["year"], fault=row["fault"])


def _done(told: ToldReport, row: dict[str, Any], now: datetime) -> None:
    drafter = told.cast.who(f"drafter@{row['department']}")
    found = _task(told, row)
    tasks.report_done(actor=drafter, task_id=found.pk, evidence=row["evidence"], done_on=now.date(), now=now)


def _recheck(told: ToldReport, row: dict[str, Any], now: datetime) -> None:
    found = _task(told, row)
    tasks.recheck(actor=told.writer, task_id=found.pk, passed=True, note="", now=now)
    if "answer" in row:
        tasks.answer(actor=told.writer, task_id=found.pk, text=row["answer"], now=now)


_ACTS: dict[str, Callable[[ToldReport, datetime], None]] = {
    "begun": _begin, "checked": _check, "reviewed": _review, "signed": _sign, "submitted": _submit,
    "published": _publish,
}  # fmt: skip
