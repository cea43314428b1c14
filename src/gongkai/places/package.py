"""The copy package: everything somebody needs to enter an item in another platform, in one zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import xlsxwriter

from gongkai.disclosure.models import Edition, EditionAttachment
from gongkai.documents import html_to_text
from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.places.body_docx import body_docx
from gongkai.places.form_fields import BODY, FILES, FilledField, filled_fields
from gongkai.places.models import Posting

#: More in one zip is more than anybody posts in a sitting, and more than a page should wait for.
MOST_TOGETHER = 50
_UNFIT = re.compile(r'[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\\/:*?"<>|]+')
#: Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_PICTURE = re.compile(r'src="picture:([0-9a-f]+)"')
_PICTURE_TAG = re.compile(r'<img\b[^>]*?\bsrc="(?:picture:|/files/)[^"]*"[^>]*>')
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
{body}
</body></html>
"""
_BODY_WORDS, _FILES_WORDS = "（见“正文”文件，可从其中复制）", "（见“附件”文件夹：{names}）"
_NO_FILES = "（没有附件）"
_NOTHING = "这条信息现在没有公开的版本，不能生成复制包。"


@dataclass(frozen=True)
class Content:
    """The public edition ready to be handed over: its body with relative pictures, and its files."""

    edition: Edition
    body: str
    pictures: list[tuple[str, EditionAttachment]]
    files: list[EditionAttachment]


def content_of(posting: Posting) -> Content:
    """What is public of the item now; raises ActRefused when nothing is."""
    item = posting.item
    edition = item.live_edition
    if edition is None or item.public_state != "live":
        raise ActRefused(_NOTHING)
    carried = list(
        edition.attachments.filter(file__purged_at=None).select_related("file").order_by("position", "pk")
    )
    pictures = [
        (f"图片/{number:02d}.{one.file.extension}", one)
        for number, one in enumerate((one for one in carried if one.is_picture), start=1)
    ]
    return Content(edition, _relative(edition.body_html, pictures), pictures, _named(carried))


def _named(carried: Iterable[EditionAttachment]) -> list[EditionAttachment]:
    return [one for one in carried if not one.is_picture]


def _relative(html: str, pictures: Sequence[tuple[str, EditionAttachment]]) -> str:
    """The body with its pictures beside it; a picture that is not carried is left out."""
    names = {one.file.digest: name for name, one in pictures}

    def place(found: re.Match[str]) -> str:
        return f'src="{names[found[1]]}"' if found[1] in names else found[0]

    return _PICTURE_TAG.sub("", _PICTURE.sub(place, html))


def copy_package(postings: Sequence[Posting]) -> bytes:
    """The zip of one or several items, each in a folder of its own when there are several.

    Raises InputRefused for none or too many, ActRefused when one of them is not public.
    """
    if not postings or len(postings) > MOST_TOGETHER:
        raise InputRefused(f"请选择 1 到 {MOST_TOGETHER} 条信息。")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for number, posting in enumerate(postings, start=1):
            title = safe_name(posting.item.live_edition.title if posting.item.live_edition else "")
            folder = f"{number:02d}-{title}/" if len(postings) > 1 else ""
            _write_one(pack, folder, posting)
    return out.getvalue()


def _write_one(pack: zipfile.ZipFile, folder: str, posting: Posting) -> None:
    content = content_of(posting)
    title = content.edition.title
    pack.writestr(folder + "正文.html", _PAGE.format(title=escape(title), body=content.body))
    pack.writestr(folder + "正文.txt", _text_file(f"{title}\n\n{html_to_text(content.edition.body_html)}\n"))
    shown = {name: filestore.path_of(one.file).read_bytes() for name, one in content.pictures}
    pack.writestr(folder + "正文.docx", body_docx(title, content.body, shown))
    for name, data in shown.items():
        pack.writestr(folder + name, data)
    names = attachment_names(content.files)
    for name, one in zip(names, content.files, strict=True):
        pack.write(filestore.path_of(one.file), folder + f"附件/{name}")
    rows = metadata_rows(filled_fields(posting, content.edition), names)
    text = "".join(f"{label}：{' '.join(value.split())}\n" for label, value in rows)
    pack.writestr(folder + "元数据.txt", _text_file(text))
    pack.writestr(folder + "元数据.xlsx", _workbook(rows))


def _text_file(text: str) -> bytes:
    """As the plainest editor on an old Windows opens it: marked as UTF-8, lines ended its way."""
    return "\r\n".join(text.splitlines()).encode("utf-8-sig") + b"\r\n"


def attachment_names(files: Sequence[EditionAttachment]) -> list[str]:
    """The names under which the files lie in the package: in order, none twice, fit for any disk."""
    names: list[str] = []
    for number, one in enumerate(files, start=1):
        name = safe_name(one.name) or f"附件{number}.{one.file.extension}"
        if not name.lower().endswith("." + one.file.extension.lower()):
            name = f"{name}.{one.file.extension}"
        names.append(f"{number:02d}-{name}" if len(files) > 1 else name)
    return names


def safe_name(name: str) -> str:
    """The name without what no disk takes (Windows takes least), at most 60 characters, extension kept."""
    plain = " ".join(_UNFIT.sub(" ", name).split()).strip(" .")
    plain = f"_{plain}" if _DEVICES.fullmatch(plain) else plain
    stem, dot, extension = plain.rpartition(".")
    if dot and len(extension) <= 5:
        return f"{stem[:60].rstrip(' .')}.{extension}"
    return plain[:60].rstrip(" .")


def metadata_rows(fields: Iterable[FilledField], names: Sequence[str]) -> list[tuple[str, str]]:
    """Their labels with our values, in their order."""
    files = _FILES_WORDS.format(names="、".join(names)) if names else _NO_FILES
    words = {BODY: _BODY_WORDS, FILES: files}
    return [(one.label, words.get(one.kind, one.value)) for one in fields]


def _workbook(rows: Sequence[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("元数据")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    wrap, bold = book.add_format({"text_wrap": True}), book.add_format({"bold": True})
    for place, (label, value) in enumerate(rows):
        sheet.write_string(place, 0, label, bold)
        sheet.write_string(place, 1, value, wrap)
    book.close()
    return out.getvalue()
