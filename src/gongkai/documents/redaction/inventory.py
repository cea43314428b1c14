"""What a PDF carries beside its pages, named for the report, and which pages cannot be kept as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from gongkai.documents.archive import ENCRYPTED_MESSAGE
from gongkai.documents.errors import FileRefused, Refusal

_ROOT_PARTS = (
    ("/Metadata", "XMP 元数据"),
    ("/AcroForm", "表单"),
    ("/Outlines", "书签"),
    ("/Dests", "命名目标"),
    ("/OpenAction", "打开时的动作"),
    ("/AA", "自动执行的动作"),
    ("/OCProperties", "图层"),
    ("/StructTreeRoot", "结构标签"),
    ("/Collection", "文件包"),
    ("/PieceInfo", "软件私有数据"),
    ("/AF", "关联文件"),
    ("/Threads", "文章线索"),
    ("/Perms", "签名许可"),
    ("/DSS", "签名验证数据"),
)
_DEEPEST = 8
_LEAST_CUT = 1
# A font of every reader's own has none of these, and tells nothing of the text.
_TELLING = ("/ToUnicode", "/Widths", "/DescendantFonts", "/CharProcs", "/FontDescriptor")
_NAME_PARTS = (("/EmbeddedFiles", "附件"), ("/JavaScript", "脚本"), ("/Dests", "命名目标"))
_PAGE_PARTS = (
    ("/Annots", "注释和批注"),
    ("/Metadata", "XMP 元数据"),
    ("/Thumb", "缩略图"),
    ("/PieceInfo", "软件私有数据"),
    ("/AA", "自动执行的动作"),
    ("/AF", "关联文件"),
)


def open_for_rewriting(source: Path) -> pikepdf.Pdf:
    """An open PDF; raises FileRefused when it needs a password or is damaged."""
    try:
        return pikepdf.open(source)
    except pikepdf.PasswordError as error:
        raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE) from error
    except (pikepdf.PdfError, OSError, ValueError) as error:
        raise FileRefused(Refusal.DAMAGED, "PDF 文件已损坏，无法打开。请重新生成后上传。") from error


def carried_along(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The Chinese names of what the file carries beside its pages, each once."""
    return tuple(dict.fromkeys(_carried(pdf)))


def _carried(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Info" in pdf.trailer and len(pdf.trailer.Info.keys()):
        yield "文档属性"
    yield from (name for key, name in _ROOT_PARTS if key in pdf.Root)
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from (name for key, name in _NAME_PARTS if key in names)
    for page in pdf.pages:
        yield from (name for key, name in _PAGE_PARTS if key in page.obj)
        if any(one.get("/Subtype") == pikepdf.Name.FileAttachment for one in _annotations(page)):
            yield "附件"


def has_layers(pdf: pikepdf.Pdf) -> bool:
    """Whether the file has layers: without their list, hidden ones would come to light."""
    return "/OCProperties" in pdf.Root


def must_be_pictured(page: pikepdf.Page) -> bool:
    """Whether a page shows what only a picture keeps (stamps, form values), or holds what is not shown."""
    if any(one.get("/Subtype") not in (pikepdf.Name.Link, pikepdf.Name.Popup) for one in _annotations(page)):
        return True
    return _is_cut(page) or any(_is_opaque(image) for image in _images(page.resources, 0))


def has_pictures(page: pikepdf.Page) -> bool:
    """Whether a page holds photographs or scans."""
    return any(True for _ in _images(page.resources, 0))


def fonts_of(page: pikepdf.Page) -> frozenset[tuple[int, int]]:
    """The fonts a page may use, by object number; those of its nested drawings too."""
    return frozenset(_fonts(page.resources, 0))


def _fonts(resources: object, depth: int) -> Iterator[tuple[int, int]]:
    if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
        return
    fonts = resources.get("/Font")
    if isinstance(fonts, pikepdf.Dictionary):
        for key in fonts.keys():  # noqa: SIM118
            yield from _parts_of_font(fonts[key])
    for one in _drawn_objects(resources):
        yield from _fonts(one.get("/Resources"), depth + 1)


def _parts_of_font(font: pikepdf.Object) -> Iterator[tuple[int, int]]:
    """The font and what tells of its characters: two fonts may share the same shapes or meanings."""
    if not isinstance(font, pikepdf.Dictionary):
        return
    if any(key in font for key in _TELLING):
        yield font.objgen
    below = font.get("/DescendantFonts")
    for one in [font, *(below if isinstance(below, pikepdf.Array) else [])]:
        descriptor = one.get("/FontDescriptor")
        holders = [(one, "/ToUnicode")]
        if isinstance(descriptor, pikepdf.Dictionary):
            holders += [(descriptor, key) for key in ("/FontFile", "/FontFile2", "/FontFile3")]
        for holder, key in holders:
            part = holder.get(key)
            if isinstance(part, pikepdf.Stream):
                yield part.objgen


def _is_cut(page: pikepdf.Page) -> bool:
    """Whether part of the sheet is not shown; what is drawn there would travel along."""
    shown, sheet = [float(x) for x in page.cropbox], [float(x) for x in page.mediabox]
    return any(abs(one - other) > _LEAST_CUT for one, other in zip(shown, sheet, strict=True))


def _drawn_objects(resources: pikepdf.Dictionary) -> Iterator[pikepdf.Stream]:
    objects = resources.get("/XObject")
    if isinstance(objects, pikepdf.Dictionary):
        for key in objects.keys():  # noqa: SIM118
            drawn = objects[key]
            if isinstance(drawn, pikepdf.Stream):
                yield drawn


def _annotations(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    listed = page.obj.get("/Annots")
    if isinstance(listed, pikepdf.Array):
        yield from (one for one in listed if isinstance(one, pikepdf.Dictionary))


def _is_opaque(image: pikepdf.Object) -> bool:
    """JPEG 2000 carries properties of its own in a form that is not taken apart here."""
    told = image.get("/Filter")
    filters = list(told) if isinstance(told, pikepdf.Array) else [told]
    return pikepdf.Name.JPXDecode in filters or (
        pikepdf.Name.DCTDecode in filters and told != pikepdf.Name.DCTDecode
    )


def _images(resources: object, depth: int) -> Iterator[pikepdf.Object]:
    if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
        return
    for one in _drawn_objects(resources):
        if one.get("/Subtype") == pikepdf.Name.Image:
            yield one
        else:
            yield from _images(one.get("/Resources"), depth + 1)
