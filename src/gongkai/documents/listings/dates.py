"""Dates as lists show them: written out, in addresses, in feeds, as seconds; always the day in Beijing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

BEIJING = timezone(timedelta(hours=8))
_SEP = r"\s*[-./年－／．]\s*"
#: A whole date with its year first; the sign before it must not belong to a longer number.
WRITTEN = re.compile(
    rf"(?<![\d])((?:19|20)\d\d){_SEP}(0?[1-9]|1[0-2])\s*[-./月－／．]\s*(3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
)
_PLAIN = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_APART = re.compile(
    rf"(?<![\d.:/-])(3[01]|[12]\d|0?[1-9])\s+((?:19|20)\d\d){_SEP}(0?[1-9]|1[0-2])(?![\d.:/-])月?"
)
_APART_DAY = re.compile(
    rf"(?<!\d)((?:19|20)\d\d){_SEP}(0?[1-9]|1[0-2])月?\s+(3[01]|[12]\d|0?[1-9])(?![\d.:/-])"
)
_IN_ADDRESS = (
    re.compile(r"(?:^|[/_=-])[tTcCpP]?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[_/.]|\d{6}_|$)"),
    re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](3[01]|[12]\d|0?[1-9])(?=[/_.]|$)"),
    re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])/(3[01]|[12]\d|0[1-9])/"),
    re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/"),
)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_EARLIEST, _LATEST = 1990, 2100


def written_dates(text: str) -> list[tuple[date, int, int]]:
    """Every date written in the text with where it begins and ends; what is no real day is passed over."""
    found = []
    for pattern, order in ((WRITTEN, (1, 2, 3)), (_DAY_APART, (2, 3, 1)), (_APART_DAY, (1, 2, 3))):
        for match in pattern.finditer(text):
            day = _day(*(match[place] for place in order))
            if day is not None:
                found.append((day, match.start(), match.end()))
        if found:
            return found
    return found


def date_in_address(url: str) -> date | None:
    """The date an address carries as site systems write it (t20231108_12.html, /2023/11/8/), if any."""
    path = re.sub(r"^https?://[^/]*", "", url)
    for pattern in _IN_ADDRESS:
        match = pattern.search(path)
        day = _day(match[1], match[2], match[3]) if match else None
        if day is not None:
            return day
    return None


def read_date(value: object) -> date | None:
    """The day meant by a value of a feed or a record: RFC 822, ISO, Chinese, seconds or milliseconds."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_seconds(float(value))
    text = str(value).strip()
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _from_seconds(float(text))
    if _INSTANT.match(text):
        try:
            return _beijing(datetime.fromisoformat(text.replace(" ", "T", 1)))
        except ValueError:
            pass
    found = written_dates(text[:60])
    if found:
        return found[0][0]
    plain = _PLAIN.match(text)
    return _day(plain[1], plain[2], plain[3]) if plain else _from_mail(text)


def _from_mail(text: str) -> date | None:
    try:
        return _beijing(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_seconds(number: float) -> date | None:
    """Ten digits are seconds, thirteen are milliseconds; anything else is no date."""
    seconds = number / 1000 if 10**11 <= number < 10**13 else number
    if not 6 * 10**8 <= seconds < 4.2 * 10**9:
        return None
    return datetime.fromtimestamp(seconds, UTC).astimezone(BEIJING).date()


def _beijing(moment: datetime) -> date | None:
    try:
        day = moment.date() if moment.tzinfo is None else moment.astimezone(BEIJING).date()
    except OverflowError:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None
