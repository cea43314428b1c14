"""Working days (工作日): yearly notices with 调休, statutory days, local overlays, counts with a trace."""

from gongkai.law.calendar.calendar import Calendar
from gongkai.law.calendar.days import Day, DayKind, Deadline, TraceLine
from gongkai.law.calendar.errors import CalendarError, InvalidCount, InvalidNotice, InvalidOverlay
from gongkai.law.calendar.loading import load_notice
from gongkai.law.calendar.notice_text import parse_notice
from gongkai.law.calendar.notices import (
    NoticeStatus,
    Span,
    YearNotice,
    notice_from_json,
    notice_to_table,
)
from gongkai.law.calendar.overlays import RegionalOverlay, overlay_from_json

__all__ = [
    "Calendar",
    "CalendarError",
    "Day",
    "DayKind",
    "Deadline",
    "InvalidCount",
    "InvalidNotice",
    "InvalidOverlay",
    "NoticeStatus",
    "RegionalOverlay",
    "Span",
    "TraceLine",
    "YearNotice",
    "load_notice",
    "notice_from_json",
    "notice_to_table",
    "overlay_from_json",
    "parse_notice",
]
