"""The sealed file against the approved text: every change is found, what cannot be read goes by eye."""

import unicodedata
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.sealed import Difference, DifferenceKind, Verdict, compare_sealed
from tests.documents import pdf_cases as cases
from tests.documents.letter_cases import members
from tests.documents.samples import JPEG, PNG, docx_bytes, ofd_bytes, pdf_bytes, with_member

LINES = [
    "清河市自然资源和规划局",
    "政府信息公开申请答复书",
    "清自然资公复〔2026〕12号",
    "张三：",
    "你提交的政府信息公开申请（申请编号：QH2026-0037），本机关于2026年3月2日收到。",
    "经审查，决定予以公开。共收取信息处理费3000元。",
    "如不服本答复，可以自收到本答复之日起60日内申请行政复议。",
    "清河市自然资源和规划局",
    "2026年3月27日",
]
APPROVED = "\n".join(LINES)


def seal(*, transparent: bool = True) -> Image.Image:
    """A round red seal."""
    made = Image.new("RGBA", (240, 240), (255, 255, 255, 0 if transparent else 255))
    ImageDraw.Draw(made).ellipse((10, 10, 230, 230), outline=(220, 0, 0, 255), width=8)
    return made if transparent else made.convert("RGB")


def sheet(lines, *, number: int | None = None, stamp: Image.Image | None = None, more=None):
    """A page of these lines, with its number and a seal over the last of them."""

    def draw(canvas):
        height = 780
        for line in lines:
            for start in range(0, len(line), 28):
                canvas.drawString(72, height, line[start : start + 28])
                height -= 28
        if stamp:
            canvas.drawImage(
                cases.reader(stamp), 90, height - 10, 119, 119, mask="auto" if stamp.mode == "RGBA" else None
            )
        if more:
            more(canvas)
        if number:
            canvas.drawString(280, 40, f"— {number} —")

    return draw


@pytest.fixture
def compare(tmp_path):
    """Compare a file of these bytes with the approved text."""

    def compared(data, approved=APPROVED, name="sealed.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return compare_sealed(approved, path)

    return compared


def _pdf(*pages) -> bytes:
    return cases.drawn(*pages)


def _replaced(old: str, new: str) -> list[str]:
    return [line.replace(old, new) for line in LINES]


def test_an_electronic_file_with_the_seal_is_equal(compare):
    data = _pdf(sheet(LINES[:5], number=1), sheet(LINES[5:], number=2, stamp=seal()))
    result = compare(data)
    assert (result.verdict, result.differences, result.eye_pages) == (Verdict.EQUAL, (), ())
    assert "一致" in result.message


@pytest.mark.parametrize(
    ("old", "new", "kind", "approved", "sealed"),
    [
        ("予以公开。", "不予公开。", DifferenceKind.CHANGED, "", ""),
        ("3000元", "8000元", DifferenceKind.CHANGED, "3", "8"),
        ("60日", "6日", DifferenceKind.MISSING, "0", ""),
        ("张三", "张三丰", DifferenceKind.ADDED, "", "丰"),
        ("〔2026〕", "〔2025〕", DifferenceKind.CHANGED, "6", "5"),
        ("3月27日", "3月28日", DifferenceKind.CHANGED, "7", "8"),
        ("予以公开", "予以公幵", DifferenceKind.CHANGED, "开", "幵"),
        ("。", "．", DifferenceKind.CHANGED, "", ""),
    ],
)
def test_one_changed_character_is_found_with_its_place(compare, old, new, kind, approved, sealed):
    result = compare(_pdf(sheet(_replaced(old, new), stamp=seal())))
    assert result.verdict is Verdict.DIFFERENT
    assert str(len(result.differences)) in result.message
    if approved or sealed:
        first = result.differences[0]
        assert (first.kind, first.approved, first.sealed) == (kind, approved, sealed)
        solid = unicodedata.normalize("NFKC", "".join(APPROVED.split()))
        assert f"{first.before}{first.approved}{first.after}" in solid
        assert len(first.before) + len(first.after) >= 12


def test_a_missing_page_and_an_added_page_are_found(compare):
    missing = compare(_pdf(sheet(LINES[:5], number=1)))
    assert missing.verdict is Verdict.DIFFERENT
    assert {one.kind for one in missing.differences} == {DifferenceKind.MISSING}
    assert "予以公开" in missing.differences[-1].approved
    added = compare(_pdf(sheet(LINES, number=1), sheet(["附加一页说明"], number=2)))
    assert [(one.kind, one.sealed) for one in added.differences] == [(DifferenceKind.ADDED, "附加一页说明")]


def test_pages_in_another_order_are_found(compare):
    assert compare(_pdf(sheet(LINES[5:]), sheet(LINES[:5]))).verdict is Verdict.DIFFERENT


def test_a_number_torn_in_another_place_is_found(compare):
    approved = "共12 3件，另有45件，编号678，其余从略不再逐一列明。"
    assert compare(_pdf(sheet([approved])), approved).verdict is Verdict.EQUAL
    result = compare(_pdf(sheet([approved.replace("12 3", "1 23")])), approved)
    assert result.verdict is Verdict.DIFFERENT
    assert {(one.approved, one.sealed) for one in result.differences} == {("12", "1 2"), ("2 3", "23")}


def test_a_line_end_within_a_number_is_no_difference(compare):
    approved = "共123件，另有45件，编号678，其余从略。"
    assert (
        compare(_pdf(sheet(["共12", "3件，另有45件，编号678，其余从略。"])), approved).verdict
        is Verdict.EQUAL
    )


def test_width_and_page_numbers_make_no_difference_and_a_number_in_the_text_does(compare):
    wide = [line.replace("60", "６０").replace("QH2026", "ＱＨ２０２６") for line in LINES]
    assert compare(_pdf(sheet(wide[:4], number=1), sheet(wide[4:], number=2))).verdict is Verdict.EQUAL
    assert compare(_pdf(sheet(LINES[:4], number=2), sheet(LINES[4:]))).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other"), [("①", "1"), ("m²", "m2"), ("½", "1/2"), ("O", "0"), ("l", "1"), ("－", "—")]
)
def test_forms_of_another_meaning_are_differences(compare, one, other):
    approved = APPROVED + one
    assert compare(_pdf(sheet([*LINES, other])), approved).verdict is not Verdict.EQUAL


