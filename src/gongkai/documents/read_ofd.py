"""Text of OFD files (GB/T 33190): pages, templates, annotations, properties, attachments."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from gongkai.documents.archive import open_archive, read_member
from gongkai.documents.package import local_name, parse_part
from gongkai.documents.reading import Reading

Nested = Callable[[Reading, str, bytes], None]
_PAGE = re.compile(r"Pages/Page_?(\d+)/", re.I)
_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".jb2", ".gbig2")
_UNREAD = (".ttf", ".otf", ".ttc", ".cff", ".esl", ".dat", ".p7b", ".icc")
_SAME_LINE = 0.5


def read_ofd(reading: Reading, source: Path | bytes, *, nested: Nested) -> None:
    """Read every XML part, attached files too; pictures and seals are reported as unread."""
    with open_archive(source, limits=reading.limits, budget=reading.budget) as archive:
        for member in archive.infolist():
            name = member.filename.lower()
            if member.is_dir() or name.endswith(_UNREAD):
                continue
            if name.endswith(".xml"):
                _read_part(reading, archive, member)
            elif name.endswith(_PICTURE_ENDINGS):
                reading.gap("OFD 文件含有图片，图片中的文字无法自动检查，请人工查看。")
            else:
                nested(reading, member.filename.rpartition("/")[2], read_member(archive, member))


def _read_part(reading: Reading, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    root = parse_part(read_member(archive, member))
    if root is None:
        reading.gap("OFD 文件的部分内容已损坏，无法检查。")
        return
    objects = [element for element in root.iter() if local_name(element) == "TextObject"]
    others = [words for element in root.iter() if (words := _other_words(element))]
    where = _where(member.filename)
    reading.add(where, "\n".join(_lines(objects)))
    reading.add(f"{where}（其他内容）" if objects else where, "\n".join(others))


def _where(name: str) -> str:
    page = _PAGE.search(name)
    if page:
        return f"第{int(page.group(1)) + 1}页"
    if name.rpartition("/")[2] == "OFD.xml":
        return "文档属性"
    if "annot" in name.lower():
        return "注释"
    return "模板页" if "tpl" in name.lower() or "temp" in name.lower() else "文档结构"


def _other_words(element: etree._Element) -> str:
    if local_name(element) in ("TextCode", "CGTransform", "Glyphs", "AbbreviatedData") or not element.tag:
        return ""
    own = (element.text or "").strip()
    attributes = (
        element.get(name) or "" for name in ("Name", "Remark", "Creator", "Title", "URI", "FileName")
    )
    words = " ".join(filter(None, (own, *attributes)))
    return words if re.search(r"[^\W\d_]{2}|\d{7}", words) else ""


def _lines(objects: list[etree._Element]) -> list[str]:
    """Return text objects as lines: those on one height belong together, as a number cut in two does."""
    lines: list[str] = []
    height, right = None, 0.0
    for element in objects:
        x, y, width, _ = _box(element)
        text = "".join(code.text or "" for code in element.iter() if local_name(code) == "TextCode")
        if height is not None and abs(y - height) < _SAME_LINE and lines:
            gap = " " if x - right > 1.5 else ""
            lines[-1] += gap + text
        else:
            lines.append(text)
        height, right = y, x + width
    return lines


def _box(element: etree._Element) -> tuple[float, float, float, float]:
    try:
        x, y, width, height = (float(number) for number in (element.get("Boundary") or "").split())
    except ValueError:
        return (0.0, float("nan"), 0.0, 0.0)
    return (x, y, width, height)
