"""The report checker at the desk: files handed in, findings judged, of others' files nothing."""

from __future__ import annotations

import io
import json
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.reporting.acts.check_file import Upload, check_file
from gongkai.reporting.models import CheckedFile, Verdict
from gongkai.reports.writing import to_docx
from tests.factories import NOW, Bureau, later
from tests.reporting.factories import begun, checked, provide, run_jobs, signed
from tests.reports.writing.contents import content
from tests.request_factories import make_office
from tests.support.schemas import problems


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    """An office with its figures entered."""
    office = make_office()
    provide(office, 2025)
    return office


@pytest.fixture(autouse=True)
def in_march():
    """The doors' clock stands where the acts of the factories stand."""
    with time_machine.travel(NOW, tick=False):
        yield


def url(name: str, *args: object) -> str:
    """An address of the desk."""
    return reverse(f"desk:{name}", args=args)


def text(answer, status: int = 200) -> str:
    """A page with that status."""
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def faulty() -> bytes:
    """A report whose total of new requests does not add up."""
    cells = dict(content().cells)
    cells[next(cell for cell in cells if str(cell) == "table3/new/total")] = 5
    return to_docx(content(cells=cells))


def send(client, bureau: Bureau, *files: tuple[str, bytes], **more):
    """Hand files in as the form does."""
    reports = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(url("report_check"), {"organ": bureau.organ.pk, "reports": reports} | more)


def form_of(page: str, words: str) -> dict[str, str]:
    """What the verdict form of the finding that says these words sends."""
    article = next(part for part in page.split("<article ") if words in part)
    return {"fingerprint": re.search(r'name="fingerprint" value="(\w+)"', article)[1]}  # type: ignore[index]


