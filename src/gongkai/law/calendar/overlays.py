"""Days that differ for one region or one organ: minority festivals, local closures.

全国年节及纪念日放假办法第四条 leaves the festivals of the minorities to the local governments.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.calendar.errors import InvalidOverlay
from gongkai.law.calendar.notices import SATURDAY


@dataclass(frozen=True, slots=True)
class RegionalOverlay:
    """Days off and days worked that replace the national arrangement, each with its name.

    Both tables are sorted by date. `source` is the document that orders them.
    """

    code: str
    label: str
    source: str
    off: tuple[tuple[date, str], ...]
    work: tuple[tuple[date, str], ...] = ()


def overlay_from_json(text: str) -> RegionalOverlay:
    """Read an overlay: {code, label, source, off: [{date, name}], work: [{date, name}]}.

    Raises InvalidOverlay if a field is missing, no document is named, or a day is listed twice
    or on the wrong kind of weekday.
    """
    try:
        table = json.loads(text)
    except ValueError as error:
        raise InvalidOverlay(("文件不是有效的 JSON，请检查括号、引号和逗号。",)) from error
    return validated_overlay(_overlay(table))


def _overlay(table: Mapping[str, Any]) -> RegionalOverlay:
    if not isinstance(table, Mapping):
        raise InvalidOverlay(("文件内容应是一个对象，包含 code、label、source、off 等字段。",))
    try:
        return RegionalOverlay(
            code=str(table["code"]),
            label=str(table["label"]),
            source=str(table["source"]),
            off=_named_days(table["off"]),
            work=_named_days(table.get("work", ())),
        )
    except KeyError as error:
        raise InvalidOverlay((f"缺少字段 {error.args[0]}，请补上。",)) from error
    except (TypeError, ValueError) as error:
        raise InvalidOverlay(("日期应写作 2027-01-01，名称应为文字，请改正。",)) from error


def _named_days(rows: Any) -> tuple[tuple[date, str], ...]:
    return tuple(sorted((date.fromisoformat(row["date"]), str(row["name"])) for row in rows))


def validated_overlay(overlay: RegionalOverlay) -> RegionalOverlay:
    """The same overlay. Raises InvalidOverlay with every problem found."""
    found = []
    if not overlay.source.strip():
        found.append("没有写明依据的文件，请在 source 中填写。")
    days = [day for day, _ in (*overlay.off, *overlay.work)]
    found += [f"{day}列了不止一次，请只保留一处。" for day in sorted({d for d in days if days.count(d) > 1})]
    for day, name in overlay.work:
        if day.weekday() < SATURDAY:
            found.append(f"{day}（{name}）不是周末，不必列为上班日，请删去。")
    if found:
        raise InvalidOverlay(tuple(found))
    return overlay