def test_a_scan_goes_by_eye(compare):
    scan = cases.picture("", (1190, 1684))

    def draw(canvas):
        canvas.drawImage(cases.reader(scan), 0, 0, 595, 842)

    result = compare(_pdf(draw, draw))
    assert (result.verdict, result.eye_pages) == (Verdict.BY_EYE, (1, 2))
    assert "扫描件" in result.message
    assert "逐字核对" in result.message


@pytest.mark.parametrize("name", ["scan.jpg", "scan.png", "scan"])
def test_a_picture_file_goes_by_eye(compare, name):
    assert compare(JPEG, name=name).verdict is Verdict.BY_EYE


def test_recognised_text_under_a_scan_proves_nothing(compare):
    scan = cases.picture("", (1190, 1684))

    def draw(canvas):
        canvas.drawImage(cases.reader(scan), 0, 0, 595, 842)
        for number, line in enumerate(LINES):
            text = canvas.beginText(72, 780 - 28 * number)
            text.setTextRenderMode(3)
            text.textOut(line)
            canvas.drawText(text)

    result = compare(_pdf(draw))
    assert (result.verdict, result.eye_pages) == (Verdict.BY_EYE, (1,))


def test_one_scanned_page_among_others_is_named_and_the_rest_compared(compare):
    scan = cases.picture("", (1190, 1684))

    def draw(canvas):
        canvas.drawImage(cases.reader(scan), 0, 0, 595, 842)

    result = compare(_pdf(sheet(_replaced("张三", "张四")), draw))
    assert (result.verdict, result.eye_pages) == (Verdict.BY_EYE, (2,))
    assert "第2页" in result.message
    assert [(one.approved, one.sealed) for one in result.differences] == [("三", "四")]


def _patched_picture(canvas):
    canvas.drawImage(cases.reader(Image.new("RGB", (40, 20), (250, 250, 250))), 80, 635, 60, 18)


def _white_bar(canvas):
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(80, 635, 120, 18, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def _white_words(canvas):
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 100, "不")
    canvas.setFillColorRGB(0, 0, 0)


@pytest.mark.parametrize("more", [_patched_picture, _white_bar])
def test_words_that_are_covered_up_go_by_eye(compare, more):
    result = compare(_pdf(sheet(LINES, more=more)))
    assert (result.verdict, result.eye_pages) == (Verdict.BY_EYE, (1,))
    assert "盖住" in result.message


def test_white_words_do_not_pass_for_the_approved_ones(compare):
    assert compare(_pdf(sheet(LINES, more=_white_words))).verdict is not Verdict.EQUAL