def test_a_report_is_handed_in_and_its_findings_are_judged(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    assert "还没有核对过文件" in text(client.get(url("report_check")))
    sent = send(client, bureau, ("某局2024年年报.docx", faulty()))
    row = CheckedFile.objects.get()
    assert sent["Location"] == url("checked_file", row.pk)
    page = text(client.get(sent["Location"]))
    assert "清河县自然资源和规划局" in page and "2024 年" in page
    assert 'class="figure kind-number"' in page and "没有一起核对，跨年的检查无法判断" in page
    assert "hx-trigger" not in page
    judged = form_of(page, "finding tone-red")
    refused = client.post(url("checked_file_judge", row.pk), judged | {"kind": "dismissed", "reason": " "})
    assert "请写明为什么不是问题" in text(refused)
    assert not Verdict.objects.exists()
    given = judged | {"kind": "dismissed", "reason": "原件就是这样"}
    sent = client.post(url("checked_file_judge", row.pk), given)
    assert sent["Location"].endswith(f"#f-{judged['fingerprint']}")
    page = text(client.get(url("checked_file", row.pk)))
    assert f"{bureau.reviewer.name} 2026-03-02" in page and "原件就是这样" in page
    assert client.post(url("checked_file_again", row.pk)).status_code == 302
    better = send(client, bureau, ("某局2024年年报（清晰）.docx", faulty()))
    assert "原件就是这样" in text(client.get(better["Location"]))
    client.post(url("checked_file_judge", row.pk), judged | {"kind": "withdrawn"})
    assert "原件就是这样" not in text(client.get(url("checked_file", row.pk)))
    listed = text(client.get(url("report_check")))
    assert "某局2024年年报（清晰）.docx" in listed and "处错误" in listed


def test_what_was_concluded_and_read_comes_as_the_commands_tell_it(bureau, signed_in):
    client = signed_in(bureau.signer)
    send(client, bureau, ("年报.docx", faulty()))
    row = CheckedFile.objects.get()
    for kind in ("check", "extract"):
        told = json.loads(client.get(url("checked_file_json", row.pk, kind)).content)
        assert problems(f"report_{kind}", told) == []
    assert client.get(url("checked_file_json", row.pk, "all")).status_code == 404
    assert 'name="kind"' not in text(client.get(url("checked_file", row.pk)))  # the signer judges nothing


def test_several_files_are_left_to_the_worker(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    answer = send(client, bureau, ("一.docx", faulty()), ("二.docx", to_docx(content())), ("三.exe", b"MZ"))
    page = text(answer)
    assert "三.exe：不是可以核对的文件类型" in page and "已收下 2 个文件" in page
    assert page.count("正在核对") == 2
    row = CheckedFile.objects.get(name="一.docx")
    waiting = text(client.get(url("checked_file", row.pk)))
    assert 'hx-trigger="every 3s"' in waiting and "现在看一看" in waiting
    assert client.get(url("checked_file_json", row.pk, "check")).status_code == 409
    with time_machine.travel(later(minutes=11)):
        late = text(client.get(url("checked_file", row.pk)))
    assert "hx-trigger" not in late and "请点“重新核对”" in late
    run_jobs(later(seconds=1))
    assert "核对结果（JSON）" in text(client.get(url("checked_file", row.pk)))


def test_last_years_report_goes_with_one_file(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    last = SimpleUploadedFile("去年.docx", to_docx(content(2023)))
    both = send(client, bureau, ("一.docx", faulty()), ("二.docx", faulty()), previous=last)
    assert "一份一份地上传" in text(both) and not CheckedFile.objects.exists()
    wrong = send(client, bureau, ("今年.docx", faulty()), previous=SimpleUploadedFile("去年.png", b"x"))
    assert "不是可以核对的文件类型" in text(wrong) and not CheckedFile.objects.exists()
    last = SimpleUploadedFile("去年.docx", to_docx(content(2023)))
    sent = send(client, bureau, ("今年.docx", to_docx(content())), previous=last)
    page = text(client.get(sent["Location"]))
    assert "去年.docx</a>" in page and "跨年衔接" in page


def test_the_year_before_that_was_checked_earlier_can_be_set_beside(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    send(client, bureau, ("去年.docx", to_docx(content(2023))))
    sent = send(client, bureau, ("今年.docx", to_docx(content())))
    assert "与上一年的“去年.docx”一起核对" in text(client.get(sent["Location"]))
    row = CheckedFile.objects.get(name="今年.docx")
    client.post(url("checked_file_again", row.pk), {"year_before": "1"})
    page = text(client.get(sent["Location"]))
    assert "去年.docx</a>" in page and "一起核对" not in page
    row.refresh_from_db()
    assert {one["result"] for one in row.findings if one["check"] == "E5"} == {"pass"}


def test_an_unreadable_file_has_its_sentence(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    sent = send(client, bureau, ("随笔.txt", "今天天气不错。".encode()))
    assert "没有找到年度报告" in text(client.get(sent["Location"]))
    refused = send(client, bureau, ("年报.txt", "机密★10年\n年度报告".encode()))
    assert "国家秘密标志" in text(refused)
    assert "没有读出" in text(client.get(url("report_check")))
    assert "这个字段是必填项" in text(client.post(url("report_check"), {"organ": bureau.organ.pk}))


def test_gaps_blanks_and_dashes_are_shown_as_they_stand(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    cells = dict(content().cells)
    cells[next(cell for cell in cells if str(cell) == "table2/licensing")] = None
    page = text(client.get(send(client, bureau, ("年报.docx", to_docx(content(cells=cells))))["Location"]))
    assert re.search(r'class="figure kind-blank"[^>]*>空<', page)
    cut = "某局2024年政府信息公开工作年度报告\n一、总体情况\n全年公开3条。\n"
    page = text(client.get(send(client, bureau, ("年报.txt", cut.encode()))["Location"]))
    assert "没有读出的" in page and "没有找到这张表" in page


def test_other_peoples_files_are_not_there(bureau, signed_in):
    row = check_file(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, upload=Upload("年报.docx", io.BytesIO(faulty())),
        waits=False, now=NOW,
    )  # fmt: skip
    for person in (bureau.drafter, bureau.supervisor, bureau.admin, bureau.outsider):
        client = signed_in(person)
        assert client.get(url("checked_file", row.pk)).status_code == 404
        assert client.get(url("checked_file_json", row.pk, "check")).status_code == 404
    supervisor = signed_in(bureau.supervisor)
    answer = send(supervisor, bureau, ("年报.docx", faulty()))
    assert "没有收下" in text(answer)
    assert CheckedFile.objects.get() == row
    own = supervisor.post(
        url("report_check"),
        {"organ": bureau.authority.pk, "reports": SimpleUploadedFile("年报.docx", faulty())},
    )
    page = text(supervisor.get(own["Location"]))
    assert 'name="kind"' in page


def test_the_list_costs_the_same_however_long_it_is(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    send(client, bureau, ("年报.docx", faulty()))
    whole = CheckedFile.objects.get()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            text(client.get(url("report_check")))
        return len(context)

    def more(count: int) -> None:
        for number in range(count):
            whole.pk, whole.name = None, f"年报{number}.docx"
            whole.save()

    more(2)
    few = queries()
    more(27)
    assert queries() == few
    more(5)
    assert "较早一页" in text(client.get(url("report_check")))


def test_the_findings_of_an_own_report_are_read_and_judged(bureau, signed_in):
    report = begun(bureau)
    passages = report.editions.get().passages.filter(section="overview", head="requests")
    assert passages.update(text="全年收到政府信息公开申请5件，均已按期答复。") == 1
    client = signed_in(bureau.reviewer)
    assert url("report_checks", report.pk) in text(client.get(url("report", report.pk)))
    page = text(client.get(url("report_checks", report.pk)))
    assert "项无法判断" in page and 'id="result-pass"' in page
    fingerprints = re.findall(r'id="f-(\w+)"', page)
    judged = re.findall(r'name="fingerprint" value="(\w+)"', page)
    assert len(fingerprints) > len(judged)
    assert client.post(url("report_judge", report.pk), {"fingerprint": "0" * 32}).status_code == 404
    values = {"fingerprint": judged[0], "kind": "dismissed", "reason": ""}
    assert "请写明为什么不是问题" in text(client.post(url("report_judge", report.pk), values))
    values["reason"] = "核对过"
    assert client.post(url("report_judge", report.pk), values).status_code == 302
    assert "核对过" in text(client.get(url("report_checks", report.pk)))
    assert "正在编制" in text(signed_in(bureau.supervisor).get(url("report_checks", report.pk)))


def test_the_authority_reads_findings_and_a_frozen_report_is_judged_no_more(bureau, signed_in):
    report = checked(bureau)
    page = text(signed_in(bureau.supervisor).get(url("report_checks", report.pk)))
    assert 'id="result-pass"' in page and 'name="kind"' not in page
    assert signed_in(bureau.supervisor).post(url("report_judge", report.pk)).status_code == 404


def test_a_signed_report_keeps_its_findings_and_takes_no_verdicts(bureau, signed_in):
    report = signed(bureau)
    client = signed_in(bureau.reviewer)
    page = text(client.get(url("report_checks", report.pk)))
    assert 'name="kind"' not in page
    values = {"fingerprint": re.search(r'id="f-(\w+)"', page)[1], "kind": "confirmed"}  # type: ignore[index]
    assert "审核以后不再判断" in text(client.post(url("report_judge", report.pk), values), 409)
