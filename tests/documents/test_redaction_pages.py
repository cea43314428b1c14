"""Turned, cropped, scanned and pictured pages: redacted where they are seen, and telling nothing else."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String
from PIL import Image, ImageDraw

from gongkai.documents.redaction import Box, Term, page_images, propose, redact
from tests.documents import pdf_cases as cases
from tests.documents.pdf_cases import KEPT, NAME, SECRET, assert_gone, assert_readable, changed, drawn

SOUGHT = [Term(SECRET), Term(NAME)]


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
    first = changed(cases.plain(), lambda pdf: pdf.docinfo.__setitem__("/Title", NAME + SECRET))
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
    source.write_bytes(drawn(draw, draw))
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
    ImageDraw.Draw(scan).rectangle((200, 100, 900, 124), fill=(200, 200, 200))

    def draw(sheet):
        sheet.drawImage(cases.reader(scan), 0, 0, 595, 842)
        for y, words in ((779, SECRET), (600, "KEEP-4711")):
            line = sheet.beginText(108, y)
            line.setTextRenderMode(3)
            line.setFont("Helvetica", 16)
            line.textOut(words)
            sheet.drawText(line)

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(drawn(draw))
    # The marks lie at 65 to 87 points from the top; the recognised line is written wholly above them.
    redact(source, target, [Box(1, 95, 68, 420, 88)], dpi=72)
    assert_gone(target, SECRET)
    assert_readable(target, "KEEP-4711")


def _with_second_page(tmp_path, change):
    """Source and report, and the target, of a file whose second page shares nothing with the first."""
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(changed(cases.plain(cases.latin_page), change))
    return target, redact(source, target, propose(source, SOUGHT), dpi=72)


def test_pictures_and_drawings_that_are_kept_tell_nothing_of_themselves(tmp_path):
    stream = BytesIO()
    cases.picture("").save(stream, "JPEG", comment=b"OWNER-77")

    def photograph(pdf):
        told = pdf.make_stream(b"OWNER-77")
        photo = pdf.make_stream(stream.getvalue())
        photo.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=600, Height=300, ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8, Filter=Name.DCTDecode, Metadata=told,
            PieceInfo=Dictionary(A=String("OWNER-77")),
        )  # fmt: skip
        form = pdf.make_stream(b"q 200 0 0 100 0 0 cm /P Do Q")
        form.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 300], Metadata=told,
            Resources=Dictionary(XObject=Dictionary(P=pdf.make_indirect(photo))),
        )  # fmt: skip
        name = pdf.pages[1].add_resource(pdf.make_indirect(form), Name.XObject)
        cases.with_content(pdf, 1, f"q 1 0 0 1 100 300 cm {name} Do Q".encode())

    target, report = _with_second_page(tmp_path, photograph)
    assert report.kept_pages == (2,)
    assert_gone(target, "OWNER-77")
    shown = list(page_images(target, dpi=72))[1]
    assert len(Image.open(BytesIO(shown)).crop((120, 460, 280, 530)).getcolors(100_000)) > 10


def test_what_is_cut_off_does_not_travel_along(tmp_path):
    def cut(pdf):
        pdf.pages[1].CropBox = [50, 250, 560, 800]
        cases.with_content(pdf, 1, b"0 0 40 40 re f")

    target, report = _with_second_page(tmp_path, cut)
    assert report.pictured_pages == (2,)
    with pikepdf.open(target) as pdf:
        assert [float(x) for x in pdf.pages[1].mediabox] == [0, 0, 510, 550]


def test_a_hidden_drawing_stays_hidden(tmp_path):
    def hide(pdf):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("底稿")))
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer], Order=[layer]))
        name = pdf.pages[1].add_resource(layer, Name.Properties)
        cases.with_content(pdf, 1, f"/OC {name} BDC 100 300 200 100 re f EMC".encode())

    target, _ = _with_second_page(tmp_path, hide)
    shown = Image.open(BytesIO(list(page_images(target, dpi=72))[1])).convert("L")
    assert shown.crop((100, 442, 300, 542)).getextrema()[0] > 250


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
