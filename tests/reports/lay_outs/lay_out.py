"""The ways a report's tables are printed, and how each figure must be read back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.report_form import TABLE2, TABLE3, CellId
from gongkai.reports.report import Kind
from tests.reports.truths.cells import Value
from tests.reports.truths.document import Document

_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
DASHES = {"/", "-", "—", "——"}
NOTED = {
    CellId(TABLE2, "normative", "made"): "其中修订{count}件",
    CellId(TABLE3, "new", "natural"): "含信函申请{count}件",
    CellId(TABLE3, "r.open", "total"): "其中主动告知{count}件",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LayOut:
    """One way of printing.

    `spans` is «merged», «repeated» (every place bears the text) or «blank» (only the first place bears it).
    `nothing` is what stands for zero; `digits` is plain, thousands or fullwidth; `columns` is form or
    reversed; `labels` is form, short or numbered; `pages` breaks table 3 into two tables, with
    («repeated») or without («bare») its header on the second. `style` says what is special to the kind
    of file. `may_miss` names tables of which a reader may say that it cannot tell the cells apart;
    where the cells of a table `is_flat`, a blank one leaves no trace, and its row need not be read.
    """

    name: str
    subtotal: bool = False
    spans: str = "merged"
    notes: bool = False
    nothing: str = "0"
    digits: str = "plain"
    columns: str = "form"
    labels: str = "form"
    four_tables: bool = False
    table4_rows: bool = False
    pages: str = ""
    style: frozenset[str] = frozenset()
    may_miss: frozenset[str] = frozenset()
    is_flat: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be read back from a cell."""

    value: int | Decimal | None
    kind: Kind
    note: str = ""


def shown(document: Document, cell: CellId, lay_out: LayOut) -> str:
    """The text of a cell."""
    if cell in document.shown:
        return document.shown[cell]
    value = document.cells[cell]
    if value is None:
        return ""
    if value == 0:
        return lay_out.nothing.translate(_FULL_WIDTH) if lay_out.digits == "fullwidth" else lay_out.nothing
    note = _note(document, cell, lay_out)
    return f"{_digits(value, lay_out)}（{note}）" if note else _digits(value, lay_out)


def expected(document: Document, cell: CellId, lay_out: LayOut) -> Expected:
    """What a reader that makes no mistake finds there."""
    value = document.cells[cell]
    if value is None:
        return Expected(None, Kind.BLANK)
    if value == 0 and lay_out.nothing != "0":
        return Expected(None, Kind.DASH if lay_out.nothing in DASHES else Kind.BLANK)
    return Expected(value, Kind.NUMBER if value else Kind.ZERO, _note(document, cell, lay_out))


def _note(document: Document, cell: CellId, lay_out: LayOut) -> str:
    value = document.cells[cell]
    if not lay_out.notes or cell not in NOTED or not value:
        return ""
    return NOTED[cell].format(count=int(value) // 2 + 1)


def _digits(value: Value, lay_out: LayOut) -> str:
    if lay_out.digits == "thousands":
        return f"{value:,}"
    if lay_out.digits == "fullwidth":
        return str(value).translate(_FULL_WIDTH)
    return str(value)
