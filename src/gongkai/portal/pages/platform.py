"""`part:<organ>/<part>`: guide, rules, statutory contents, annual reports, requests: the platform's parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.disclosure.models import Column, Zone
from gongkai.kernel.models import Organ
from gongkai.law.catalogue import GUIDE_CONTENTS, ZONE_COLUMNS
from gongkai.portal import addresses
from gongkai.portal.frame import Branch, part_of, tree, uppermost, without_namesake
from gongkai.portal.lists import platform_crumbs
from gongkai.portal.pages.body import body_markup
from gongkai.portal.pages.item_reading import file_url, read_items
from gongkai.portal.pages.sheet import sheet
from gongkai.portal.reading import Reading, current_reading
from gongkai.portal.requests.secret import form_url
from gongkai.portal.rows import HEAD_SIZE, Extent, Row, extents, head_of, live_slots, newest, rows_of
from gongkai.portal.tags import column_tags
from gongkai.release import Artefact, FileSpec
from gongkai.requests.letter_content import settings_of

#: Rows shown of each column where a part has several, and under each column of the statutory contents.
SECTION_ROWS = 8
STATUTORY_ROWS = 4
_DESCRIPTIONS = {
    "guide": "政府信息的分类、编排体系、获取方式和政府信息公开工作机构的联系方式。",
    "rules": "政府信息公开的法律、法规、规章和工作制度。",
    "statutory": "《中华人民共和国政府信息公开条例》第二十条、第二十一条规定主动公开的内容。",
    "annual_reports": "本机关及所属单位历年政府信息公开工作年度报告。",
    "request_entry": "向本机关申请公开政府信息的方式、要求和办理期限。",
}
_YEAR = re.compile(r"(20\d{2})\s*年")


class PlatformParts:
    """The fixed columns of every organ."""

    prefix = "part"

    def render(self, argument: str) -> Artefact | None:
        """The part's page; None for an unknown organ or part."""
        organ_id, _, part = argument.partition("/")
        reading = current_reading()
        organ = reading.organ(int(organ_id))
        if organ is None or part not in ZONE_COLUMNS:
            return None
        make = {
            "guide": _guide, "rules": _rules, "statutory": _statutory, "annual_reports": _annual_reports,
            "request_entry": _request_entry,
        }[part]  # fmt: skip
        return Artefact(f"{self.prefix}:{argument}", (make(organ, reading),))

    def all_arguments(self) -> Iterable[str]:
        """Every part of every organ."""
        for pk in Organ.objects.order_by("pk").values_list("pk", flat=True):
            yield from (f"{pk}/{part.code}" for part in ZONE_COLUMNS)


def _part_sheet(template: str, organ: Organ, part: str, reading: Reading, **context: Any) -> FileSpec:
    entry = ZONE_COLUMNS[part]
    url = addresses.part_url(organ.code, part)
    description = f"{organ.name}：{_DESCRIPTIONS[part]}"
    return sheet(
        template,
        url=url,
        frame=reading.frame(organ),
        title=entry.label,
        page_kind="column",
        tags=column_tags(
            name=entry.label, description=description, keywords="", column_type=entry.column_type
        ),
        crumbs=(*platform_crumbs(organ), (entry.label, url)),
        rail=reading.rail(organ, Zone.PLATFORM).marked(url),
        organ=organ,
        **context,
    )


def _columns_of(organ: Organ, part: str, reading: Reading) -> list[Column]:
    columns = reading.columns(organ)
    return [
        column
        for column in columns
        if column.is_active and column.zone == Zone.PLATFORM and part_of(column, columns) == part
    ]


def _guide(organ: Organ, reading: Reading) -> FileSpec:
    keys = [f"column/{column.pk}" for column in _columns_of(organ, "guide", reading)]
    latest = max((row for key in keys for row in newest(key, 1)), key=_by_time, default=None)
    if latest is None:
        return _made_guide(organ, reading)
    read = read_items([latest.item_id])
    facts = read.facts[latest.item_id]
    carried = read.files.get(facts.edition_id or 0, [])
    page = latest.url.removeprefix("/")
    pictures = {one.digest: file_url(page, one) for one in carried if one.is_picture}
    return _part_sheet(
        "guide.html", organ, "guide", reading,
        row=latest,
        body=body_markup(facts.body_html, pictures),
        attachments=[(one, file_url(page, one)) for one in carried if not one.is_picture],
    )  # fmt: skip


def _by_time(row: Row) -> tuple[object, int]:
    return row.published_at, row.item_id