def test_a_seal_that_hides_nothing_may_be_opaque_beside_the_words(compare):
    def beside(canvas):
        canvas.drawImage(cases.reader(seal(transparent=False)), 400, 100, 119, 119)

    assert compare(_pdf(sheet(LINES, more=beside))).verdict is Verdict.EQUAL


def _annotated(**keys) -> bytes:
    def annotate(pdf):
        note = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[100, 100, 200, 200], **keys))
        pdf.pages[0].Annots = pdf.make_indirect(Array([note]))
        pdf.Root.AcroForm = Dictionary(Fields=[note])

    return cases.changed(_pdf(sheet(LINES)), annotate)


def test_notes_and_form_values_go_by_eye_and_a_signature_does_not(compare):
    note = compare(_annotated(Subtype=Name.FreeText, Contents=String("不")))
    assert (note.verdict, note.eye_pages) == (Verdict.BY_EYE, (1,))
    value = _annotated(Subtype=Name.Widget, FT=Name.Tx, V=String("不"))
    assert compare(value).verdict is Verdict.BY_EYE
    assert compare(_annotated(Subtype=Name.Widget, FT=Name.Sig)).verdict is Verdict.EQUAL
    below = _annotated(Subtype=Name.Widget, Parent=Dictionary(FT=Name.Sig, T=String("a")))
    assert compare(below).verdict is Verdict.EQUAL
    assert compare(_annotated(Subtype=Name.Link)).verdict is Verdict.EQUAL


def test_ofd_files_are_compared_as_well(compare):
    assert compare(ofd_bytes(*LINES), name="sealed.ofd").verdict is Verdict.EQUAL
    changed = compare(ofd_bytes(*_replaced("3000元", "8000元")), name="sealed.ofd")
    assert [(one.approved, one.sealed) for one in changed.differences] == [("3", "8")]


def test_ofd_pages_are_taken_in_their_order_and_pictures_in_them_go_by_eye(compare):
    page = members(ofd_bytes(*LINES[4:]))["Doc_0/Pages/Page_0/Content.xml"]
    two = ofd_bytes(*LINES[:4], extra={"Doc_0/Pages/Page_1/Content.xml": page})
    assert compare(two, name="sealed.ofd").verdict is Verdict.EQUAL
    pictured = compare(with_member(two, "Doc_0/Res/a.png", PNG), name="sealed.ofd")
    assert (pictured.verdict, pictured.eye_pages) == (Verdict.BY_EYE, (1, 2))
    note = b"<a><TextObject><TextCode>\xe4\xb8\x8d</TextCode></TextObject></a>"
    noted = compare(with_member(two, "Doc_0/Annots/Page_0/Annotation.xml", note), name="sealed.ofd")
    assert noted.verdict is Verdict.BY_EYE


def test_files_that_cannot_be_read_are_refused_or_go_by_eye(compare):
    with pytest.raises(FileRefused) as locked:
        compare(pdf_bytes("公告", password="x"))
    assert locked.value.code is Refusal.ENCRYPTED
    with pytest.raises(FileRefused) as broken:
        compare(b"%PDF-1.7 broken")
    assert broken.value.code is Refusal.DAMAGED
    assert compare(docx_bytes(*LINES), name="sealed.docx").verdict is Verdict.BY_EYE
    assert compare(_pdf(sheet(LINES)), approved="").verdict is Verdict.BY_EYE


def test_two_texts_with_nothing_in_common_are_told_apart_at_once(compare):
    result = compare(_pdf(sheet(["一二三四五六七八九十" * 20])), approved="甲乙丙丁戊己庚辛" * 12_000)
    assert result.verdict is Verdict.DIFFERENT
    assert result.differences


@given(st.integers(0, len("".join(APPROVED.split())) - 1), st.sampled_from("龘永1不。A"))
@settings(max_examples=25, deadline=None)
def test_no_single_change_anywhere_passes(tmp_path_factory, at, char):
    solid = "".join(APPROVED.split())
    if solid[at] == char:
        return
    path = tmp_path_factory.getbasetemp() / "sealed.pdf"
    if not path.exists():
        path.write_bytes(_pdf(sheet(LINES, stamp=seal())))
    result = compare_sealed(solid[:at] + char + solid[at + 1 :], path)
    assert result.verdict is Verdict.DIFFERENT
    assert isinstance(result.differences[0], Difference)


def test_the_drawn_seal_is_really_in_the_file():
    with pikepdf.open(BytesIO(_pdf(sheet(LINES, stamp=seal())))) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert "/SMask" in picture
