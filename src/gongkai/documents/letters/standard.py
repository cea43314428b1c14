"""The standard template of every letter: its wording set on the page of an official document."""

from __future__ import annotations

from functools import cache

from gongkai.documents.letters.container import word_file
from gongkai.documents.letters.forms import form_body
from gongkai.documents.letters.layout import (
    FontNames,
    document_xml,
    footer_xml,
    paragraph,
    section,
    settings_xml,
    styles_xml,
)
from gongkai.documents.letters.texts import Shape, Wording, spoken, wording_of

# The organ's name over a letter is set smaller, the longer it is: characters that fit, and the style.
_RED_HEADS = (("<=", 12, "RedHead"), (">", 12, "RedHeadLong"))
_DEFAULT_FONTS = FontNames()


@cache
def standard_template(code: str, *, red_head: bool = False, fonts: FontNames = _DEFAULT_FONTS) -> bytes:
    """The docx template of a letter, the same bytes each time; raises LetterError for an unknown code.

    ``red_head`` puts the organ's name in red over a double line, as letters with a printed head have it;
    forms have none.
    """
    wording = wording_of(code)
    is_form = wording.shape is Shape.FORM
    with_head = red_head and not is_form
    body = form_body(wording) if is_form else _letter_body(wording, red_head=with_head)
    footers = {"rIdOdd": footer_xml("OddNumber"), "rIdEven": footer_xml("EvenNumber")}
    if with_head:
        footers["rIdFirst"] = footer_xml("FirstFoot")
    return word_file(
        title=wording.title,
        document=document_xml(body + section(landscape=wording.landscape, red_head=with_head, form=is_form)),
        styles=styles_xml(fonts),
        settings=settings_xml(),
        footers=footers,
    )


def _letter_body(wording: Wording, *, red_head: bool) -> str:
    lines = _head(wording, red_head=red_head)
    lines += [
        paragraph("Addressee", spoken(wording.addressee) + "："),
        *(_body_paragraph(line) for line in wording.body),
    ]
    if wording.closing:
        lines.append(paragraph("BodyText", wording.closing, keep_next=True))
    lines += _attachments() if "attachments" in wording.optional else []
    lines += _signature() if wording.signed else []
    return "".join(lines)


def _head(wording: Wording, *, red_head: bool) -> list[str]:
    number = ["{%p if number %}", "{{ number }}", "{%p endif %}"]
    if not red_head:
        return [
            paragraph("Title", "{{ organ_name|balanced(20) }}", keep_next=True),
            paragraph("LetterTitle", _title(wording.title), keep_next=True),
            *(paragraph("Number", line) for line in number),
            paragraph("Addressee", ""),
        ]
    marks: list[str] = []
    for sign, longest, style in _RED_HEADS:
        marks += [
            paragraph(style, "{%p if organ_name|length " + sign + " " + str(longest) + " %}"),
            paragraph(style, "{{ organ_name|balanced(20) }}"),
            paragraph(style, "{%p endif %}"),
        ]
    return [
        *marks,
        paragraph("RedLine", ""),
        *(paragraph("NumberRight", line) for line in number),
        paragraph("Addressee", ""),
        paragraph("Title", _title(wording.title), keep_next=True),
        paragraph("Addressee", ""),
    ]


def _title(title: str) -> str:
    """A title with its bracketed part on a line of its own."""
    return title.replace("（", "\n（", 1) if len(title) > 14 else title


def _body_paragraph(line: str) -> str:
    if line == "@qr":
        return paragraph("Picture", "{{ tracking_qr }}")
    if line.startswith("# "):
        return paragraph("Heading1", line[2:])
    if line.startswith("+ "):
        return paragraph("BodyText", line[2:], keep_next=True)
    return paragraph("BodyText", line)


def _attachments() -> list[str]:
    several = "{% if attachments|length > 1 %}{{ loop.index }}. {% endif %}"
    first = "{% if loop.first %}附件：{% else %}　　　{% endif %}"
    return [
        paragraph("Attachment", "{%p if attachments %}"),
        paragraph("Attachment", "", keep_next=True),
        paragraph("Attachment", "{%p for name in attachments %}"),
        paragraph("Attachment", first + several + "{{ name|unstopped }}", keep_next=True),
        paragraph("Attachment", "{%p endfor %}"),
        paragraph("Attachment", "{%p endif %}"),
    ]


def _signature() -> list[str]:
    return [
        paragraph("Signature", ""),
        paragraph("Signature", ""),
        paragraph("Signature", "{{ organ_name|balanced(22) }}"),
        paragraph("Date", "{{ issued_on }}"),
    ]
