"""Make a letter of a template and the fields of a case."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import segno
from docx.shared import Mm
from docxtpl import InlineImage
from jinja2 import TemplateError
from jinja2.exceptions import SecurityError

from gongkai.documents.letters.container import repacked
from gongkai.documents.letters.environment import environment
from gongkai.documents.letters.errors import FieldsRefused, LetterError, TemplateRefused
from gongkai.documents.letters.fields import COMPUTED, missing_fields, unknown_fields
from gongkai.documents.letters.grammar import forbidden_uses
from gongkai.documents.letters.harmless import refuse_harmful
from gongkai.documents.letters.parts import StrictTemplate, opened, parsed, sources_of
from gongkai.documents.letters.values import cleaned

_PROPERTIES = (
    *("author", "category", "comments", "content_status", "identifier", "keywords", "language"),
    *("last_modified_by", "subject", "version"),
)
#: How each code is drawn: error level and width. A sheet that comes back as a scan bears stamps and creases.
_CODES = {"tracking_qr": ("m", 30), "form_qr": ("q", 28), "form_qr_small": ("q", 18)}


def render(template: bytes, fields: Mapping[str, Any], *, code: str | None = None) -> bytes:
    """Return the docx of a letter; equal arguments give equal bytes.

    Values are printed, never run: tags and markup in them stay the characters they are. With ``code`` the
    fields are held against what the letter needs. Raises TemplateRefused for a template that is harmful or
    computes, FieldsRefused for fields that are missing, unknown or cannot be printed.
    """
    if code is not None:
        _judge_fields(code, fields)
    refuse_harmful(template)
    document = opened(template)
    for source in sources_of(document):
        problem = next(forbidden_uses(parsed(source)), None)
        if problem:
            raise TemplateRefused(problem)
    values = cleaned(fields)
    _clear_properties(document)
    values |= _computed(document, values)
    try:
        document.render(values, environment())
    except LetterError:
        raise
    except (SecurityError, TemplateError, TypeError, ValueError, AttributeError) as error:
        raise TemplateRefused("模板与所填的内容不相符，无法生成文书。请先检查模板。") from error
    stream = BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def qr_png(address: str, *, error: str = "m") -> bytes:
    """A QR code of an address as a PNG picture; raises FieldsRefused when the address is too long for one."""
    stream = BytesIO()
    try:
        segno.make(address, error=error, micro=False).save(stream, kind="png", scale=8, border=2)
    except ValueError as fault:
        raise FieldsRefused("查询网址过长，无法生成二维码。") from fault
    return stream.getvalue()


def _computed(document: StrictTemplate, values: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, source in COMPUTED.items():
        address = values.get(source)
        level, width = _CODES[name]
        picture = BytesIO(qr_png(str(address), error=level)) if address else None
        made[name] = InlineImage(document, picture, width=Mm(width)) if picture else ""
    return made


def _judge_fields(code: str, fields: Mapping[str, Any]) -> None:
    missing = missing_fields(code, fields)
    if missing:
        raise FieldsRefused("文书还缺少：{names}。".format(names="、".join(one.label for one in missing)))
    unknown = unknown_fields(code, fields)
    if unknown:
        raise FieldsRefused("文书没有这些字段：{names}。".format(names="、".join(unknown)))


def _clear_properties(document: StrictTemplate) -> None:
    """Take out who made the template and when; docxtpl would also read tags in these properties."""
    properties = document.docx.core_properties
    for name in _PROPERTIES:
        if getattr(properties, name):
            setattr(properties, name, "")
    title = properties.title
    if "{" in title:
        properties.title = ""
    element = properties._element
    for child in list(element):
        if child.tag.rpartition("}")[2] in ("created", "modified", "lastPrinted", "revision"):
            element.remove(child)
