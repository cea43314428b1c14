"""A report as plain text: a paragraph a line, and grids where a table is drawn or divided by tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gongkai.documents.blanks import EDGE_BLANKS
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.reading.text_charset import decode
from gongkai.reports.reading.text_drawn import begins_drawing, drawn_lines, drawn_table
from gongkai.reports.reading.text_tables import bar_table, is_ragged, tab_table
from gongkai.reports.source import Grid, GridCell, Paragraph, Source

_LARGEST = 20 * 1024 * 1024
_MOST_LINES = 200_000
_ENDS = re.compile("\r\n|\r|\n")
_ENDS_WITHIN = re.compile("[\x0b\x0c\x1a\x1c-\x1f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00]")

_WHERE = "第{line}行"
_TABLE = "表{number}"
_TOO_LARGE = "文本文件过大，不像一份年度报告，没有读取。请只保留年度报告的文字后重试。"
_NO_TEXT = "文件内容不是文字，无法读取。请用原来的软件打开，另存为 Word 文件或文本文件后重试。"
_EMPTY = "文本文件是空的，没有可以读取的内容。请检查是否选错了文件。"
_BROKEN = "文本中有{count}个字符无法识别，已用“\ufffd”代替。请用原文件核对，或者另存为 UTF-8 编码后重试。"
_CROOKED = "第{first}行至第{last}行像是画出来的表格，但线条没有对齐，没有作为表格读取。请核对。"


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def read_text(data: bytes) -> Source:
    """Read a text file; raises ReportUnreadable when it is too large, empty or no text at all.

    Tables that were flattened to one cell a line stay lines: what they say can be told by their labels only.
    """
    if len(data) > _LARGEST:
        raise ReportUnreadable(_TOO_LARGE)
    decoded = decode(data)
    if decoded is None:
        raise ReportUnreadable(_NO_TEXT)
    lines = _lines(decoded.text)
    if len(lines) > _MOST_LINES:
        raise ReportUnreadable(_TOO_LARGE)
    reader = _Reader(lines)
    reader.read()
    if not reader.blocks:
        raise ReportUnreadable(_EMPTY)
    if decoded.broken:
        reader.gaps.append(_BROKEN.format(count=decoded.broken))
    return Source("txt", tuple(reader.blocks), gaps=tuple(reader.gaps))


def _lines(text: str) -> list[_Line]:
    return [
        _Line(number, part)
        for number, line in enumerate(_ENDS.split(_INVISIBLE.sub("", text)), start=1)
        for part in _ENDS_WITHIN.split(line)
    ]


class _Reader:
    """Goes down the lines once; every table found takes its lines along."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.blocks: list[Paragraph | Grid] = []
        self.gaps: list[str] = []
        self.tables = 0

    def read(self) -> None:
        position = 0
        while position < len(self.lines):
            line = self.lines[position]
            taken = self._take_table(position) if line.text.strip() or "\t" in line.text else 0
            if not taken:
                self._add_line(line)
                taken = 1
            position += taken

    def _take_table(self, position: int) -> int:
        text = self.lines[position].text
        if begins_drawing(text):
            return self._take_drawn(position)
        if "|" in text or "｜" in text:
            run = self._run(position, lambda line: "|" in line or "｜" in line)
            return self._add_grid(*bar_table(run))
        if "\t" in text:
            return self._take_tabbed(position)
        return 0

    def _take_tabbed(self, position: int) -> int:
        block = self._run(position, lambda line: "\t" in line)
        if is_ragged(block):
            for line in self.lines[position : position + len(block)]:
                self._add_line(line)
            return len(block)
        count = block[0].count("\t")
        run = self._run(position, lambda line: line.count("\t") == count)
        return self._add_grid(*tab_table(run))

    def _take_drawn(self, position: int) -> int:
        run = self._run(position, drawn_lines(self.lines[position].text))
        cells = drawn_table(run)
        if cells is not None:
            return self._add_grid(cells, len(run))
        first, last = self.lines[position], self.lines[position + len(run) - 1]
        for line in self.lines[position : position + len(run)]:
            self._add_line(line)
        if len(run) > 1:
            self.gaps.append(_CROOKED.format(first=first.number, last=last.number))
        return len(run)

    def _run(self, position: int, belongs: Callable[[str], bool]) -> list[str]:
        end = position
        while end < len(self.lines) and belongs(self.lines[end].text):
            end += 1
        return [line.text for line in self.lines[position:end]]

    def _add_grid(self, cells: list[GridCell], lines: int) -> int:
        if cells:
            self.tables += 1
            self.blocks.append(Grid(tuple(cells), _TABLE.format(number=self.tables)))
        return lines if cells else 0

    def _add_line(self, line: _Line) -> None:
        text = line.text.strip(EDGE_BLANKS)
        if text:
            self.blocks.append(Paragraph(text, _WHERE.format(line=line.number)))
