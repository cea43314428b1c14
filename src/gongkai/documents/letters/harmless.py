"""Whether a template is harmless: no programs, no outside links, no embedded objects, no live fields."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from gongkai.documents.archive import Budget, open_archive, read_member
from gongkai.documents.errors import FileRefused
from gongkai.documents.filetypes import Family
from gongkai.documents.letters.errors import TemplateRefused
from gongkai.documents.limits import DEFAULT_LIMITS
from gongkai.documents.package import family_of, judge_package, local_name, parse_part

MAX_TEMPLATE = 10 * 1024 * 1024
_NOT_WORD = "模板不是 docx 文档。请在 Word 或者 WPS 中另存为 docx 格式后上传。"
_OBJECTS = re.compile(r"/embeddings/|/activex/|\.bin$|/afchunk|/oleobject", re.I)
_FIELD_WORDS = re.compile(r"[A-Za-z]+")
_ALLOWED_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "MERGEFORMAT", "ARABIC", "CHINESENUM"})
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"})
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "jfif"})
_READ = frozenset({"xml", "rels"})
_KNOWN = _PICTURES | _READ | {"ttf", "odttf"}
_STRANGE = "模板含有不认识的内容（{name}），请用 Word 或者 WPS 打开后另存为 docx 再上传。"
_OUTSIDE = "模板含有外部链接（如网络图片、超链接），请删除后上传。"
# Old drawings name their picture in an attribute, without a relation.
_ADDRESSED = frozenset({"src", "href"})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|[\\\\/]{2}", re.I)
_ACTING = {
    "altChunk": "模板引入了另一个文档，请删除后上传。",
    "object": "模板含有嵌入对象（OLE），请删除后上传。",
    "OLEObject": "模板含有嵌入对象（OLE），请删除后上传。",
    "control": "模板含有控件，请删除后上传。",
    "commentReference": "模板含有批注，批注会随文书发出，请删除后上传。",
}


def refuse_harmful(template: bytes) -> None:
    """Raise TemplateRefused with the first thing that makes a template unfit."""
    problem = next(harmful_things(template), None)
    if problem:
        raise TemplateRefused(problem)


def harmful_things(template: bytes) -> Iterator[str]:
    """A Chinese sentence for each thing that makes a file unfit as a template."""
    if len(template) > MAX_TEMPLATE:
        yield "模板文件过大（超过10MB），请压缩其中的图片后上传。"
        return
    try:
        budget = Budget.of(DEFAULT_LIMITS)
        with open_archive(template, limits=DEFAULT_LIMITS, budget=budget) as archive:
            if family_of(archive) is not Family.OOXML_TEXT or "word/document.xml" not in archive.namelist():
                yield _NOT_WORD
                return
            judge_package(archive)
            yield from dict.fromkeys(_things_in(archive))
    except FileRefused as refused:
        yield refused.message


def is_word_file(data: bytes) -> bool:
    """Whether bytes are a zip container with a Word document in it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return False


def _things_in(archive: zipfile.ZipFile) -> Iterator[str]:
    for member in archive.infolist():
        if _OBJECTS.search("/" + member.filename):
            yield "模板含有嵌入对象（OLE），请删除后上传。"
        ending = member.filename.lower().rpartition(".")[2]
        if ending not in _KNOWN and not member.is_dir():
            yield _STRANGE.format(name=member.filename[-60:])
        if ending not in _READ:
            continue
        root = parse_part(read_member(archive, member))
        if root is None:
            yield "模板文件已损坏，请用 Word 或者 WPS 打开后另存一份再上传。"
        elif ending == "rels":
            yield from _outside_links(root)
        elif member.filename.lower() == "[content_types].xml":
            yield from _disguised_parts(root)
        else:
            yield from _acting_parts(root)


def _outside_links(root: etree._Element) -> Iterator[str]:
    for link in root:
        if str(link.get("TargetMode", "")).lower() == "external":
            yield _OUTSIDE


def _disguised_parts(root: etree._Element) -> Iterator[str]:
    """A part that is read as XML whatever its name says would pass unread here."""
    for declared in root:
        name = str(declared.get("PartName") or declared.get("Extension") or "")
        is_xml = str(declared.get("ContentType", "")).lower().endswith("xml")
        if is_xml and name.lower().rpartition(".")[2] not in _READ:
            yield _STRANGE.format(name=name[-60:])


def _acting_parts(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        name = local_name(element)
        if any(
            str(key).rpartition("}")[2] in _ADDRESSED and _ADDRESS.match(str(value))
            for key, value in element.attrib.items()
        ):
            yield _OUTSIDE
        if name in _ACTING:
            yield _ACTING[name]
        elif name in _TRACKED:
            yield "模板含有修订记录，请接受或者拒绝全部修订后上传。"
        elif name == "fldSimple":
            yield from _bad_field(" ".join(str(value) for value in element.attrib.values()))
        elif name == "p":
            told = "".join(part.text or "" for part in element.iter() if local_name(part) == "instrText")
            yield from _bad_field(told)


def _bad_field(instruction: str) -> Iterator[str]:
    strange = {word.upper() for word in _FIELD_WORDS.findall(instruction)} - _ALLOWED_FIELDS
    if strange:
        yield "模板含有域代码，只能使用页码域，请删除其他域后上传。"
