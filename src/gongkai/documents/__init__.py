"""Read, check, clean and compare the documents that people hand in."""

from gongkai.documents.clean import clean_html
from gongkai.documents.diff import readable_diff
from gongkai.documents.distance import changed_characters
from gongkai.documents.docx_html import docx_to_html
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.extraction import extract_text
from gongkai.documents.filetypes import FileType
from gongkai.documents.limits import DEFAULT_LIMITS, Limits
from gongkai.documents.markup_meaning import meaning_of_markup
from gongkai.documents.plain import html_to_plain, html_to_text, is_empty_body, plain_to_html
from gongkai.documents.results import (
    Change,
    Converted,
    DiffBlock,
    Extraction,
    Picture,
    PlainText,
    Segment,
    TextPart,
)
from gongkai.documents.sniff import sniff

__all__ = [
    "DEFAULT_LIMITS",
    "Change",
    "Converted",
    "DiffBlock",
    "Extraction",
    "FileRefused",
    "FileType",
    "Limits",
    "Picture",
    "PlainText",
    "Refusal",
    "Segment",
    "TextPart",
    "changed_characters",
    "clean_html",
    "docx_to_html",
    "extract_text",
    "html_to_plain",
    "html_to_text",
    "is_empty_body",
    "meaning_of_markup",
    "plain_to_html",
    "readable_diff",
    "sniff",
]
