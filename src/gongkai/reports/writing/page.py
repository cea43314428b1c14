"""A report as a fragment of HTML for the portal: semantic, accessible, without style or script of its own."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from markupsafe import Markup

from gongkai.law.report_form import TABLE2
from gongkai.reports.content import Content
from gongkai.reports.writing.figures import note_of, printed
from gongkai.reports.writing.layout import LaidCell, Layout, Part, layout
from gongkai.reports.writing.outline import Line, Role, outline
from gongkai.reports.writing.printable import printable

_STYLE_SHEET = "report.css"
_CAPTION = "{label}统计表"
_ARTICLE = Markup('<article class="report-document" lang="zh-CN">\n{inner}</article>\n')
_HEADING = Markup('<h{level} class="report-{name}">{text}</h{level}>\n')
_PARAGRAPH = Markup('<p class="report-{name}{placed}">{text}</p>\n')
_SECTION = Markup('<section class="report-section">\n{inner}</section>\n')
_DATE = Markup('<p class="report-date ta-right"><time datetime="{iso}">{text}</time></p>\n')
_TABLE = Markup(
    '<div class="report-scroll" role="region" tabindex="0" aria-label="{caption}">\n'
    '<table class="report-table report-{table}">\n<caption class="report-caption">{caption}</caption>\n'
    "{groups}</table>\n</div>\n"
)
_GROUP = Markup("<{tag}>\n{rows}</{tag}>\n")
_ROW = Markup("<tr>{cells}</tr>\n")
_CELL = Markup("<{tag}{attributes}>{text}</{tag}>")
_ATTRIBUTE = Markup(' {name}="{value}"')
_NOTE = Markup('<span class="report-note">{note}</span>')
# Classes that a body keeps when it is cleaned, so that what is centred stays so without this style sheet.
_CENTRED, _RIGHT = "ta-center", " ta-right"
_PLACED = {Role.EDITION: " ta-center", Role.SIGNATURE: _RIGHT, Role.DATE: _RIGHT}
# How far below the title a heading stands, and its class.
_HEADINGS = {Role.TITLE: (0, "title"), Role.SECTION: (1, "section-title"), Role.HEADING: (2, "heading")}
_SCOPES = {Part.BAND: "rowgroup", Part.COLUMN_HEAD: "col", Part.ROW_HEAD: "row"}
_CLASSES = {
    Part.BAND: f"report-band {_CENTRED}", Part.ROW_HEAD: "report-label report-label-{column}",
    Part.COLUMN_HEAD: _CENTRED, Part.FIGURE: f"report-figure {_CENTRED}", Part.NOTE: "report-balance",
}  # fmt: skip


def style_sheet() -> str:
    """The style sheet that goes with the fragment."""
    return resources.files(__package__).joinpath(_STYLE_SHEET).read_text("utf-8")


def to_html(content: Content, *, level: int = 2, titled: bool = True) -> Markup:
    """The report as one article; its title is a heading of that level, sections and passages follow below.

    A page that has the title already asks for it without (`titled`); sections are then of that level.
    All text is escaped. Tables have a caption, heads with their scope and the spans of the form.
    """
    content = printable(content)
    lines = outline(content)
    if not titled:
        lines, level = tuple(line for line in lines if line.role is not Role.TITLE), level - 1
    front = [line for line in lines if not line.section and line.role not in (Role.SIGNATURE, Role.DATE)]
    closing = [line for line in lines if line.role in (Role.SIGNATURE, Role.DATE)]
    parts = [_drawn(content, line, level) for line in front]
    for section in content.form.sections:
        inside = (_drawn(content, line, level) for line in lines if line.section == section.code)
        parts.append(_SECTION.format(inner=_joined(inside)))
    parts += [_drawn(content, line, level) for line in closing]
    return _ARTICLE.format(inner=_joined(iter(parts)))


def _joined(pieces: Iterator[Markup]) -> Markup:
    return Markup("").join(pieces)


def _drawn(content: Content, line: Line, level: int) -> Markup:
    if line.role in _HEADINGS:
        below, name = _HEADINGS[line.role]
        return _HEADING.format(level=min(level + below, 6), name=name, text=line.text)
    if line.role is Role.TABLE:
        label = next(one.label for one in content.form.sections if one.code == line.section)
        laid = layout(content.form)[line.text]
        groups = _joined(_groups(content, laid))
        return _TABLE.format(caption=_CAPTION.format(label=label), table=laid.table, groups=groups)
    if line.role is Role.DATE and content.signed_on:
        return _DATE.format(iso=content.signed_on.isoformat(), text=line.text)
    return _PARAGRAPH.format(name=line.role.value, placed=_PLACED.get(line.role, ""), text=line.text)


def _groups(content: Content, laid: Layout) -> Iterator[Markup]:
    """The head and the body; in table 2 every block is a body of its own with its band and heads."""
    if laid.head_rows:
        yield _group(content, laid, "thead", range(laid.head_rows))
    starts = [cell.row for cell in laid.cells if cell.part is Part.BAND] if laid.table == TABLE2 else []
    starts = starts or [laid.head_rows]
    for start, end in zip(starts, [*starts[1:], laid.rows], strict=True):
        yield _group(content, laid, "tbody", range(start, end))


def _group(content: Content, laid: Layout, tag: str, rows: range) -> Markup:
    lines = (_ROW.format(cells=_joined(_cell(content, cell) for cell in laid.in_row(row))) for row in rows)
    return _GROUP.format(tag=tag, rows=_joined(lines))


def _cell(content: Content, cell: LaidCell) -> Markup:
    attributes = {
        "class": _CLASSES.get(cell.part, "").format(column=cell.column),
        "scope": _SCOPES.get(cell.part, ""),
        "rowspan": str(cell.rowspan) if cell.rowspan > 1 else "",
        "colspan": str(cell.colspan) if cell.colspan > 1 else "",
    }
    return _CELL.format(
        tag="th" if cell.is_head else "td",
        attributes=_joined(
            _ATTRIBUTE.format(name=name, value=value) for name, value in attributes.items() if value
        ),
        text=_figure(content, cell) if cell.cell else cell.text,
    )


def _figure(content: Content, cell: LaidCell) -> Markup | str:
    if cell.cell is None:
        return ""
    number, note = printed(content.cells.get(cell.cell)), note_of(content, cell.cell)
    return Markup("{number}{note}").format(number=number, note=_NOTE.format(note=note)) if note else number
