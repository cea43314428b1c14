"""Work on a request inside the organ: departments, searches, files to be given, the archive."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.demo.attachments import make_file
from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table, given_sheets
from gongkai.documents.redaction import Box, Term, propose
from gongkai.kernel.models import Person
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.departments import assign, claim, opine, record_search
from gongkai.requests.acts.giving import add_given_file, look_at_given_file, redact_given_file
from gongkai.requests.models import Assignment, GivenFile

MARGIN = 2.0


def assign_part(handling: Handling, step: Table, now: datetime) -> None:
    """Ask the department that holds the information."""
    department = handling.cast.departments[step["department"]]
    assign(
        actor=handling.reviewer, case_id=handling.case_id, department_id=department.pk, task=step["task"],
        now=now,
    )  # fmt: skip


def claim_part(handling: Handling, step: Table, now: datetime) -> None:
    """Somebody in the department takes it on."""
    assignment = _open(handling, step)
    claim(actor=_writer(handling, step), case_id=handling.case_id, assignment_id=assignment.pk, now=now)


def opine_part(handling: Handling, step: Table, now: datetime) -> None:
    """The department says what to do and why."""
    opine(
        actor=_writer(handling, step), case_id=handling.case_id, assignment_id=_open(handling, step).pk,
        advice=step["advice"], opinion=step["opinion"], now=now,
    )  # fmt: skip


def search(handling: Handling, step: Table, now: datetime) -> None:
    """Look for the information, and write down where and how."""
    record_search(
        actor=handling.reviewer, case_id=handling.case_id, place=step["place"], words=step["words"],
        result=step["result"], found=step.get("found", False), on=localdate(now),
        by_name=step.get("searcher", handling.reviewer.name), minutes=step.get("minutes"), now=now,
    )  # fmt: skip


def give(handling: Handling, step: Table, now: datetime) -> None:
    """Take in a file that goes out with the reply; what `cover` names is blacked out in it."""
    content = make_file(step["kind"], given_sheets()[step["source"]])
    given = add_given_file(
        actor=handling.reviewer, case_id=handling.case_id, name=step["name"], stream=io.BytesIO(content),
        now=now,
    )  # fmt: skip
    covered = [Term(words) for words in step.get("cover", ())]
    if covered:
        boxes = [_wider(box) for box in propose(content, covered)]
        redact_given_file(
            actor=handling.reviewer, case_id=handling.case_id, given_id=given.pk, boxes=boxes, now=now
        )


def look(handling: Handling, step: Table, now: datetime) -> None:
    """A second person looks at what goes out."""
    given = GivenFile.objects.filter(case=handling.case_id, removed_at=None).latest("pk")
    look_at_given_file(actor=handling.second, case_id=handling.case_id, given_id=given.pk, now=now)


def archive_case(handling: Handling, step: Table, now: datetime) -> None:
    """File the ended case."""
    archive(actor=handling.reviewer, case_id=handling.case_id, now=now)


def _wider(box: Box) -> Box:
    """The face is not in the file: another one in its place may draw a little beyond."""
    return replace(box, x0=box.x0 - MARGIN, x1=box.x1 + MARGIN)


def _writer(handling: Handling, step: Table) -> Person:
    return handling.cast.who(f"drafter@{step['department']}")


def _open(handling: Handling, step: Table) -> Assignment:
    department = handling.cast.departments[step["department"]]
    return Assignment.objects.get(case=handling.case_id, department=department, answered_at=None)


__all__ = ["archive_case", "assign_part", "claim_part", "give", "look", "opine_part", "search"]
