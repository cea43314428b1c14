"""What lies under a box is gone from the whole file, wherever it hid; the rest can still be searched."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from gongkai.documents.redaction import Term, propose, redact
from tests.documents import pdf_cases as cases
from tests.documents.pdf_cases import NAME, SECRET, assert_gone, assert_readable, changed

SOUGHT = [Term(SECRET), Term(NAME)]


def _title(pdf):
    pdf.docinfo["/Title"] = f"{NAME}{SECRET}"
    pdf.docinfo["/Custom"] = SECRET
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = f"{NAME} {SECRET}"


def _attachment(pdf):
    pdf.attachments["list.txt"] = f"{NAME}{SECRET}".encode()


def _note(pdf):
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[300, 300, 320, 320], Contents=String(f"{NAME}{SECRET}")
    )
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[72, 690, 300, 720],
        A=Dictionary(S=Name.URI, URI=String(f"https://a.example/{SECRET}")),
    )
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))
    pdf.pages[1].Annots = pdf.make_indirect(Array([pdf.make_indirect(link)]))


def _form_value(pdf):
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("id"), V=String(SECRET),
            DV=String(SECRET), Rect=[300, 400, 500, 420], DA=String("/Helv 12 Tf 0 g"), F=4,
        )
    )  # fmt: skip
    pdf.pages[0].Annots = pdf.make_indirect(Array([field]))
    pdf.Root.AcroForm = Dictionary(Fields=[field], NeedAppearances=True)


def _outline(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"{NAME}{SECRET}", 0))


def _script_and_names(pdf):
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), script]))
    pdf.Root.PieceInfo = Dictionary(App=Dictionary(Private=String(SECRET)))
    pdf.pages[1].obj.PieceInfo = Dictionary(App=Dictionary(Private=String(NAME)))
    pdf.pages[1].obj.Thumb = pdf.make_stream(SECRET.encode())
    pdf.trailer["/Custom"] = String(SECRET)


def _hidden_layer(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("底稿")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer], Order=[layer]))
    for page in (0, 1):
        font = cases.font_name(pdf, page)
        name = pdf.pages[page].add_resource(layer, Name.Properties)
        told = f"/OC {name} BDC BT {font} 12 Tf 72 500 Td ({SECRET}) Tj ET EMC".encode()
        cases.with_content(pdf, page, told)


def _form_object(pdf):
    inner = pdf.make_stream(f"BT /F 12 Tf 0 0 Td ({SECRET}) Tj ET".encode())
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, [0, -10, 300, 20]
    inner.Resources = Dictionary(Font=Dictionary(F=helvetica))
    outer = pdf.make_stream(b"q 1 0 0 1 10 10 cm /In Do Q")
    outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, [0, 0, 400, 60]
    outer.Resources = Dictionary(XObject=Dictionary(In=inner))
    name = pdf.pages[0].add_resource(outer, Name.XObject)
    cases.with_content(pdf, 0, f"q 1 0 0 1 72 400 cm {name} Do Q".encode())


def _spoken(pdf):
    for page in (0, 1):
        font = cases.font_name(pdf, page)
        told = f"/Span <</ActualText ({SECRET})>> BDC BT {font} 12 Tf 72 450 Td (xyz) Tj ET EMC".encode()
        cases.with_content(pdf, page, told)


def _comment(pdf):
    cases.with_content(pdf, 1, f"% {SECRET}\n".encode())


def _white_tiny_invisible(pdf):
    for page in (0, 1):
        font = cases.font_name(pdf, page)
        for words in (
            f"1 g BT {font} 12 Tf 72 300 Td ({SECRET}) Tj ET 0 g",
            f"BT {font} 0.01 Tf 72 280 Td ({SECRET}) Tj ET",
            f"BT {font} 12 Tf 3 Tr 72 260 Td ({SECRET}) Tj ET",
            f"BT {font} 12 Tf 0 Tr 72 -200 Td ({SECRET}) Tj ET",
            f"0 g 60 200 400 40 re f BT {font} 12 Tf 72 210 Td ({SECRET}) Tj ET",
        ):
            cases.with_content(pdf, page, words.encode())


def _nothing(pdf):
    pass


def _cut(pdf):
    for page in pdf.pages:
        page.CropBox = [50, 250, 560, 800]


def _cut_off(pdf):
    _cut(pdf)
    for page in (0, 1):
        font = cases.font_name(pdf, page)
        cases.with_content(pdf, page, f"BT {font} 12 Tf 72 100 Td ({SECRET}) Tj ET".encode())


def _unused_resource(pdf):
    stray = pdf.make_stream(f"BT ({SECRET}) Tj ET".encode())
    stray.Type, stray.Subtype, stray.BBox = Name.XObject, Name.Form, [0, 0, 1, 1]
    pdf.pages[1].add_resource(stray, Name.XObject)


def _structure(pdf):
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(SECRET)))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))


PLACES = {
    "the page alone": _nothing,
    "properties and XMP": _title,
    "attachment": _attachment,
    "notes and links": _note,
    "form value": _form_value,
    "bookmarks": _outline,
    "scripts, names, private data": _script_and_names,
    "hidden layer": _hidden_layer,
    "drawing within a drawing": _form_object,
    "spoken text": _spoken,
    "comment of the drawing": _comment,
    "white, tiny, invisible, outside, under a bar": _white_tiny_invisible,
    "cut-off margin": _cut_off,
    "drawing nobody uses": _unused_resource,
    "structure": _structure,
}


# Where the second page cannot stay as it is.
MUST_BE_PICTURED = {
    "hidden layer",
    "comment of the drawing",
    "white, tiny, invisible, outside, under a bar",
    "cut-off margin",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_page_that_is_kept_brings_nothing_along(tmp_path, place):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(cases.plain(cases.latin_page), PLACES[place]))
    report = redact(source, target, [box for box in propose(source, SOUGHT) if box.page == 1], dpi=110)
    assert_gone(target, SECRET, NAME)
    assert_readable(target)
    assert_readable(target, "KEEP-4712")
    assert report.kept_pages == (() if place in MUST_BE_PICTURED else (2,))


@pytest.mark.parametrize("place", PLACES)
def test_the_secret_is_gone_from_everywhere_and_the_rest_is_found(tmp_path, place):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(cases.plain(), PLACES[place]))
    report = redact(source, target, propose(source, SOUGHT), dpi=110)
    assert_gone(target, SECRET, NAME)
    assert_readable(target)
    assert_readable(target, "住址本市")
    assert report.pages == 2
    assert 1 in report.redacted_pages
    assert sum(report.characters) >= len(SECRET) + len(NAME)


@pytest.mark.parametrize(
    "place", ["hidden layer", "spoken text", "white, tiny, invisible, outside, under a bar", "cut-off margin"]
)
def test_what_nobody_sees_goes_even_where_nobody_marked_it(tmp_path, place):
    clean, source, target = (tmp_path / f"{name}.pdf" for name in ("clean", "source", "target"))
    clean.write_bytes(changed(cases.plain(), _cut if place == "cut-off margin" else _nothing))
    boxes = propose(clean, SOUGHT)
    assert {box.page for box in boxes} == {1}
    source.write_bytes(changed(cases.plain(), PLACES[place]))
    redact(source, target, boxes, dpi=110)
    assert_gone(target, SECRET, NAME)
    assert_readable(target)


@pytest.mark.parametrize(
    "place", ["properties and XMP", "attachment", "notes and links", "bookmarks", "structure"]
)
def test_what_was_taken_out_is_told_in_chinese(tmp_path, place):
    names = {
        "properties and XMP": {"文档属性", "XMP 元数据"},
        "attachment": {"附件"},
        "notes and links": {"注释和批注"},
        "bookmarks": {"书签"},
        "structure": {"结构标签"},
    }
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(cases.plain(), PLACES[place]))
    assert names[place] <= set(redact(source, target, propose(source, SOUGHT), dpi=60).removed)
    with pikepdf.open(target) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
        assert not pdf.attachments
