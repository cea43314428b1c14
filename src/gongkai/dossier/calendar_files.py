"""The calendar inside a package: every year's notice and every local table, and the calendar they give."""

from collections.abc import Mapping

from gongkai.dossier import canonical
from gongkai.law.calendar import Calendar, RegionalOverlay, notice_to_table, overlay_from_json
from gongkai.law.calendar.notices import notice_from_table

FOLDER = "calendar/"
_LOCAL = f"{FOLDER}local-"


def calendar_files(calendar: Calendar) -> dict[str, bytes]:
    """The files by name. All years go along, so that the calendar's version can be computed anew."""
    files = {
        f"{FOLDER}{notice.year}.json": canonical.text_of(notice_to_table(notice))
        for notice in calendar.notices
    }
    for position, overlay in enumerate(calendar.overlays):
        files[f"{_LOCAL}{position:02d}.json"] = canonical.text_of(_overlay_table(overlay))
    return files


def calendar_of(files: Mapping[str, bytes]) -> Calendar:
    """The calendar that these files give; raises ValueError where one cannot be read.

    The years are taken as they stand, as the built-in ones are: what matters is what was counted with.
    """
    notices, overlays = [], []
    for name in sorted(files):
        if name.startswith(_LOCAL):
            overlays.append(overlay_from_json(files[name].decode("utf-8")))
        else:
            notices.append(notice_from_table(canonical.read_object(files[name])))
    return Calendar(tuple(sorted(notices, key=lambda notice: notice.year)), tuple(overlays))


def differing_years(calendar: Calendar) -> list[int]:
    """Years whose days differ from those that came with this program, both being known."""
    builtin = Calendar.builtin()
    found = []
    for notice in calendar.notices:
        known = builtin.notice_for(notice.year)
        if known is not None and (known.off, known.work) != (notice.off, notice.work):
            found.append(notice.year)
    return found


def _overlay_table(overlay: RegionalOverlay) -> dict[str, object]:
    return {
        "code": overlay.code,
        "label": overlay.label,
        "source": overlay.source,
        "off": [{"date": day.isoformat(), "name": name} for day, name in overlay.off],
        "work": [{"date": day.isoformat(), "name": name} for day, name in overlay.work],
    }
