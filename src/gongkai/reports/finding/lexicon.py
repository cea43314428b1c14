"""The words of one form as they are looked up: rows, groups, columns and blocks by what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.law.report_form import FORMS, Block, Form, Row
from gongkai.reports.finding.labels import Names, fold, segments, without_bracket

GROUP = "group:"
RESULTS_GROUP = f"{GROUP}results"
SUBTOTAL = "subtotal"
ORGANISATIONS = fold("法人或其他组织")
LITIGATION = fold("行政诉讼")

#: Applicant columns whose names occur nowhere else in a report's tables.
TELLING_APPLICANTS = frozenset({"natural", "commercial", "research", "welfare", "legal_service"})
TELLING_RESULTS = frozenset({"upheld", "corrected", "pending"})
#: Row labels that also name columns, or stand in prose.
_COMMON_ROWS = frozenset({"r.total", "r.other.3", "r.open"})

_SHORT_ROWS = {
    "r.other.1": ("逾期不补正", "申请人逾期不补正", "申请人无正当理由逾期不补正"),
    "r.other.2": ("逾期未缴费", "逾期不缴费", "申请人逾期未缴费", "逾期未按收费通知要求缴纳费用"),
}
_RESULTS_LABELS = ("本年度办理结果", "本年办理结果")
_SUBTOTALS = frozenset({"", "小计", "合计", "总计"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names of one form. `head_columns` tells for a head of table 2 the block columns it stands for."""

    form: Form
    rows: Names
    applicants: Names
    remedies: Names
    results: Names
    items: Names
    item_heads: Names
    head_columns: Mapping[str, tuple[tuple[str, str], ...]]
    blocks: Mapping[str, Block]
    detail_groups: Mapping[str, str]

    def telling_row(self, folded: str) -> bool:
        """Whether the piece names a row of table 3 that nothing else is called."""
        code = self.rows.code(folded)
        return bool(code) and not code.startswith(GROUP) and code not in _COMMON_ROWS

    def applicant(self, text: str) -> str:
        """The column of table 3 a head names, «subtotal» for one that adds up the organisations."""
        for folded in (fold(text), fold(without_bracket(text))):
            code = self.applicants.code(folded)
            if code:
                return code
            if folded == "小计":
                return SUBTOTAL
            if folded.startswith(ORGANISATIONS):
                rest = folded.removeprefix(ORGANISATIONS)
                return SUBTOTAL if rest in _SUBTOTALS else self.applicants.code(rest)
        return ""

    def result(self, text: str) -> str:
        """The column of table 4 a head names."""
        return self.results.code(fold(text)) or self.results.code(fold(without_bracket(text)))

    def remedy(self, text: str) -> str:
        """The group of table 4 a head names."""
        return _numbered(self.remedies, text)

    def item(self, text: str) -> str:
        """The row of table 2 a label names."""
        return _numbered(self.items, text)

    def item_head(self, text: str) -> str:
        """The head of table 2 a text is."""
        return self.item_heads.code(fold(text)) or self.item_heads.code(fold(without_bracket(text)))


def _numbered(names: Names, text: str) -> str:
    """The code of a label that may have a number before it and a bracket after it."""
    for folded in (fold(text), fold(without_bracket(text)), "".join(segments(without_bracket(text)))):
        code = names.code(folded)
        if code:
            return code
    return ""


def _row_spellings(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield RESULTS_GROUP, _RESULTS_LABELS
    for row in form.rows:
        yield row.code, (*row.spellings, *_SHORT_ROWS.get(row.code, ()))
    for code, label in _groups(form.rows):
        yield f"{GROUP}{code}", (label,)


def _groups(rows: tuple[Row, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((row.group, row.group_label) for row in rows if row.group))


@lru_cache
def lexicon(form_code: str) -> Lexicon:
    """The words of that form."""
    form = FORMS[form_code]
    heads: dict[str, list[tuple[str, str]]] = {}
    for block in form.blocks:
        for column in block.columns:
            heads.setdefault(column.label, []).append((block.code, column.code))
    return Lexicon(
        form=form,
        rows=Names(_row_spellings(form), loose=True),
        applicants=Names((column.code, column.spellings) for column in form.applicants),
        remedies=Names((group.code, group.spellings) for group in form.remedies),
        results=Names((result.code, result.spellings) for result in form.results),
        items=Names((row.code, row.spellings) for block in form.blocks for row in block.rows),
        item_heads=Names(
            (column.label, column.spellings) for block in form.blocks for column in block.columns
        ),
        head_columns={label: tuple(columns) for label, columns in heads.items()},
        blocks={row.code: block for block in form.blocks for row in block.rows},
        detail_groups={row.code: row.group for row in form.rows if row.group},
    )
