"""What a page of an act is made of: words before and after, fields, the act itself, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gongkai.desk.cases.asking import Maker
from gongkai.desk.cases.situation import Situation
from gongkai.kernel.errors import NotVisible

Run = Callable[[Situation, dict[str, Any]], object]
Values = Mapping[str, Any]
Fields = dict[str, Maker] | Callable[[Situation], dict[str, Maker]]


class Group(StrEnum):
    """The groups in which the case page shows its buttons."""

    MAIN = "登记和经办"
    DEPARTMENTS = "科室办理"
    PERIODS = "补正和期限"
    CONSULTING = "征求意见"
    FEES = "收费"
    REPLY = "答复"
    CASE = "案件"


class Of(StrEnum):
    """What an act may be about beside the case itself."""

    CASE = ""
    EVENT = "event"
    ASSIGNMENT = "assignment"
    CONSULTATION = "consultation"
    GIVEN = "given"


@dataclass(frozen=True)
class Preview:
    """What will come of it, shown before the act is confirmed."""

    title: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class CaseAct:
    """An act of a case as a page: `rule` names its row of the procedure, `needs` says what else is missing.

    An act with a `preview` asks twice: first it shows what will come of it, then it is done. One that
    `shows_applicant` has each showing of its page recorded.
    """

    name: str
    rule: str
    what: tuple[str, ...]
    done: str
    run: Run
    fields: Fields = field(default_factory=dict)
    label: str = ""
    group: Group = Group.CASE
    of: Of = Of.CASE
    needs: Callable[[Situation], str] = lambda situation: ""
    preview: Callable[[Situation, Values], Preview] | None = None
    danger: bool = False
    takes_file: bool = False
    shows_applicant: bool = False

    def makers(self, situation: Situation) -> dict[str, Maker]:
        """The fields to ask for in this situation."""
        return self.fields(situation) if callable(self.fields) else self.fields


def plainly(act: Callable[..., object]) -> Run:
    """An act that takes the form's values by their names."""

    def run(situation: Situation, values: dict[str, Any]) -> object:
        return act(actor=situation.person, case_id=situation.case.pk, now=situation.now, **values)

    return run


def about(name: str, act: Callable[..., object]) -> Run:
    """The same for an act about one thing of the case, whose id it takes under that name."""

    def run(situation: Situation, values: dict[str, Any]) -> object:
        return plainly(act)(situation, values | {name: getattr(situation.target, "pk", 0)})

    return run


def with_file(act: Callable[..., object]) -> Run:
    """The same for an act that takes a file in: its name and its bytes."""

    def run(situation: Situation, values: dict[str, Any]) -> object:
        upload = values.pop("file")
        return plainly(act)(situation, values | {"name": str(upload.name), "stream": upload})

    return run


def target_of(situation: Situation, kind: Of, target_id: int | None) -> object:
    """The thing of the case with that id; raises NotVisible when the case has none."""
    case = situation.case
    if target_id is None:
        raise NotVisible
    found: object = None
    if kind is Of.EVENT:
        found = next((event for event in situation.events if event.pk == target_id), None)
    elif kind is Of.ASSIGNMENT:
        found = case.assignments.select_related("department").filter(pk=target_id, cancelled_at=None).first()
    elif kind is Of.CONSULTATION:
        found = case.consultations.filter(pk=target_id, cancelled_at=None).first()
    elif kind is Of.GIVEN:
        given = (
            case.given_files.select_related("source", "redacted")
            .filter(pk=target_id, removed_at=None)
            .first()
        )
        if given is not None:
            given.case = case
        found = given
    if found is None:
        raise NotVisible
    return found
