"""The dates proved: the clock asked again with the packaged story, calendar and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongkai.dossier import canonical
from gongkai.dossier.calendar_files import FOLDER, calendar_of, differing_years
from gongkai.dossier.clock_file import CLOCK_FILE, reading_table
from gongkai.dossier.findings import FindingKind, Report
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.clock import ClockError, ClockRules, Story, clock, rules_in, story_from_mapping

RULES_FILE = "rules/clock.toml"
_PLACE = f"{CLOCK_FILE} · {{field}}"
_UNREADABLE = "读不出事实、日历或者规则，不能重算：{why}"
_DIFFERS = "包里写明“{told}”，按包里的事实、日历和规则重算为“{counted}”。"
_VERSION = "日历的版本写明“{told}”，按包里的日历算出“{counted}”。"
_STATED = "清单写明“{stated}”，期限计算写明“{told}”，两处应当一致。"
_OTHER_RULES = "期限按“{label}”（{version}）计算，收到申请时施行的不是这一版规则，请核对。"
_OTHER_CALENDAR = "包里{year}年的工作日安排与本程序自带的不同，请对照国务院办公厅的通知核对。"
_LISTS = ("excluded", "breaches", "impossible", "trace", "days")
_MOST_SHOWN = 60


#: What the manifest says of the count, and where the clock's file says it.
_IN_MANIFEST = (("calendar_version", True), ("rules_version", True), ("as_of", False))


def recount(files: Mapping[str, bytes], manifest: Mapping[str, Any], report: Report) -> None:
    """Compare the stated reading with the one computed now and with the manifest; differences are findings.

    The rules cannot be counted again from the story: which version applied follows from the day of receipt,
    and a receipt that was corrected keeps the version the case began under. So the manifest has the last
    word on the version, and one that was not in force on the day of receipt is remarked on.
    """
    try:
        table = canonical.read_object(files[CLOCK_FILE])
        story, as_of = story_from_mapping(table), date.fromisoformat(table["as_of"])
        told = table["reading"]
        if not isinstance(told, Mapping):
            raise ValueError("reading")
        calendar = calendar_of({name: raw for name, raw in files.items() if name.startswith(FOLDER)})
        rules = rules_in(files[RULES_FILE].decode("utf-8"), str(told["rules_version"]))
        counted = _counted(story, calendar, rules, as_of)
    except (KeyError, TypeError, ValueError, ClockError, CalendarError, OverflowError) as error:
        report.add(CLOCK_FILE, FindingKind.CLOCK, _UNREADABLE.format(why=_shown(error)))
        return
    if told.get("calendar_version") != calendar.version:
        report.add(
            FOLDER.rstrip("/"),
            FindingKind.CLOCK,
            _VERSION.format(told=_shown(told.get("calendar_version")), counted=calendar.version),
        )
    for field, in_reading in _IN_MANIFEST:
        stated, here = manifest.get(field), (told if in_reading else table).get(field)
        if stated != here:
            message = _STATED.format(stated=_shown(stated), told=_shown(here))
            report.add(_PLACE.format(field=field), FindingKind.CLOCK, message)
    for field, stated, found in _differences(told, counted):
        message = _DIFFERS.format(told=_shown(stated), counted=_shown(found))
        report.add(_PLACE.format(field=field), FindingKind.CLOCK, message)
    if not _was_in_force(story, rules):
        report.notes.append(_OTHER_RULES.format(label=rules.label, version=rules.version))
    report.notes += [_OTHER_CALENDAR.format(year=year) for year in differing_years(calendar)]


def _was_in_force(story: Story, rules: ClockRules) -> bool:
    """Whether the rules were in force on a day on which the request was submitted or confirmed."""
    days = [day for day in (story.received.submitted, story.received.confirmed) if day is not None]
    return not days or any(
        rules.effective_from <= day and (rules.effective_to is None or day <= rules.effective_to)
        for day in days
    )


def _counted(story: Story, calendar: Calendar, rules: ClockRules, as_of: date) -> dict[str, Any]:
    return reading_table(clock(story, calendar=calendar, rules=rules, as_of=as_of))


def _differences(told: Mapping[str, Any], counted: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    for field in sorted({*told, *counted}):
        stated, found = told.get(field), counted.get(field)
        if stated == found or field == "calendar_version":
            continue
        if field in _LISTS and isinstance(stated, list) and isinstance(found, list):
            yield field, *_first_difference(stated, found)
        else:
            yield field, stated, found


def _first_difference(stated: list[Any], found: list[Any]) -> tuple[object, object]:
    for one, other in zip(stated, found, strict=False):
        if one != other:
            return one, other
    return f"{len(stated)} 项", f"{len(found)} 项"


def _shown(value: object) -> str:
    text = "无" if value is None else str(value)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
