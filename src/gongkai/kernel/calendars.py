"""The calendar this installation counts by: the built-in one, notices and local days loaded since."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.kernel.models import Organ
from gongkai.law.calendar import (
    Calendar,
    RegionalOverlay,
    YearNotice,
    load_notice,
    notice_to_table,
    overlay_from_json,
)

_Stamps = tuple[tuple[str, int], ...]


def calendar_dir() -> Path:
    """Where loaded notices lie, one file per year; local days are in «local», one file per organ's code."""
    return Path(settings.GONGKAI_DIR) / "calendar"


def current_calendar() -> Calendar:
    """The national calendar as of now; a notice loaded while the program runs is used at once."""
    return _assembled(str(calendar_dir()), _stamps(calendar_dir(), "*"), ())


def calendars_for(organs: Iterable[Organ]) -> dict[int, Calendar]:
    """The calendar of each organ by its id; one question however many, and organs alike share one object."""
    found = list(organs)
    folder = calendar_dir()
    if not found or not (folder / "local").is_dir():
        return {organ.pk: current_calendar() for organ in found}
    paths = {organ.pk: [int(part) for part in organ.path.strip("/").split("/") if part] for organ in found}
    above = {one for path in paths.values() for one in path}
    codes = dict(Organ.objects.filter(pk__in=above).values_list("pk", "code"))
    notices = _stamps(folder, "*")
    return {
        pk: _assembled(
            str(folder),
            notices,
            tuple(stamp for one in path if one in codes for stamp in _stamps(folder / "local", codes[one])),
        )
        for pk, path in paths.items()
    }


def calendar_for(organ: Organ) -> Calendar:
    """The calendar of an organ: local days of those above it, then its own, replace the national ones."""
    folder = calendar_dir()
    above = [int(part) for part in organ.path.strip("/").split("/") if part]
    codes = Organ.objects.filter(pk__in=above).order_by("path").values_list("code", flat=True)
    if not (folder / "local").is_dir():
        return current_calendar()
    local = tuple(stamp for code in codes for stamp in _stamps(folder / "local", code))
    return _assembled(str(folder), _stamps(folder, "*"), local)


def _stamps(folder: Path, name: str) -> _Stamps:
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted(folder.glob(f"{name}.json")))


@lru_cache(maxsize=64)
def _assembled(folder: str, notices: _Stamps, local: _Stamps) -> Calendar:
    calendar = Calendar.builtin()
    for name, _ in notices:
        calendar = calendar.with_notice(load_notice(Path(folder) / name))
    for name, _ in local:
        text = (Path(folder) / "local" / name).read_text("utf-8")
        calendar = calendar.with_overlay(overlay_from_json(text))
    return calendar


def keep_notice(notice: YearNotice) -> Path:
    """Keep a validated notice for good; the one of the same year is replaced. Raises InvalidNotice."""
    Calendar.builtin().with_notice(notice)
    return _written(calendar_dir() / f"{notice.year}.json", notice_to_table(notice))


def keep_local_days(organ: Organ, overlay: RegionalOverlay) -> Path:
    """Keep the local days of an organ and of all below it; earlier ones go. Raises InvalidOverlay."""
    Calendar.builtin().with_overlay(overlay)
    table = {
        "code": overlay.code,
        "label": overlay.label,
        "source": overlay.source,
        "off": [{"date": day.isoformat(), "name": name} for day, name in overlay.off],
        "work": [{"date": day.isoformat(), "name": name} for day, name in overlay.work],
    }
    return _written(calendar_dir() / "local" / f"{organ.code}.json", table)


def _written(target: Path, table: object) -> Path:
    """Write aside, then rename: a reader sees the old file or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".tmp")
    aside.write_text(json.dumps(table, ensure_ascii=False, indent=1), "utf-8")
    os.replace(aside, target)
    return target
