"""Hostile files through a drop: each ends with a clear word, and what lies beside it is read."""

import io
import struct
import zipfile

from tests.documents.samples import docx_bytes, zip_bytes
from tests.drops.factories import notice, only, read


def _encrypted(data: bytes) -> bytes:
    """The zip with every member marked as encrypted, in its own head and in the list at the end."""
    out = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", out, at + place)
            struct.pack_into("<H", out, at + place, flags | 1)
            at = out.find(mark, at + 4)
    return bytes(out)


def test_an_encrypted_zip_is_refused_as_a_whole(bureau):
    data = _encrypted(zip_bytes({"密.docx": docx_bytes("别的内容")}))
    drop = read(bureau, ("通知.docx", notice()), ("加密.zip", data))
    (refused,) = drop.files.exclude(refusal="")
    assert (refused.name, refused.file) == ("加密.zip", None)
    assert "密码" in refused.refusal or "加密" in refused.refusal
    assert only(drop).state == "read"


def test_a_document_with_macros_is_refused_alone(bureau):
    parts = docx_bytes("有宏的文件")
    macros = _with_part(parts, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    drop = read(bureau, ("通知.docx", notice()), ("宏.docx", macros))
    (refused,) = drop.files.exclude(refusal="")
    assert (refused.name, refused.file) == ("宏.docx", None)
    assert "宏" in refused.refusal
    assert only(drop).state == "read"


def test_a_name_that_climbs_or_breaks_lines_is_shown_on_one_line_without_its_path(bureau):
    drop = read(bureau, ("../../etc/通知\r\n第二行.docx", notice()), ("..\\..\\表\n单.txt", "表".encode()))
    assert (only(drop).name, only(drop).folder) == ("通知 第二行.docx", "etc")
    assert drop.files.get().name == "表 单.txt"


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()
