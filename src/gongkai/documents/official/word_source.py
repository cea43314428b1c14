"""A Word file as lines: its clean body, and how its paragraphs are printed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from gongkai.documents.archive import Budget, open_archive, read_member
from gongkai.documents.docx_html import docx_to_html
from gongkai.documents.docx_styles import W, attribute
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.limits import Limits
from gongkai.documents.official.lines import Line, Look, lines_of_body
from gongkai.documents.official.source import Sourced
from gongkai.documents.official.wording import squeezed
from gongkai.documents.ooxml_text import part_text
from gongkai.documents.package import parse_part
from gongkai.documents.tree import Node, parse

_NEWER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_MOST_MARKUP = 400_000
_REPEATED = re.compile(r"word/(?:header|footer)\d*\.xml")
_TOO_MUCH = "文档的内容过多，不像一份公文，没有读取。请只保留公文本身，或者把附件另存后重试。"
_NOT_WORD = "这不是 Word 文档，无法读取。请用 Word 或 WPS 另存为 docx 后再试。"


def read_word(data: bytes, limits: Limits) -> Sourced:
    """Return the lines of a docx; raises FileRefused like docx_to_html, and when it is far too large."""
    with open_archive(data, limits=limits, budget=Budget.of(limits)) as archive:
        root, repeated = _parts(archive)
    looks = _looks(root) if root is not None else []
    converted = docx_to_html(data, limits=limits)
    blocks = [child for child in parse(converted.html).children if isinstance(child, Node)]
    lines: list[Line] = lines_of_body(blocks, looks)
    return Sourced(lines, tuple(converted.pictures), tuple(converted.notes), tuple(repeated))


def _parts(archive: zipfile.ZipFile) -> tuple[etree._Element | None, list[str]]:
    if "word/document.xml" not in archive.namelist():
        raise FileRefused(Refusal.CONTENT_MISMATCH, _NOT_WORD)
    document = read_member(archive, archive.getinfo("word/document.xml"))
    if document.count(b"<") > _MOST_MARKUP:
        raise FileRefused(Refusal.TOO_LARGE, _TOO_MUCH)
    repeated: list[str] = []
    for name in archive.namelist():
        if _REPEATED.fullmatch(name):
            root = parse_part(read_member(archive, archive.getinfo(name)))
            repeated += [line.strip() for line in part_text(root).lines] if root is not None else []
    return parse_part(document), [line for line in dict.fromkeys(repeated) if line]


def _looks(root: etree._Element) -> list[tuple[str, Look]]:
    """How each line is printed, in order; a drawing is there twice and counts as old readers see it."""
    looks: list[tuple[str, Look]] = []
    for paragraph in root.iter(f"{W}p"):
        if any(True for _ in paragraph.iterancestors(_NEWER)):
            continue
        for text, size, is_red in _printed(paragraph):
            plain = squeezed(text)
            if plain:
                looks.append((plain, Look(size, is_red)))
    return looks


def _printed(paragraph: etree._Element) -> Iterator[tuple[str, float | None, bool]]:
    text, is_red = "", False
    sizes: list[float] = []
    for run in paragraph.iter(f"{W}r"):
        if _paragraph_of(run) is not paragraph:
            continue
        properties = run.find(f"{W}rPr")
        for child in run:
            if child.tag == f"{W}br":
                yield text, max(sizes, default=None), is_red
                text, sizes, is_red = "", [], False
            elif child.tag == f"{W}t" and (child.text or "").strip():
                text += child.text or ""
                size = attribute(properties, f"{W}sz")
                if size and size.isdigit() and len(size) < 5:
                    sizes.append(int(size) / 2)
                is_red = is_red or _is_red(attribute(properties, f"{W}color"))
    yield text, max(sizes, default=None), is_red


def _paragraph_of(run: etree._Element) -> etree._Element | None:
    for above in run.iterancestors(f"{W}p"):
        return above
    return None


def _is_red(colour: str | None) -> bool:
    if colour is None or re.fullmatch(r"[0-9A-Fa-f]{6}", colour) is None:
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red > 150 and green < 90 and blue < 90
