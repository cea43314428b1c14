"""Having any report checked: what is kept of it, what is refused, what survives the next run."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import OutboxJob, StoredFile
from gongkai.kernel.rights import standing_of
from gongkai.reporting import checked_files
from gongkai.reporting.acts import check_file as acts
from gongkai.reporting.acts.check_file import Upload, check_again, check_file, run_checks
from gongkai.reporting.acts.judge import judge
from gongkai.reporting.models import CheckedFile, Verdict
from gongkai.reports.verdicts import Result
from gongkai.reports.writing import to_docx, to_html, to_xlsx
from tests.factories import NOW, Bureau, later
from tests.reporting.factories import run_jobs
from tests.reports.writing.contents import content

NAME = "年度报告.docx"
MARKED = "机密★10年\n年度报告\n"


def faulty() -> bytes:
    """A report whose total of new requests does not add up, with blanks nowhere."""
    whole = content()
    cells = dict(whole.cells)
    cells[next(cell for cell in cells if str(cell) == "table3/new/total")] = 5
    return to_docx(content(cells=cells))


def checked(bureau: Bureau, data: bytes | None = None, *, name: str = NAME, **more) -> CheckedFile:
    """A file as the reviewer has it checked."""
    stream = io.BytesIO(faulty() if data is None else data)
    return check_file(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, upload=Upload(name, stream), now=NOW, **more
    )


def failing(row: CheckedFile) -> list:
    """The findings that must be put right."""
    return [one for one in checked_files.judged_findings(row) if one.finding.counts_as_failure]


def test_a_quick_file_is_read_while_one_waits(office):
    row = checked(office)
    row.refresh_from_db()
    assert not checked_files.is_waiting(row)
    assert (row.reported_organ, row.reported_year, row.error) == ("清河县自然资源和规划局", 2024, "")
    assert {str(one.finding.check) for one in failing(row)} == {"E1", "E3"}
    assert row.extracted["table3"]["new"]["total"]["value"] == 5
    assert checked_files.check_of(row)["summary"]["failures"] == len(failing(row))
    assert checked_files.SUMMARY not in checked_files.extract_of(row)
    assert checked_files.summaries_of([row.pk])[row.pk]["failures"] == len(failing(row))
    before = row.checked_at
    run_jobs(later(minutes=1))  # the worker's job finds nothing left to do
    row.refresh_from_db()
    assert row.checked_at == before


def test_the_worker_reads_what_nobody_waits_for(office):
    row = checked(office, waits=False)
    assert checked_files.is_waiting(row)
    assert OutboxJob.objects.get(kind=acts.KIND).payload == {"id": row.pk}
    run_jobs(later(seconds=1))
    row.refresh_from_db()
    assert failing(row)


def test_a_file_that_takes_too_long_is_left_to_the_worker_and_then_told_so(office, settings, monkeypatch):
    monkeypatch.setattr(acts, "QUICK_SECONDS", 0.05)
    row = checked(office)
    assert checked_files.is_waiting(row)
    settings.GONGKAI_REPORT_CHECK_SECONDS = 0.05
    run_checks([{"id": row.pk}], NOW)
    row.refresh_from_db()
    assert "没有读完" in row.error and not row.extracted


def test_the_year_before_is_compared(office):
    before = dict.fromkeys(content(2023).cells, 0)
    before[next(cell for cell in before if str(cell) == "table3/carried_out/total")] = 3
    last = Upload("去年.docx", io.BytesIO(to_docx(content(2023, cells=before))))
    row = checked(office, to_docx(content()), previous=last)
    assert row.previous is not None and row.previous.reported_year == 2023
    found = [one.finding for one in checked_files.judged_findings(row) if one.finding.check == "E5"]
    assert Result.FAIL in {one.result for one in found}


def test_a_year_before_that_cannot_be_read_is_said(office):
    row = checked(office, previous=Upload("去年.txt", io.BytesIO("不是年报".encode())))
    row.refresh_from_db()
    assert row.previous is not None and "没有找到年度报告" in row.previous.error
    assert "上一年的年报“去年.txt”没有读出" in row.extracted["gaps"][0]
    assert failing(row)


def test_a_web_page_is_read_and_not_kept(office):
    page = f"<html><meta charset='utf-8'><body>{to_html(content())}</body></html>".encode()
    row = checked(office, page, name="年报.html")
    assert row.file is None and not StoredFile.objects.exists()
    assert row.reported_year == 2024
    with pytest.raises(InputRefused, match="请重新上传"):
        check_again(actor=office.reviewer, checked_id=row.pk, now=NOW)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("年报.exe", b"MZ", "不是可以核对的文件类型"),
        ("年报", b"abc", "不是可以核对的文件类型"),
        ("年报.docx", b"abc", "不符"),
        ("年报.txt", MARKED.encode(), "国家秘密标志"),
        ("年报.html", f"<html><p><b>机密</b>★10年</p>{MARKED}</html>".encode(), "国家秘密标志"),
        ("年报.html", b"<p>" * 2_000_000, "上限"),
        ("年报.txt", b"", "空的"),
    ],
)  # fmt: skip
def test_what_is_not_taken_in_leaves_nothing(office, gongkai_dir: Path, name, data, words):
    with pytest.raises(InputRefused, match=words):
        checked(office, data, name=name)
    assert not CheckedFile.objects.exists() and not StoredFile.objects.exists()
    assert not OutboxJob.objects.filter(kind=acts.KIND).exists()
    assert not [path for path in (gongkai_dir / "files").rglob("*") if path.is_file()]


def test_when_the_year_before_is_refused_the_file_goes_with_it(office, gongkai_dir: Path):
    def handed_in() -> None:
        with pytest.raises(InputRefused, match=r"^上一年的年报：.*国家秘密标志") as refused:
            checked(office, previous=Upload("去年.txt", io.BytesIO(MARKED.encode())))
        assert "previous" in refused.value.fields

    handed_in()
    assert not StoredFile.objects.exists() and not CheckedFile.objects.exists()
    assert not [path for path in (gongkai_dir / "files").rglob("*") if path.is_file()]
    row = checked(office)
    handed_in()  # what another row holds stays
    assert row.file is not None and filestore.path_of(row.file).exists()


def test_a_file_that_is_no_report_says_so(office):
    row = checked(office, "今天天气不错。".encode(), name="随笔.txt")
    row.refresh_from_db()
    assert "没有找到年度报告" in row.error
    assert row.extracted == {} and row.findings == []


def test_a_workbook_is_read_too(office):
    assert checked(office, to_xlsx(content()), name="年报.xlsx").reported_year == 2024


def test_a_verdict_outlives_the_next_run_and_a_better_copy(office):
    row = checked(office)
    finding = failing(row)[0].finding
    judge(
        actor=office.reviewer, organ_id=office.organ.pk, subject=checked_files.subject_of(row),
        fingerprint=finding.fingerprint, kind=Verdict.Kind.DISMISSED, reason="原件如此", now=NOW,
    )  # fmt: skip
    check_again(actor=office.reviewer2, checked_id=row.pk, now=later(hours=1))
    row.refresh_from_db()
    copy = checked(office, name="年度报告（清晰）.docx")
    for one in (row, copy):
        dismissed = [each for each in checked_files.judged_findings(one) if each.is_dismissed]
        assert [each.finding for each in dismissed] == [finding]
        assert dismissed[0].verdict is not None and dismissed[0].verdict.reason == "原件如此"


def test_a_file_of_unknown_organ_shares_no_verdicts():
    one, other = CheckedFile(pk=1, reported_year=2024), CheckedFile(pk=2, reported_year=2024)
    assert checked_files.subject_of(one) != checked_files.subject_of(other)


def test_who_sees_what(office):
    row = checked(office)
    for person in (office.reviewer, office.office_head, office.signer):
        assert checked_files.visible_file(standing_of(person), row.pk) == row
    for person in (office.drafter, office.head, office.admin, office.supervisor, office.outsider):
        with pytest.raises(NotVisible):
            checked_files.visible_file(standing_of(person), row.pk)
    with pytest.raises(NotVisible):
        check_file(
            actor=office.drafter, organ_id=office.organ.pk, upload=Upload(NAME, io.BytesIO(b"x")), now=NOW
        )
    with pytest.raises(NotVisible):
        check_again(actor=office.supervisor, checked_id=row.pk, now=NOW)


def test_the_authority_checks_and_judges_files_of_its_own(office):
    row = check_file(
        actor=office.supervisor, organ_id=office.authority.pk, upload=Upload(NAME, io.BytesIO(faulty())),
        now=NOW,
    )  # fmt: skip
    finding = failing(row)[0].finding
    given = {"fingerprint": finding.fingerprint, "kind": "confirmed", "reason": "", "now": NOW}
    judge(
        actor=office.supervisor, organ_id=office.authority.pk, subject=checked_files.subject_of(row), **given
    )
    with pytest.raises(ActRefused):
        judge(actor=office.supervisor, organ_id=office.authority.pk, subject="report:1", **given)
    with pytest.raises(NotVisible):
        judge(
            actor=office.supervisor, organ_id=office.organ.pk, subject=checked_files.subject_of(row), **given
        )
    signer = {"actor": office.signer, "organ_id": office.organ.pk, "subject": checked_files.subject_of(row)}
    with pytest.raises(ActRefused):
        judge(**signer, **given)
