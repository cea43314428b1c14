"""Old office files made modern within bounds, each refusal with its own sentence."""

import shutil

import pytest

from gongkai.documents import FileRefused
from gongkai.documents.letters.errors import ConversionFailed
from gongkai.documents.office import Handed, Modern, modernise, modernise_many
from tests.documents.samples import docx_bytes, xlsx_bytes

RTF = rb"{\rtf1\ansi\ansicpg936 \'cd\'a8\'d6\'aa\par}"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def test_modern_files_come_back_as_they_are():
    data = docx_bytes("通知")
    assert modernise("一.docx", data) == Modern("一.docx", data, "docx", is_converted=False)
    assert modernise("表.et", xlsx_bytes()).ending == "xlsx"


@needs_office
@pytest.mark.parametrize("name", ["旧.rtf", "旧.doc", "旧.wps"])
def test_rich_text_becomes_docx_under_any_name_of_a_word_file(name):
    made = modernise(name, RTF)
    assert (made.ending, made.is_converted, made.data[:2]) == ("docx", True, b"PK")


@needs_office
def test_one_bad_file_among_many_does_not_cost_the_others():
    good, bad, other = modernise_many(
        [Handed("一.rtf", RTF), Handed("二.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Handed("三.rtf", RTF)]
    )
    assert isinstance(good, Modern)
    assert isinstance(other, Modern)
    assert isinstance(bad, FileRefused)


def test_rich_text_that_reaches_out_is_refused():
    with pytest.raises(FileRefused, match="网络"):
        modernise("一.rtf", rb"{\rtf1 {\*\template http://example.test/a.dot} a}")


@pytest.mark.parametrize(("name", "data"), [("一.rtf", b"plain"), ("一.pdf", b"%PDF"), ("一.doc", b"")])
def test_other_files_are_refused(name, data):
    with pytest.raises(FileRefused):
        modernise(name, data)


def test_without_libreoffice_there_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConversionFailed, match="LibreOffice"):
        modernise("一.rtf", RTF)


def test_a_conversion_that_hangs_is_stopped(tmp_path, monkeypatch):
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nsleep 300\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(ConversionFailed):
        modernise("一.rtf", RTF, seconds=1)
