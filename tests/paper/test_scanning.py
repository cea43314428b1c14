"""Taking scans in: real sheets printed, drawn as a scanner draws them, sent back and recognised."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from gongkai.documents.letters import qr_png
from gongkai.documents.scans.finding import codes_in
from gongkai.kernel import outbox
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import AuditEntry, StoredFile
from gongkai.paper import scanning
from gongkai.paper.acts.print_forms import print_forms
from gongkai.paper.acts.take_in_scans import NamedFile, take_in_scans
from gongkai.paper.acts.void_form import void_form
from gongkai.paper.models import BatchState, FormKind, PageState, PaperForm, PrintRun, ScanBatch, ScanPage
from gongkai.paper.scanning import read_scans
from tests.factories import NOW, later, make_bureau, make_draft
from tests.paper.scanner import (
    as_scan,
    drawn,
    grey,
    paper,
    print_sheets,
    printed_pages,
    send,
    send_pages,
    skewed,
    turned_pdf,
    written_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def form(bureau) -> PaperForm:
    return print_sheets(bureau, make_draft(bureau).pk)[0]


@pytest.fixture
def printed(bureau, form) -> Image.Image:
    """The form's page as LibreOffice made it."""
    return printed_pages(PrintRun.objects.get())[0]


def _states(pages: list[ScanPage]) -> list[tuple[str, int | None]]:
    return [(page.state, page.form_id) for page in pages]


def test_fifty_sheets_in_one_pdf_find_their_fifty_items(bureau):
    items = [make_draft(bureau).pk for _ in range(50)]
    run = print_forms(actor=bureau.drafter, item_ids=items, kind=FormKind.REVIEW, now=NOW).run
    pages = printed_pages(run, dpi=150)
    assert len(pages) == 50
    shuffled = pages[::-1]
    batch = send(bureau, ("五十张.pdf", as_scan(shuffled)))
    found = list(batch.pages.order_by("number").select_related("form", "cutout"))
    assert [page.form.item_id for page in found] == items[::-1]
    assert {page.state for page in found} == {PageState.READY}
    assert len({page.cutout_id for page in found}) == 50
    assert all(page.form.scan_id == page.cutout_id for page in found)
    assert AuditEntry.objects.filter(act="paper.scans_taken_in").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.rotate(180), lambda page: page.rotate(90, expand=True),
        lambda page: page.rotate(270, expand=True), lambda page: skewed(page, 3),
        lambda page: skewed(page, -3),
        lambda page: grey(page.resize((1240, 1754))), lambda page: page.resize((827, 1169)),
        lambda page: page.convert("L").point(lambda value: 255 if value > 150 else 0),
    ],
    ids=["upside down", "left", "right", "askew", "askew the other way", "grey 150", "100 dpi", "black only"],
)  # fmt: skip
def test_a_sheet_is_known_however_it_lies_on_the_glass(bureau, form, printed, change):
    (page,) = send_pages(bureau, change(printed))
    assert (page.state, page.form, page.code) == (PageState.READY, form, form.code)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_the_picture_and_the_cut_out_stand_upright(bureau, form, printed, degrees):
    (page,) = send_pages(bureau, printed.rotate(degrees, expand=True))
    with Image.open(path_of(page.picture)) as picture:
        assert 890 < picture.width < 910 < picture.height
        assert codes_in(picture).turn == 0
    document = pdfium.PdfDocument(path_of(page.cutout).read_bytes())
    assert codes_in(document[0].render(scale=2).to_pil()).turn == 0
    document.close()


def test_a_pdf_that_says_its_page_is_turned_is_read_too(bureau, form, printed):
    batch = send(bureau, ("扫描.pdf", turned_pdf(printed, 90)))
    assert batch.pages.get().form == form


@pytest.mark.parametrize("ending", ["jpg", "png", "tif"])
def test_pictures_are_taken_as_well(bureau, form, printed, ending):
    batch = send(bureau, (f"扫描.{ending}", as_scan([printed], ending)))
    assert batch.pages.get().form == form


def test_a_tiff_of_several_pages_is_several_sheets(bureau):
    forms = print_sheets(bureau, make_draft(bureau).pk, make_draft(bureau).pk)
    batch = send(bureau, ("扫描.tiff", as_scan([drawn(one) for one in forms], "tif")))
    assert [page.form for page in batch.pages.order_by("number")] == forms


