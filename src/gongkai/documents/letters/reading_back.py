"""The text of a finished letter, in reading order: what was approved and what the sealed file must say."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from gongkai.documents.letters.errors import TemplateRefused
from gongkai.documents.package import local_name


def plain_text(document: bytes) -> str:
    """The text of a docx body, paragraphs and table cells one a line; footers with page numbers are no part.

    Raises TemplateRefused when the bytes are no readable docx.
    """
    try:
        body = docx.Document(BytesIO(document)).element.body
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, AttributeError) as error:
        raise TemplateRefused("文书文件已损坏，无法读取。请重新生成。") from error
    lines = (line.strip() for paragraph in _paragraphs(body) for line in _text(paragraph).split("\n"))
    return "\n".join(line for line in lines if line)


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if local_name(child) == "p":
            yield child
        else:
            yield from _paragraphs(child)


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for part in paragraph.iter():
        name = local_name(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "tab":
            pieces.append(" ")
    return "".join(pieces)
