"""A Word file as a body: clean HTML, its pictures apart, and notes on what to look at."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

import mammoth

from gongkai.documents.clean import clean_html
from gongkai.documents.docx_prepare import prepare
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.limits import DEFAULT_LIMITS, Limits
from gongkai.documents.results import Converted, Picture
from gongkai.documents.signatures import media_type_of

_SHOWN_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
_CLASSES = {"": "", "Center": ".ta-center", "Right": ".ta-right"}
_STYLE_MAP = "\n".join(
    [f"p.GkH{level}{side} => h{level}{css}:fresh" for level in (2, 3, 4) for side, css in _CLASSES.items()]
    + [f"p.Gk{side} => p{css}:fresh" for side, css in _CLASSES.items() if side]
    + ["p.GkNoIndent => p.no-indent:fresh", "p.GkText => p:fresh", "u => u"]
)
# What mammoth raises on packages that are no longer what the standard says.
_READING_ERRORS = (
    # An encoding that nobody knows is a LookupError, as missing parts are.
    *(LookupError, ValueError, AttributeError, TypeError, OSError),
    *(RecursionError, ExpatError, BadZipFile),
)
# Looked for from the first blank of a run only, or a page of blanks would take minutes.
_BACK_TO_TEXT = re.compile(r'(?<!\s)\s*<a href="#[^"]*">↑</a>')
_DAMAGED = "docx 文件的结构不正常，无法转换为正文。请用 Word 或 WPS 另存一份再试，或把正文粘贴进编辑框。"
_UNSHOWN = "第 {number} 幅图片是网页不能显示的格式，没有转入。请在 Word 中另存为 PNG 图片后插入。"


def docx_to_html(data: bytes | Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Converted:
    """Return a docx (its bytes or path) as a body.

    Tables keep merged cells, paragraphs their alignment, automatic numbers become text. Pictures are given
    apart and referred to as ``picture:1``, ``picture:2`` … for the caller to rewrite. Tracked deletions,
    comments, hidden text, headers and footers are left out; ``notes`` says so. Raises FileRefused.
    """
    prepared = prepare(Path(data) if isinstance(data, str) else data, limits)
    album = _Album()
    try:
        result = mammoth.convert_to_html(
            BytesIO(prepared.package),
            style_map=_STYLE_MAP,
            convert_image=mammoth.images.img_element(album.keep),
        )
    except _READING_ERRORS as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    html = clean_html(_BACK_TO_TEXT.sub("", result.value))
    return Converted(html=html, pictures=album.pictures, notes=prepared.notes + album.notes)


class _Album:
    """Collects pictures in the order of the text; a picture shown twice is kept twice."""

    def __init__(self) -> None:
        self.pictures: list[Picture] = []
        self.notes: list[str] = []
        self._met = 0

    def keep(self, image: Any) -> dict[str, str]:
        """Return the attributes of the ``img`` element for one picture of the document."""
        self._met += 1
        with image.open() as stream:
            content: bytes = stream.read()
        media_type = media_type_of(content[:4096])
        if media_type not in _SHOWN_PICTURES:
            self.notes.append(_UNSHOWN.format(number=self._met))
            return {"src": ""}
        name = str(len(self.pictures) + 1)
        self.pictures.append(Picture(name, media_type, content))
        return {"src": f"picture:{name}"}