def test_a_second_copy_is_named_with_where_the_first_lies(bureau, form):
    first, second = send_pages(bureau, drawn(form), drawn(form))
    assert (first.state, second.state) == (PageState.READY, PageState.PROBLEM)
    assert "《扫描.pdf》第1页" in second.problem


def test_a_copy_in_a_later_batch_waits_for_the_first(bureau, form):
    send_pages(bureau, drawn(form))
    (second,) = send_pages(bureau, written_on(drawn(form)), now=later(days=1))
    assert second.state == PageState.PROBLEM and "3月2日送来的一批" in second.problem


def test_a_void_sheet_says_why_it_is_void(bureau, form):
    void_form(actor=bureau.reviewer, form_id=form.pk, reason="打错了", now=NOW)
    (page,) = send_pages(bureau, drawn(form))
    assert (page.state, page.form) == (PageState.PROBLEM, form) and "打错了" in page.problem


def test_a_sheet_of_another_organ_is_not_taken_for_ours(bureau):
    other = make_bureau(parent=bureau.authority)
    (theirs,) = print_sheets(other, make_draft(other).pk)
    (page,) = send_pages(bureau, drawn(theirs))
    assert (page.state, page.form) == (PageState.PROBLEM, None) and "不是本机关" in page.problem
    theirs.refresh_from_db()
    assert theirs.scan is None


def test_a_page_without_a_code_and_one_with_a_foreign_code_wait_to_be_looked_at(bureau):
    foreign = paper(150)
    foreign.paste(Image.open(io.BytesIO(qr_png("https://example.invalid/"))).resize((300, 300)), (200, 200))
    without, with_other = send_pages(bureau, written_on(paper()), foreign)
    assert (without.state, with_other.state) == (PageState.UNKNOWN, PageState.UNKNOWN)
    assert "没有找到" in without.problem and "别的二维码" in with_other.problem


def test_two_sheets_on_one_page_are_neither(bureau):
    one, two = print_sheets(bureau, make_draft(bureau).pk, make_draft(bureau).pk)
    both = drawn(one)
    both.paste(drawn(two).crop((500, 0, 827, 300)).resize((327, 300)), (20, 800))
    (page,) = send_pages(bureau, both)
    assert page.state == PageState.PROBLEM and "分开扫描" in page.problem


def test_empty_backs_are_passed_over_and_nothing_written_is(bureau):
    forms = print_sheets(bureau, make_draft(bureau).pk, make_draft(bureau).pk)
    shadow = paper()
    ImageDraw.Draw(shadow).rectangle((0, 0, 12, shadow.height), fill="black")
    note = paper()
    ImageDraw.Draw(note).line((300, 300, 420, 320), fill=(30, 30, 90), width=3)
    pages = send_pages(bureau, drawn(forms[0]), shadow, drawn(forms[1]), paper(), note)
    assert [page.state for page in pages] == [
        PageState.READY, PageState.DISCARDED, PageState.READY, PageState.DISCARDED, PageState.UNKNOWN,
    ]  # fmt: skip


def test_the_pages_of_a_longer_sheet_keep_together(bureau, form):
    PaperForm.objects.update(pages=2)
    other = print_sheets(bureau, make_draft(bureau).pk)[0]
    pages = send_pages(bureau, drawn(form), paper(), written_on(paper()), drawn(other), written_on(paper()))
    assert [page.state for page in pages] == [
        PageState.READY, PageState.DISCARDED, PageState.FOLLOWS, PageState.READY, PageState.UNKNOWN,
    ]  # fmt: skip
    assert pages[2].form == form


def test_an_own_layout_with_its_code_on_both_pages_is_one_sheet(bureau, form):
    PaperForm.objects.update(pages=2)
    pages = send_pages(bureau, drawn(form), written_on(drawn(form)))
    assert _states(pages) == [(PageState.READY, form.pk), (PageState.FOLLOWS, form.pk)]


