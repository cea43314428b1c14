"""A table of figures to be imported: 指标, 数值, 来源; and the template people fill in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import xlsxwriter

from gongkai.disclosure.import_table import lines_of
from gongkai.documents.blanks import without_controls
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Organ
from gongkai.reporting.entered import Target, targets

HEADS = ("指标", "数值", "来源")
MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 1000
MOST_SOURCE = 200
_HEAD_WITHIN = 5
_SHEET = "年报数据"
_UNIT_HEAD = "单位"
_TOO_BIG = "表格文件太大，最多 2 MB。"
_NO_HEAD = "没有找到表头：前几行中须有一行写着“指标”“数值”“来源”。请下载模板对照。"
_NO_ROWS = "表格中没有填了数值的行。"
_TOO_MANY = "一次最多导入 1000 行，请分成几个文件。"
_IN_ROW = "第{line}行：{said}"
_UNKNOWN = "没有“{label}”这个可以录入的指标；由系统统计的指标不能导入。请按模板填写。"
_TWICE = "“{label}”在第{first}行已经填过。"
_NO_SOURCE = "“{label}”没有写数据来源。"
_LONG_SOURCE = "“{label}”的数据来源最多 200 个字。"
_FAULTS = "表格有{count}处问题，没有导入任何一行。{first}"
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row as read: its line in the file, what it names, its value and where it comes from, as texts."""

    line: int
    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A row understood: the figure it is about, its value as kept, its source."""

    line: int
    target: Target
    scaled: int
    source: str


def read_figures(name: str, stream: BinaryIO) -> list[FigureRow]:
    """The rows under the head row that bear a value; xlsx or csv. Raises InputRefused."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputRefused(_TOO_BIG)
    lines = [(line, [_text(value) for value in values]) for line, values in lines_of(name, data)]
    start, places = _find_head(lines)
    rows = []
    for line, values in lines[start:]:
        label, value, source = (values[at] if at < len(values) else "" for at in places)
        if value:
            rows.append(FigureRow(line, label, value, source))
    if not rows:
        raise InputRefused(_NO_ROWS)
    if len(rows) > MOST_ROWS:
        raise InputRefused(_TOO_MANY)
    return rows


def understood(rows: list[FigureRow], known: Mapping[str, Target]) -> list[FigureLine]:
    """Every row as the figure it means; raises InputRefused naming each faulty row, and takes none then."""
    by_name = {target.label: target for target in known.values()} | dict(known)
    faults: dict[str, str] = {}
    lines: list[FigureLine] = []
    seen: dict[str, int] = {}
    for row in rows:
        try:
            lines.append(_line(row, by_name, seen))
        except InputRefused as refusal:
            faults[f"line_{row.line}"] = _IN_ROW.format(line=row.line, said=refusal.message)
    if faults:
        told = dict(list(faults.items())[:MOST_TOLD])
        raise InputRefused(_FAULTS.format(count=len(faults), first=next(iter(told.values()))), fields=told)
    return lines


def _line(row: FigureRow, by_name: Mapping[str, Target], seen: dict[str, int]) -> FigureLine:
    target = by_name.get(row.label)
    if target is None:
        raise InputRefused(_UNKNOWN.format(label=row.label[:60]))
    first = seen.setdefault(target.key, row.line)
    if first != row.line:
        raise InputRefused(_TWICE.format(label=target.label, first=first))
    if not row.source:
        raise InputRefused(_NO_SOURCE.format(label=target.label))
    if len(row.source) > MOST_SOURCE:
        raise InputRefused(_LONG_SOURCE.format(label=target.label))
    return FigureLine(row.line, target, target.scaled(row.value), row.source)


def _find_head(lines: list[tuple[int, list[str]]]) -> tuple[int, tuple[int, ...]]:
    for place, (_, values) in enumerate(lines[:_HEAD_WITHIN], start=1):
        if set(HEADS) <= set(values):
            return place, tuple(values.index(head) for head in HEADS)
    raise InputRefused(_NO_HEAD)


def _text(raw: object) -> str:
    """A cell as text; a whole number of a workbook without the point it is kept with."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else without_controls(str(raw)).strip()


def template(organ: Organ, year: int) -> bytes:
    """A workbook with a row for each figure that may be entered for the year. Raises NoForm."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet(_SHEET)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 2, 14)
        sheet.set_column(3, 3, 40)
        heads = (HEADS[0], _UNIT_HEAD, *HEADS[1:])
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, bold)
        for line, target in enumerate(targets(organ, year).values(), start=1):
            sheet.write_string(line, 0, target.label)
            sheet.write_string(line, 1, target.unit)
    return out.getvalue()
