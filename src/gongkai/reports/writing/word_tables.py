"""The statistical tables of a report as WordprocessingML, each kept whole on one page."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gongkai.documents.letters.layout import LEFT, PAGE_WIDTH, RIGHT
from gongkai.law.report_form import TABLE2, TABLE3, TABLE4
from gongkai.reports.content import Content
from gongkai.reports.writing.figures import note_of, printed
from gongkai.reports.writing.layout import LaidCell, Layout, Part
from gongkai.reports.writing.word_styles import cell_style

TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
_DESCRIPTION = "{organ}{year}年{label}统计表，{rows}行{columns}列。"
_SIDE = 20
# A digit is about half as wide as the type is high; what is longer than the column is set smaller.
_DIGIT = 0.56
_SMALLEST = 5.0
_TABLE = (
    "<w:tbl><w:tblPr><w:tblW w:w='{width}' w:type='dxa'/><w:jc w:val='center'/><w:tblBorders>{borders}"
    "</w:tblBorders><w:tblLayout w:type='fixed'/><w:tblCellMar><w:top w:w='30' w:type='dxa'/>"
    "<w:left w:w='{side}' w:type='dxa'/><w:bottom w:w='30' w:type='dxa'/>"
    "<w:right w:w='{side}' w:type='dxa'/></w:tblCellMar><w:tblLook w:val='{look}' w:firstRow='1' "
    "w:lastRow='0' w:firstColumn='{labels}' w:lastColumn='0' w:noHBand='1' w:noVBand='1'/>"
    "<w:tblCaption w:val={caption}/><w:tblDescription w:val={description}/></w:tblPr>"
    "<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
)
_BORDERS = "".join(
    f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='000000'/>"
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_ROW = (
    "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val='{height}' w:hRule='atLeast'/>{head}<w:jc w:val='center'/>"
    "</w:trPr>{cells}</w:tr>"
)
_CELL = (
    "<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{span}{merge}<w:vAlign w:val='center'/></w:tcPr>"
    "{content}</w:tc>"
)
_PARAGRAPH = "<w:p><w:pPr><w:pStyle w:val='{style}'/>{keep}{indent}</w:pPr>{runs}</w:p>"
_INDENT = "<w:ind w:left='{each}' w:right='{each}'/>"
_RUN = "<w:r>{size}{line}<w:t xml:space='preserve'>{text}</w:t></w:r>"
_RUN_SIZE = "<w:rPr><w:sz w:val='{half}'/><w:szCs w:val='{half}'/></w:rPr>"


@dataclass(frozen=True, slots=True)
class Measure:
    """How a table is set: type in points, the least height of a row and the columns' widths in twips.

    One with `own_page` fills a page and begins on a new one; the others move to a new page as a whole.
    """

    points: float
    height: int
    widths: tuple[int, ...]
    own_page: bool = False


def _even(columns: int, first: int = 0) -> tuple[int, ...]:
    """Columns of one width, beside a first one of its own if that is given, over the width of the text."""
    equal, rest = divmod(TEXT_WIDTH - first, columns)
    widths = [equal + 1] * rest + [equal] * (columns - rest)
    return (first, *widths) if first else tuple(widths)


_FIGURE_WIDTH, _SUM_WIDTH, _STUB, _GROUP = 655, 760, 500, 960
_DETAIL = TEXT_WIDTH - _STUB - _GROUP - 6 * _FIGURE_WIDTH - _SUM_WIDTH
MEASURES = {
    TABLE2: Measure(10.5, 520, _even(3, 2600)),
    TABLE3: Measure(9, 350, (_STUB, _GROUP, _DETAIL, *[_FIGURE_WIDTH] * 6, _SUM_WIDTH), own_page=True),
    TABLE4: Measure(10.5, 480, _even(15)),
}


def table_xml(content: Content, laid: Layout, label: str) -> str:
    """One table with its figures; `label` is the section it stands in and names it for a screen reader."""
    measure = MEASURES[laid.table]
    description = _DESCRIPTION.format(
        organ=content.organ, year=content.year, label=label, rows=laid.rows, columns=laid.columns
    )
    return _TABLE.format(
        width=sum(measure.widths),
        borders=_BORDERS,
        side=_SIDE,
        look="06A0" if laid.label_columns else "0620",
        labels=1 if laid.label_columns else 0,
        caption=quoteattr(label),
        description=quoteattr(description),
        grid="".join(f"<w:gridCol w:w='{width}'/>" for width in measure.widths),
        rows="".join(_row(content, laid, measure, row) for row in range(laid.rows)),
    )


def _row(content: Content, laid: Layout, measure: Measure, row: int) -> str:
    # Each row asks to stay with the next. LibreOffice keeps nothing below a whole page of such rows together.
    keep = not measure.own_page and row < laid.rows - 1
    cells = [cell for cell in laid.cells if cell.row <= row < cell.row + cell.rowspan]
    return _ROW.format(
        height=measure.height,
        head="<w:tblHeader/>" if row < laid.head_rows else "",
        cells="".join(
            _cell(content, measure, cell, row, keep=keep)
            for cell in sorted(cells, key=lambda cell: cell.column)
        ),
    )


def _cell(content: Content, measure: Measure, cell: LaidCell, row: int, *, keep: bool) -> str:
    width = sum(measure.widths[cell.column : cell.column + cell.colspan])
    merge = "" if cell.rowspan == 1 else "<w:vMerge w:val='restart'/>" if row == cell.row else "<w:vMerge/>"
    return _CELL.format(
        width=width,
        span=f"<w:gridSpan w:val='{cell.colspan}'/>" if cell.colspan > 1 else "",
        merge=merge,
        content=_PARAGRAPH.format(
            style=cell_style(
                measure.points, is_head=cell.part in (Part.BAND, Part.COLUMN_HEAD), centred=_is_centred(cell)
            ),
            keep="<w:keepNext/>" if keep else "",
            indent=_even_lines(cell, measure.points, _room(width)),
            runs=_runs(content, cell, measure.points, _room(width)) if row == cell.row else "",
        ),
    )


def _room(width: int) -> float:
    """The points a cell of that width leaves for text."""
    return (width - 2 * _SIDE) / 20


def _is_centred(cell: LaidCell) -> bool:
    """Labels of single rows begin at the left; all else stands in the middle."""
    return cell.part is not Part.ROW_HEAD or cell.rowspan > 1


def _even_lines(cell: LaidCell, points: float, room: float) -> str:
    """The indent that ends lines well: heads in lines of equal length, a note after its comma."""
    fitting = max(int(room / points), 1)
    lines = -(-len(cell.text) // fitting)
    if cell.part not in (Part.COLUMN_HEAD, Part.NOTE) or lines < 2:
        return ""
    clause = cell.text.rfind("，", 0, fitting) + 1
    longest = clause or -(-len(cell.text) // lines)
    return _INDENT.format(each=max(round((room - (longest + 0.4) * points) * 10), 0))


def _runs(content: Content, cell: LaidCell, points: float, room: float) -> str:
    if not cell.cell:
        return _RUN.format(size="", line="", text=escape(cell.text))
    number, note = printed(content.cells.get(cell.cell)), note_of(content, cell.cell)
    width = len(number) * _DIGIT * points
    first = _run(number, points, points if width <= room else max(room / (len(number) * _DIGIT), _SMALLEST))
    # A remark that does not fit beside its number stands below it, a little smaller.
    is_below = bool(number) and width + len(note) * points > room
    return first + _run(note, points, max(points - 1.5, 7.5) if is_below else points, is_below=is_below)


def _run(text: str, points: float, size: float, *, is_below: bool = False) -> str:
    if not text:
        return ""
    return _RUN.format(
        size="" if size == points else _RUN_SIZE.format(half=int(size * 2)),
        line="<w:br/>" if is_below else "",
        text=escape(text),
    )
