"""Table 2 flattened to lines: heads of a block, then each row's name and its figures."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.report_form import TABLE2, CellId
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.figures import read_figure
from gongkai.reports.finding.flat_applications import COUNTED
from gongkai.reports.finding.lexicon import Lexicon
from gongkai.reports.finding.proactive import names_other_unit
from gongkai.reports.finding.tokens import Run, Token
from gongkai.reports.finding.unheaded import NO_HEADS
from gongkai.reports.report import ReadCell
from gongkai.reports.source import Paragraph

_LONGEST_NAME = 3
_OTHER_UNIT = "表头的单位与规定的不同，没有换算。"


def read_flat_proactive(
    found: Sequence[Run], paragraphs: Sequence[Paragraph], words: Lexicon, claims: Claims
) -> list[range]:
    """Takes what is certain; gives the lines that are part of the table."""
    lines: list[range] = []
    heads: list[tuple[str, str]] = []
    for run in found:
        told = [(head, token.text) for token in run.texts if (head := words.item_head(token.text))]
        if told:
            heads = told
            claims.tables.add(TABLE2)
        item = _item(run.texts, words)
        if not item and not told:
            heads = []
        elif heads:
            lines.append(run.lines)
        if item and run.figures and heads:
            _put(item, run, heads, paragraphs, words, claims)
    return lines


def _item(texts: Sequence[Token], words: Lexicon) -> str:
    """The row that the last texts name; a name may be broken over lines."""
    for count in range(1, _LONGEST_NAME + 1):
        code = words.item("".join(token.text for token in texts[-count:]))
        if code:
            return code
    return ""


def _put(
    item: str,
    run: Run,
    heads: list[tuple[str, str]],
    paragraphs: Sequence[Paragraph],
    words: Lexicon,
    claims: Claims,
) -> None:
    block = words.blocks[item]
    columns = {column.label: column for column in block.columns}
    where = paragraphs[run.figures[0].line].where
    every = [CellId(TABLE2, item, column.code) for column in block.columns]
    if sorted(head for head, _ in heads) != sorted(columns):
        claims.refuse(every, raw=run.raw, where=where, note=NO_HEADS)
        return
    if len(run.figures) != len(heads):
        note = COUNTED.format(found=len(run.figures), wanted=len(heads))
        claims.refuse(every, raw=run.raw, where=where, note=note)
        return
    for (head, printed), token in zip(heads, run.figures, strict=True):
        column = columns[head]
        cell, at = CellId(TABLE2, item, column.code), paragraphs[token.line].where
        if names_other_unit(block, column.code, printed):
            claims.refuse([cell], raw=token.text, where=at, note=_OTHER_UNIT)
        else:
            value, kind, note = read_figure(token.text, unit=column.unit)
            claims.put(cell, ReadCell(value, token.text, kind, at, note))
