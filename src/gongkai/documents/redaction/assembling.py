"""The new file, built page by page from nothing: pictures with searchable text, cleaned kept pages."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

from gongkai.documents.redaction.boxes import Glyph
from gongkai.documents.redaction.glyphless import DESCENT, ShapelessFont
from gongkai.documents.redaction.jpeg import without_metadata

_PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/UserUnit", "/Contents", "/Group"}
)
# Everything a page's own objects may carry beside what is drawn.
_DROPPED = frozenset(
    {"/Metadata", "/PieceInfo", "/LastModified", "/StructParents", "/StructParent", "/AA", "/A", "/AF"}
    | {"/OPI", "/Alternates", "/Thumb", "/OC", "/Ref", "/PS", "/Properties", "/Measure", "/PtData", "/Annots"}
)
_LEAST_SIZE = 0.5


def picture_page(
    pdf: pikepdf.Pdf,
    *,
    picture: pikepdf.Object,
    size: tuple[float, float],
    survivors: Sequence[Glyph],
    font: ShapelessFont,
    font_object: pikepdf.Object,
) -> pikepdf.Dictionary:
    """A page that shows a picture, with the surviving characters in their places, unseen."""
    width, height = size
    drawing = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do Q\n"
    lines = [_written(glyph, height, font) for glyph in survivors]
    text = "BT 3 Tr\n{lines}\nET\n".format(lines="\n".join(lines)) if lines else ""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, width, height],
        Resources=pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Page=picture), Font=pikepdf.Dictionary(Text=font_object)
        ),
        Contents=pdf.make_indirect(pikepdf.Stream(pdf, (drawing + text).encode("ascii"))),
    )


def strip_page(page: pikepdf.Page) -> None:
    """Leave of a page only what is drawn, so that copying it to another file brings nothing else along."""
    for key in [key for key in page.obj.keys() if key not in _PAGE_KEYS]:  # noqa: SIM118
        del page.obj[key]


def clean_objects(pdf: pikepdf.Pdf) -> None:
    """Take everything out of the file's objects that is not drawn: properties, private data, picture data."""
    for one in list(pdf.objects):
        _clean(one, 0)


def _clean(value: pikepdf.Object, depth: int) -> None:
    if depth > 40:
        return
    if isinstance(value, pikepdf.Array):
        for inner in value:
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                _clean(inner, depth + 1)
        return
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in [key for key in value.keys() if key in _DROPPED]:  # noqa: SIM118  # streams are no mappings
        del value[key]
    if isinstance(value, pikepdf.Stream) and value.get("/Filter") == pikepdf.Name.DCTDecode:
        value.write(without_metadata(value.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
    for key in value.keys():  # noqa: SIM118
        inner = value[key]
        if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
            _clean(inner, depth + 1)


def _written(glyph: Glyph, page_height: float, font: ShapelessFont) -> str:
    place = glyph.place
    size = max(place.y1 - place.y0, _LEAST_SIZE)
    stretch = max(place.x1 - place.x0, _LEAST_SIZE) / size
    base = page_height - place.y1 - DESCENT / 1000 * size
    matrix = f"{stretch:.4f} 0 0 1 {place.x0:.3f} {base:.3f} Tm"
    return f"/Text {size:.3f} Tf {matrix} <{font.code(glyph.char):04X}> Tj"
