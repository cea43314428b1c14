"""Characters that Word takes from a symbol font, as the signs they look like."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)
_DINGBATS = {
    0x52: "☑", 0x54: "☒", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x78: "☒", 0xA1: "○", 0xA3: "☐",
    0xA8: "☐", 0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + number: chr(ord("①") + number) for number in range(10)},
    **{0x8C + number: chr(ord("❶") + number) for number in range(10)},
}  # fmt: skip
# What cannot be told is shown as such and never guessed: it might stand where a figure is expected.
_UNKNOWN = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The character that stands for w:sym; U+FFFD where the font's own sign is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return _UNKNOWN
    if number in _PRIVATE:
        number -= _PRIVATE.start
    if font.lower().startswith(("wingdings", "webdings")):
        return _DINGBATS.get(number, _UNKNOWN) if font.lower() == "wingdings" else _UNKNOWN
    if number < 0x20 or 0xD800 <= number < 0xE000 or number > 0xFFFF:
        return _UNKNOWN
    return chr(number) if number < 0x7F or font.lower() != "symbol" else _UNKNOWN
