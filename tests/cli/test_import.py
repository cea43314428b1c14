"""`import`: a dry run by default, entered only on a second person's name, safe to run twice."""

import json
from pathlib import Path

import pytest

from tests.support.commands import gongkai, gongkai_ok
from tests.support.schemas import problems

HEAD = "来源编号,名称,栏目,科室,成文日期,发布日期,正文,附件\n"
GOOD = "2021-001,2021年有序用电工作通知,通知公告,办公室,2021-05-10,2021-05-12,各企业：请错峰。,附表.csv\n"
FAULTY = "2021-002,没有这个栏目,不存在的栏目,办公室,2021-05-10,2021-05-12,正文。,\n"


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """A table with one good row and one faulty, its file beside it."""
    folder = tmp_path / "存量"
    folder.mkdir()
    (folder / "附表.csv").write_text("序号,企业\n1,某企业\n", "utf-8")
    (folder / "存量.csv").write_text(HEAD + GOOD + FAULTY, "utf-8")
    return folder / "存量.csv"


@pytest.fixture
def bureau(installation: Path) -> Path:
    """An organ with a drafter and two reviewers."""
    at = ("--dir", installation, "--organ", "gxj")
    gongkai_ok(
        "organ", "add", "gxj", "某局", "--dir", installation, "--department", "bgs=办公室",
        "--index-front", "370900027", "--opened-on", "2023-01-01",
    )  # fmt: skip
    gongkai_ok("user", "add", "zhoujing", "周静", *at, "--role", "drafter", "--department", "bgs")
    gongkai_ok("user", "add", "limin", "李敏", *at, "--role", "reviewer")
    return installation


def imported(stock: Path, directory: Path, *more: str) -> tuple[int, dict]:
    """The code and the answer of an import."""
    done = gongkai("import", stock, "--dir", directory, "--organ", "gxj", "--as", "zhoujing", "--json", *more)
    told = json.loads(done.stdout)
    assert problems("import", told) == []
    return done.returncode, told


def test_a_dry_run_says_what_would_happen_and_enters_nothing(stock: Path, bureau: Path):
    code, told = imported(stock, bureau)

    assert code == 1
    assert told["rows"] == {"ready": 1, "entered": 0, "known": 0, "refused": 1}
    assert [row["line"] for row in told["refused"]] == [3]
    assert "栏目" in told["refused"][0]["reason"]


def test_rows_are_entered_published_and_known_the_second_time(stock: Path, bureau: Path):
    stock.write_text(HEAD + GOOD, "utf-8")
    code, told = imported(stock, bureau, "--enter", "--approve-as", "limin")
    assert (code, told["rows"]["entered"]) == (0, 1)

    code, told = imported(stock, bureau, "--enter", "--approve-as", "limin")
    assert (code, told["rows"]["known"], told["rows"]["entered"]) == (0, 1, 0)

    gongkai_ok("worker", "--once", "--dir", bureau)
    pages = list((bureau / "release" / "www" / "gxj" / "xx" / "2021").glob("*.html"))
    assert len(pages) == 1
    assert "有序用电" in pages[0].read_text("utf-8")
    gongkai_ok("verify", "release", "--dir", bureau)


def test_the_second_person_is_somebody_else(stock: Path, bureau: Path):
    gongkai_ok("user", "grant", "zhoujing", "reviewer", "--dir", bureau, "--organ", "gxj")
    at = ("import", stock, "--dir", bureau, "--organ", "gxj", "--as", "zhoujing", "--enter")

    assert "--approve-as" in gongkai(*at).stderr
    done = gongkai(*at, "--approve-as", "zhoujing")

    assert done.returncode == 2
    assert "另一名审核员" in done.stderr


def test_a_table_that_cannot_be_read_is_code_2(bureau: Path, tmp_path: Path):
    table = tmp_path / "坏的.xlsx"
    table.write_bytes(b"not a workbook")

    done = gongkai("import", table, "--dir", bureau, "--organ", "gxj", "--as", "zhoujing")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
