"""Content fit to be printed: what no file may hold is taken out of its words."""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai.reports.content import Content, Passage

# XML forbids these; pasted text brings them along.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(content: Content) -> Content:
    """The same content without control characters and other code points that no file can hold."""
    return replace(
        content,
        organ=_clean(content.organ),
        title=_clean(content.title),
        opening=tuple(map(_clean, content.opening)),
        prose={section: tuple(map(_passage, passages)) for section, passages in content.prose.items()},
        signed_by=_clean(content.signed_by),
        correction=_clean(content.correction),
        notes={cell: _clean(note) for cell, note in (content.notes or {}).items()},
    )


def _passage(passage: Passage) -> Passage:
    return Passage(_clean(passage.heading), tuple(map(_clean, passage.paragraphs)))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
