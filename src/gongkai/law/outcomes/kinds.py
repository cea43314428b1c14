"""Every way a request can end: article, report row, letter, remedy, and the facts it must rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.provenance import Basis, read_basis

FILE = "outcomes.toml"


class RemedyClass(StrEnum):
    """What the person may do against a decision."""

    NONE = "none"
    SWITCHABLE = "switchable"
    CHOICE = "choice"
    COMPULSORY = "compulsory"
    MIXED = "mixed"

    @property
    def label(self) -> str:
        """The words shown to staff."""
        return _REMEDIES[self]


_REMEDIES: Mapping[RemedyClass, str] = {
    RemedyClass.NONE: "不告知救济途径",
    RemedyClass.SWITCHABLE: "告知复议或者诉讼，法律顾问可以关闭",
    RemedyClass.CHOICE: "告知复议或者诉讼",
    RemedyClass.COMPULSORY: "先复议，后诉讼",
    RemedyClass.MIXED: "不予公开的部分先复议，其余可以选择",
}


class FactKind(StrEnum):
    """What a fact must look like; an `exit` is a lawful way out of a ground for refusing."""

    TEXT = "text"
    DATE = "date"
    DEADLINE = "deadline"
    YES = "yes"
    EXIT = "exit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Entry):
    """A fact a decision may rest on; `hint` says what to do where a YES fact is not so."""

    kind: FactKind
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Requirements:
    """Facts that must be there: each of `needs`, one of every group, and what goes together."""

    needs: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[str, tuple[str, ...]], ...] = ()
    advised: tuple[str, ...] = ()

    def codes(self) -> tuple[str, ...]:
        """Every fact that is spoken of, once, in the order of a form."""
        named = [*self.needs]
        for group in self.one_of:
            named.extend(group)
        for trigger, others in self.together:
            named.extend((trigger, *others))
        return tuple(dict.fromkeys([*named, *self.advised]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Entry):
    """One way to end a request. `report_row` is None where the ground decides it.

    `whole` outcomes end the request as a whole and never stand beside another.
    """

    report_row: str | None
    row_basis: Basis
    letter: str
    remedy_class: RemedyClass
    remedy_basis: Basis
    requirements: Requirements
    is_open: bool
    needs_ground: bool
    whole: bool

    @property
    def article(self) -> str:
        """The article the outcome rests on."""
        return self.basis.article

    @property
    def required_facts(self) -> tuple[str, ...]:
        """The codes of FACTS to fill in for this outcome, in the order of a form."""
        return self.requirements.codes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Entry):
    """The facts a ground for refusing, or an exit from it, must rest on."""

    requirements: Requirements


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedRule(Entry):
    """How a reply of several parts comes into one row: the first of `order` that is concerned."""

    order: tuple[str, ...]


def _requirements(row: Mapping[str, Any]) -> Requirements:
    return Requirements(
        needs=tuple(row.get("needs", ())),
        one_of=tuple(tuple(group) for group in row.get("one_of", ())),
        together=tuple((code, tuple(others)) for code, others in row.get("together", {}).items()),
        advised=tuple(row.get("advised", ())),
    )


def _outcome(row: Mapping[str, Any], entry: dict[str, Any]) -> Outcome:
    return Outcome(
        report_row=row["row"] or None,
        row_basis=read_basis(row.get("row_basis", {}), entry["basis"]),
        letter=row["letter"],
        remedy_class=RemedyClass(row["remedy"]),
        remedy_basis=read_basis(row.get("remedy_basis", {}), entry["basis"]),
        requirements=_requirements(row),
        is_open=row.get("open", False),
        needs_ground=row.get("grounds", False),
        whole=row.get("whole", False),
        **entry,
    )


def _conditions(key: str) -> list[Condition]:
    return [Condition(requirements=_requirements(row), **entry) for row, entry in rows_at(FILE, key)]


FACTS: Table[Fact] = Table(
    "办理结果的事实",
    (
        Fact(kind=FactKind(row["kind"]), hint=row.get("hint", ""), **entry)
        for row, entry in rows_at(FILE, "fact")
    ),
)

OUTCOMES: Table[Outcome] = Table(
    "办理结果", (_outcome(row, entry) for row, entry in rows_at(FILE, "outcome"))
)

GROUND_CONDITIONS: Table[Condition] = Table("不予公开理由的事实", _conditions("ground"))

EXIT_CONDITIONS: Table[Condition] = Table("例外公开的事实", _conditions("exit"))

MIXED_RULES: Table[MixedRule] = Table(
    "混合答复的统计规则",
    (MixedRule(order=tuple(row["order"]), **entry) for row, entry in rows_at(FILE, "mixed")),
)

ROWS_OF_OUTCOMES: Table[Entry] = Table(
    "办理结果的年报行", (Entry(code=o.code, label=o.label, basis=o.row_basis) for o in OUTCOMES)
)

REMEDIES_OF_OUTCOMES: Table[Entry] = Table(
    "办理结果的救济类别", (Entry(code=o.code, label=o.label, basis=o.remedy_basis) for o in OUTCOMES)
)