def _made_guide(organ: Organ, reading: Reading) -> FileSpec:
    """A guide from the organ's entries; what article 12 asks for and nobody entered is named as missing."""
    entered = {
        "classification": True, "arrangement": True, "access_ways": True, "office_name": organ.office_name,
        "office_address": organ.address, "office_hours": organ.office_hours, "office_phone": organ.phone,
        "office_fax": organ.fax, "office_internet": organ.email,
    }  # fmt: skip
    missing = [entry.label for entry in GUIDE_CONTENTS if not entered.get(entry.code)]
    columns = reading.columns(organ)
    statutory = uppermost(columns, zone=Zone.PLATFORM, part="statutory")
    return _part_sheet(
        "guide_made.html", organ, "guide", reading,
        missing=missing, branches=tree(organ, columns, statutory),
        request_url=addresses.part_url(organ.code, "request_entry"),
    )  # fmt: skip


def _rules(organ: Organ, reading: Reading) -> FileSpec:
    return _part_sheet("part_list.html", organ, "rules", reading, **_listing(organ, "rules", reading))


@dataclass(frozen=True)
class Section:
    """A column's rows on the page of its part, and where the rest of them is."""

    title: str
    url: str
    total: int
    rows: list[Row]
    is_cut: bool


def _listing(organ: Organ, part: str, reading: Reading) -> dict[str, object]:
    """One column: its newest two pages. Several: a section for each."""
    columns = _columns_of(organ, part, reading)
    reach = extents(f"column/{column.pk}" for column in columns)
    sections = []
    for column in columns:
        key = f"column/{column.pk}"
        extent = reach.get(key, Extent())
        rows = head_of(key, extent).rows if len(columns) == 1 else newest(key, SECTION_ROWS)
        url = addresses.column_url(organ.code, column.code)
        sections.append(Section(column.name, url, extent.total, rows, extent.total > len(rows)))
    return {"sections": sections, "subordinates": [], "description": _DESCRIPTIONS[part]}


@dataclass(frozen=True)
class StatutoryColumn:
    """A column of the statutory contents with its newest rows and the columns below it."""

    branch: Branch
    total: int
    rows: list[Row]
    below: list[tuple[Branch, int]]


def _statutory(organ: Organ, reading: Reading) -> FileSpec:
    columns = reading.columns(organ)
    roots = tree(organ, columns, uppermost(columns, zone=Zone.PLATFORM, part="statutory"))
    branches = without_namesake(roots)
    reach = extents(f"column/{column.pk}" for column in columns)
    shown = []
    for branch in branches:
        below = [(child, reach.get(_key(child), Extent()).total) for child in _flat(branch)]
        rows = newest(_key(branch), STATUTORY_ROWS)
        total = reach.get(_key(branch), Extent()).total
        shown.append(StatutoryColumn(branch, total, rows, below))
    return _part_sheet("statutory.html", organ, "statutory", reading, columns=shown)


def _key(branch: Branch) -> str:
    return f"column/{branch.column.pk}"


def _flat(branch: Branch) -> list[Branch]:
    return [one for child in branch.branches for one in (child, *_flat(child))]


def _annual_reports(organ: Organ, reading: Reading) -> FileSpec:
    context = _listing(organ, "annual_reports", reading)
    context["subordinates"] = _subordinate_reports(organ, reading)
    return _part_sheet("part_list.html", organ, "annual_reports", reading, **context)


def _subordinate_reports(organ: Organ, reading: Reading) -> list[tuple[str, str, list[tuple[str, Row]]]]:
    """(organ, its own list, its reports by year, newest year first) for every organ below."""
    below = reading.below(organ)
    reading.preload(other.pk for other in below)
    owners = {
        f"column/{column.pk}": other
        for other in below
        for column in _columns_of(other, "annual_reports", reading)
    }
    slots = live_slots().filter(list_key__in=owners).order_by("-item__first_published_at", "-item_id")
    reports: dict[int, list[tuple[str, Row]]] = {other.pk: [] for other in below}
    for key, row in rows_of(slots):
        year = _YEAR.search(row.title)
        reports[owners[key].pk].append((year[1] if year else row.day[:4], row))
    return [
        (other.name, addresses.part_url(other.code, "annual_reports"), sorted(found, key=_year, reverse=True))
        for other in below
        if (found := reports[other.pk][:HEAD_SIZE])
    ]


def _year(report: tuple[str, Row]) -> str:
    return report[0]


def _request_entry(organ: Organ, reading: Reading) -> FileSpec:
    missing = [
        label
        for label, value in (
            ("公开工作机构名称", organ.office_name),
            ("办公地址", organ.address),
            ("办公时间", organ.office_hours),
            ("联系电话", organ.phone),
        )
        if not value
    ]
    online = organ.merged_into_id is None and settings_of(organ).accepts_online
    return _part_sheet(
        "request_entry.html", organ, "request_entry", reading, missing=missing,
        online_url=form_url(organ) if online else "",
    )  # fmt: skip
