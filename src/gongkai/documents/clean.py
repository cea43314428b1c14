"""The only way HTML gets into a body: cleaned of everything but structure, Word and WPS paste included."""

from __future__ import annotations

from gongkai.documents.allowed_html import sanitise_final, sanitise_incoming
from gongkai.documents.blanks import without_controls
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.plain import paragraphs_html
from gongkai.documents.rewrite import rewrite
from gongkai.documents.tree import parse, serialise

MAX_CHARACTERS = 8_000_000
_ROUNDS = 8


def clean_html(html: str) -> str:
    """Return ``html`` as a body may stand: allowed elements only, no style attribute, nothing that runs.

    Alignment becomes the classes ``ta-center``, ``ta-right`` and ``no-indent``; pictures are kept only from
    ``picture:<name>`` and ``/files/…``; links only to http(s), mailto and relative addresses. Hidden text and
    tracked deletions are dropped with their content. Cleaning a cleaned body changes nothing. Raises
    FileRefused when the HTML is longer than ``MAX_CHARACTERS``.
    """
    if len(html) > MAX_CHARACTERS:
        raise FileRefused(Refusal.TOO_LARGE, "正文过长，请拆分为几篇，或作为附件上传。")
    current = without_controls(html)
    for _ in range(_ROUNDS):
        cleaned = _one_round(current)
        if cleaned == current:
            return cleaned
        current = cleaned
    # HTML built to be read differently each time is no one's document: its words are kept, its form is not.
    return paragraphs_html(parse(sanitise_final(current)).text())


def _one_round(html: str) -> str:
    root = parse(sanitise_incoming(html))
    rewrite(root)
    return sanitise_final(serialise(root))
