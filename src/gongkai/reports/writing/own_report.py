"""Our own report in the shape of a report read, so that it is checked before any file of it exists."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.report_form import TABLES, CellId
from gongkai.reports.content import Content
from gongkai.reports.report import Kind, ReadCell, ReadReport, ReadSection
from gongkai.reports.source import Paragraph
from gongkai.reports.writing.figures import place, printed_cell, table_name
from gongkai.reports.writing.outline import Line, Role, outline
from gongkai.reports.writing.printable import printable

_NUMBER = "{number}、"
_CELL = "本报告{table} {place}"
_TITLE, _OPENING, _CLOSING = "本报告标题", "本报告开头第{number}段", "本报告落款"
_HEADING, _TEXT = "本报告第{section}部分标题", "本报告第{section}部分第{number}段"


def as_read(content: Content) -> ReadReport:
    """The content as its own file would be understood; every place says where to look in this report."""
    content = printable(content)
    placed = tuple(_placed(content))
    return ReadReport(
        organ=content.organ,
        year=content.year,
        form_code=content.form_code,
        cells={cell: _cell(content, cell) for cell in content.form.cells()},
        tables=frozenset(TABLES),
        title=content.title,
        opening=tuple(one for line, one in placed if line.role in (Role.EDITION, Role.OPENING)),
        sections=tuple(
            _section(line, one.where, placed) for line, one in placed if line.role is Role.SECTION
        ),
        paragraphs=tuple(one for _, one in placed),
        signed_by=content.signed_by,
        signed_on=content.signed_on,
    )


def _cell(content: Content, cell: CellId) -> ReadCell:
    value = content.cells.get(cell)
    note = (content.notes or {}).get(cell, "")
    kind = Kind.BLANK if value is None else Kind.NUMBER if value else Kind.ZERO
    where = _CELL.format(table=table_name(cell.table), place=place(content.form, cell))
    return ReadCell(value=value, raw=printed_cell(content, cell), kind=kind, where=where, note=note)


def _placed(content: Content) -> Iterator[tuple[Line, Paragraph]]:
    """Every line outside the tables with its place; paragraphs count anew in each section."""
    section, number = "", 0
    for line in outline(content):
        if line.role is Role.TABLE:
            continue
        if line.role is Role.SECTION:
            section, number = line.number, 0
            where = _HEADING.format(section=section)
        elif line.role is Role.TITLE:
            where = _TITLE
        elif line.role in (Role.SIGNATURE, Role.DATE):
            where = _CLOSING
        else:
            number += 1
            where = (_TEXT if section else _OPENING).format(section=section, number=number)
        yield line, Paragraph(line.text, where)


def _section(head: Line, where: str, placed: tuple[tuple[Line, Paragraph], ...]) -> ReadSection:
    inside = tuple(
        one for line, one in placed if line.section == head.section and line.role is not Role.SECTION
    )
    return ReadSection(head.section, _NUMBER.format(number=head.number), head.text, where, inside)
