"""Table 3 flattened to lines: after each row's label exactly as many figures as there are columns."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.report_form import TABLE3, TOTAL, CellId
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.figures import read_figure
from gongkai.reports.finding.labels import fold, segments
from gongkai.reports.finding.lexicon import (
    GROUP,
    ORGANISATIONS,
    SUBTOTAL,
    TELLING_APPLICANTS,
    Lexicon,
)
from gongkai.reports.finding.row_codes import RowCodes
from gongkai.reports.finding.tokens import Run, Token
from gongkai.reports.finding.unheaded import NO_HEADS, all_equal
from gongkai.reports.report import ReadCell
from gongkai.reports.source import Paragraph

COUNTED = "行名之后有{found}个数，应有{wanted}个，不能确定各属于哪一栏。"
_FEWEST_ROWS, _FEWEST_FIGURES = 2, 3
_NEIGHBOURS = 2
#: More texts than a label and the groups before it have, so that long lists of words are not searched.
_MOST_TEXTS = 24

Row = tuple[str, Run, tuple[str, ...]]


def read_flat_applications(
    found: Sequence[Run], paragraphs: Sequence[Paragraph], words: Lexicon, claims: Claims
) -> list[range]:
    """Takes what is certain; gives the lines that are part of the table."""
    rows, headed = _rows(found, words)
    if not headed and sum(len(run.figures) >= _FEWEST_FIGURES for _, run, _ in rows) < _FEWEST_ROWS:
        return []
    claims.tables.add(TABLE3)
    widest = max((len(run.figures) for _, run, order in rows if not order), default=0)
    seen = set()
    for code, run, order in rows:
        if run.figures or code not in seen:
            _put(code, run, order, widest, paragraphs, words, claims)
        seen.add(code)
    return [run.lines for _, run, _ in rows]


def _rows(found: Sequence[Run], words: Lexicon) -> tuple[list[Row], bool]:
    rows: list[Row] = []
    order: tuple[str, ...] = ()
    headed = False
    codes = RowCodes(words)
    for run in found:
        heads, end = heads_in(run.texts, words)
        if end:
            order, headed = heads, True
        pieces = _pieces([token.text for token in run.texts[end:][-_MOST_TEXTS:]], words)
        rows += [
            (code, Run(run.texts), order)
            for piece in pieces[:-1]
            if words.telling_row(piece) and (code := words.rows.code(piece))
        ]
        code = codes.code(pieces)
        telling = bool(pieces) and words.telling_row(pieces[-1])
        if code and not code.startswith(GROUP) and (run.figures or telling):
            rows.append((code, run, order))
    return rows, headed


def _pieces(texts: list[str], words: Lexicon) -> tuple[str, ...]:
    """The pieces of a label that may be broken over lines, or stand unnumbered after its group's name."""
    whole = segments("".join(texts))
    code = words.rows.code(whole[-1]) if whole else ""
    if code and not code.startswith(GROUP):
        return whole
    for cut in range(1, len(texts)):
        groups, label = segments("".join(texts[:cut])), segments("".join(texts[cut:]))
        named = bool(groups) and words.rows.code(groups[-1]).startswith(GROUP)
        if named and label and words.rows.code(label[-1]):
            return (*groups, *label)
    return whole


def _put(
    code: str,
    run: Run,
    order: tuple[str, ...],
    widest: int,
    paragraphs: Sequence[Paragraph],
    words: Lexicon,
    claims: Claims,
) -> None:
    """Takes a row's figures; without heads, rows wider than the form show that a column was added."""
    keys = order or tuple(column.code for column in words.form.applicants)
    cells = [CellId(TABLE3, code, key) for key in keys if key != SUBTOTAL]
    where = paragraphs[(run.figures or run.texts)[0].line].where
    texts = [token.text for token in run.figures]
    if len(texts) != len(keys):
        note = COUNTED.format(found=len(texts), wanted=len(keys))
        claims.refuse(cells, raw=run.raw, where=where, note=note)
    elif not order and (widest > len(keys) or all_equal(texts, len(keys)) is None):
        claims.refuse(cells, raw=run.raw, where=where, note=NO_HEADS)
    else:
        for key, token in zip(keys, run.figures, strict=True):
            value, kind, note = read_figure(token.text, unit="件")
            read = ReadCell(value, token.text, kind, paragraphs[token.line].where, note)
            claims.put(CellId(TABLE3, code, key), read, extra=key == SUBTOTAL)


def heads_in(texts: Sequence[Token], words: Lexicon) -> tuple[tuple[str, ...], int]:
    """The columns that heads among these texts tell, and where the heads end; no columns when in doubt."""
    told = [(at, code) for at, token in enumerate(texts) if (code := _head(texts, at, words))]
    telling = [at for at, code in told if code in TELLING_APPLICANTS]
    if len({code for _, code in told if code in TELLING_APPLICANTS}) < 3:
        return (), 0
    first, last = telling[0], telling[-1]
    for at, _ in told:
        if last < at <= last + _NEIGHBOURS:
            last = at
    for at, _ in reversed(told):
        if first - _NEIGHBOURS <= at < first:
            first = at
    order = _in_order([code for at, code in told if first <= at <= last])
    wanted = {column.code for column in words.form.applicants}
    plain = [key for key in order if key != SUBTOTAL]
    certain = len(plain) == len(wanted) and set(plain) == wanted and order.count(SUBTOTAL) <= 1
    return (tuple(order) if certain else ()), last + 1


def _head(texts: Sequence[Token], at: int, words: Lexicon) -> str:
    """The head a text is; a text after a number («3.») is a row's label and none."""
    if at and not segments(texts[at - 1].text) and any(char.isalnum() for char in texts[at - 1].text):
        return ""
    text = texts[at].text
    return GROUP if fold(text) == ORGANISATIONS else words.applicant(text)


def _in_order(codes: list[str]) -> list[str]:
    """Left to right: the parts of the organisations stand where their common head stands above them."""
    if GROUP not in codes:
        upper_level = (
            codes.index(TOTAL) < codes.index("commercial") if {TOTAL, "commercial"} <= set(codes) else False
        )
        return [] if upper_level and codes[0] != TOTAL else codes
    parts = [code for code in codes if code not in (GROUP, "natural", TOTAL)]
    order: list[str] = []
    for code in codes:
        if code == GROUP:
            order += parts
        elif code not in parts:
            order.append(code)
    return order
