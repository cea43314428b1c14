"""The calendar this installation counts by: what came with the program and notices loaded since."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.law.calendar import Calendar, YearNotice, load_notice, notice_to_table


def calendar_dir() -> Path:
    """Where loaded notices lie, one file per year."""
    return Path(settings.GONGKAI_DIR) / "calendar"


def current_calendar() -> Calendar:
    """The calendar as of now; a notice loaded while the program runs is used at once."""
    folder = calendar_dir()
    stamps = tuple(
        (path.name, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.json")) if folder.is_dir()
    )
    return _assembled(str(folder), stamps)


@lru_cache(maxsize=4)
def _assembled(folder: str, stamps: tuple[tuple[str, int], ...]) -> Calendar:
    calendar = Calendar.builtin()
    for name, _ in stamps:
        calendar = calendar.with_notice(load_notice(Path(folder) / name))
    return calendar


def keep_notice(notice: YearNotice) -> Path:
    """Keep a validated notice for good; the one of the same year is replaced. Written aside and renamed."""
    Calendar.builtin().with_notice(notice)
    folder = calendar_dir()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{notice.year}.json"
    aside = target.with_suffix(".tmp")
    aside.write_text(json.dumps(notice_to_table(notice), ensure_ascii=False, indent=1), "utf-8")
    os.replace(aside, target)
    return target
