"""`screen` and `calendar`: what they say, and with which code they end."""

import json
from pathlib import Path

import pytest

from gongkai.demo.attachments import make_file
from tests.support.commands import gongkai
from tests.support.schemas import problems

MOBILE = "联系人手机 13800138000"
NOTICES = Path(__file__).parent.parent / "law" / "notices"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A file in which there is nothing to find."""
    path = tmp_path / "通知.txt"
    path.write_text("各有关企业：现将申报事项通知如下。咨询电话0638-8260110。\n", "utf-8")
    return path


@pytest.fixture
def with_mobile(tmp_path: Path) -> Path:
    """A spreadsheet with a mobile number in a cell."""
    path = tmp_path / "名单.xlsx"
    path.write_bytes(
        make_file(
            "xlsx", {"title": "名单", "lines": [], "head": ["姓名", "电话"], "rows": [["张三", MOBILE]]}
        )
    )
    return path


def test_a_clean_file_is_code_0(clean: Path):
    done = gongkai("screen", clean)

    assert (done.returncode, done.stderr) == (0, "")
    assert "没有发现问题" in done.stdout


def test_a_finding_is_code_1_and_masked(clean: Path, with_mobile: Path):
    done = gongkai("screen", clean, with_mobile, "--json")
    told = json.loads(done.stdout)

    assert done.returncode == 1
    assert problems("screen", told) == []
    assert [len(file["findings"]) for file in told["files"]] == [0, 1]
    assert told["files"][1]["findings"][0]["check"] == "pii.mobile"
    assert "13800138000" not in done.stdout


def test_an_unreadable_file_is_code_2_and_wins_over_findings(with_mobile: Path, tmp_path: Path):
    wrong = tmp_path / "假的.docx"
    wrong.write_text("这不是一个文档", "utf-8")

    assert gongkai("screen", with_mobile, wrong).returncode == 2
    assert gongkai("screen", tmp_path / "没有这个文件.txt").returncode == 2


@pytest.mark.parametrize(("kind", "text"), [("docx", MOBILE), ("pdf", MOBILE), ("csv", MOBILE)])
def test_text_is_read_from_each_kind_of_file(kind: str, text: str, tmp_path: Path):
    path = tmp_path / f"附件.{kind}"
    path.write_bytes(make_file(kind, {"title": "附件", "lines": [text], "head": ["说明"], "rows": [[text]]}))

    done = gongkai("screen", path)

    assert done.returncode == 1, done.stdout
    assert "138****8000" in done.stdout


def test_a_year_is_shown_with_its_notice():
    told = json.loads(gongkai("calendar", "show", "2023", "--json").stdout)

    assert problems("calendar", told) == []
    assert told["status"] == "official"
    assert told["workdays"] == 249
    assert {"date": "2023-10-07", "workday": True, "label": "调休上班（星期六）"} in told["days"]


def test_a_year_without_a_notice_is_provisional():
    done = gongkai("calendar", "show", "2031", "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "provisional"


def test_a_year_out_of_reach_is_code_2():
    assert gongkai("calendar", "show", "20260").returncode == 2


def test_a_notice_that_holds_is_code_0():
    done = gongkai("calendar", "check", NOTICES / "2026.txt")

    assert done.returncode == 0, done.stdout
    assert "可以载入" in done.stdout


def test_a_faulty_notice_is_code_1_with_each_fault(tmp_path: Path):
    table = {"year": 2027, "notice": "", "source": "试验", "off": ["2027-01-02"], "work": []}
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(table), "utf-8")

    done = gongkai("calendar", "check", path)

    assert done.returncode == 1
    assert "没有写明依据的通知" in done.stdout
    assert "2027-01-02是周末" in done.stdout


def test_a_notice_that_cannot_be_opened_is_code_2(tmp_path: Path):
    assert gongkai("calendar", "check", tmp_path / "no.txt").returncode == 2
