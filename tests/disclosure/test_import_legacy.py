"""Importing old stock: judged, approved by a second person, entered once, sealed for good."""

import pytest
from django.db import transaction

from gongkai.disclosure.acts import import_entry, import_legacy
from gongkai.disclosure.acts.import_entry import ENTER, enter_rows
from gongkai.disclosure.acts.import_legacy import approve_import, drop_batch, seal_legacy, stage_import
from gongkai.disclosure.acts.withdraw import take_down
from gongkai.disclosure.addresses import item_url
from gongkai.disclosure.import_files import Folder, NoFiles
from gongkai.disclosure.models import ImportBatch, ImportRow, Item
from gongkai.disclosure.queries import batches_visible_to
from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import AuditEntry, IssuedNumber, OutboxJob
from gongkai.kernel.rights import standing_of
from tests.disclosure.test_import_table import csv_of
from tests.factories import NOW, Bureau, later, make_bureau, make_live

FIELDS = ["来源编号", "名称", "栏目", "发布日期", "索引号", "成文日期", "正文", "正文文件", "附件"]


def row(key: str, **cells: str) -> list[str]:
    filled = {
        "来源编号": key, "名称": f"关于第{key}号事项的通知", "栏目": "栏目tzgg", "发布日期": "2019-03-25",
        "成文日期": "2019-03-18", "正文": "现将有关事项通知如下。",
    } | cells  # fmt: skip
    return [filled.get(name, "") for name in FIELDS]


def stage(bureau: Bureau, *rows: list[str], files=None, actor=None) -> ImportBatch:
    return stage_import(
        actor=actor or bureau.drafter, organ_id=bureau.organ.pk, name="历史.csv",
        table=csv_of([FIELDS, *rows], "utf-8"), files=files or NoFiles(), now=NOW,
    )  # fmt: skip


def enter(bureau: Bureau, *rows: list[str], files=None) -> ImportBatch:
    batch = stage(bureau, *rows, files=files)
    return approve_import(actor=bureau.reviewer, batch_id=batch.pk, now=later(hours=1))


def states(batch: ImportBatch) -> list[tuple[str, str]]:
    return list(batch.rows.order_by("line").values_list("state", "reason"))


def test_staging_makes_no_item_and_draws_no_number(bureau):
    batch = stage(bureau, row("1"), row("2"))
    assert [state for state, _ in states(batch)] == ["ready", "ready"]
    assert not Item.objects.exists()
    assert not IssuedNumber.objects.exists()
    assert batch.state == "checked"


def test_approval_by_a_second_person_makes_the_rows_public_with_their_old_dates(bureau):
    batch = enter(bureau, row("1"))
    item = Item.objects.get(external_key="1")
    assert batch.state == "entered"
    assert (item.public_state, item.work_state, item.is_legacy) == ("live", "idle", True)
    assert item.live_edition.kind == "legacy"
    assert item.live_edition.publisher == bureau.reviewer
    assert str(item.first_published_at.astimezone(NOW.tzinfo).date()) == "2019-03-25"
    assert item_url(item).startswith(f"/{bureau.organ.code}/xx/2019/")
    review = item.reviews.get()
    assert (review.result, review.reviewer, review.digest) == (
        "batch", bureau.reviewer, item.live_edition.digest,
    )  # fmt: skip
    assert review.at == batch.approved_at
    assert AuditEntry.objects.filter(act="disclosure.item.imported", subject_id=item.pk).exists()
    assert OutboxJob.objects.filter(kind="release.item", payload__item=item.pk).exists()


def test_a_kept_index_number_pushes_later_ones_beyond_it(bureau):
    front = bureau.organ.index_front
    enter(bureau, row("1", 索引号=f"{front}/2019-00041"), row("2"), row("3", 索引号="旧字〔2019〕7"))
    numbers = dict(Item.objects.values_list("external_key", "index_number"))
    assert numbers == {"1": f"{front}/2019-00041", "2": f"{front}/2019-00042", "3": "旧字〔2019〕7"}


