"""The frame around every page of an organ: site tags, head, catalogue at the left, foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import escape
from markupsafe import Markup

from gongkai.disclosure.models import Column, Zone
from gongkai.kernel.models import Organ
from gongkai.law.catalogue import ZONE_COLUMNS, ZONE_LABEL
from gongkai.portal import addresses
from gongkai.portal.templating import render_markup

#: Where the pages are reached when the installation has no address of its own yet.
LOCAL_SITE = "http://localhost"
CATALOGUE_LABELS = {"department": "按科室", "topic": "按主题", "year": "按年度"}
GENERAL_LABEL = "工作动态"


@dataclass(frozen=True)
class Frame:
    """What stands around a page; head and foot are rendered once and set in as they are."""

    organ: Organ | None
    site_name: str
    site_url: str
    tags: dict[str, str]
    assets: Markup
    masthead: Markup
    foot: Markup

    def absolute(self, url: str) -> str:
        """The full address of a page of the site."""
        return self.site_url + url


@dataclass(frozen=True)
class Rail:
    """The catalogue of a zone, rendered once; the page it stands on marks its own entry."""

    markup: Markup

    def marked(self, url: str) -> Markup:
        """The catalogue with the entry of `url` marked as the page one is on."""
        link = f'href="{escape(url)}"'
        return Markup(str(self.markup).replace(link, f'{link} aria-current="page"', 1))  # noqa: S704


def site_url() -> str:
    """The site's address without a slash at the end."""
    return (settings.GONGKAI_SITE_URL or LOCAL_SITE).rstrip("/")


def make_frame(root: Organ | None, organ: Organ | None, *, has_general: bool) -> Frame:
    """The frame of an organ's pages; of the site's own pages when `organ` is None."""
    site_name = root.name if root else "政府信息公开"
    code = next((o.site_id_code for o in (root, organ) if o and o.site_id_code), "")
    shown = organ or root
    context = {
        "site_name": site_name,
        "organ": shown,
        "is_site": organ is None,
        "site_id_code": code,
        "icp_number": _first(organ, root, "icp_number"),
        "police_number": _first(organ, root, "police_number"),
        "nav": _navigation(organ, has_general=has_general),
        "map_url": addresses.map_url(organ.code) if organ else addresses.SITE_MAP,
        "guide_url": addresses.part_url(shown.code, "guide") if shown else "",
    }
    return Frame(
        organ=organ,
        site_name=site_name,
        site_url=site_url(),
        tags={
            "SiteName": site_name,
            "SiteDomain": urlsplit(site_url()).hostname or "",
            "SiteIDCode": code,
        },
        assets=render_markup("assets.html"),
        masthead=render_markup("masthead.html", **context),
        foot=render_markup("foot.html", **context),
    )


def _first(organ: Organ | None, root: Organ | None, name: str) -> str:
    """The site's own value, else the organ's."""
    return next((getattr(o, name) for o in (root, organ) if o and getattr(o, name)), "")


def _navigation(organ: Organ | None, *, has_general: bool) -> list[tuple[str, str]]:
    if organ is None:
        return [("首页", addresses.SITE_HOME), ("网站地图", addresses.SITE_MAP)]
    found = [
        ("首页", addresses.organ_url(organ.code)),
        (ZONE_LABEL, addresses.platform_url(organ.code)),
        ("依申请公开", addresses.part_url(organ.code, "request_entry")),
    ]
    if has_general:
        found.insert(2, (GENERAL_LABEL, addresses.general_url(organ.code)))
    return found


def part_of(column: Column, columns: Sequence[Column]) -> str:
    """The fixed column of the platform that a column belongs to; empty for one of the general zone.

    A column below another belongs where the uppermost belongs.
    """
    if column.zone != Zone.PLATFORM:
        return ""
    by_id = {other.pk: other for other in columns}
    while column.parent_id in by_id:
        column = by_id[column.parent_id]
    return column.platform_part if column.platform_part in addresses.PART_FOLDERS else "statutory"


@dataclass(frozen=True)
class Branch:
    """A column in the tree, with its address and those below it."""

    column: Column
    url: str
    branches: tuple[Branch, ...]


def tree(organ: Organ, columns: Sequence[Column], wanted: Sequence[Column]) -> tuple[Branch, ...]:
    """The uppermost of the `wanted` columns, each with its active columns below, in their order."""
    return tuple(
        Branch(column, addresses.column_url(organ.code, column.code), _below(organ, columns, column))
        for column in wanted
    )


def without_namesake(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """The branches; a lone one that only repeats the name of the statutory contents gives way to its own."""
    if len(branches) == 1 and branches[0].column.name == ZONE_COLUMNS.label("statutory"):
        return branches[0].branches
    return tuple(branches)


def _below(organ: Organ, columns: Sequence[Column], parent: Column) -> tuple[Branch, ...]:
    return tree(organ, columns, [c for c in columns if c.parent_id == parent.pk and c.is_active])


def uppermost(columns: Sequence[Column], *, zone: str, part: str | None = None) -> list[Column]:
    """Active columns of a zone (and fixed column) that stand below no other of the zone."""
    ids = {column.pk for column in columns if column.zone == zone and column.is_active}
    return [
        column
        for column in columns
        if column.pk in ids
        and column.parent_id not in ids
        and (part is None or part_of(column, columns) == part)
    ]


def make_rail(organ: Organ, zone: str, columns: Sequence[Column]) -> Rail:
    """The catalogue of a zone: fixed columns in their fixed order, then the catalogues; or the columns."""
    statutory = uppermost(columns, zone=zone, part="statutory" if zone == Zone.PLATFORM else None)
    context: dict[str, object] = {
        "organ": organ,
        "branches": without_namesake(tree(organ, columns, statutory)),
        "is_platform": zone == Zone.PLATFORM,
        "title": ZONE_LABEL if zone == Zone.PLATFORM else str(Zone.GENERAL.label),
        "url": (addresses.platform_url if zone == Zone.PLATFORM else addresses.general_url)(organ.code),
        "parts": [
            (part.code, part.label, addresses.part_url(organ.code, part.code)) for part in ZONE_COLUMNS
        ],
        "catalogues": [
            (label, addresses.catalogue_url(organ.code, kind)) for kind, label in CATALOGUE_LABELS.items()
        ],
    }
    return Rail(render_markup("rail.html", **context))
