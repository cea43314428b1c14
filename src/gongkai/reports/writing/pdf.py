"""The PDF of a report, made from its Word document by LibreOffice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gongkai.documents.letters.converting import DEFAULT_SECONDS, to_pdfs


def to_pdf(docx: bytes, *, timeout: float = DEFAULT_SECONDS, fonts_folder: Path | None = None) -> bytes:
    """The PDF; dates and numbers do not break at the end of a line.

    Raises ConversionFailed when LibreOffice is missing, fails or takes longer than ``timeout`` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-report-") as folder:
        source, made = Path(folder) / "report.docx", Path(folder) / "report.pdf"
        source.write_bytes(docx)
        to_pdfs([(source, made)], timeout=timeout, fonts_folder=fonts_folder, hold_together=True)
        return made.read_bytes()
