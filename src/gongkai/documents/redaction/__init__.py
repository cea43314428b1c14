"""True redaction of PDF files: page views, proposals, and copies without the covered text."""

from gongkai.documents.redaction.boxes import (
    Box,
    Elsewhere,
    PageText,
    RedactionFailed,
    RedactionReport,
    Word,
)
from gongkai.documents.redaction.pages import page_count, page_image, page_images, page_texts, words
from gongkai.documents.redaction.proposals import Sought, Term, propose
from gongkai.documents.redaction.redacting import redact

__all__ = [
    "Box",
    "Elsewhere",
    "PageText",
    "RedactionFailed",
    "RedactionReport",
    "Sought",
    "Term",
    "Word",
    "page_count",
    "page_image",
    "page_images",
    "page_texts",
    "propose",
    "redact",
    "words",
]
