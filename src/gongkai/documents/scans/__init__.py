"""Scans of signed sheets: the codes on their pages, and one file per sheet."""

from gongkai.documents.scans.codes import format_code, is_code, new_code, read_typed
from gongkai.documents.scans.reading import PageRead, ScanLimits, read_scan
from gongkai.documents.scans.splitting import as_pdf, merge_pdfs, pages_alone, picture_to_pdf

__all__ = [
    "PageRead",
    "ScanLimits",
    "as_pdf",
    "format_code",
    "is_code",
    "merge_pdfs",
    "new_code",
    "pages_alone",
    "picture_to_pdf",
    "read_scan",
    "read_typed",
]
