"""Dropping in and reading: each file ends with a clear word, and running again changes nothing."""

import io
import zipfile

import pytest

from gongkai.drops.acts import read as reading
from gongkai.drops.acts.drop_files import drop_files
from gongkai.drops.acts.read import read_drop
from gongkai.drops.models import Drop, DropDocument, DropFile
from gongkai.drops.unpacking import Dropped, plain_name
from gongkai.kernel import outbox
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry, OutboxJob
from tests.documents.samples import PE, PNG, docx_bytes, pdf_bytes, xlsx_bytes, zip_bytes
from tests.drops.factories import SECOND, TITLE, dropped, notice, only, read
from tests.factories import NOW, later


def refusals(drop: Drop) -> dict[str, str]:
    return dict(drop.files.exclude(refusal="").values_list("name", "refusal"))


def test_a_document_is_read_by_the_worker_and_not_while_the_clerk_waits(bureau):
    drop = dropped(bureau, ("通知.docx", notice()))
    assert only(drop).state == "waiting"
    outbox.drain(owner="w", clock=lambda: later(minutes=1))
    document = only(drop)
    assert (document.state, document.proposal["title"]["value"]) == ("read", TITLE)
    assert "技术改造" in document.body_html
    assert [entry.act for entry in AuditEntry.objects.filter(subject="drop").order_by("id")] == [
        "drops.dropped", "drops.read",
    ]  # fmt: skip


def test_reading_again_changes_nothing(bureau):
    drop = read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes()))
    before = list(DropDocument.objects.values()), list(DropFile.objects.values()), AuditEntry.objects.count()
    read_drop({"drop": drop.pk}, later(hours=1))
    assert before == (
        list(DropDocument.objects.values()), list(DropFile.objects.values()), AuditEntry.objects.count(),
    )  # fmt: skip


