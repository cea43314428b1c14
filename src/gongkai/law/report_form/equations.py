"""The equations between the cells of the form (勾稽关系), and each place where they must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.report_form.cells import TABLE3, CellId
from gongkai.law.report_form.form import TOTAL, Form
from gongkai.law.report_form.loading import FILE

_PREVIOUS = "previous:"
_DETAILS, _PARTS = "@details", "@parts"


class Term(NamedTuple):
    """A cell with its sign; `previous` means the cell of the report on the year before."""

    sign: int
    cell: CellId
    previous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation(Entry):
    """One equation of the form; `severity` is «error» or «warning», `each` the direction it is repeated in.

    `mismatch` is what is concluded where it does not hold: «fail», or «uncertain» where good reasons exist.
    """

    table: str
    each: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    severity: str
    mismatch: str
    formats: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def is_cross_year(self) -> bool:
        """Whether it needs the report on the year before."""
        return any(_PREVIOUS in term for term in (*self.left, *self.right))


@dataclass(frozen=True, slots=True)
class Instance:
    """An equation at one place: Σ left = Σ right. `at` names the column or row it holds for."""

    equation: Equation
    at: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @property
    def id(self) -> str:
        """«E1.natural»: stable over runs and editions."""
        return f"{self.equation.code}.{self.at}"


def _equation(row: Any, entry: dict[str, Any]) -> Equation:
    return Equation(
        **entry, table=row["table"], each=row["each"], left=tuple(row["left"]), right=tuple(row["right"]),
        severity=row["severity"], mismatch=row["mismatch"], formats=tuple(row.get("formats", ())),
        rows=tuple(row.get("rows", ())),
    )  # fmt: skip


EQUATIONS: Table[Equation] = Table(
    "年报勾稽关系", (_equation(row, entry) for row, entry in rows_at(FILE, "equation"))
)


def instances(form: Form) -> tuple[Instance, ...]:
    """Every place where an equation of this form must hold, in the order of the declaration."""
    return tuple(
        Instance(
            equation,
            at,
            _terms(form, equation, at, equation.left),
            _terms(form, equation, at, equation.right),
        )
        for equation in EQUATIONS
        if not equation.formats or form.code in equation.formats
        for at in _places(form, equation)
    )


def _places(form: Form, equation: Equation) -> tuple[str, ...]:
    if equation.each == "column":
        return tuple(column.code for column in _columns(form, equation.table))
    if equation.rows:
        return equation.rows
    return tuple(row.code for row in (form.rows if equation.table == TABLE3 else form.remedies))


def _columns(form: Form, table: str) -> tuple[Any, ...]:
    return form.applicants if table == TABLE3 else form.results


def _terms(form: Form, equation: Equation, at: str, side: tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(term for word in side for term in _term(form, equation, at, word))


def _term(form: Form, equation: Equation, at: str, word: str) -> Iterator[Term]:
    sign = -1 if word.startswith("-") else 1
    name = word.removeprefix("-")
    previous = name.startswith(_PREVIOUS)
    name = name.removeprefix(_PREVIOUS)
    for key in _names(form, equation.table, name):
        row, column = (key, at) if equation.each == "column" else (at, key)
        yield Term(sign, CellId(equation.table, row, column), previous)


def _names(form: Form, table: str, name: str) -> tuple[str, ...]:
    if name == _DETAILS:
        return tuple(row.code for row in form.details)
    if name == _PARTS:
        return tuple(column.code for column in _columns(form, table) if column.code != TOTAL)
    return (name,)
