"""What cannot be redacted safely is refused in words, and nothing half done is left behind."""

import pikepdf
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.redaction import (
    Box,
    RedactionFailed,
    Term,
    page_count,
    page_images,
    propose,
    redact,
    redacting,
    words,
)
from gongkai.documents.redaction.boxes import Rectangle
from gongkai.documents.redaction.checking import (
    Expected,
    KeptPageChanged,
    check_inside,
    check_kept,
    check_pages,
)
from gongkai.documents.redaction.pages import page_texts
from tests.documents import pdf_cases as cases
from tests.documents.pdf_cases import NAME, SECRET, assert_gone, assert_readable
from tests.documents.samples import PNG, docx_bytes, pdf_bytes

BOX = Box(1, 70, 130, 500, 150)


@pytest.mark.parametrize(
    "ask", [page_count, words, lambda path: list(page_images(path)), lambda path: propose(path, [])]
)
def test_every_view_of_a_locked_or_broken_file_says_why(tmp_path, ask):
    for data, refusal in (
        (pdf_bytes("公告", password="secret"), Refusal.ENCRYPTED),
        (b"%PDF-1.7 broken", Refusal.DAMAGED),
        (b"", Refusal.DAMAGED),
    ):
        source = tmp_path / "source.pdf"
        source.write_bytes(data)
        with pytest.raises(FileRefused) as refused:
            ask(source)
        assert refused.value.code is refusal
        assert refused.value.message.endswith("。")


@pytest.mark.parametrize(
    ("data", "refusal", "said"),
    [
        (pdf_bytes("公告", password="secret"), Refusal.ENCRYPTED, "密码"),
        (b"%PDF-1.4\ngarbage", Refusal.DAMAGED, "损坏"),
        (cases.plain()[:400], Refusal.DAMAGED, "损坏"),
        (b"", Refusal.DAMAGED, "损坏"),
        (PNG, Refusal.DAMAGED, "损坏"),
        (docx_bytes("公告"), Refusal.DAMAGED, "损坏"),
    ],
)
def test_what_is_no_open_pdf_is_refused_in_chinese_and_leaves_nothing(tmp_path, data, refusal, said):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(data)
    with pytest.raises(FileRefused) as refused:
        redact(source, target, [BOX])
    assert refused.value.code is refusal
    assert said in refused.value.message
    assert [path.name for path in tmp_path.iterdir()] == ["source.pdf"]


def test_a_file_that_only_forbids_printing_is_redacted_and_comes_out_open(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    sheet = canvas.Canvas(str(source), encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    sheet.drawString(72, 700, f"{SECRET} KEEP-4711")
    sheet.save()
    redact(source, target, propose(source, [Term(SECRET)]), dpi=72)
    assert_gone(target, SECRET)
    assert_readable(target, "KEEP-4711")
    with pikepdf.open(target) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (Box(0, 1, 1, 9, 9), "第0页"),
        (Box(3, 1, 1, 9, 9), "文件只有2页"),
        (Box(1, 10, 10, 10, 90), "没有面积"),
        (Box(1, 700, 10, 800, 90), "不在页面内"),
        (Box(1, -90, -90, -10, -10), "不在页面内"),
        (Box(1, float("nan"), 10, 90, 90), "没有面积"),
    ],
)
def test_a_box_that_lies_nowhere_is_named_by_its_number(tmp_path, box, said):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(cases.plain())
    target.write_bytes(b"earlier")
    with pytest.raises(RedactionFailed, match="第2个遮盖框") as failed:
        redact(source, target, [BOX, box])
    assert said in failed.value.message
    assert target.read_bytes() == b"earlier"
    assert {path.name for path in tmp_path.iterdir()} == {"source.pdf", "target.pdf"}


def test_a_box_drawn_from_the_lower_right_or_over_the_edge_counts_as_drawn(tmp_path):
    source = tmp_path / "source.pdf"
    source.write_bytes(cases.plain())
    for name, box in (("a", Box(1, 900, 150, -20, 128)), ("b", Box(1, 600, 128, 0, 150))):
        redact(source, tmp_path / name, [box], dpi=72)
        assert_gone(tmp_path / name, SECRET, NAME)


