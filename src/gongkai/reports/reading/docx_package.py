"""The parts of a docx package that a report's text needs, opened safely and held to their bounds."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.archive import Budget, open_archive, read_member
from gongkai.documents.docx_numbering import Numbering
from gongkai.documents.docx_styles import Styles, W, attribute
from gongkai.documents.package import judge_package
from gongkai.reports.reading.limits import LIMITS, MOST_MARKUP, TOO_LARGE
from gongkai.reports.reading.refusals import ReportUnreadable

OFF = frozenset({"0", "false", "off"})
# The strict form of the standard has the same elements under another name.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "word/document.xml"
_LONGEST_LABEL = 50
_LEVELS = 9
_DAMAGED = "docx 文件已损坏，无法读取正文。请用 Word 或 WPS 打开，另存一份后重试。"


@dataclass(frozen=True, slots=True)
class Package:
    """A docx opened: the body, and what its paragraphs refer to.

    ``hidden_styles`` are the styles whose text is not shown. ``numbering`` counts while it is asked, so that
    a package is walked once.
    """

    body: etree._Element
    styles: Styles
    hidden_styles: frozenset[str]
    numbering: Numbering | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    comments: etree._Element | None


def open_package(source: Path | bytes) -> Package:
    """Open a docx; raises FileRefused or ReportUnreadable when it is damaged, harmful or too large."""
    with open_archive(source, limits=LIMITS, budget=Budget.of(LIMITS)) as archive:
        judge_package(archive)
        names = {member.filename.lower(): member for member in archive.infolist()}
        main = _main_part(archive, names)
        root = _part(archive, names, main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise FileRefused(Refusal.DAMAGED, _DAMAGED)
        folder = posixpath.dirname(main)
        parts = {
            name: _part(archive, names, posixpath.join(folder, f"{name}.xml"))
            for name in ("styles", "numbering", "footnotes", "endnotes", "comments")
        }
    numbering = parts["numbering"]
    return Package(
        body=body,
        styles=Styles(parts["styles"]),
        hidden_styles=frozenset(_hidden_styles(parts["styles"])),
        numbering=Numbering(_linked(_tamed(numbering))) if numbering is not None else None,
        footnotes=parts["footnotes"],
        endnotes=parts["endnotes"],
        comments=parts["comments"],
    )


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and element.get(f"{W}val") not in OFF


def parsed(data: bytes) -> etree._Element:
    """The root of an XML part; raises ReportUnreadable when it has too much markup, FileRefused on damage.

    Entities and the network are off. Nothing is mended: half a table would be read as a whole one.
    """
    if data.count(b"<") + data.count(b"=") > MOST_MARKUP:
        raise ReportUnreadable(TOO_LARGE)
    # A parser keeps state and is not shared between threads.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    # No office program declares a document type; what its entities stand for would be missing from the text.
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED)
    return root


def _main_part(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> str:
    relations = _part(archive, names, "_rels/.rels")
    for link in relations if relations is not None else ():
        if str(link.get("Type")).endswith("/officeDocument"):
            return str(link.get("Target")).lstrip("/")
    return _MAIN


def _part(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], name: str) -> etree._Element | None:
    member = names.get(name.lower())
    if member is None:
        return None
    if member.file_size > LIMITS.max_part:
        raise ReportUnreadable(TOO_LARGE)
    return parsed(read_member(archive, member))


def _hidden_styles(styles: etree._Element | None) -> Iterator[str]:
    for vanish in styles.iter(f"{W}vanish") if styles is not None else ():
        style = next(vanish.iterancestors(f"{W}style"), None)
        if style is not None and is_on(vanish) and style.find(f"{W}rPr/{W}vanish") is vanish:
            yield style.get(f"{W}styleId") or ""


def _tamed(numbering: etree._Element) -> etree._Element:
    """Take away what would make labels of any length: counting from a million on, texts of many places."""
    for name in ("start", "startOverride"):
        for element in numbering.iter(f"{W}{name}"):
            if len(element.get(f"{W}val") or "") > 4:
                element.set(f"{W}val", "1")
    for element in numbering.iter(f"{W}lvlText"):
        element.set(f"{W}val", (element.get(f"{W}val") or "")[:_LONGEST_LABEL])
    return numbering


def _linked(numbering: etree._Element) -> etree._Element:
    """Give a list that only points to a list style the levels of that style."""
    styled = {
        attribute(abstract, f"{W}styleLink"): abstract.findall(f"{W}lvl")[:_LEVELS]
        for abstract in numbering.iter(f"{W}abstractNum")
    }
    for abstract in numbering.iter(f"{W}abstractNum"):
        link = attribute(abstract, f"{W}numStyleLink")
        if link is not None and abstract.find(f"{W}lvl") is None:
            abstract.extend(deepcopy(level) for level in styled.get(link, ()))
    return numbering