def test_a_worker_killed_between_two_documents_loses_neither(bureau, monkeypatch):
    drop = dropped(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    real, calls = reading.read_document, []

    def killed(document, *, now, modern=None):
        calls.append(document.name)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(document, now=now)

    monkeypatch.setattr(reading, "read_document", killed)
    with pytest.raises(KeyboardInterrupt):
        read_drop({"drop": drop.pk}, NOW)
    assert [one.state for one in drop.documents.all()] == ["read", "waiting"]
    read_drop({"drop": drop.pk}, NOW)
    assert [one.state for one in drop.documents.all()] == ["read", "read"]
    assert calls == ["一.docx", "二.docx", "二.docx"]


def test_a_document_that_kills_its_worker_is_given_up_and_the_others_go_on(bureau):
    drop = dropped(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    drop.documents.filter(name="一.docx").update(attempts=reading.MOST_ATTEMPTS)
    read_drop({"drop": drop.pk}, NOW)
    first, second = drop.documents.all()
    assert (first.state, second.state) == ("unreadable", "read")
    assert "多次中断" in first.reason


def test_a_long_drop_goes_on_in_another_job(bureau, monkeypatch):
    drop = dropped(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    OutboxJob.objects.all().delete()
    monkeypatch.setattr(reading, "MOST_SECONDS", -1)
    read_drop({"drop": drop.pk}, NOW)
    assert OutboxJob.objects.filter(kind="drops.read", state="waiting").count() == 1
    assert Drop.objects.get().state == "reading"


def test_a_refused_file_says_why_and_the_others_go_on(bureau):
    drop = read(
        bureau, ("通知.docx", notice()), ("程序.exe", PE), ("假.docx", PE), ("空.xlsx", b""),
        ("密件.docx", docx_bytes("机密★10年", "关于某事的通知")), ("再来.docx", notice()),
    )  # fmt: skip
    assert set(refusals(drop)) == {"程序.exe", "假.docx", "空.xlsx", "密件.docx", "再来.docx"}
    assert "国家秘密标志" in refusals(drop)["密件.docx"]
    assert "内容相同" in refusals(drop)["再来.docx"]
    assert only(drop).state == "read"


def test_a_name_with_a_secrecy_mark_is_not_kept(bureau):
    drop = read(bureau, ("通知.docx", notice()), ("机密★通知.docx", docx_bytes("别的内容")))
    assert list(refusals(drop)) == ["（文件名有国家秘密标志，没有保存）"]


def test_nothing_that_can_be_taken_leaves_no_drop(bureau):
    with pytest.raises(InputRefused) as refused:
        dropped(bureau, ("程序.exe", PE))
    assert "程序.exe" in refused.value.message
    with pytest.raises(InputRefused):
        dropped(bureau)
    assert not Drop.objects.exists()


def test_more_files_than_a_drop_holds_are_refused_together(bureau, settings):
    settings.GONGKAI_DROP_MOST_FILES = 3
    with pytest.raises(InputRefused) as refused:
        dropped(bureau, *((f"{n}.docx", docx_bytes(str(n))) for n in range(4)))
    assert refused.value.code == "too_many"
    members = {f"{n}.docx": docx_bytes(str(n)) for n in range(4)}
    with pytest.raises(InputRefused):
        dropped(bureau, ("夹.zip", zip_bytes(members)))
    assert not Drop.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(bureau, settings):
    settings.GONGKAI_MAX_UPLOAD_MB = 1
    chunks = (b"\0" * 1024 * 1024 for _ in range(300))
    files = [Dropped("大.pdf", chunks), Dropped("通知.docx", io.BytesIO(notice()))]
    drop = drop_files(actor=bureau.drafter, department_id=bureau.business.pk, files=files, now=NOW)
    assert "1 MB" in refusals(drop)["大.pdf"]
    assert next(chunks, None) is not None


def test_a_folder_in_a_zip_comes_apart_with_names_in_gbk(bureau):
    names = {"AAAAAAAA/BBBB.docx": "一号文件/通知.docx", "AAAAAAAA/CCCC.xlsx": "一号文件/附表.xlsx"}
    data = zip_bytes(
        {
            "AAAAAAAA/BBBB.docx": notice(),
            "AAAAAAAA/CCCC.xlsx": xlsx_bytes(),
            "__MACOSX/x": b"x",
            "Thumbs.db": b"x",
        }
    )
    for plain, chinese in names.items():
        data = data.replace(plain.encode(), chinese.encode("gbk"))
    drop = read(bureau, ("夹.zip", data))
    document = only(drop)
    assert (document.folder, document.name) == ("一号文件", "通知.docx")
    assert [file.name for file in document.files.all()] == ["附表.xlsx"]
    assert drop.files.count() == 1


def test_hostile_zips_end_with_a_word_and_stop_nothing_else(bureau):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("零.docx", b"\0" * 60_000_000)
    drop = read(
        bureau, ("通知.docx", notice()), ("弹.zip", bomb.getvalue()),
        ("出走.zip", zip_bytes({"../../etc/passwd.docx": b"x"})), ("坏.zip", b"PK\x03\x04 broken"),
        ("套.zip", zip_bytes({"里面.zip": zip_bytes({"a.docx": docx_bytes("别的")})})),
    )  # fmt: skip
    words = refusals(drop)
    assert set(words) == {"弹.zip", "出走.zip", "坏.zip", "里面.zip"}
    assert "压缩比异常" in words["弹.zip"]
    assert "路径不正常" in words["出走.zip"]
    assert "还有压缩包" in words["里面.zip"]
    assert only(drop).state == "read"


def test_a_damaged_member_is_refused_alone(bureau):
    data = bytearray(zip_bytes({"坏.docx": docx_bytes("坏的"), "通知.docx": notice()}))
    data[200:240] = b"\xff" * 40
    drop = read(bureau, ("夹.zip", bytes(data)))
    assert list(refusals(drop)) == ["坏.docx"]
    assert only(drop).name == "通知.docx"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\我的\\通知.docx", ("通知.docx", "我的")), ("../../通知.docx", ("通知.docx", "")),
        ("/etc/通知\x00\x1b.docx", ("通知.docx", "etc")), ("", ("未命名", "")),
        ("关于某事\r\n的\t通知.docx", ("关于某事 的 通知.docx", "")),
        ("通知\u202excod.exe\u200b", ("通知xcod.exe", "")), ("\n/\u2028", ("未命名", "")),
    ],
)  # fmt: skip
def test_names_lose_paths_and_control_characters(name, plain):
    assert plain_name(name) == plain


def test_a_scan_alone_can_become_an_item_and_beside_a_text_is_an_attachment(bureau):
    scan = pdf_bytes("")
    alone = only(read(bureau, ("扫描.pdf", scan)))
    assert (alone.state, alone.has_text) == ("read", False)
    assert any("扫描件" in note for note in alone.notes)
    drop = read(bureau, ("通知.docx", notice()), ("扫描.pdf", scan))
    file = only(drop).files.get()
    assert (file.name, file.note) == ("扫描.pdf", "扫描件，没有可以读出的文字")


def test_a_picture_or_a_table_alone_stands_for_a_document_without_text(bureau):
    for name, data in (("照片.png", PNG), ("统计表.xlsx", xlsx_bytes())):
        document = only(read(bureau, (name, data)))
        assert (document.state, document.has_text) == ("read", False)


def test_a_secrecy_mark_that_only_the_full_reading_finds_leaves_nothing(bureau, monkeypatch):
    from gongkai.kernel import filestore, incoming

    monkeypatch.setattr(incoming, "screened", lambda path, kind: incoming.Screened([], True, ""))
    drop = dropped(bureau, ("密件.docx", notice("文工信发〔2026〕5号", "关于某事的通知", "机密★10年")))
    stored = only(drop).file
    assert filestore.path_of(stored).exists()
    read_drop({"drop": drop.pk}, NOW)
    stored.refresh_from_db()
    assert not drop.documents.exists()
    assert "国家秘密标志" in refusals(drop)["密件.docx"]
    assert stored.purged_at


def test_nobody_drops_for_a_department_that_is_not_his(bureau):
    for person in (bureau.outsider, bureau.signer, bureau.admin, bureau.security):
        with pytest.raises(NotVisible):
            dropped(bureau, ("通知.docx", notice()), actor=person)
    assert dropped(bureau, ("通知.docx", notice()), actor=bureau.reviewer).department == bureau.business