def test_a_leak_is_seen_and_the_file_does_not_appear(tmp_path, monkeypatch):
    """The page writer is made to keep what lies under the boxes; the check must not let it pass."""
    honest = redacting.picture_page

    def leaking(pdf, *, survivors, **rest):
        return honest(pdf, survivors=page_texts(source)[0].glyphs, **rest)

    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(cases.plain())
    monkeypatch.setattr(redacting, "picture_page", leaking)
    with pytest.raises(RedactionFailed, match=r"没有通过自检.*没有生成文件"):
        redact(source, target, propose(source, [Term(SECRET)]), dpi=72)
    assert [path.name for path in tmp_path.iterdir()] == ["source.pdf"]


def test_the_checks_find_what_is_left(tmp_path):
    source = tmp_path / "source.pdf"
    source.write_bytes(cases.plain())
    page = page_texts(source)[0]
    box = propose(source, [Term(SECRET)])[0]
    area = Rectangle(box.x0, box.y0, box.x1, box.y1)
    outside = [glyph for glyph in page.glyphs if not glyph.ink.touches(area)]
    with pytest.raises(RedactionFailed, match="第1页"):
        check_pages(source, {1: Expected(outside, [area])})
    check_pages(source, {1: Expected(page.glyphs, [])})
    check_kept(source, {1: page.text})
    with pytest.raises(KeptPageChanged):
        check_kept(source, {1: page.text + "多"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("hidden", [cases.SECRET, "张秘密三"])
def test_the_last_check_reads_every_object(tmp_path, encoding, hidden):
    target = tmp_path / "target.pdf"
    target.write_bytes(cases.plain())
    check_inside(target, [hidden[::-1]], has_kept_pages=False)
    target.write_bytes(
        cases.changed(
            cases.drawn(cases.kept_page),
            lambda pdf: pdf.pages[0].obj.__setitem__("/X", pdf.make_stream(hidden.encode(encoding))),
        )
    )
    with pytest.raises(RedactionFailed, match="文件内部"):
        check_inside(target, [hidden], has_kept_pages=False)
    with pytest.raises(KeptPageChanged):
        check_inside(target, [hidden], has_kept_pages=True)


def test_what_still_stands_elsewhere_is_told(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(cases.drawn(cases.secret_page, cases.secret_page))
    first = [box for box in propose(source, [Term(SECRET)]) if box.page == 1]
    report = redact(source, target, first, dpi=72)
    assert [(place.box, place.page, place.count) for place in report.elsewhere] == [(0, 2, 1)]


def test_pages_that_two_programs_count_differently_are_refused(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(_two_roots())
    with pytest.raises((RedactionFailed, FileRefused)):
        redact(source, target, [Box(1, 10, 10, 90, 90)])
    assert not target.exists()


def _two_roots() -> bytes:
    """A page tree whose count does not agree with its pages."""

    def miscount(pdf):
        pdf.Root.Pages.Count = 7
        pdf.Root.Pages.Kids.append(pikepdf.Dictionary(Type=pikepdf.Name.Bogus))

    return cases.changed(cases.plain(), miscount)


def test_without_boxes_the_file_is_only_cleaned(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(cases.changed(cases.plain(), lambda pdf: pdf.docinfo.__setitem__("/Title", NAME)))
    report = redact(source, target, [], dpi=72)
    assert (report.redacted_pages, report.kept_pages) == ((), (1, 2))
    with pikepdf.open(target) as pdf:
        assert "/Info" not in pdf.trailer
    assert_readable(target, SECRET)


def test_every_page_can_be_made_a_picture(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(cases.plain())
    report = redact(source, target, [], dpi=72, all_pages=True)
    assert report.pictured_pages == (1, 2)
    assert_readable(target, SECRET)


def test_the_same_path_may_be_source_and_target(tmp_path):
    source = tmp_path / "source.pdf"
    source.write_bytes(cases.plain())
    redact(source, source, propose(source, [Term(SECRET), Term(NAME)]), dpi=72)
    assert_gone(source, SECRET, NAME)
