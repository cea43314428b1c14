"""Damaged and hostile files are read as far as they go or refused; nothing else happens."""

import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents import FileRefused, docx_to_html, extract_text
from gongkai.documents.ole import OleFile
from tests.documents import hidden_places, samples

_WORD = hidden_places.word_file()
_PACKAGES = {
    "docx": _WORD,
    "xlsx": samples.xlsx_bytes([("张三", "13800138000", 5)]),
    "ofd": samples.ofd_bytes("公告"),
    "zip": samples.zip_bytes({"a.txt": b"abc", "b.docx": samples.docx_bytes()}),
    "pdf": samples.pdf_bytes("公告"),
    "doc": samples.ole_bytes({"WordDocument": b"\xec\xa5" + "公告通知".encode("utf-16-le") * 20}),
    "xls": samples.ole_bytes({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x00" * 600}),
}


def _mutated(draw, data):
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 10))):
        out[draw(st.integers(0, len(out) - 1))] = draw(st.integers(0, 255))
    return bytes(out)


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_mutated_files_are_read_or_reported(data):
    extension = data.draw(st.sampled_from(sorted(_PACKAGES)))

    extraction = extract_text(_mutated(data.draw, _PACKAGES[extension]), extension)

    assert extraction.complete or extraction.note


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_mutated_parts_of_a_word_file_are_converted_or_refused(data):
    with zipfile.ZipFile(BytesIO(_WORD)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        name = data.draw(st.sampled_from(names))
        part = archive.read(name)
    package = samples.with_member(_WORD, name, _mutated(data.draw, part))

    try:
        assert isinstance(docx_to_html(package).html, str)
    except FileRefused as refused:
        assert refused.message
    assert isinstance(extract_text(package, "docx").parts, list)


def test_deeply_nested_parts_are_reported():
    deep = b"<w:x xmlns:w='w'>" + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:x>"

    extraction = extract_text(samples.with_member(_WORD, "word/footnotes.xml", deep), "docx")

    assert any(part.where == "正文" for part in extraction.parts)


def test_a_directory_whose_entries_share_one_chain_is_not_read_for_ever(monkeypatch):
    names = tuple(f"s{n}" for n in range(60))
    data = bytearray(samples.ole_bytes({"WordDocument": b"13800138000 " * 1000}, storages=names))
    whole = data.index("WordDocument".encode("utf-16-le"))
    for name in names:
        entry = data.index(f"{name}\x00".encode("utf-16-le"))
        data[entry + 66] = 2
        data[entry + 116 : entry + 128] = data[whole + 116 : whole + 128]
    read = []
    genuine = OleFile.content

    def counting(self, entry):
        content = genuine(self, entry)
        read.append(len(content))
        return content

    monkeypatch.setattr(OleFile, "content", counting)

    assert not extract_text(bytes(data), "doc").complete
    assert 2 * len(data) <= sum(read) <= 3 * len(data)
