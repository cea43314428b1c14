"""Letters of the office: templates, wording as data, rendering to docx and PDF, approved text."""

from gongkai.documents.letters.checking import check_template
from gongkai.documents.letters.codes import REQUEST_LETTERS, SIGNING_SHEETS, LetterCode
from gongkai.documents.letters.converting import to_pdf, to_pdfs
from gongkai.documents.letters.errors import (
    ConversionFailed,
    FieldsRefused,
    LetterError,
    TemplateRefused,
)
from gongkai.documents.letters.fields import (
    FIELDS,
    Field,
    Kind,
    missing_fields,
    sample_fields,
    unknown_fields,
)
from gongkai.documents.letters.fonts import missing_glyphs
from gongkai.documents.letters.layout import FontNames
from gongkai.documents.letters.reading_back import plain_text
from gongkai.documents.letters.rendering import qr_png, render
from gongkai.documents.letters.standard import standard_template
from gongkai.documents.letters.texts import wording_of

__all__ = [
    "FIELDS",
    "REQUEST_LETTERS",
    "SIGNING_SHEETS",
    "ConversionFailed",
    "Field",
    "FieldsRefused",
    "FontNames",
    "Kind",
    "LetterCode",
    "LetterError",
    "TemplateRefused",
    "check_template",
    "missing_fields",
    "missing_glyphs",
    "plain_text",
    "qr_png",
    "render",
    "sample_fields",
    "standard_template",
    "to_pdf",
    "to_pdfs",
    "unknown_fields",
    "wording_of",
]
