"""JPEG pictures without what cameras and programs write into them: place, time, device, thumbnails."""

from __future__ import annotations

_START = b"\xff\xd8"
_APPLICATION = range(0xE0, 0xF0)
# JFIF and Adobe's colour mark tell how to draw the picture, everything else tells about it.
_NEEDED = {0xE0: b"JFIF\x00", 0xEE: b"Adobe"}
_COMMENT = 0xFE
_SCAN = 0xDA


def without_metadata(data: bytes) -> bytes:
    """The picture without application segments and comments; bytes that are no JPEG come back unchanged."""
    if not data.startswith(_START):
        return data
    kept = [_START]
    at = len(_START)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _SCAN:
            return b"".join([*kept, data[at:]])
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at : at + 2 + length]
        if not _tells_about(marker, segment[4:]):
            kept.append(segment)
        at += 2 + length
    return data


def _tells_about(marker: int, content: bytes) -> bool:
    if marker == _COMMENT:
        return True
    if marker not in _APPLICATION:
        return False
    needed = _NEEDED.get(marker)
    return needed is None or not content.startswith(needed)
