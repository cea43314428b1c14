"""The folder of a year: what lies in it, numbers that stay, who may have it made."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import timedelta

import openpyxl
import pytest

from gongkai.disclosure.acts.attach import add_picture, attach
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review_on_paper import Signature, review_on_paper
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item
from gongkai.disclosure.rules import Step
from gongkai.handover.acts.ask_folder import ask_folder, set_retention, take_away
from gongkai.handover.folder import clear_old, make_folders, path_of
from gongkai.handover.folder_zip import HASHES
from gongkai.handover.models import FolderPiece, FolderState, YearFolder
from gongkai.kernel import audit, filestore
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry, OutboxJob
from tests.documents.samples import PNG
from tests.factories import NOW, later, make_bureau, make_draft, make_live

pytestmark = pytest.mark.django_db
YEAR = NOW.year


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def make(bureau, year=YEAR, now=NOW) -> YearFolder:
    """Asked for, and made as the worker makes it."""
    folder = ask_folder(actor=bureau.reviewer, organ_id=bureau.organ.pk, year=year, now=now)
    job = OutboxJob.objects.filter(kind="handover.folder").latest("pk")
    make_folders([job.payload], now)
    return YearFolder.objects.get(pk=folder.pk)


def names(folder: YearFolder) -> list[str]:
    with zipfile.ZipFile(path_of(folder)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def read(folder: YearFolder, name: str) -> bytes:
    with zipfile.ZipFile(path_of(folder)) as archive:
        return archive.read(name)


def signed_on_paper(bureau) -> Item:
    """Published with a picture, an attachment, and a review that was taken on paper."""
    item = make_draft(bureau, title="关于公布《技术改造办法》的通知")
    attach(
        actor=bureau.drafter,
        item_id=item.pk,
        name="明细表.txt",
        stream=io.BytesIO("一二三".encode()),
        now=NOW,
    )
    picture = add_picture(
        actor=bureau.drafter, item_id=item.pk, name="图.png", stream=io.BytesIO(PNG), now=NOW
    )
    body = f'<p>现予公布。</p><p><img src="{picture}" alt="流程图"></p>'
    edit(actor=bureau.drafter, item_id=item.pk, values={"body_html": body}, now=NOW)
    item = submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    paper = filestore.take_in(name="签字件.png", stream=io.BytesIO(PNG + b"scan"), now=NOW)
    review_on_paper(
        actor=bureau.reviewer2, item_id=item.pk, digest=content_digest(item), paper=paper, now=NOW,
        signatures=[Signature(Step.SECOND, bureau.reviewer.pk, NOW.date(), "同意公开")],
    )  # fmt: skip
    publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    return Item.objects.get(pk=item.pk)


def test_everything_of_an_item_lies_in_its_folder(bureau):
    signed_on_paper(bureau)
    folder = make(bureau)
    inside = [name for name in names(folder) if name.startswith("公开信息/0001-")]
    assert {name.split("/", 2)[2] for name in inside if "图片" not in name} == {
        "公开稿.html", "审查记录.html", "附件/01-明细表.txt", "签字件/01-张reviewer.png",
    }  # fmt: skip
    page = read(folder, next(name for name in inside if name.endswith("公开稿.html"))).decode("utf-8-sig")
    shown = re.search(r'<img [^>]*src="(图片/[^"]+)"', page)
    assert shown and any(name.endswith(shown[1]) for name in inside)
    assert 'href="附件/01-明细表.txt"' in page
    reviews = read(folder, next(name for name in inside if name.endswith("审查记录.html"))).decode(
        "utf-8-sig"
    )
    assert "2026年3月2日签字，张reviewer2登记" in reviews
    assert "第二人审核" in reviews


def test_the_list_names_every_piece_with_its_retention(bureau):
    make_live(bureau, title="=HYPERLINK(1)")
    make_live(bureau, "zcwj", title="关于印发办法的通知", statutory_class="art20_01")
    set_retention(actor=bureau.reviewer, column_id=bureau.columns["tzgg"].pk, retention="years_10", now=NOW)
    folder = make(bureau)
    sheet = openpyxl.load_workbook(io.BytesIO(read(folder, "归档文件目录.xlsx"))).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[3], row[9]) for row in rows] == [
        ("0001", "=HYPERLINK(1)", "10年"), ("0002", "关于印发办法的通知", "永久"),
    ]  # fmt: skip
    assert sheet["D3"].data_type == "s"


def test_numbers_stay_when_more_is_published_and_the_folder_made_again(bureau):
    first = make_live(bureau)
    make(bureau)
    early = make_live(bureau, now=NOW - timedelta(days=20))
    folder = make(bureau, now=later(days=1))
    numbers = dict(FolderPiece.objects.values_list("item_id", "number"))
    assert numbers == {first.pk: 1, early.pk: 2}
    assert folder.pieces == 2


def test_another_years_items_do_not_lie_in_it_and_midnight_is_local(bureau):
    make_live(bureau, now=NOW.replace(year=YEAR - 1, month=12, day=31, hour=23, minute=30))
    inside = make_live(bureau, now=NOW.replace(month=1, day=1, hour=0, minute=30))
    assert make(bureau).pieces == 1
    assert FolderPiece.objects.get().item == inside


def test_what_was_withdrawn_stays_with_its_reason_and_a_leak_does_not(bureau):
    gone, leak = make_live(bureau, title="撤回的通知"), make_live(bureau, title="泄露的名单")
    withdraw(actor=bureau.reviewer, item_id=gone.pk, reason="内容过时", now=later(days=1))
    make(bureau, now=later(days=1))
    take_down(actor=bureau.reviewer, item_id=leak.pk, reason="含身份证号", now=later(days=2))
    folder = make(bureau, now=later(days=2))
    assert folder.pieces == 1
    assert not [name for name in names(folder) if "泄露" in name]
    sheet = openpyxl.load_workbook(io.BytesIO(read(folder, "归档文件目录.xlsx"))).active
    assert sheet["L3"].value == "2026-03-03撤回：内容过时"


def test_every_file_is_proved_by_its_sum(bureau):
    signed_on_paper(bureau)
    folder = make(bureau)
    told = dict(reversed(line.split("  ", 1)) for line in read(folder, HASHES).decode().splitlines())
    assert set(told) == set(names(folder)) - {HASHES}
    for name, digest in told.items():
        assert hashlib.sha256(read(folder, name)).hexdigest() == digest
    assert hashlib.sha256(path_of(folder).read_bytes()).hexdigest() == folder.digest


def test_what_is_missing_is_said(bureau):
    item = signed_on_paper(bureau)
    filestore.path_of(item.live_edition.attachments.get(is_picture=False).file).unlink()
    folder = make(bureau)
    assert any("明细表.txt" in gap for gap in folder.gaps)
    assert any("年度报告还没有签发" in gap for gap in folder.gaps)


def test_a_job_that_runs_twice_makes_one(bureau):
    folder = make(bureau)
    before = (folder.made_at, folder.digest)
    make_folders([{"folder": folder.pk}], later(days=3))
    folder.refresh_from_db()
    assert (folder.made_at, folder.digest) == before


def test_asked_twice_while_it_is_being_made_it_is_one(bureau):
    first = ask_folder(actor=bureau.reviewer, organ_id=bureau.organ.pk, year=YEAR, now=NOW)
    second = ask_folder(actor=bureau.office_head, organ_id=bureau.organ.pk, year=YEAR, now=NOW)
    assert first == second
    assert OutboxJob.objects.filter(kind="handover.folder").count() == 1


@pytest.mark.parametrize("year", [2007, YEAR + 1])
def test_a_year_without_a_regulation_or_to_come_is_refused(bureau, year):
    with pytest.raises(InputRefused, match="2008年到今年"):
        ask_folder(actor=bureau.reviewer, organ_id=bureau.organ.pk, year=year, now=NOW)


@pytest.mark.parametrize("name", ["drafter", "head", "signer", "admin", "auditor", "supervisor"])
def test_only_the_office_has_it_made(bureau, name):
    with pytest.raises(NotVisible):
        ask_folder(actor=bureau.people[name], organ_id=bureau.organ.pk, year=YEAR, now=NOW)


def test_a_retention_is_chosen_from_the_table_by_the_office_and_taken_back(bureau):
    column = bureau.columns["tzgg"].pk
    with pytest.raises(InputRefused):
        set_retention(actor=bureau.reviewer, column_id=column, retention="99", now=NOW)
    with pytest.raises(NotVisible):
        set_retention(actor=bureau.drafter, column_id=column, retention="years_10", now=NOW)
    for retention in ("years_10", "years_10", ""):
        set_retention(actor=bureau.reviewer, column_id=column, retention=retention, now=NOW)
    assert AuditEntry.objects.filter(act="handover.retention.set").count() == 2
    assert not bureau.columns["tzgg"].__class__.objects.filter(retention__isnull=False).exists()


def test_an_old_folder_is_cleared_and_says_so(bureau, settings):
    folder = make(bureau)
    assert clear_old(later(days=settings.GONGKAI_FOLDER_KEPT_DAYS)) == 0
    assert clear_old(later(days=settings.GONGKAI_FOLDER_KEPT_DAYS + 1)) == 1
    assert not path_of(folder).exists()
    folder.refresh_from_db()
    assert folder.state == FolderState.CLEARED


def test_taking_it_away_is_on_record(bureau):
    take_away(actor=bureau.reviewer, folder=make(bureau), now=NOW)
    assert AuditEntry.objects.filter(act="handover.folder.taken").count() == 1
    assert audit.verify() == []
