"""Whether a PDF opens, with or without a password, before anything else looks at it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pypdfium2 as pdfium

from gongkai.documents.archive import ENCRYPTED_MESSAGE
from gongkai.documents.errors import FileRefused, Refusal

_FPDF_ERR_PASSWORD = 4
DAMAGED_MESSAGE = "PDF 文件已损坏，无法打开。请重新生成后上传。"


def open_pdf(source: Path | bytes) -> pdfium.PdfDocument:
    """Return an open PDF; raises FileRefused when it needs a password or is damaged."""
    opened = _as_pdfium_takes_it(source)
    try:
        return pdfium.PdfDocument(opened, autoclose=True)
    except pdfium.PdfiumError as error:
        if not isinstance(opened, Path | bytes):
            opened.close()
        if error.err_code == _FPDF_ERR_PASSWORD:
            raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE) from error
        raise FileRefused(Refusal.DAMAGED, DAMAGED_MESSAGE) from error


def judge_pdf(source: Path | bytes) -> None:
    """Raise FileRefused when a PDF cannot be opened or has no page."""
    document = open_pdf(source)
    try:
        if len(document) == 0:
            raise FileRefused(Refusal.DAMAGED, "PDF 文件没有页面。请重新生成后上传。")
    finally:
        document.close()


def _as_pdfium_takes_it(source: Path | bytes) -> Path | bytes | BinaryIO:
    """A path is resolved there first, and a file whose name is gone is not found then: it goes in open."""
    if isinstance(source, Path) and not source.resolve().is_file():
        return source.open("rb")
    return source