def test_a_number_already_used_refuses_its_row(bureau):
    taken = make_live(bureau).index_number
    batch = stage(bureau, row("1", 索引号=taken), row("2", 索引号="甲1"), row("3", 索引号="甲1"))
    assert [state for state, _ in states(batch)] == ["refused", "ready", "refused"]
    assert "已经使用过" in states(batch)[0][1]
    assert "索引号与第 3 行重复" in states(batch)[2][1]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"名称": ""}, "“名称”没有填"),
        ({"栏目": "没有的栏目"}, "没有在用的栏目“没有的栏目”"),
        ({"发布日期": "2023-01-01"}, "不早于本机关启用"),
        ({"发布日期": "前年"}, "“发布日期”不是日期"),
        ({"成文日期": "2019-04-01"}, "成文日期晚于发布日期"),
        ({"成文日期": "1900-01-01"}, "早于 1949 年"),
        ({"正文": ""}, "正文为空"),
        ({"正文": "联系人手机 13800138000。"}, "手机号码"),
        ({"附件": "没有.pdf"}, "文件包中没有“没有.pdf”"),
        ({"正文文件": "正文.txt"}, "只填一个"),
        ({"名称": "长" * 201}, "请改正标出的各项"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(bureau, cells, reason):
    batch = stage(bureau, row("1", **cells), row("2"))
    (state, said), (other, _) = states(batch)
    assert (state, other) == ("refused", "ready")
    assert reason in said


def test_a_doubled_key_refuses_the_second_line(bureau):
    batch = stage(bureau, row("1"), row("1"))
    assert states(batch)[1] == ("refused", "来源编号与第 2 行重复")


def test_a_secrecy_mark_refuses_the_row_and_keeps_nothing_of_it(bureau):
    batch = stage(bureau, row("1", 正文="机密★10年 下列数字不得公开"))
    kept = batch.rows.get()
    assert kept.state == "refused"
    assert "国家秘密标志" in kept.reason
    assert (kept.values, kept.files, kept.external_key) == ({}, [], "")


def test_the_same_rows_twice_are_known_the_second_time(bureau):
    enter(bureau, row("1"), row("2"))
    again = stage(bureau, row("1"), row("2"), row("3"))
    assert [state for state, _ in states(again)] == ["known", "known", "ready"]
    approve_import(actor=bureau.reviewer, batch_id=again.pk, now=NOW)
    assert Item.objects.filter(is_legacy=True).count() == 3


def test_two_batches_with_the_same_row_enter_it_once(bureau):
    first, second = stage(bureau, row("1")), stage(bureau, row("1"))
    approve_import(actor=bureau.reviewer, batch_id=first.pk, now=NOW)
    approve_import(actor=bureau.reviewer, batch_id=second.pk, now=NOW)
    assert Item.objects.filter(external_key="1").count() == 1
    assert states(second)[0][0] == "known"


def test_files_and_a_docx_body_come_along(bureau, tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("现公布企业名单。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "序号", "企业"
    document.save(tmp_path / "正文.docx")
    (tmp_path / "附件").mkdir()
    (tmp_path / "附件" / "名单.txt").write_text("甲公司", encoding="utf-8")
    enter(bureau, row("1", 正文="", 正文文件="正文.docx", 附件="附件/名单.txt"), files=Folder(tmp_path))
    item = Item.objects.get(external_key="1")
    assert "<table>" in item.body_html and "企业名单" in item.body_html
    assert [(kept.name, kept.file.extension) for kept in item.live_edition.attachments.all()] == [
        ("名单.txt", "txt")
    ]


def test_an_attachment_of_the_wrong_kind_refuses_its_row(bureau, tmp_path):
    (tmp_path / "程序.pdf").write_bytes(b"MZ" + b"\0" * 200)
    batch = stage(bureau, row("1", 附件="程序.pdf"), files=Folder(tmp_path))
    assert states(batch)[0][0] == "refused"


def test_items_stand_in_lists_in_the_order_of_their_old_dates(bureau):
    enter(bureau, row("1", 发布日期="2020-05-01"), row("2", 发布日期="2019-03-25"))
    slots = dict(
        Item.objects.filter(slots__list_key=f"organ/{bureau.organ.pk}").values_list(
            "external_key", "slots__slot"
        )
    )
    assert slots == {"2": 1, "1": 2}


def test_who_staged_may_not_approve(bureau):
    batch = stage(bureau, row("1"), actor=bureau.reviewer)
    with pytest.raises(SamePersonMayNotApprove):
        approve_import(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    approve_import(actor=bureau.reviewer2, batch_id=batch.pk, now=NOW)
    assert Item.objects.filter(external_key="1").exists()


@pytest.mark.parametrize("who", ["drafter", "head", "signer", "admin", "auditor", "supervisor"])
def test_only_the_office_approves(bureau, who):
    batch = stage(bureau, row("1"))
    with pytest.raises(NotVisible):
        approve_import(actor=bureau.people[who], batch_id=batch.pk, now=NOW)


@pytest.mark.parametrize("who", ["signer", "admin", "auditor", "security", "supervisor"])
def test_only_writers_and_the_office_stage(bureau, who):
    with pytest.raises(NotVisible):
        stage(bureau, row("1"), actor=bureau.people[who])


def test_another_organs_people_see_no_batch(bureau):
    stranger = make_bureau(parent=bureau.authority)
    batch = stage(bureau, row("1"))
    with pytest.raises(NotVisible):
        approve_import(actor=stranger.reviewer, batch_id=batch.pk, now=NOW)
    assert not batches_visible_to(standing_of(stranger.reviewer)).exists()
    assert batches_visible_to(standing_of(bureau.drafter)).get() == batch
    assert not batches_visible_to(standing_of(bureau.colleague)).exists()


def test_a_batch_is_approved_once_and_not_without_ready_rows(bureau):
    batch = enter(bureau, row("1"))
    with pytest.raises(ActRefused, match="已经处理过"):
        approve_import(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    empty = stage(bureau, row("2", 名称=""))
    with pytest.raises(InputRefused, match="没有可以导入的行"):
        approve_import(actor=bureau.reviewer, batch_id=empty.pk, now=NOW)


def test_a_dropped_batch_enters_nothing_and_keeps_no_text(bureau):
    batch = stage(bureau, row("1"))
    drop_batch(actor=bureau.drafter, batch_id=batch.pk, now=NOW)
    with pytest.raises(ActRefused):
        approve_import(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    assert batch.rows.get().values == {}
    with pytest.raises(ActRefused):
        drop_batch(actor=bureau.drafter, batch_id=enter(bureau, row("2")).pk, now=NOW)


def test_a_sealed_organ_imports_nothing_more(bureau):
    open_one = stage(bureau, row("1"))
    with pytest.raises(ActRefused, match="没有处理完"):
        seal_legacy(actor=bureau.admin, organ_id=bureau.organ.pk, now=NOW)
    drop_batch(actor=bureau.reviewer, batch_id=open_one.pk, now=NOW)
    with pytest.raises(NotVisible):
        seal_legacy(actor=bureau.reviewer, organ_id=bureau.organ.pk, now=NOW)
    seal_legacy(actor=bureau.admin, organ_id=bureau.organ.pk, now=NOW)
    with pytest.raises(ActRefused, match="已封存"):
        stage(bureau, row("2"))


def test_a_row_whose_number_was_taken_meanwhile_leaves_nothing_and_is_reported(bureau):
    front = bureau.organ.index_front
    batch = stage(bureau, row("1", 索引号=f"{front}/2026-00001"), row("2"))
    assert make_live(bureau).index_number == f"{front}/2026-00001"
    approve_import(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    assert [state for state, _ in states(batch)] == ["refused", "entered"]
    assert not Item.objects.filter(external_key="1").exists()
    assert ImportBatch.objects.get(pk=batch.pk).state == "entered"


def test_a_large_batch_goes_on_in_the_outbox(bureau, monkeypatch):
    monkeypatch.setattr(import_legacy, "AT_ONCE", 3)
    monkeypatch.setattr(import_entry, "CHUNK", 2)
    batch = stage(bureau, *(row(str(number)) for number in range(1, 8)))
    approve_import(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    assert Item.objects.filter(is_legacy=True).count() == 3
    outbox.drain(owner="test", clock=lambda: NOW)
    assert Item.objects.filter(is_legacy=True).count() == 7
    assert ImportBatch.objects.get(pk=batch.pk).state == "entered"


def test_rows_are_entered_in_portions_until_none_remains(bureau):
    batch = stage(bureau, *(row(str(number)) for number in range(1, 6)))
    ImportBatch.objects.filter(pk=batch.pk).update(approved_by=bureau.reviewer, approved_at=NOW)
    assert enter_rows(batch_id=batch.pk, now=NOW, most=2) == 3
    assert Item.objects.count() == 2
    assert enter_rows(batch_id=batch.pk, now=NOW, most=2) == 1
    assert enter_rows(batch_id=batch.pk, now=NOW, most=2) == 0
    assert Item.objects.count() == 5
    assert ImportBatch.objects.get(pk=batch.pk).state == "entered"


def test_nothing_is_entered_before_approval(bureau):
    batch = stage(bureau, row("1"))
    assert enter_rows(batch_id=batch.pk, now=NOW) == 0
    assert not Item.objects.exists()


def test_a_taken_down_import_leaves_no_text_in_its_batch(bureau):
    enter(bureau, row("1"))
    item = Item.objects.get(external_key="1")
    take_down(actor=bureau.reviewer, item_id=item.pk, reason="误公开", now=NOW)
    kept = ImportRow.objects.get(item=item)
    assert (kept.values, kept.files) == ({}, [])


def test_the_outbox_finishes_what_a_dead_request_left(bureau):
    batch = stage(bureau, row("1"))
    ImportBatch.objects.filter(pk=batch.pk).update(approved_by=bureau.reviewer, approved_at=NOW)
    with transaction.atomic():
        outbox.enqueue(ENTER, {"batch": batch.pk}, now=NOW, organ=bureau.organ)
    outbox.drain(owner="test", clock=lambda: NOW)
    assert Item.objects.filter(external_key="1").exists()
