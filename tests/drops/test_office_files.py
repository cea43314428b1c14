"""Old formats go through LibreOffice in the worker, several in one start; a broken one ends with a word."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.documents.office import running
from gongkai.drops.acts.read import read_drop
from gongkai.drops.looking import issues_of
from gongkai.drops.models import DropDocument
from tests.documents.samples import ole_bytes
from tests.drops.factories import SECOND, TITLE, dropped, notice, only, read
from tests.factories import NOW
from tests.reports.reading.test_workbook_old import _label, _xls

_NUMBER = "11010519491231002X"


def as_old(folder: Path, ending: str, **files: bytes) -> dict[str, bytes]:
    """The files as LibreOffice writes them in the old format, all in one start."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    soffice = shutil.which("soffice")
    assert soffice
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending,
         "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {name: (folder / f"{name}.{ending}").read_bytes() for name in files}


@pytest.fixture
def starts(monkeypatch) -> list[int]:
    """How many files each start of LibreOffice was given."""
    real, seen = running.run_office, []

    def counted(program, workplace, sources, **options):
        seen.append(len(sources))
        return real(program, workplace, sources, **options)

    monkeypatch.setattr(running, "run_office", counted)
    return seen


def test_old_files_are_read_like_new_ones_in_one_start_and_a_broken_one_alone(bureau, tmp_path, starts):
    old = as_old(tmp_path, "doc", a=notice(), b=SECOND)
    broken = ole_bytes({"WordDocument": b"\0" * 600})
    drop = dropped(bureau, ("一.doc", old["a"]), ("二.wps", old["b"]), ("坏.doc", broken))
    for _ in range(3):
        read_drop({"drop": drop.pk}, NOW)
    drop.refresh_from_db()
    first, second, third = drop.documents.all()
    assert (first.state, second.state, drop.state) == ("read", "read", "read")
    assert (first.proposal["title"]["value"], first.attempts) == (TITLE, 1)
    assert third.state == "unreadable" or not third.has_text
    assert third.reason or third.notes
    assert starts[0] == 3


def test_what_a_reading_began_with_before_is_read_alone(bureau, tmp_path, starts):
    old = as_old(tmp_path, "doc", a=notice(), b=SECOND)
    drop = dropped(bureau, ("一.doc", old["a"]), ("二.doc", old["b"]))
    DropDocument.objects.filter(drop=drop).update(attempts=1)
    for _ in range(3):
        read_drop({"drop": drop.pk}, NOW)
    assert starts == [1, 1]
    assert {one.state for one in drop.documents.all()} == {"read"}


def test_old_tables_beside_a_document_are_kept_as_given_and_screened(bureau):
    table = _xls(("名单", 0, _label(0, 0, "身份证号") + _label(1, 0, _NUMBER)))
    for name in ("名单.xls", "名单.et"):
        drop = read(bureau, ("通知.docx", notice()), (name, table))
        file = drop.files.get()
        assert (file.name, file.refusal) == (name, "")
        issues = issues_of(only(drop), {}, [file], now=NOW)
        assert any("身份证" in one.message and name in one.message for one in issues)


def test_rich_text_is_refused_with_what_to_do(bureau):
    drop = read(bureau, ("通知.docx", notice()), ("说明.rtf", b"{\\rtf1 abc}"), ("旧.doc", b"{\\rtf1 abc}"))
    words = dict(drop.files.values_list("name", "refusal"))
    assert "另存为 docx" in words["说明.rtf"]
    assert "另存" in words["旧.doc"]
