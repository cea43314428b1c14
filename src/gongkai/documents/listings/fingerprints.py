"""The main text of a page as one digest, to notice that it was edited later; and whether it shows a title."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from lxml import etree

from gongkai.documents.listings.markup import classes_of, empty, page_tree, text_of
from gongkai.documents.listings.titles import LEAST_BEGINNING, normal_title

_ASIDE = re.compile(
    r"(?i)nav|menu|foot|header|friend|crumb|location|share|visit|hits|count|related|recommend|side"
)
_BODY = re.compile(r"(?i)(trs_editor|article|content|zoom|detail|ucap|main-?text|bt-content|editor|view)")
_LEAST_TEXT = 20


def page_fingerprint(html: bytes | str) -> str:
    """Digest of a page's main text, «» when there is none to speak of.

    Blanks, mark-up, navigation, scripts and what counts visits are left out; the charset makes no difference.
    """
    text = main_text(html)
    return hashlib.sha256(text.encode()).hexdigest() if len(text) >= _LEAST_TEXT else ""


def main_text(html: bytes | str) -> str:
    """The text of the part that holds most of the page's words, without blanks."""
    root = page_tree(html)
    if root is None:
        return ""
    whole = len(_solid(text_of(root)))
    for element in list(root.iter(etree.Element)):
        aside = element.getparent() is not None and _ASIDE.search(classes_of(element))
        if aside and 2 * len(_solid(text_of(element))) <= whole:
            empty(element)
    parts = root.iter("div", "article", "td", "section", "main")
    texts = [_solid(text_of(one)) for one in parts if _BODY.search(classes_of(one))]
    best = max(texts, key=len, default="")
    return best if len(best) >= _LEAST_TEXT else _solid(text_of(root))


def shows_title(html: bytes | str, title: str) -> bool:
    """Whether the page shows the title anywhere, cut ends and blanks aside."""
    root = page_tree(html)
    wanted = normal_title(title)
    if root is None or len(wanted) < LEAST_BEGINNING // 2:
        return False
    return wanted in normal_title(text_of(root))


def _solid(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
