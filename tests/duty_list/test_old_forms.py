"""Forms that came back as doc, wps, xls and et: converted by the worker, within bounds, safe to repeat."""

import shutil
import subprocess

import pytest

from gongkai.disclosure.models import Item
from gongkai.documents.letters.errors import ConversionFailed
from gongkai.duty_list import purging, returned_files
from gongkai.duty_list.acts import stage_returned as staging
from gongkai.duty_list.acts.import_list import drop_import
from gongkai.duty_list.acts.returned import enter_returned
from gongkai.duty_list.models import DutyFiling, DutyImport
from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import OutboxJob
from tests.duty_list.factories import make_line
from tests.duty_list.test_returned import body, rows, sheet_form, staged, word_form
from tests.factories import NOW, make_bureau
from tests.reports.reading.test_workbook_old import _label, _xls

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice"),
]


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def old(tmp_path):
    """Makes the file an old office would have sent."""

    def made(data: bytes, source: str, target: str) -> bytes:
        path = tmp_path / f"form.{source}"
        path.write_bytes(data)
        profile = (tmp_path / "profile").as_uri()
        command = [
            "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir",
            str(tmp_path), str(path),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (tmp_path / f"form.{target}").read_bytes()

    return made


def worked_off() -> None:
    outbox.drain(owner="test", clock=lambda: NOW)


def fresh(upload: DutyImport) -> DutyImport:
    return DutyImport.objects.get(pk=upload.pk)


def test_a_doc_and_a_wps_are_read_by_the_worker_and_entered(bureau, old):
    one, two = (
        make_line(bureau),
        make_line(bureau, level2="监督检查", department=bureau.other.pk, contact=None),
    )
    first = old(word_form(bureau, [one], {"标题": "2026年3月发放情况", "正文": "发放12户。"}), "docx", "doc")
    second = old(word_form(bureau, [two], {"零报告": "√"}), "docx", "doc")

    upload = staged(bureau, ("企业科.doc", first), ("财务科.wps", second))
    assert upload.state == "reading" and not rows(upload)
    with pytest.raises(ActRefused, match="正在读取"):
        enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    worked_off()

    upload = fresh(upload)
    assert (upload.state, [row.state for row in rows(upload)]) == ("read", ["ready", "ready"])
    done = enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    assert (done.drafts, done.zeros) == (1, 1)
    assert "发放12户" in Item.objects.get().body_html


def test_a_body_file_in_an_old_format_becomes_the_text(bureau, old):
    line = make_line(bureau)
    form = sheet_form(bureau, [line], {"标题": "发放情况", "正文文件名": "正文.wps"})
    upload = staged(bureau, ("企业科.xlsx", form), ("正文.wps", old(body("共发放十二户。"), "docx", "doc")))
    worked_off()

    (row,) = rows(fresh(upload))
    assert (row.state, row.files[0][0], row.files[0][2]) == ("ready", "正文.docx", True)
    enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    assert "共发放十二户" in Item.objects.get().body_html


@pytest.mark.parametrize("name", ["企业科.xls", "企业科.et"])
def test_an_old_workbook_is_read_at_once(bureau, name):
    line = make_line(bureau)
    cells = (("公开事项", "标题", "零报告", "编号"), (line.level2, "", "√", f"DL-{line.pk}-2026-03"))
    records = b"".join(
        _label(row, column, text) for row, texts in enumerate(cells) for column, text in enumerate(texts)
    )
    upload = staged(bureau, (name, _xls(("填报单", 0, records))))
    assert (upload.state, rows(upload)[0].values["kind"]) == ("read", "zero")


def test_a_job_that_runs_twice_or_after_the_upload_was_dropped_adds_nothing(bureau, old):
    line = make_line(bureau)
    data = old(word_form(bureau, [line], {"零报告": "√"}), "docx", "doc")
    upload = staged(bureau, ("企业科.doc", data))
    payload = OutboxJob.objects.get(kind=staging.READ).payload
    for _ in range(2):
        staging.read_held([payload], NOW)
    assert len(rows(upload)) == 1
    drop_import(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    staging.read_held([payload], NOW)
    assert fresh(upload).state == "dropped" and len(rows(upload)) == 1


def test_what_is_no_form_says_what_to_do_and_may_be_given_up(bureau, old):
    upload = staged(bureau, ("通知.doc", old(body("关于开会的通知"), "docx", "doc")))
    worked_off()
    upload = fresh(upload)
    assert upload.state == "unread" and "没有找到填报单" in upload.notes[0]
    with pytest.raises(ActRefused, match="处理过"):
        enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    drop_import(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    assert fresh(upload).state == "dropped"


def test_a_file_libreoffice_cannot_open_is_named_and_stops_no_other(bureau, old, monkeypatch):
    line = make_line(bureau)
    good = sheet_form(bureau, [line], {"零报告": "√"})
    bad = old(body("内容"), "docx", "doc")

    def fails(files, *, limits):
        return [ConversionFailed("无法转换，请另存为 docx。") for _ in files]

    monkeypatch.setattr(returned_files, "modernise_many", fails)
    upload = staged(bureau, ("企业科.xlsx", good), ("坏的.doc", bad))
    worked_off()
    upload = fresh(upload)
    assert upload.state == "read" and "坏的.doc" in upload.notes[0] and "另存为" in upload.notes[0]


def test_an_upload_over_which_the_worker_died_is_given_up_in_words(bureau, old):
    data = old(body("内容"), "docx", "doc")
    upload = staged(bureau, ("企业科.doc", data))
    DutyImport.objects.filter(pk=upload.pk).update(attempts=staging.MOST_ATTEMPTS)
    worked_off()
    upload = fresh(upload)
    assert upload.state == "unread" and any("多次中断" in note for note in upload.notes)


def test_what_is_no_office_file_at_all_is_refused_at_once(bureau):
    with pytest.raises(InputRefused, match=r"假的\.doc"):
        staged(bureau, ("假的.doc", b"MZ\x90\x00 program"))
    assert not DutyImport.objects.exists()


def test_too_many_old_files_are_refused_before_anything_is_kept(bureau):
    files = [(f"{n}.doc", b"x") for n in range(staging.MOST_OLD + 1)]
    with pytest.raises(InputRefused, match="60 个"):
        staged(bureau, *files)
    assert not DutyImport.objects.exists()


def test_a_leak_takes_the_kept_form_along(bureau, old):
    line = make_line(bureau)
    data = old(word_form(bureau, [line], {"标题": "发放情况", "正文": "发放12户。"}), "docx", "doc")
    upload = staged(bureau, ("企业科.doc", data))
    worked_off()
    enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    item = DutyFiling.objects.get().item
    files = purging.purge(item.pk, NOW)
    assert len(files) == 1 and fresh(upload).held == [] and rows(upload)[0].values == {}
