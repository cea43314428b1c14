"""A leak that is taken down is nowhere any more: not in a row, not in a file, whatever held a copy of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review_on_paper import Signature, review_on_paper
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down
from gongkai.disclosure.models import Item
from gongkai.disclosure.rules import Step
from gongkai.drops.acts.confirm import confirm_document
from gongkai.drops.acts.settle import restore_document
from gongkai.drops.models import DocumentState, DropDocument
from gongkai.drops.proposals import restored
from gongkai.handover.acts.ask_folder import ask_folder
from gongkai.handover.folder import FolderOvertaken, folders_dir, make_folders, path_of
from gongkai.handover.models import FolderState, YearFolder
from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.models import OutboxJob, StoredFile
from gongkai.paper.acts.print_forms import print_forms
from gongkai.paper.models import FormKind, FormState, PageState, PaperForm, ScanBatch, ScanFile, ScanPage
from gongkai.register.models import RegisterEntry
from tests.documents.samples import PNG
from tests.drops.factories import notice, only, read
from tests.factories import NOW, Bureau, later, make_bureau, make_live

SECRET = "赵钱孙李的家庭住址"


@pytest.fixture
def bureau(gongkai_dir) -> Bureau:
    return make_bureau()


def texts() -> Iterator[tuple[str, str]]:
    """Every text of every row of the product, with where it stands."""
    for model in apps.get_models():
        if not model.__module__.startswith("gongkai."):
            continue
        kept = [
            one.name
            for one in model._meta.concrete_fields
            if isinstance(one, (models.CharField, models.TextField, models.JSONField))
        ]
        for row in model._default_manager.values_list(*kept) if kept else ():
            for name, value in zip(kept, row, strict=True):
                yield f"{model.__name__}.{name}", str(value)


def holding() -> set[str]:
    """Where the secret stands in the database."""
    return {where for where, text in texts() if SECRET in text}


def live_files() -> set[int]:
    return set(StoredFile.objects.filter(purged_at=None).values_list("pk", flat=True))


def leaked(bureau: Bureau) -> tuple[Item, set[int]]:
    """Dropped twice, registered, printed, signed on paper, published; and the files that are others'."""
    others = live_files()
    file = ("秘密.docx", notice(title=f"关于{SECRET}的通知"))
    document = only(read(bureau, file))
    read(bureau, file)
    proposed = {name: one.value for name, one in restored(document.proposal).items() if one.value}
    item = confirm_document(
        actor=bureau.drafter, document_id=document.pk, submit=False, now=NOW,
        values=proposed | {"column": bureau.columns["tzgg"].pk, "summary": SECRET},
        looked=tuple(document.proposal),
    )  # fmt: skip
    attach(actor=bureau.drafter, item_id=item.pk, name=f"{SECRET}.txt", stream=io.BytesIO(b"abc"), now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    print_forms(actor=bureau.reviewer, item_ids=[item.pk], kind=FormKind.REVIEW, now=NOW)
    form = PaperForm.objects.get(item=item)
    scan = filestore.take_in(name="扫描.png", stream=io.BytesIO(PNG + b"signed"), now=NOW)
    batch = ScanBatch.objects.create(organ=bureau.organ, by=bureau.reviewer, at=NOW)
    upload = ScanFile.objects.create(batch=batch, file=scan, name="扫描.png")
    picture = filestore.take_in(name="页.png", stream=io.BytesIO(PNG + b"page"), now=NOW)
    ScanPage.objects.create(
        batch=batch, upload=upload, number=1, form=form, state=PageState.READY, cutout=scan, picture=picture
    )
    review_on_paper(
        actor=bureau.reviewer2, item_id=item.pk, digest=form.digest, paper=scan, now=NOW,
        signatures=[Signature(Step.SECOND, bureau.reviewer.pk, NOW.date())],
    )  # fmt: skip
    publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    return Item.objects.get(pk=item.pk), others


@pytest.mark.django_db(transaction=True)
def test_nothing_of_it_remains_in_any_row_or_file(bureau):
    other = make_live(bureau, title="关于另一事项的通知")
    item, others = leaked(bureau)
    folder = ask_folder(actor=bureau.reviewer, organ_id=bureau.organ.pk, year=NOW.year, now=NOW)
    make_folders([{"folder": folder.pk}], NOW)
    folder.refresh_from_db()
    with zipfile.ZipFile(path_of(folder)) as archive:
        assert any(SECRET in name for name in archive.namelist()), "the folder held it"
    assert len(holding()) > 5, "and so did the database"

    take_down(actor=bureau.reviewer, item_id=item.pk, reason="误公开", now=later(days=1))

    assert holding() == set()
    assert live_files() == others
    purged = set(OutboxJob.objects.get(kind="release.purge").payload["digests"])
    assert purged == set(StoredFile.objects.exclude(purged_at=None).values_list("digest", flat=True))
    folder.refresh_from_db()
    assert folder.state == FolderState.CLEARED
    assert list(folders_dir().iterdir()) == []
    assert PaperForm.objects.get(item=item).state == FormState.VOID
    entry = RegisterEntry.objects.get(item=item)
    assert (entry.title, entry.doc_number) == ("（已撤下）", "文工信发〔2026〕5号")
    assert Item.objects.get(pk=other.pk).title == "关于另一事项的通知", "what is others' stays"
    again = DropDocument.objects.get(item=None)
    assert again.state == DocumentState.DISMISSED
    with pytest.raises(ActRefused, match="已经撤下"):
        restore_document(actor=bureau.drafter, document_id=again.pk, now=later(days=2))


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_is_being_made_while_something_in_it_is_taken_down_is_made_anew(bureau, monkeypatch):
    item, _ = leaked(bureau)
    make_live(bureau)
    folder = ask_folder(actor=bureau.reviewer, organ_id=bureau.organ.pk, year=NOW.year, now=NOW)
    from gongkai.handover import folder as making

    def taken_down_meanwhile(*given):
        take_down(actor=bureau.reviewer, item_id=item.pk, reason="误公开", now=NOW)
        return b""

    monkeypatch.setattr(making, "list_of", taken_down_meanwhile)
    with pytest.raises(FolderOvertaken):
        make_folders([{"folder": folder.pk}], NOW)
    assert list(folders_dir().iterdir()) == []
    monkeypatch.undo()
    make_folders([{"folder": folder.pk}], NOW)
    folder = YearFolder.objects.get(pk=folder.pk)
    assert (folder.state, folder.pieces) == (FolderState.READY, 1)
    with zipfile.ZipFile(path_of(folder)) as archive:
        assert not any(SECRET in name for name in archive.namelist())
