"""Pages and feeds as text and as a tree, whatever charset they are in, within bounds."""

from __future__ import annotations

import re

from lxml import etree, html

from gongkai.documents.charset import decode_text

#: More tags than any list of titles has; beyond it a page is not read.
MOST_TAGS = 150_000
MOST_BYTES = 5 * 1024 * 1024
_DECLARED = re.compile(rb"(?i)(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN = ("script", "style", "noscript", "template", "select", "option", "iframe", "textarea")
#: What opens a page, a feed, an answer, and what closes it; a page may do without where its parts are closed.
_WHOLE = (("<rss", "</rss"), ("<feed", "</feed"), ("<rdf:rdf", "</rdf:rdf"), ("<datastore", "</datastore"))
_PARTS = ("div", "ul", "table")
_GB = {"gb2312", "gbk", "gb-2312", "x-gbk", "gb_2312-80", "cp936"}


def page_text(body: bytes, content_type: str = "") -> str | None:
    """The text of an answer: as it declares itself if that fits, else as it reads best; None for no text."""
    if body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode_text(body)
    for declared in (_DECLARED.search(content_type.encode()), _DECLARED.search(body[:2048])):
        if declared is not None:
            name = declared[1].decode("ascii").lower()
            try:
                return body.decode("gb18030" if name in _GB else name)
            except (LookupError, UnicodeDecodeError):
                continue
    text = decode_text(body)
    return text if text is not None else _with_flaws(body, content_type)


def _with_flaws(body: bytes, content_type: str) -> str | None:
    """A page with a few broken bytes is still a page; a picture is not."""
    if b"<" not in body[:2048] or b"\x00" in body[:4096]:
        return None
    gb = re.search(rb"(?i)gb", content_type.encode() + body[:2048]) is not None
    return body.decode("gb18030" if gb else "utf-8", errors="replace")


def breaks_off(text: str) -> bool:
    """Whether a page, a feed or an XML answer was opened and never closed, so that some of it is not here."""
    lower = text.lower()
    for opening, closing in _WHOLE:
        if opening in lower[:3000]:
            return closing not in lower
    if "<html" not in lower[:3000] or "</html" in lower or "</body" in lower:
        return False
    return any(lower.count(f"<{part}") > lower.count(f"</{part}") for part in _PARTS)


def page_tree(page: bytes | str) -> html.HtmlElement | None:
    """The page as a tree without scripts and comments; None when it is empty, too large or no page."""
    text = page_text(page) if isinstance(page, bytes) else page
    if text is None or not text.strip() or len(text) > MOST_BYTES or text.count("<") > MOST_TAGS:
        return None
    text = _XML_HEAD.sub("", text).replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    for element in list(root.iter(*_UNSEEN)):
        empty(element)
    return root


def empty(element: etree._Element) -> None:
    """Take everything out of an element; the text after it stays."""
    tail = element.tail
    element.clear()
    element.tail = tail


def text_of(element: etree._Element) -> str:
    """All text inside the element, in order, pieces joined without blanks."""
    return "".join(str(piece) for piece in element.itertext())


def spaced_text(element: etree._Element) -> str:
    """All text inside the element, its pieces divided by blanks."""
    return " ".join(" ".join(str(piece) for piece in element.itertext()).split())


def classes_of(element: etree._Element) -> str:
    """Class and id of an element in one string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()
