"""Text of docx, xlsx and pptx: every XML part of the package, embedded files, links and properties."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from gongkai.documents.archive import open_archive, read_member
from gongkai.documents.ooxml_text import part_text
from gongkai.documents.package import local_name, parse_part
from gongkai.documents.read_workbook import read_workbook
from gongkai.documents.reading import Reading

Nested = Callable[[Reading, str, bytes], None]
# The first pattern that fits names the place; {0} is the number in the part's name.
_PLACES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), place)
    for pattern, place in (
        (r"^word/document\d*\.xml$", "正文"),
        (r"^word/header(\d*)\.xml$", "页眉{0}"),
        (r"^word/footer(\d*)\.xml$", "页脚{0}"),
        (r"^word/footnotes\.xml$", "脚注"),
        (r"^word/endnotes\.xml$", "尾注"),
        (r"comments?\w*\d*\.xml$|/threadedComments?/|/comments/", "批注"),
        (r"^word/glossary/", "文档构建基块"),
        (r"^docProps/", "文档属性"),
        (r"^customXml/", "自定义数据"),
        (r"/charts?(?:ex)?/", "图表"),
        (r"/diagrams/", "图示"),
        (r"/drawings?/", "图形"),
        (r"^ppt/slides/slide(\d+)\.xml$", "第{0}张幻灯片"),
        (r"^ppt/notesSlides/notesSlide(\d+)\.xml$", "幻灯片备注{0}"),
        (r"^ppt/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)/", "幻灯片母版"),
        (r"^xl/externalLinks/", "外部链接缓存"),
        (r"^xl/pivotCache/", "数据透视表缓存"),
        (r"\.rels$", "链接地址"),
    )
)
_OTHER_PLACE = "文档设置"
_CELLS = re.compile(r"^xl/(?:worksheets/[^/]+\.xml|sharedStrings\.xml)$", re.I)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|svg|wdp|jxr)$", re.I)
_WITHOUT_TEXT = re.compile(
    r"\.(?:odttf|fntdata|ttf)$|printersettings\d*\.bin$|\.sigs$|vbaproject\.bin$", re.I
)
_XML = re.compile(r"\.(?:xml|rels|vml)$", re.I)


def read_ooxml(reading: Reading, source: Path | bytes, *, nested: Nested) -> None:
    """Read a package; raises FileRefused when it may not be opened. Pictures are reported as unread."""
    with open_archive(source, limits=reading.limits, budget=reading.budget) as archive:
        is_workbook = "xl/workbook.xml" in archive.namelist()
        if is_workbook:
            read_workbook(reading, archive)
        for member in archive.infolist():
            name = member.filename
            if member.is_dir() or _WITHOUT_TEXT.search(name) or (is_workbook and _CELLS.match(name)):
                continue
            if _PICTURE.search(name):
                reading.gap("文档含有图片，图片中的文字无法自动检查，请人工查看。")
            elif _XML.search(name):
                _read_part(reading, archive, member)
            else:
                nested(reading, name.rpartition("/")[2], read_member(archive, member))


def _read_part(reading: Reading, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if member.file_size > reading.limits.max_part:
        reading.gap("文档的部分内容过大，没有检查。请拆分后上传。")
        return
    root = parse_part(read_member(archive, member))
    if root is None:
        reading.gap("文档的部分内容已损坏，无法检查。")
        return
    where = _where(member.filename)
    if where == "链接地址":
        targets = [str(link.get("Target")) for link in root if link.get("TargetMode") == "External"]
        reading.add(where, "\n".join(targets))
        return
    if local_name(root) == "sld" and root.get("show") == "0":
        where = f"{where}（隐藏）"
    if "pivotCache" in member.filename:
        reading.add(where, "\n".join(str(item.get("v")) for item in root.iter() if item.get("v")))
    text = part_text(root)
    reading.add(where, "\n".join(text.lines))
    reading.add(f"{where}（修订前的文字）", "\n".join(text.removed))
    reading.add(where if not text.lines else f"{where}（域、替代文字等）", "\n".join(text.aside))


def _where(name: str) -> str:
    for pattern, place in _PLACES:
        found = pattern.search(name)
        if found:
            return place.format(*(group or "" for group in found.groups()))
    return _OTHER_PLACE
