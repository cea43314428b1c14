"""Table 4 flattened to lines: fifteen figures after fifteen heads, or five after each group's name."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.report_form import TABLE4, CellId
from gongkai.reports.finding.claims import Claims
from gongkai.reports.finding.figures import read_figure
from gongkai.reports.finding.flat_applications import COUNTED
from gongkai.reports.finding.labels import fold
from gongkai.reports.finding.lexicon import LITIGATION, TELLING_RESULTS, Lexicon
from gongkai.reports.finding.tokens import Run, Token
from gongkai.reports.finding.unheaded import NO_HEADS
from gongkai.reports.report import ReadCell
from gongkai.reports.source import Paragraph

_NEIGHBOURS = 3


def read_flat_remedies(
    found: Sequence[Run], paragraphs: Sequence[Paragraph], words: Lexicon, claims: Claims
) -> list[range]:
    """Takes what is certain; gives the lines that are part of the table."""
    lines: list[range] = []
    results: list[str] = []
    for run in found:
        told = _results(run.texts, words)
        groups = [(at, code) for at, token in enumerate(run.texts) if (code := words.remedy(token.text))]
        if told:
            results = [code for _, code in told]
            lines.append(run.lines)
            claims.tables.add(TABLE4)
        elif not results or not groups or groups[-1][0] != len(run.texts) - 1:
            results = []
            continue
        if run.figures:
            lines.append(run.lines)
            keys = _keys(run.texts, told, results, groups, words)
            _put(keys, run, paragraphs, words, claims)
    return lines


def _results(texts: Sequence[Token], words: Lexicon) -> list[tuple[int, str]]:
    """The heads among the texts: those near heads that are called so nowhere else."""
    told = [(at, code) for at, token in enumerate(texts) if (code := words.result(token.text))]
    telling = [at for at, code in told if code in TELLING_RESULTS]
    if len({code for _, code in told if code in TELLING_RESULTS}) < 2:
        return []
    low, high = telling[0] - _NEIGHBOURS, telling[-1] + _NEIGHBOURS
    return [(at, code) for at, code in told if low <= at <= high]


def _keys(
    texts: Sequence[Token],
    told: list[tuple[int, str]],
    results: list[str],
    groups: list[tuple[int, str]],
    words: Lexicon,
) -> list[CellId]:
    """The cells that the figures fill from left to right, none when in doubt."""
    wanted = {result.code for result in words.form.results}
    order = [group.code for group in words.form.remedies]
    size = len(wanted)
    parts = [results[at : at + size] for at in range(0, len(results), size)]
    if any(set(part) != wanted or len(part) != size for part in parts):
        return []
    named = [code for _, code in groups]
    if len(parts) == len(order) and named == order and _is_usual(texts, groups):
        return [
            CellId(TABLE4, group, code) for group, part in zip(order, parts, strict=True) for code in part
        ]
    if len(parts) == 1 and groups and (len(named) == 1 or groups[-1][0] == len(texts) - 1):
        if told and len(named) > 1 and groups[-1][0] < told[-1][0]:
            return []
        return [CellId(TABLE4, named[-1], code) for code in parts[0]]
    return []


def _is_usual(texts: Sequence[Token], groups: list[tuple[int, str]]) -> bool:
    """Whether reviews stand before litigation, as heads of different levels come in reading order."""
    return all(at > groups[0][0] for at, token in enumerate(texts) if fold(token.text) == LITIGATION)


def _put(
    keys: list[CellId], run: Run, paragraphs: Sequence[Paragraph], words: Lexicon, claims: Claims
) -> None:
    where = paragraphs[run.figures[0].line].where
    if not keys:
        every = [
            CellId(TABLE4, group.code, result.code)
            for group in words.form.remedies
            for result in words.form.results
        ]
        claims.refuse(every, raw=run.raw, where=where, note=NO_HEADS)
    elif len(keys) != len(run.figures):
        note = COUNTED.format(found=len(run.figures), wanted=len(keys))
        claims.refuse(keys, raw=run.raw, where=where, note=note)
    else:
        for key, token in zip(keys, run.figures, strict=True):
            value, kind, note = read_figure(token.text, unit="件")
            claims.put(key, ReadCell(value, token.text, kind, paragraphs[token.line].where, note))
