"""A Word file made ready for conversion: what mammoth does not know is settled in the XML, and noted."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from lxml import etree

from gongkai.documents.archive import Budget, open_archive, read_member
from gongkai.documents.docx_numbering import Numbering, number_paragraphs
from gongkai.documents.docx_styles import Styles, W, first_attribute
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.filetypes import Family
from gongkai.documents.limits import Limits
from gongkai.documents.ooxml_text import part_text
from gongkai.documents.package import family_of, judge_package, local_name, parse_part

_DOCUMENT = "word/document.xml"
_REPEATED = re.compile(r"word/(header|footer)\d*\.xml")
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link"
_OFF = ("0", "false", "off")
_WORDS = re.compile(r"[^\W\d_]")
_REPEATED_NOTE = "{place}没有转入，其内容为：{words}"
_NOT_A_DOCX = "这不是 docx 文件，无法转换为正文。请用 Word 或 WPS 另存为 docx 后再试。"
_DAMAGED = "docx 文件已损坏，无法转换为正文。请用 Word 或 WPS 另存一份再试。"
# Each kind of content, the elements that show it, and what the clerk is told.
_NOTES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"ins", "moveTo"}), "文档含有未接受的修订：新增的文字已按接受处理，请核对。"),
    (frozenset({"del", "moveFrom"}), "文档含有未接受的修订：删除的文字没有转入，请核对。"),
    (frozenset({"commentReference"}), "文档含有批注，批注没有转入。"),
    (frozenset({"txbxContent"}), "文档含有文本框，其中的文字位置可能变化，请核对。"),
    (frozenset({"oMath", "oMathPara"}), "文档含有公式，公式没有转入，请改为图片或文字。"),
    (frozenset({"chart", "relIds"}), "文档含有图表或智能图形，没有转入，请改为图片。"),
    (frozenset({"OLEObject"}), "文档含有嵌入的文件，没有转入，请作为附件上传。"),
    (frozenset({"strike", "dstrike"}), "文档含有带删除线的文字，转换后删除线不显示，请核对。"),
)


@dataclass(slots=True)
class Prepared:
    """A rewritten package and the notes gathered on the way."""

    package: bytes
    notes: list[str] = field(default_factory=list)


def prepare(source: Path | bytes, limits: Limits) -> Prepared:
    """Return the package with numbering, styles and hidden text settled; raises FileRefused."""
    with open_archive(source, limits=limits, budget=Budget.of(limits)) as archive:
        if family_of(archive) is not Family.OOXML_TEXT:
            raise FileRefused(Refusal.CONTENT_MISMATCH, _NOT_A_DOCX)
        judge_package(archive)
        root = _part(archive, _DOCUMENT)
        if root is None:
            raise FileRefused(Refusal.DAMAGED, _DAMAGED)
        notes = _noted(root) + _repeated_text(archive)
        styles = Styles(_part(archive, "word/styles.xml"))
        numbering = Numbering(_part(archive, "word/numbering.xml"))
        if _settle(root, styles, numbering):
            notes.append("自动编号已转为文字，请核对编号。")
        return Prepared(
            _rewritten(archive, etree.tostring(root, encoding="UTF-8", xml_declaration=True)), notes
        )


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    return parse_part(read_member(archive, archive.getinfo(name))) if name in archive.namelist() else None


def _noted(root: etree._Element) -> list[str]:
    names = {local_name(element) for element in root.iter() if element.get(f"{W}val") not in _OFF}
    notes = [sentence for kinds, sentence in _NOTES if names & kinds]
    if _hidden_runs(root):
        notes.append("文档含有隐藏文字，没有转入。")
    return notes


def _repeated_text(archive: zipfile.ZipFile) -> list[str]:
    """Say what headers and footers hold; a page number alone is not worth a note."""
    notes = []
    for name in archive.namelist():
        kind = _REPEATED.fullmatch(name)
        root = _part(archive, name) if kind else None
        if kind is None or root is None:
            continue
        words = " ".join(line.strip() for line in part_text(root).lines if _WORDS.search(line))
        if words:
            place = "页眉" if kind.group(1) == "header" else "页脚"
            notes.append(_REPEATED_NOTE.format(place=place, words=words[:60]))
    return list(dict.fromkeys(notes))


def _settle(root: etree._Element, styles: Styles, numbering: Numbering) -> bool:
    for run in _hidden_runs(root):
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
    for element in root.iter():
        if _LINK in element.attrib:
            del element.attrib[_LINK]
    paragraphs = list(root.iter(f"{W}p"))
    changed = number_paragraphs(paragraphs, styles, numbering)
    indents = [_is_indented(paragraph, styles) for paragraph in paragraphs]
    uses_indents = sum(indents) * 4 >= len(paragraphs)
    for paragraph, indented in zip(paragraphs, indents, strict=True):
        _set_role(paragraph, styles, may_lack_indent=uses_indents and not indented)
    return changed


def _hidden_runs(root: etree._Element) -> list[etree._Element]:
    hidden = []
    for run in root.iter(f"{W}r"):
        vanish = run.find(f"{W}rPr/{W}vanish")
        if vanish is not None and vanish.get(f"{W}val") not in _OFF:
            hidden.append(run)
    return hidden


def _is_indented(paragraph: etree._Element, styles: Styles) -> bool:
    sources = styles.sources(paragraph)
    amounts = (first_attribute(sources, f"{W}ind", name) for name in ("firstLine", "firstLineChars"))
    text = "".join(element.text or "" for element in paragraph.iter(f"{W}t"))
    return any(amount and amount.isdigit() and amount != "0" for amount in amounts) or text.startswith(
        ("　　", "    ", "\u00a0\u00a0")
    )


def _set_role(paragraph: etree._Element, styles: Styles, *, may_lack_indent: bool) -> None:
    """Put all that matters of a paragraph's style into one style id that the style map knows."""
    alignment = first_attribute(styles.sources(paragraph), f"{W}jc")
    side = {"center": "Center", "right": "Right", "end": "Right"}.get(alignment or "", "")
    level = styles.heading_level(paragraph)
    if _is_list_item(paragraph, styles):
        return
    if level is not None:
        role = f"GkH{min(max(level, 1) + 1, 4)}{side}"
    elif side:
        role = f"Gk{side}"
    else:
        parent = paragraph.getparent()
        is_top = parent is not None and local_name(parent) == "body"
        role = "GkNoIndent" if may_lack_indent and is_top else "GkText"
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    style = etree.Element(f"{W}pStyle")
    style.set(f"{W}val", role)
    properties.insert(0, style)


def _is_list_item(paragraph: etree._Element, styles: Styles) -> bool:
    return first_attribute(styles.sources(paragraph), f"{W}numPr/{W}numId") not in (None, "0")


def _rewritten(archive: zipfile.ZipFile, document: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        for member in archive.infolist():
            if not member.is_dir():
                data = document if member.filename == _DOCUMENT else read_member(archive, member)
                out.writestr(member.filename, data)
    return stream.getvalue()
