"""Old Word files and rich text are made docx by LibreOffice, many in one run, and never wait for ever."""

import shutil
import time
from pathlib import Path

import docx
import pytest

from gongkai.documents.letters.converting import run_office, write_profile
from gongkai.reports.reading import ReportUnreadable, convert_many, doc, read_source
from tests.documents.samples import docx_bytes, ole_bytes
from tests.reports.reading.packages import shape, texts

_RICH = r"""{\rtf1\ansi\ansicpg936 {\deleted 14068}\u20849?14069
\par\trowd\cellx2000\cellx4000\intbl A\cell 3\cell\row\pard\par}"""


def _old_word_file(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    made = document.add_table(2, 3)
    made.cell(0, 0).merge(made.cell(0, 1)).text = "申请人情况"
    made.cell(1, 2).text = "14069"
    document.add_paragraph("完")
    source = tmp_path / "old.docx"
    document.save(str(source))
    write_profile(tmp_path)
    run_office(shutil.which("soffice") or "", tmp_path, [source], timeout=90, target="doc")
    return tmp_path / "out" / "old.doc"


def test_an_old_word_file_is_read_with_its_merged_cells(tmp_path: Path):
    source = read_source(_old_word_file(tmp_path))

    assert source.file_type == "doc"
    assert texts(source) == ["一、总体情况", "完"]
    assert [one for one in shape(source) if one[0]] == [("申请人情况", 0, 0, 1, 2), ("14069", 1, 2, 1, 1)]


def test_many_files_are_converted_in_one_run_and_bad_ones_left_out(tmp_path: Path):
    rich = [tmp_path / f"{n}.doc" for n in range(3)]
    for path in rich:
        path.write_text(_RICH, encoding="ascii")
    others = {
        "macros.doc": ole_bytes({"WordDocument": b"\xec\xa5" + b"\x00" * 99, "Macros": b"x"}),
        "damaged.doc": ole_bytes({"WordDocument": b"\xec\xa5" + b"\x00" * 5000}),
        "new.docx": docx_bytes("正文"),
    }
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
    folder = tmp_path / "made"
    folder.mkdir()

    made = convert_many([*(tmp_path / name for name in others), *rich, tmp_path / "none.doc"], folder)

    assert set(rich) <= set(made) <= {*rich, tmp_path / "damaged.doc"}
    source = read_source(made[rich[2]])
    assert texts(source) == ["共14069"]
    assert [one[0] for one in shape(source)] == ["A", "3"]
    assert sorted(folder.iterdir()) == sorted(made.values())


def test_without_libreoffice_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "年报.doc"
    path.write_text(_RICH, encoding="ascii")

    with pytest.raises(ReportUnreadable, match="安装 libreoffice"):
        read_source(path)
    assert convert_many([path], tmp_path) == {}


def test_a_conversion_that_hangs_is_stopped_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The program is one that never ends, found on the path under the name of LibreOffice."""
    program = tmp_path / "soffice"
    child = tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {child}\nwait\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(doc, "SECONDS", 1)
    monkeypatch.setattr(doc, "_SECONDS_EACH", 0)
    path = tmp_path / "年报.doc"
    path.write_text(_RICH, encoding="ascii")
    begun = time.monotonic()

    with pytest.raises(ReportUnreadable, match="无法转换"):
        read_source(path)

    assert time.monotonic() - begun < 10
    status = Path(f"/proc/{child.read_text().strip()}/stat")
    assert not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"
