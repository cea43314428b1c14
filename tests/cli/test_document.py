"""`document`: what it says of official documents, and with which code it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli import main as cli
from tests.documents.official.hostile_office import REFUSED
from tests.documents.official.sheets import sheet
from tests.documents.samples import docx_bytes, pdf_bytes
from tests.ground.test_docs_commands import commands
from tests.support.commands import COMMAND, environment, gongkai
from tests.support.schemas import problems
from tools.tracked import ROOT

PAGE = ROOT / "docs" / "features" / "official_documents.md"
# Half a gigabyte each; the reader's own tests hold them in a process of their own.
TOO_HEAVY = {"bomb", "bomb named wps"}


@pytest.fixture
def settled(tmp_path: Path) -> Path:
    """A document in which everything is sure."""
    path = tmp_path / "一.docx"
    path.write_bytes(sheet(end=("公开属性：主动公开",)))
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A document that says of its disclosure what no careful reader would settle."""
    path = tmp_path / "二.docx"
    path.write_bytes(sheet(end=("（此件不上网）",)))
    return path


def run(*arguments: str | Path) -> int:
    """Run the command here and return its code."""
    return cli.main(["document", *map(str, arguments)])


def test_a_document_with_nothing_to_check_is_code_0_and_a_plain_table(settled: Path, capsys):
    assert run(settled) == 0
    told = capsys.readouterr().out
    assert "关于开学工作的通知" in told
    assert "2023年5月8日" in told
    assert "主动公开" in told
    assert "proactive" not in told


def test_something_to_check_is_code_1_and_says_what(settled: Path, doubtful: Path, capsys):
    assert run(settled, doubtful) == 1
    assert "请核对公开方式：文件写有“（此件不上网）”" in capsys.readouterr().out


def test_a_scan_is_code_1_and_says_so(tmp_path: Path, capsys):
    scan = tmp_path / "扫描.docx"
    scan.write_bytes(docx_bytes(""))
    assert run(scan) == 1
    assert "扫描件" in capsys.readouterr().out


def test_what_cannot_be_read_is_code_2_and_the_next_file_is_read(settled: Path, tmp_path: Path, capsys):
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4 junk")
    assert run(broken, tmp_path / "没有.docx", settled) == 2
    told = capsys.readouterr().out
    assert "坏.pdf：没有读取。" in told
    assert "没有.docx：没有读取。打不开文件" in told
    assert told.index("坏.pdf") < told.index("没有.docx") < told.index("一.docx：")
    assert "文教发〔2023〕5号" in told


def test_the_json_keeps_to_its_schema(settled: Path, doubtful: Path, tmp_path: Path, capsys):
    assert run(settled, doubtful, tmp_path / "没有.docx", "--json") == 2
    told = json.loads(capsys.readouterr().out)
    assert problems("documents", told) == []
    assert [file["read"] for file in told["files"]] == [True, True, False]
    number = told["files"][0]["reading"]["fields"]["doc_number"]
    assert (number["value"], number["where"], number["is_sure"]) == ("文教发〔2023〕5号", "版头", True)
    assert told["files"][2]["reading"] is None


def test_one_document_in_the_list_has_the_schema_of_one_document():
    one, many = (
        json.loads((ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        for name in ("document", "documents")
    )
    inner = many["properties"]["files"]["items"]["properties"]["reading"]
    for key in ("properties", "required", "additionalProperties"):
        assert inner[key] == one[key]


def test_a_folder_gives_its_documents_in_order_and_nothing_else(settled: Path, doubtful: Path, capsys):
    folder = settled.parent
    (folder / "下一层").mkdir()
    (folder / "下一层" / "三.pdf").write_bytes(pdf_bytes("关于开展检查工作的通知"))
    (folder / "~$一.docx").write_bytes(b"lock")
    (folder / "表.xlsx").write_bytes(b"PK")
    run(folder, "--json")
    files = [Path(file["file"]).name for file in json.loads(capsys.readouterr().out)["files"]]
    assert files == ["一.docx", "三.pdf", "二.docx"]


def test_an_empty_folder_is_code_2_and_says_so(tmp_path: Path, capsys):
    assert run(tmp_path) == 2
    assert "目录里没有可以读取的文件" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (sheet(end=("公开属性：主动公开",)), 0, "文教发〔2023〕5号"),
        (pdf_bytes("关于开展安全检查工作的通知"), 0, "关于开展安全检查工作的通知"),
        (b"", 2, "没有读取"),
        (b"nothing of the kind", 2, "没有读取"),
    ],
)
def test_a_document_comes_through_the_standard_input(data: bytes, code: int, said: str):
    done = subprocess.run(
        [*COMMAND, "document", "-"], input=data, capture_output=True, env=environment(), timeout=120
    )
    assert done.returncode == code, done.stderr.decode()
    assert done.stderr == b""
    assert done.stdout.decode().startswith("标准输入：")
    assert said in done.stdout.decode()


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, capsys):
    large = tmp_path / "大.pdf"
    with large.open("wb") as stream:
        stream.truncate(51 * 1024 * 1024)
    assert run(large) == 2
    assert "超过 50 MB" in capsys.readouterr().out


def test_a_name_that_is_no_text_or_commands_the_terminal_is_shown_harmless(tmp_path: Path):
    (tmp_path / "a\x1b[31m.docx").write_bytes(sheet())
    (tmp_path / b"\xff\xfe.docx".decode("utf-8", "surrogateescape")).write_bytes(b"")
    done = gongkai("document", tmp_path)
    assert done.returncode == 2
    assert "\x1b" not in done.stdout
    assert "�.docx：没有读取。" in done.stdout
    assert "Traceback" not in done.stderr


def test_hostile_files_each_get_a_word_and_the_last_good_one_is_read(tmp_path: Path, settled: Path, capsys):
    paths = []
    for number, (case, (name, make)) in enumerate(REFUSED.items()):
        if case not in TOO_HEAVY:
            paths.append(tmp_path / f"{number}-{name}")
            paths[-1].write_bytes(make())
    assert run(*paths, settled, "--json") == 2
    *hostile, good = json.loads(capsys.readouterr().out)["files"]
    assert [file["read"] for file in hostile] == [False] * len(paths)
    assert all(file["message"].endswith("。") for file in hostile)
    assert good["read"]


def test_it_needs_no_django(settled: Path):
    program = (
        "import sys; from gongkai.cli.main import main; main(['document', sys.argv[1]]);"
        "sys.exit(any(name == 'django' or name.startswith('django.') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(settled)], capture_output=True, env=environment(), timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_commands_on_its_page_run(settled: Path, doubtful: Path, monkeypatch, capsys):
    told = [words for words in commands(PAGE.read_text("utf-8")) if words[:2] == ["gongkai", "document"]]
    assert told
    folder = settled.parent
    (folder / "收文").mkdir()
    for name in ("通知.docx", "收文/批复.pdf"):
        (folder / name).write_bytes(sheet() if name.endswith("docx") else pdf_bytes("关于同意的批复"))
    monkeypatch.chdir(folder)
    for words in told:
        if "-" not in words:
            assert cli.main(words[1:]) in (0, 1)
            assert "没有读取" not in capsys.readouterr().out
