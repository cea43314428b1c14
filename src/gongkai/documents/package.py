"""Inside Office and OFD packages: which kind it is, and whether it carries programs or a remote template."""

from __future__ import annotations

import re
import zipfile

from lxml import etree

from gongkai.documents.archive import read_member
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.filetypes import Family

_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": Family.OOXML_TEXT,
    "wordprocessingml.template.main+xml": Family.OOXML_TEXT,
    "spreadsheetml.sheet.main+xml": Family.OOXML_SHEET,
    "spreadsheetml.template.main+xml": Family.OOXML_SHEET,
    "presentationml.presentation.main+xml": Family.OOXML_SLIDES,
    "presentationml.slideshow.main+xml": Family.OOXML_SLIDES,
}
_PROGRAM_PARTS = re.compile(r"vbaproject[^/]*\.bin$|vbadata\.xml$|/macrosheets/|/activex/", re.I)
_REMOTE_TEMPLATE = re.compile(rb"/attachedTemplate\"[^>]*Target=\"(?:https?:|\\\\|file:////)", re.I)
_REMOTE_TEMPLATE_REVERSED = re.compile(rb"Target=\"(?:https?:|\\\\|file:////)[^>]*/attachedTemplate\"", re.I)
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.I)
_HEAD = 4096
_MACROS = "文件含有宏或控件程序，不能接收。请在原软件中另存为不含宏的格式（如 docx、xlsx）后上传。"

# Entities and the network are off, and trees are held to lxml's own limits of depth and size.
XML_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_pis=True
)


def family_of(archive: zipfile.ZipFile) -> Family:
    """Return what a zip container is by its parts: an Office package, an OFD file, or a plain archive."""
    names = {member.filename for member in archive.infolist()}
    if "[Content_Types].xml" in names:
        types = read_member(archive, archive.getinfo("[Content_Types].xml"))
        for marker, family in _MAIN_PARTS.items():
            if marker.encode() in types:
                return family
        if b"macroEnabled" in types:
            raise FileRefused(Refusal.MACROS, _MACROS)
    if "OFD.xml" in names:
        return Family.OFD
    return Family.ARCHIVE


def judge_package(archive: zipfile.ZipFile) -> None:
    """Raise FileRefused when a package carries macros, controls, a document type or a remote template."""
    for member in archive.infolist():
        lowered = "/" + member.filename.lower()
        if _PROGRAM_PARTS.search(lowered):
            raise FileRefused(Refusal.MACROS, _MACROS)
        if lowered == "/[content_types].xml" and b"macroEnabled" in read_member(archive, member):
            raise FileRefused(Refusal.MACROS, _MACROS)
        if lowered.endswith(".rels"):
            _judge_relations(read_member(archive, member))
        if lowered.endswith((".xml", ".rels")) and _DOCTYPE.search(
            read_member(archive, member, at_most=_HEAD)
        ):
            raise FileRefused(Refusal.DAMAGED, "文件结构不正常，不能接收。请用原软件另存一份再上传。")


def parse_part(data: bytes) -> etree._Element | None:
    """Return the root of an XML part, or None when it cannot be read at all; entities stay unresolved."""
    try:
        return etree.fromstring(data, XML_PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; comments have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _judge_relations(data: bytes) -> None:
    if _REMOTE_TEMPLATE.search(data) or _REMOTE_TEMPLATE_REVERSED.search(data):
        raise FileRefused(
            Refusal.REMOTE_TEMPLATE,
            "文件引用了网络上的模板，不能接收。请在 Word 中取消附加模板（开发工具—文档模板）后另存再上传。",
        )
