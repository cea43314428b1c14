"""`report check` and `report extract` on files: what they say, to people and programs, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.cli.report_files import Job, each, files_in
from gongkai.law.report_form import CellId
from tests.reports.lay_outs.catalogue import WRITERS
from tests.reports.lay_outs.office import convert
from tests.reports.mutants.case import Case, case
from tests.reports.truths.document import Document
from tests.support.commands import environment, gongkai, gongkai_ok
from tests.support.schemas import problems
from tools.tracked import ROOT

SEED = sorted((ROOT.parent / "shared" / "data" / "seed").glob("*.txt"))


@pytest.fixture(scope="module")
def good() -> Case:
    """A report without a fault, and the one on the year before."""
    return case(0)


def written(document: Document, path: Path) -> Path:
    """The document as a file of the kind its name says, in the lay-out of the form."""
    write, lay_outs = WRITERS[path.suffix.removeprefix(".")]
    write(document, lay_outs[0], path)
    return path


def broken(document: Document) -> Document:
    """The document with a total that is one too many."""
    at = CellId("table3", "r.total", "total")
    return replace(document, cells={**document.cells, at: document.cells[at] + 1})


def test_a_good_report_is_code_0_and_said_to_hold(good: Case, tmp_path: Path):
    done = gongkai("report", "check", written(good.document, tmp_path / "年报.docx"))

    assert (done.returncode, done.stderr) == (0, "")
    assert "没有发现问题" in done.stdout
    assert "相符" in done.stdout and "跨年衔接 E5（1项）" in done.stdout


def test_a_broken_sum_is_code_1_with_both_sides(good: Case, tmp_path: Path):
    done = gongkai("report", "check", written(broken(good.document), tmp_path / "年报.docx"))

    assert done.returncode == 1
    assert done.stdout.index("不符（") < done.stdout.index("无法判断")
    assert "表内勾稽 E1" in done.stdout and "相差1" in done.stdout


def test_the_report_of_the_year_before_is_held_beside_it(good: Case, tmp_path: Path):
    now = written(good.document, tmp_path / "今年.docx")
    before = written(good.previous, tmp_path / "去年.html")
    (told,) = json.loads(gongkai_ok("report", "check", now, "--previous", before, "--json"))

    assert problems("report_check", [told]) == []
    across = [one for one in told["checks"] if one["check"] == "E5"]
    assert len(across) == 7
    assert {one["result"] for one in across} == {"pass"}


def test_previous_goes_with_one_file_only(good: Case, tmp_path: Path):
    now = written(good.document, tmp_path / "今年.docx")

    for call in ([now, now], [tmp_path]):
        done = gongkai("report", "check", *call, "--previous", now)
        assert done.returncode == 2
        assert "只能与一个年报文件一起用" in done.stderr
    done = gongkai("report", "check", now, "--previous", tmp_path / "没有.docx")
    assert done.returncode == 2 and "上一年的年报" in done.stderr


def test_every_file_is_told_in_order_and_an_unreadable_one_wins(good: Case, tmp_path: Path):
    files = [
        written(broken(good.document), tmp_path / "b.docx"),
        tmp_path / "a.docx",
        written(good.document, tmp_path / "c.html"),
    ]
    files[1].write_text("这不是 Word 文件", "utf-8")
    done = gongkai("report", "check", *files, "--json")
    told = json.loads(done.stdout)

    assert done.returncode == 2
    assert problems("report_check", told) == []
    assert [one["file"] for one in told] == [str(path) for path in files]
    assert ["error" in one for one in told] == [False, True, False]
    assert [one["summary"]["failures"] > 0 for one in told if "summary" in one] == [True, False]


def test_a_folder_stands_for_the_reports_in_it(good: Case, tmp_path: Path):
    (tmp_path / "下级").mkdir()
    (tmp_path / "网页.files").mkdir()
    first = written(good.document, tmp_path / "甲.docx")
    second = written(good.document, tmp_path / "下级" / "乙.html")
    (tmp_path / "~$甲.docx").write_bytes(b"lock")
    (tmp_path / "说明.md").write_text("不是年报", "utf-8")
    (tmp_path / "网页.files" / "header.htm").write_text("<p>页眉</p>", "utf-8")

    assert sorted(files_in(str(tmp_path))) == sorted([first, second])
    done = gongkai("report", "check", tmp_path)
    assert done.returncode == 0
    assert "共2个文件，0个没有读出，0个有错误。" in done.stdout


def test_old_word_files_are_converted_together_and_keep_their_names(good: Case, tmp_path: Path):
    made = [written(one, tmp_path / f"{n}.docx") for n, one in enumerate((good.document, good.previous))]
    old = convert(made, "doc", tmp_path / "旧")
    done = gongkai("report", "check", *old, "--json")
    told = json.loads(done.stdout)

    assert done.returncode == 0
    assert [one["file"] for one in told] == [str(path) for path in old]
    assert [one["report"]["year"] for one in told] == [good.document.year, good.previous.year]


def test_an_empty_folder_is_code_2(tmp_path: Path):
    done = gongkai("report", "check", tmp_path)

    assert done.returncode == 2
    assert "没有可以读取的文件" in done.stderr


def test_with_all_the_passes_are_listed_too(good: Case, tmp_path: Path):
    path = written(good.document, tmp_path / "年报.docx")

    assert len(gongkai_ok("report", "check", path, "--all").splitlines()) > 60
    assert len(gongkai_ok("report", "check", path).splitlines()) < 10


def test_extract_gives_every_cell_to_a_program(good: Case, tmp_path: Path):
    told = json.loads(gongkai_ok("report", "extract", written(good.document, tmp_path / "a.docx"), "--json"))

    assert problems("report_extract", told) == []
    for (table, row, column), value in good.document.cells.items():
        found = told[table][row][column] if column else told[table][row]
        assert found["value"] == (str(value) if not isinstance(value, int | None) else value) or (
            str(found["value"]) == str(value)
        )
        assert found["where"]


def test_extract_shows_the_tables_to_people(good: Case, tmp_path: Path):
    shown = gongkai_ok("report", "extract", written(good.document, tmp_path / "a.docx"))

    assert all(words in shown for words in ("表二", "表三", "表四", "商业企业", "复议后起诉", "落款"))


def test_extract_of_what_is_no_report_file_is_code_2(tmp_path: Path):
    done = gongkai("report", "extract", tmp_path / "没有.docx")

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and "没有读出" in done.stderr


def test_the_commands_know_no_framework(good: Case, tmp_path: Path):
    path = written(good.document, tmp_path / "a.docx")
    code = (
        "import sys; from gongkai.cli.main import main; "
        f"main(['report', 'check', {str(path)!r}]); main(['report', 'extract', {str(path)!r}]); "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=False)

    assert done.returncode == 0, done.stderr


def die_over_three(job: Job) -> str:
    """Stands for a reader that takes its process down with it."""
    if job.shown == "3":
        os._exit(9)
    return job.shown


def test_a_process_that_dies_costs_its_own_file_and_no_other():
    jobs = [Job(str(number), Path(str(number))) for number in range(8)]

    assert list(each(die_over_three, jobs, lost=lambda job: f"-{job.shown}")) == [
        "0", "1", "2", "-3", "4", "5", "6", "7",
    ]  # fmt: skip


@pytest.mark.skipif(not SEED, reason="the real report is not at hand")
def test_the_faults_of_a_real_report_are_found_and_its_sums_hold():
    done = gongkai("report", "check", SEED[0], "--json")
    (told,) = json.loads(done.stdout)
    wrong = {one["check"]: one for one in told["checks"] if one["result"] in ("fail", "uncertain")}

    assert done.returncode == 1
    assert (told["report"]["year"], told["report"]["format"]) == (2023, "2021")
    assert set(wrong) == {"tables_present", "section_numbering", "editing_marks", "year_in_text"}
    assert "2022年" in wrong["year_in_text"]["message"]
    assert wrong["section_numbering"]["left"] == "5、"
    assert "_GoBack" in wrong["editing_marks"]["message"]
    failed = {one["id"] for one in told["checks"] if one["result"] == "fail"}
    assert {"tables_present.table2", "tables_present.table4"} <= failed
    sums = {one["result"] for one in told["checks"] if one["scope"] in ("arithmetic", "prose")}
    assert "fail" not in sums and "pass" in sums