def test_a_torn_pdf_says_so_and_stops_no_other_file(bureau, form):
    whole = as_scan([drawn(form)])
    files = [NamedFile(name, io.BytesIO(part)) for name, part in (("破.pdf", whole[:900]), ("好.pdf", whole))]
    taken = take_in_scans(actor=bureau.reviewer2, organ_id=bureau.organ.pk, files=files, now=NOW)
    read_scans([{"batch": taken.batch.pk}], NOW)
    ((name, why),) = taken.refused
    assert name == "破.pdf" and "损坏" in why
    assert taken.batch.pages.get().form == form


def test_a_file_that_is_damaged_when_it_is_read_says_so_and_stops_no_other(bureau, form):
    good = as_scan([drawn(form)])
    batch = send(bureau, ("坏.pdf", as_scan([paper()])), ("好.pdf", good), read=False)
    damaged = batch.files.order_by("pk")[0]
    path_of(damaged.file).write_bytes(b"%PDF-1.4 torn")
    read_scans([{"batch": batch.pk}], NOW)
    damaged.refresh_from_db()
    assert "打不开" in damaged.problem and not damaged.pages.exists()
    assert batch.pages.get().form == form


@pytest.mark.parametrize("name", ["表.docx", "表", "表.gif"])
def test_what_is_no_scan_is_refused_by_its_name(bureau, name):
    with pytest.raises(InputRefused, match="PDF、JPG、PNG"):
        send(bureau, (name, b"abc"))
    assert not ScanBatch.objects.exists()


def test_a_picture_that_is_none_is_refused(bureau):
    for name in ("坏.tif", "坏.jpg"):
        with pytest.raises(InputRefused, match="一个文件也没有收下"):
            send(bureau, (name, b"not a picture"))


def test_nothing_and_too_many_files_are_refused(bureau):
    with pytest.raises(InputRefused, match="选择扫描件"):
        send(bureau)
    with pytest.raises(InputRefused, match="分几次送"):
        send(bureau, *[(f"{number}.pdf", b"%PDF-") for number in range(101)])


@pytest.mark.parametrize("name", ["drafter", "head", "signer", "office_head", "admin"])
def test_only_the_office_hands_scans_in(bureau, name):
    with pytest.raises(NotVisible):
        send(bureau, ("扫描.pdf", as_scan([paper()])), by=name)
    assert not ScanBatch.objects.exists()


def test_too_many_pages_are_refused_with_the_number(bureau, settings):
    settings.GONGKAI_SCAN_MAX_PAGES = 2
    batch = send(bureau, ("厚.pdf", as_scan([paper()] * 3)))
    assert "最多 2 页" in batch.files.get().problem


def test_reading_twice_and_reading_again_after_the_worker_was_killed_give_the_same(bureau, form, monkeypatch):
    batch = send(bureau, ("扫描.pdf", as_scan([drawn(form), written_on(paper())])), read=False)
    keep = scanning._keep_pages

    def killed(*args: object) -> None:
        keep(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(scanning, "_keep_pages", killed)
    with pytest.raises(KeyboardInterrupt):
        read_scans([{"batch": batch.pk}], NOW)
    batch.refresh_from_db()
    form.refresh_from_db()
    assert batch.state == BatchState.WAITING and not batch.pages.exists() and form.scan is None
    monkeypatch.undo()
    read_scans([{"batch": batch.pk}, {"batch": batch.pk}, {"batch": 999_999}], NOW)
    read_scans([{"batch": batch.pk}], later(hours=1))
    assert _states(list(batch.pages.order_by("number"))) == [
        (PageState.READY, form.pk), (PageState.UNKNOWN, None),
    ]  # fmt: skip


def test_the_worker_reads_what_lies_in_the_outbox(bureau, form):
    batch = send(bureau, ("扫描.pdf", as_scan([drawn(form)])), read=False)
    outbox.drain(owner="test", clock=lambda: later(hours=1))
    batch.refresh_from_db()
    assert batch.state == BatchState.READ and batch.pages.get().form == form


def test_the_same_scan_is_kept_once(bureau, form):
    content = as_scan([drawn(form)])
    send(bureau, ("一.pdf", content))
    before = StoredFile.objects.count()
    send(bureau, ("二.pdf", content), now=later(hours=1))
    assert StoredFile.objects.count() == before
