"""A report as a Word document on the page of official documents."""

from __future__ import annotations

from gongkai.documents.letters.container import word_file
from gongkai.documents.letters.environment import balanced
from gongkai.documents.letters.layout import (
    FontNames,
    document_xml,
    footer_xml,
    paragraph,
    section,
    settings_xml,
)
from gongkai.reports.content import Content
from gongkai.reports.writing.layout import layout
from gongkai.reports.writing.outline import SECTION_TABLES, Line, Role, outline
from gongkai.reports.writing.printable import printable
from gongkai.reports.writing.word_styles import (
    AFTER_TABLE,
    EDITION,
    HEADING,
    NEW_PAGE,
    SECTION,
    SIGNATURE,
    TEXT,
    TITLE,
    report_styles,
)
from gongkai.reports.writing.word_tables import MEASURES, table_xml

_DEFAULT_FONTS = FontNames()
_TITLE_CHARACTERS = 20
_STYLES = {
    Role.EDITION: EDITION,
    Role.OPENING: TEXT,
    Role.HEADING: HEADING,
    Role.TEXT: TEXT,
    Role.SIGNATURE: SIGNATURE,
    Role.DATE: "Date",
}


def to_docx(content: Content, *, fonts: FontNames = _DEFAULT_FONTS) -> bytes:
    """The report as a docx, the same bytes each time; it names no author and keeps no time of making."""
    content = printable(content)
    lines = outline(content)
    body = "".join(_drawn(content, lines, at) for at in range(len(lines)))
    sizes = tuple(dict.fromkeys(measure.points for measure in MEASURES.values()))
    return word_file(
        title=content.title,
        document=document_xml(body + section()),
        styles=report_styles(fonts, sizes),
        settings=settings_xml(),
        footers={"rIdOdd": footer_xml("OddNumber"), "rIdEven": footer_xml("EvenNumber")},
    )


def _drawn(content: Content, lines: tuple[Line, ...], at: int) -> str:
    line = lines[at]
    following = lines[at + 1].role if at + 1 < len(lines) else None
    if line.role is Role.TABLE:
        label = next(one.label for one in content.form.sections if one.code == line.section)
        return table_xml(content, layout(content.form)[line.text], label)
    if line.role is Role.TITLE:
        closes = "" if following is Role.EDITION else paragraph(TEXT, "")
        return paragraph(TITLE, title_lines(content), keep_next=True) + closes
    if line.role is Role.SECTION:
        table = SECTION_TABLES.get(line.section)
        own_page = table is not None and MEASURES[table].own_page
        follows_table = lines[at - 1].role is Role.TABLE
        return paragraph(NEW_PAGE if own_page else AFTER_TABLE if follows_table else SECTION, line.text)
    # Whoever signs never stands alone at the top of a page.
    return paragraph(_STYLES[line.role], line.text, keep_next=following in (Role.SIGNATURE, Role.DATE))


def title_lines(content: Content) -> str:
    """The title in lines of fitting length, the organ's name on lines of its own where there are several."""
    if len(content.title) <= _TITLE_CHARACTERS:
        return content.title
    rest = content.title.removeprefix(content.organ)
    if not content.organ or rest in ("", content.title):
        return balanced(content.title, _TITLE_CHARACTERS)
    return f"{balanced(content.organ, _TITLE_CHARACTERS)}\n{balanced(rest, _TITLE_CHARACTERS)}"
