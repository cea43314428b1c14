"""Which character set a text file of a Chinese office is in."""

from __future__ import annotations

import codecs

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(data: bytes) -> str | None:
    """Return a text file's content, or None when it is no text in UTF-8, GB18030, Big5 or UTF-16."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data[:4096]:
        little = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        return _decoded(data, "utf-16-le" if little else "utf-16-be")
    for encoding in ("utf-8", "gb18030", "big5"):
        text = _decoded(data, encoding)
        if text is not None:
            return text
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = sum(1 for char in text[:20000] if char < " " and char not in "\t\r\n\f\x1a")
    return text if controls * 50 <= min(len(text), 20000) else None
