"""Loads a new year's notice from the file an official hands in."""

from pathlib import Path

from gongkai.law.calendar.errors import InvalidNotice
from gongkai.law.calendar.notice_text import parse_notice
from gongkai.law.calendar.notices import YearNotice, notice_from_json


def load_notice(source: bytes | Path, *, extra_days: int = 0, extra_reason: str = "") -> YearNotice:
    """A validated notice from a file, or its bytes, in our JSON form or as the notice's plain text.

    UTF-8 (with or without mark) and GB 18030 are read. `extra_days` with a reason belongs to the
    plain text; a JSON file states its own. Raises InvalidNotice, also if there is no such file.
    """
    text = decoded(source if isinstance(source, bytes) else _content_of(source))
    if text.lstrip().startswith("{"):
        return notice_from_json(text)
    return parse_notice(text, extra_days=extra_days, extra_reason=extra_reason)


def _content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidNotice((f"打不开文件“{path.name}”，请检查路径和权限。",)) from error


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 or GB 18030. Raises InvalidNotice if it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidNotice(("文件不是文本，请另存为纯文本（UTF-8）后再载入。",))
