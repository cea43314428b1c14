"""What lies under a box is gone from the whole file, wherever it hid; the rest can still be searched."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from gongkai.documents.redaction import Box, Term, page_images, propose, redact
from tests.documents import pdf_cases as cases
from tests.documents.pdf_cases import KEPT, NAME, SECRET, assert_gone, assert_readable, changed, drawn

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


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize("box", [None, [20, 40, 520, 820]])
def test_a_turned_or_cropped_page_is_redacted_where_it_is_seen(tmp_path, rotation, box):
    def turn(pdf):
        pdf.pages[0].Rotate = rotation
        if box:
            pdf.pages[0].CropBox = box

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(cases.plain(), turn))
    redact(source, target, propose(source, SOUGHT), dpi=110)
    assert_gone(target, SECRET, NAME)
    assert_readable(target)
    with pikepdf.open(source) as old, pikepdf.open(target) as new:
        left, bottom, right, top = (float(x) for x in old.pages[0].cropbox)
        size = (right - left, top - bottom) if rotation == 180 else (top - bottom, right - left)
        assert [float(x) for x in new.pages[0].mediabox] == pytest.approx([0, 0, *size])


def test_inherited_page_properties_stay_in_force(tmp_path):
    def inherit(pdf):
        for page in pdf.pages:
            resources = page.obj.Resources
            del page.obj["/MediaBox"], page.obj["/Resources"], page.obj["/Rotate"]
        pdf.Root.Pages.MediaBox, pdf.Root.Pages.Resources, pdf.Root.Pages.Rotate = (
            [0, 0, 595, 842],
            resources,
            90,
        )

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(cases.plain(), inherit))
    redact(source, target, propose(source, SOUGHT), dpi=60)
    assert_gone(target, SECRET, NAME)
    assert [Image.open(BytesIO(png)).size for png in page_images(target, dpi=72)] == [(842, 595)] * 2


def test_one_sign_that_means_many_goes_whole(tmp_path):
    def ligature(pdf):
        meaning = SECRET.encode("utf-16-be").hex()
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <00> <FF> endcodespacerange\n"
            f"1 beginbfchar <41> <{meaning}> endbfchar endcmap end end"
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            ToUnicode=pdf.make_stream(cmap.encode()),
        )
        name = pdf.pages[0].add_resource(pdf.make_indirect(font), Name.Font)
        cases.with_content(pdf, 0, f"BT {name} 20 Tf 72 500 Td (A) Tj ET".encode())

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(drawn(cases.kept_page), ligature))
    redact(source, target, [Box(1, 76, 842 - 512, 82, 842 - 504)], dpi=110)
    assert_gone(target, SECRET)
    assert_readable(target)


def test_earlier_versions_kept_inside_the_file_do_not_come_along(tmp_path):
    first = changed(cases.plain(), _title)
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(_saved_on_top(first))
    with pikepdf.open(source) as pdf:
        assert str(pdf.docinfo.get("/Title")) == "clean"
    redact(source, target, propose(source, SOUGHT), dpi=60)
    assert_gone(target, SECRET, NAME)
    assert target.read_bytes().count(b"%%EOF") == 1


def _saved_on_top(data: bytes) -> bytes:
    """The file with a second version appended that has other properties."""
    with pikepdf.open(BytesIO(data)) as pdf:
        size, root, number = len(pdf.objects) + 1, pdf.Root.objgen[0], pdf.trailer.Info.objgen[0]
    start = data.rindex(b"startxref")
    old = int(data[start:].split()[1])
    body = f"\n{number} 0 obj\n<< /Title (clean) >>\nendobj\n".encode()
    at = len(data) + 1
    table = (
        f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Info {number} 0 R "
        f"/Prev {old} >>\nstartxref\n{len(data) + len(body)}\n%%EOF\n"
    )
    return data + body + table.encode()


def test_a_picture_under_the_box_is_black_and_its_bytes_are_gone(tmp_path):
    image = cases.picture(SECRET)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=90, comment=SECRET.encode())
    raw = stream.getvalue()

    def draw(sheet):
        sheet.drawString(72, 760, KEPT)
        sheet.drawImage(cases.reader(Image.open(BytesIO(raw))), 72, 400, 300, 150)

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(drawn(draw, draw), _nothing))
    box = Box(1, 160, 842 - 500, 300, 842 - 450)
    redact(source, target, [box], dpi=144)
    assert_readable(target)
    with pikepdf.open(target) as pdf:
        marked, kept = (next(iter(page.get_images().values())) for page in pdf.pages)
        assert raw not in (marked.read_raw_bytes(), kept.read_raw_bytes())
        assert SECRET.encode() not in kept.read_raw_bytes()
    shown, whole = (Image.open(BytesIO(png)) for png in page_images(target, dpi=144))
    area = shown.crop((int(box.x0 * 2), int(box.y0 * 2), int(box.x1 * 2), int(box.y1 * 2)))
    assert max(high for _, high in area.getextrema()) < 40
    assert max(high for _, high in whole.crop((320, 690, 600, 780)).getextrema()) > 200


def test_a_font_does_not_tell_which_characters_were_covered(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(cases.plain())
    report = redact(source, target, propose(source, SOUGHT), dpi=60)
    assert report.pictured_pages == (2,)
    with pikepdf.open(target) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and b"beginbfchar" in one.read_bytes():
                assert "秘".encode("utf-16-be").hex().upper().encode() not in one.read_bytes().upper()


def test_a_page_with_fonts_of_its_own_is_kept_as_it_is(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(drawn(cases.secret_page, cases.latin_page))
    report = redact(source, target, propose(source, SOUGHT), dpi=60)
    assert (report.redacted_pages, report.pictured_pages, report.kept_pages) == ((1,), (), (2,))
    with pikepdf.open(target) as pdf:
        assert not pdf.pages[1].get_images()
    assert_readable(target, "KEEP-4712")


def test_recognised_text_beside_its_picture_goes_with_the_picture(tmp_path):
    scan = cases.picture(SECRET, (1190, 1684), "KEEP-4711")

    def draw(sheet):
        sheet.drawImage(cases.reader(scan), 0, 0, 595, 842)
        for y, words in ((770, SECRET), (600, "KEEP-4711")):
            line = sheet.beginText(108, y)
            line.setTextRenderMode(3)
            line.setFont("Helvetica", 16)
            line.textOut(words)
            sheet.drawText(line)

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(drawn(draw))
    # The marks lie at 65 to 87 points from the top; the recognised line is written 12 points too high.
    redact(source, target, [Box(1, 95, 68, 420, 88)], dpi=72)
    assert_gone(target, SECRET)
    assert_readable(target, "KEEP-4711")


def test_characters_placed_one_by_one_and_in_disorder_go_as_well(tmp_path):
    def draw(sheet):
        kept = list(enumerate(SECRET))
        for index, char in kept[::2] + kept[1::2]:
            sheet.drawString(72 + 9 * index, 700, char)
        sheet.drawString(72, 760, KEPT)

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(drawn(draw))
    redact(source, target, [Box(1, 70, 842 - 715, 72 + 9 * 18 + 2, 842 - 695)], dpi=110)
    assert_readable(target)
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1
    left = "".join("".join(cases.texts_of(target)).split()).replace("4711", "")
    assert not any(char.isdigit() for char in left)


def test_a_secret_over_two_lines_takes_a_box_on_each(tmp_path):
    def draw(sheet):
        sheet.drawString(400, 700, SECRET[:10])
        sheet.drawString(72, 680, SECRET[10:] + "，其余保留")

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(drawn(draw))
    boxes = propose(source, [Term(SECRET)])
    assert len(boxes) == 2
    redact(source, target, boxes, dpi=110)
    assert_gone(target, SECRET[:10], SECRET[10:])
    assert_readable(target, "其余保留")


def test_equal_sources_make_equal_files(tmp_path):
    source = tmp_path / "source.pdf"
    source.write_bytes(cases.plain())
    for name in ("a.pdf", "b.pdf"):
        redact(source, tmp_path / name, propose(source, SOUGHT), dpi=60)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
