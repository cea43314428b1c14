"""`目录.html`: the package as somebody reads it without any program, on the screen or on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from gongkai.dossier.contents import Contents
from gongkai.dossier.manifest import Erased, Manifest, Member
from gongkai.law.clock import CountedDay

INDEX = "目录.html"
_TEMPLATES = Path(__file__).parent / "templates"
_KILO = 1024
_WEEKDAYS = "一二三四五六日"
_TABLE_KINDS = frozenset({"table", "calendar", "rules"})


@dataclass(frozen=True, slots=True)
class _Month:
    """The days of one month of the count."""

    label: str
    days: list[CountedDay]


def index_page(contents: Contents, manifest: Manifest) -> bytes:
    """The page: who did what when, the documents with hashes, the count day by day, proofs of service."""
    documents: list[Member | Erased] = [
        member for member in manifest.members if member.name.startswith("documents/")
    ]
    documents += manifest.erased
    page = _template().render(
        contents=contents,
        reading=contents.reading,
        manifest=manifest,
        documents=sorted(documents, key=lambda one: _position(one.name)),
        tables=[member for member in manifest.members if member.kind in _TABLE_KINDS],
        months=list(_months(contents.reading.days)),
        lines=sorted(contents.lines, key=lambda line: (line.on, line.recorded_at)),
    )
    return page.encode()


def _position(name: str) -> int:
    return int(name.removeprefix("documents/").partition("-")[0])


def _months(days: tuple[CountedDay, ...]) -> Iterator[_Month]:
    found: dict[tuple[int, int], list[CountedDay]] = {}
    for day in days:
        found.setdefault((day.date.year, day.date.month), []).append(day)
    for (year, month), inside in found.items():
        yield _Month(_MONTH.format(year=year, month=month), inside)


_MONTH = "{year}年{month}月"


def _day(day: date | None) -> str:
    return _DAY.format(year=day.year, month=day.month, day=day.day) if day else "—"


_DAY = "{year}年{month}月{day}日"


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _size(octets: int) -> str:
    if octets < _KILO:
        return f"{octets} B"
    if octets < _KILO * _KILO:
        return f"{octets / _KILO:.0f} KB"
    return f"{octets / _KILO / _KILO:.1f} MB"


def _address(name: str) -> str:
    return quote(name, safe="/")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "day": _day, "weekday": _weekday, "minute": _minute, "size": _size, "address": _address,
    }  # fmt: skip
    return environment.get_template("index.html")
