"""Reads a story out of the plain table of a case file; says which field is wrong and what to write."""

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from gongkai.law.clock.errors import StoryUnreadable
from gongkai.law.clock.facts import Channel, Event, EventType, Party, Received, Story

E = TypeVar("E", bound=StrEnum)

_TOP_KEYS = ("received", "events")
_RECEIVED_KEYS = ("channel", "submitted", "confirmed")
_EVENT_KEYS = ("on", "type", "id", "party", "respond_by", "until", "working_days")
_EMPTY = ("", "~", "null", "Null", "NULL", None)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,6}")
_MOST_SHOWN = 40

_NOT_A_TABLE = "{where}应是“键: 值”的形式，请按说明书的格式改写。"
_NOT_A_LIST = "{where}应是一个列表，每件事以“- ”开头，请改写。"
_MISSING = "{where}缺少 {key}，请补上{what}。"
_UNKNOWN_VALUE = "{where}的 {key} 写作“{value}”，不认识，请写其中之一：{choices}。"
_BAD_DATE = "{where}的 {key} 写作“{value}”，不是日期，请写成 2026-02-10 这样的形式。"
_BAD_NUMBER = "{where}的 {key} 写作“{value}”，不是整数，请写成 20 这样的数字。"
_BAD_TEXT = "{where}的 {key} 应是一个词或数字，请改写。"
_MISSPELT = "{where}的 {key} 不认识，是不是想写 {meant}？请改正。"
_LINE = "第{line}行，"
_RECEIVED, _EVENTS, _FILE, _EVENT = "received ", "events ", "文件内容", "第{number}件事（events）"


class LinedTable(dict[str, Any]):
    """A table that remembers on which line it begins and where each of its keys stands."""

    line: int = 0
    lines: Mapping[str, int]


def story_from_mapping(table: Any) -> Story:
    """The story in a parsed case file. Dates may be dates or texts such as 2026-02-10.

    Raises StoryUnreadable with one Chinese sentence naming the line (where known) and the field.
    Keys it does not know are notes of the writer, unless they look like a misspelt one.
    """
    whole = _table(table, _FILE, _TOP_KEYS)
    if whole.get("received") in _EMPTY:
        raise StoryUnreadable(_MISSING.format(where=_FILE, key="received", what="收到申请的渠道和日期"))
    received = _received(_table(whole["received"], _RECEIVED, _RECEIVED_KEYS))
    rows = whole.get("events")
    if rows in _EMPTY:
        return Story(received)
    if not isinstance(rows, Sequence) or isinstance(rows, str | bytes):
        raise StoryUnreadable(_NOT_A_LIST.format(where=_at(whole, "events", _EVENTS)))
    return Story(received, tuple(_event(row, number) for number, row in enumerate(rows, start=1)))


def _received(table: Mapping[str, Any]) -> Received:
    return Received(
        channel=_required(_choice(table, "channel", Channel, _RECEIVED), table, "channel", _RECEIVED),
        submitted=_date(table, "submitted", _RECEIVED),
        confirmed=_date(table, "confirmed", _RECEIVED),
    )


def _event(row: Any, number: int) -> Event:
    where = _EVENT.format(number=number)
    # A plain YAML 1.1 reader takes the key `on` for the truth value.
    if isinstance(row, Mapping) and True in row and "on" not in row:
        row = {"on" if key is True else key: value for key, value in row.items()}
    table = _table(row, where, _EVENT_KEYS)
    return Event(
        on=_required(_date(table, "on", where), table, "on", where),
        type=_required(_choice(table, "type", EventType, where), table, "type", where),
        id=_text(table, "id", where),
        party=_choice(table, "party", Party, where),
        respond_by=_date(table, "respond_by", where),
        until=_date(table, "until", where),
        working_days=_number(table, "working_days", where),
    )


def _table(value: Any, where: str, keys: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise StoryUnreadable(_NOT_A_TABLE.format(where=where))
    for key in value:
        if key in keys:
            continue
        meant = difflib.get_close_matches(str(key), keys, n=1, cutoff=0.8)
        if meant:
            place = _at(value, key, where)
            raise StoryUnreadable(_MISSPELT.format(where=place, key=_shown(key), meant=meant[0]))
    return value


_WHAT = {
    "channel": "收到的渠道（counter、signed_post、post、online 或 fax）",
    "on": "发生的日期，如 2026-02-10",
    "type": "这件事的种类，如 replied",
}
T = TypeVar("T")


def _required(value: T | None, table: Mapping[str, Any], key: str, where: str) -> T:
    if value is None:
        place = _at(table, None, where)
        raise StoryUnreadable(_MISSING.format(where=place, key=key, what=_WHAT[key]))
    return value


def _choice(table: Mapping[str, Any], key: str, kind: type[E], where: str) -> E | None:
    value = table.get(key)
    if _is_empty(value):
        return None
    try:
        return kind(str(value).strip())
    except ValueError as error:
        choices = "、".join(kind)
        place = _at(table, key, where)
        sentence = _UNKNOWN_VALUE.format(where=place, key=key, value=_shown(value), choices=choices)
        raise StoryUnreadable(sentence) from error


def _date(table: Mapping[str, Any], key: str, where: str) -> date | None:
    value = table.get(key)
    if _is_empty(value):
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise StoryUnreadable(_BAD_DATE.format(where=_at(table, key, where), key=key, value=_shown(value)))


def _number(table: Mapping[str, Any], key: str, where: str) -> int | None:
    value = table.get(key)
    if _is_empty(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value.strip()):
        return int(value)
    raise StoryUnreadable(_BAD_NUMBER.format(where=_at(table, key, where), key=key, value=_shown(value)))


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if _is_empty(value):
        return ""
    if isinstance(value, str | int | float | date):
        return str(value).strip()
    raise StoryUnreadable(_BAD_TEXT.format(where=_at(table, key, where), key=key))


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in _EMPTY)


def _at(table: Mapping[str, Any], key: Any, where: str) -> str:
    """The place in words, with the line where the file's reader kept it."""
    if not isinstance(table, LinedTable):
        return where
    line = table.lines.get(key, table.line)
    return _LINE.format(line=line) + where


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
