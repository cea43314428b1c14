"""Words that marks say in place of what is drawn: taken out, so that what is seen is what counts."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

# What a passage is said to mean, in words that are not drawn.
_SPOKEN = ("/ActualText", "/Alt", "/E")
_PLAIN = {"BDC": "BMC", "DP": "MP"}
_DEEPEST = 8
_Mark = pikepdf.ContentStreamInstruction


def silence(pdf: pikepdf.Pdf) -> bool:
    """Take the words out of every page and drawing; whether there were any.

    Raises PdfError for a page that cannot be read through.
    """
    changed = False
    for page in pdf.pages:
        if _speaks(page, page.resources):
            page.obj.Contents = pdf.make_stream(_silent(page, page.resources))
            changed = True
        for drawing in _forms(page.resources, 0):
            if _speaks(drawing, drawing.get("/Resources")):
                drawing.write(_silent(drawing, drawing.get("/Resources")))
                changed = True
    return changed


def _speaks(drawing: pikepdf.Page | pikepdf.Stream, resources: object) -> bool:
    return any(
        isinstance(mark, _Mark) and _says(mark, resources)
        for mark in pikepdf.parse_content_stream(drawing, "BDC DP")
    )


def _silent(drawing: pikepdf.Page | pikepdf.Stream, resources: object) -> bytes:
    marks = [
        _Mark([one.operands[0]], pikepdf.Operator(_PLAIN[str(one.operator)]))
        if isinstance(one, _Mark) and _says(one, resources)
        else one
        for one in pikepdf.parse_content_stream(drawing)
    ]
    return pikepdf.unparse_content_stream(marks)


def _says(mark: pikepdf.ContentStreamInstruction, resources: object) -> bool:
    if str(mark.operator) not in _PLAIN or len(mark.operands) != len(("tag", "properties")):
        return False
    told: object = mark.operands[1]
    if isinstance(told, pikepdf.Name) and isinstance(resources, pikepdf.Dictionary):
        named = resources.get("/Properties")
        told = named.get(told) if isinstance(named, pikepdf.Dictionary) else None
    return isinstance(told, pikepdf.Dictionary) and any(key in told for key in _SPOKEN)


def _forms(resources: object, depth: int) -> Iterator[pikepdf.Stream]:
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if depth > _DEEPEST or not isinstance(objects, pikepdf.Dictionary):
        return
    for key in objects.keys():  # noqa: SIM118
        drawing = objects[key]
        if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") == pikepdf.Name.Form:
            yield drawing
            yield from _forms(drawing.get("/Resources"), depth + 1)
