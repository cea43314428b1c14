"""Forms and registers as tables: ruled cells, rows that repeat, head rows on every page."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.documents.letters.codes import SIGNING_SHEETS
from gongkai.documents.letters.layout import TWIPS_PER_MM, paragraph
from gongkai.documents.letters.texts import FormRow, Wording

_MERGED = "^"
_LABEL = "="
_NOTE = "<"
_ORGAN = "{{ organ_name }}"
_CODE = "{{ form_code }}"
_HEAD = "单位：{organ}"
_CELL_MARGINS = {"top": 57, "left": 85, "bottom": 57, "right": 85}


def form_body(wording: Wording) -> str:
    """The title and the table of a form."""
    widths = [round(column * TWIPS_PER_MM) for column in wording.columns]
    rows: list[str] = []
    ruled = [row for row in wording.rows if not row.cells[0].startswith(_NOTE)]
    notes = [row.cells[0][1:] for row in wording.rows if row.cells[0].startswith(_NOTE)]
    for index, row in enumerate(ruled):
        below = _merged_columns(ruled[index + 1]) if index + 1 < len(ruled) else frozenset()
        rows += _rows(row, widths, opens_merge=below)
    table = (
        "<w:tbl><w:tblPr><w:tblW w:w='{total}' w:type='dxa'/><w:jc w:val='center'/><w:tblBorders>{borders}"
        "</w:tblBorders><w:tblLayout w:type='fixed'/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        "<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    ).format(
        total=sum(widths),
        borders="".join(
            f"<w:{side} w:val='single' w:sz='6' w:space='0' w:color='000000'/>"
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
        margins="".join(f"<w:{side} w:w='{width}' w:type='dxa'/>" for side, width in _CELL_MARGINS.items()),
        grid="".join(f"<w:gridCol w:w='{width}'/>" for width in widths),
        rows="".join(rows),
    )
    year = "{% if year %}（{{ year }}年）{% endif %}" if "year" in wording.optional else ""
    head = [paragraph("Title", wording.title + year)]
    # A sheet that is signed and scanned keeps every line for its one page.
    if wording.code not in SIGNING_SHEETS:
        head.append(paragraph("CellText", ""))
    if not any(_ORGAN in cell for row in wording.rows for cell in row.cells):
        head.append(paragraph("FormNote", _HEAD.format(organ=_ORGAN)))
    return (
        "".join(head)
        + table
        + "".join(paragraph("FormNote" if note else "Tail", note) for note in notes or [""])
    )


def _merged_columns(row: FormRow) -> frozenset[int]:
    """The columns at which the row goes on with the cell above."""
    starts = (sum(row.spans[:index]) for index in range(len(row.cells)))
    return frozenset(start for start, text in zip(starts, row.cells, strict=True) if text == _MERGED)


def _rows(row: FormRow, widths: list[int], *, opens_merge: frozenset[int]) -> Iterator[str]:
    if row.each:
        yield _control("{%tr for " + row.each + " %}", widths)
    yield _row(row, widths, opens_merge=opens_merge)
    if row.each:
        yield _control("{%tr endfor %}", widths)


def _row(row: FormRow, widths: list[int], *, opens_merge: frozenset[int]) -> str:
    cells: list[str] = []
    column = 0
    for text, span in zip(row.cells, row.spans, strict=True):
        width = sum(widths[column : column + span])
        merge = "<w:vMerge w:val='restart'/>" if column in opens_merge else ""
        if text == _MERGED:
            merge = "<w:vMerge/>"
        cells.append(_cell("" if text == _MERGED else text, width, span, merge))
        column += span
    properties = "<w:cantSplit/><w:trHeight w:val='{height}' w:hRule='atLeast'/>{head}".format(
        height=round(row.height * TWIPS_PER_MM), head="<w:tblHeader/>" if row.heading else ""
    )
    return "<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>".format(
        properties=properties, cells="".join(cells)
    )


def _cell(text: str, width: int, span: int, merge: str) -> str:
    is_label = text.startswith(_LABEL)
    words = text.removeprefix(_LABEL)
    return (
        "<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/><w:gridSpan w:val='{span}'/>{merge}"
        "<w:vAlign w:val='center'/></w:tcPr>{content}</w:tc>"
    ).format(
        width=width,
        span=span,
        merge=merge,
        content=paragraph(_style_of(words) if is_label else "CellText", words),
    )


def _style_of(label: str) -> str:
    return "CellCode" if _CODE in label else "CellLabel"


def _control(tag: str, widths: list[int]) -> str:
    return "<w:tr>{cell}</w:tr>".format(cell=_cell(tag, sum(widths), len(widths), ""))
