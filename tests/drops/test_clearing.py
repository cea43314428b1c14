"""Clearing: what nobody confirmed goes, with its files, and never a file that stands anywhere else."""

from gongkai.disclosure.acts.attach import attach
from gongkai.drops.acts.clear import clear_old_drops
from gongkai.drops.acts.confirm import confirm_document
from gongkai.drops.batch import proposed_values
from gongkai.drops.models import Drop, DropDocument
from gongkai.drops.proposals import restored
from gongkai.duty_list.models import DutyImport
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import StoredFile
from tests.documents.samples import xlsx_bytes
from tests.drops.factories import SECOND, notice, only, read
from tests.factories import NOW, later, make_draft


def test_what_nobody_confirmed_is_cleared_after_its_time(bureau, settings):
    drop = read(bureau, ("通知.docx", notice()))
    assert clear_old_drops(later(days=settings.GONGKAI_DROP_KEPT_DAYS - 1)) == 0
    assert clear_old_drops(later(days=settings.GONGKAI_DROP_KEPT_DAYS + 1)) == 1
    drop.refresh_from_db()
    assert (drop.state, drop.documents.count()) == ("cleared", 0)
    assert "已经清理" in drop.note
    assert clear_old_drops(later(days=400)) == 0


def test_the_files_of_a_cleared_drop_go_from_the_disk(bureau):
    drop = read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes()))
    stored = [only(drop).file, drop.files.get().file]
    assert all(path_of(one).is_file() for one in stored)
    clear_old_drops(later(days=400))
    assert not any(path_of(one).exists() for one in stored)
    assert not StoredFile.objects.exists()
    again = read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes()))
    assert (only(again).state, path_of(only(again).file).is_file()) == ("read", True)


def test_content_that_stands_elsewhere_stays_when_a_drop_is_cleared(bureau):
    item = make_draft(bureau)
    sheet, text = xlsx_bytes(), notice()
    attach(actor=bureau.drafter, item_id=item.pk, name="附表.xlsx", stream=[sheet], now=NOW)
    drop = read(bureau, ("通知.docx", text), ("附表.xlsx", sheet))
    document, shared = only(drop).file, drop.files.get().file
    other = read(bureau, ("通知.docx", text))
    Drop.objects.filter(pk=other.pk).update(at=later(days=399))
    clear_old_drops(later(days=400))
    assert path_of(shared).is_file()
    assert path_of(document).is_file()
    clear_old_drops(later(days=800))
    assert path_of(shared).is_file()
    assert not path_of(document).exists()


def test_a_file_named_by_a_staged_import_or_shown_in_another_drop_stays(bureau):
    drop, other = read(bureau, ("通知.docx", notice())), read(bureau, ("第二.docx", SECOND))
    stored = only(drop).file
    DropDocument.objects.filter(drop=other).update(pictures=[stored.pk])
    Drop.objects.filter(pk=other.pk).update(at=later(days=399))
    clear_old_drops(later(days=400))
    assert path_of(stored).is_file()
    upload = DutyImport.objects.create(
        organ=bureau.organ, kind="returned", name="报表.zip", staged_by=bureau.reviewer, staged_at=NOW,
        held=[["通知.docx", "", stored.pk]],
    )  # fmt: skip
    clear_old_drops(later(days=800))
    assert path_of(stored).is_file()
    upload.refresh_from_db()


def test_what_an_item_was_made_of_keeps_its_original(bureau):
    drop = read(bureau, ("通知.docx", notice()))
    document = only(drop)
    values = proposed_values(restored(document.proposal)) | {"column": bureau.columns["tzgg"].pk}
    confirm_document(
        actor=bureau.drafter, document_id=document.pk, values=values, submit=False,
        looked=("column", "topic"), now=NOW,
    )  # fmt: skip
    clear_old_drops(later(days=400))
    assert path_of(only(drop).file).is_file()
