"""Whether a PDF opens, with or without a password, before anything else looks at it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from gongkai.documents.archive import ENCRYPTED_MESSAGE
from gongkai.documents.errors import FileRefused, Refusal

_FPDF_ERR_PASSWORD = 4


def open_pdf(source: Path | bytes) -> pdfium.PdfDocument:
    """Return an open PDF; raises FileRefused when it needs a password or is damaged."""
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        if error.err_code == _FPDF_ERR_PASSWORD:
            raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE) from error
        raise FileRefused(Refusal.DAMAGED, "PDF 文件已损坏，无法打开。请重新生成后上传。") from error


def judge_pdf(source: Path | bytes) -> None:
    """Raise FileRefused when a PDF cannot be opened or has no page."""
    document = open_pdf(source)
    try:
        if len(document) == 0:
            raise FileRefused(Refusal.DAMAGED, "PDF 文件没有页面。请重新生成后上传。")
    finally:
        document.close()
