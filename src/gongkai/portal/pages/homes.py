"""`home:site`, `home:<organ>`, `map:…`: the site's home with its organs, each organ's home, and the maps."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.disclosure.models import ListSlot, Zone
from gongkai.kernel.models import Organ
from gongkai.kernel.models.organs import OrganKind
from gongkai.law.catalogue import ZONE_COLUMNS, ZONE_LABEL
from gongkai.portal import addresses
from gongkai.portal.frame import CATALOGUE_LABELS, GENERAL_LABEL, tree, uppermost
from gongkai.portal.pages.sheet import sheet
from gongkai.portal.reading import Reading, current_reading
from gongkai.portal.rows import Row, live_slots, newest, rows_of
from gongkai.portal.tags import column_tags
from gongkai.release import Artefact, FileSpec

SITE = "site"
#: Rows of each zone on an organ's home, and of both zones on the site's.
ORGAN_ROWS = 10
SIDE_ROWS = 6
SITE_ROWS = 14
#: Slots looked at for the site's newest: enough to fill the rows past a few that were withdrawn.
SITE_LOOK = 60


class Homes:
    """The site's home and the homes of the organs."""

    prefix = "home"

    def render(self, argument: str) -> Artefact | None:
        """The home of the site or of an organ; None for an unknown organ."""
        reading = current_reading()
        if argument == SITE:
            return Artefact(f"{self.prefix}:{SITE}", (_site_home(reading),))
        organ = reading.organ(int(argument))
        return Artefact(f"{self.prefix}:{argument}", (_organ_home(organ, reading),)) if organ else None

    def all_arguments(self) -> Iterable[str]:
        """The site and every organ."""
        yield SITE
        yield from map(str, Organ.objects.order_by("pk").values_list("pk", flat=True))


class Maps:
    """Maps of pages, for people."""

    prefix = "map"

    def render(self, argument: str) -> Artefact | None:
        """The map of the site or of an organ; None for an unknown organ."""
        reading = current_reading()
        if argument == SITE:
            organs = list(reading.organs.values())
            return Artefact(f"{self.prefix}:{SITE}", (_map(None, organs, reading),))
        organ = reading.organ(int(argument))
        return Artefact(f"{self.prefix}:{argument}", (_map(organ, [organ], reading),)) if organ else None

    def all_arguments(self) -> Iterable[str]:
        """The site and every organ."""
        return Homes().all_arguments()


def _site_home(reading: Reading) -> FileSpec:
    frame = reading.frame(None)
    return sheet(
        "site_home.html",
        url=addresses.SITE_HOME,
        frame=frame,
        title=frame.site_name,
        page_kind="site",
        tags={},
        groups=_groups(reading),
        short_names={organ.pk: organ.short_name for organ in reading.organs.values()},
        platform_rows=_newest_anywhere(Zone.PLATFORM),
        general_rows=_newest_anywhere(Zone.GENERAL),
    )


def _groups(reading: Reading) -> list[tuple[str, list[tuple[Organ, str]]]]:
    """Organs by what they are, in the order of the tree; those merged into others are left out."""
    groups = []
    for kind in OrganKind:
        organs = [o for o in reading.organs.values() if o.kind == kind and o.merged_into_id is None]
        if organs:
            groups.append((str(kind.label), [(o, addresses.organ_url(o.code)) for o in organs]))
    return groups


def _newest_anywhere(zone: str) -> list[Row]:
    """The newest of a zone over all organs: slots are made in the order of publication.

    The slots are chosen by themselves first: joined with their items at once, SQLite walks all items.
    """
    slots = ListSlot.objects.filter(is_live=True, list_key__startswith="zone/", list_key__endswith=f"/{zone}")
    latest = list(slots.order_by("-pk").values_list("pk", flat=True)[:SITE_LOOK])
    found = [row for _, row in rows_of(live_slots().filter(pk__in=latest))]
    return sorted(found, key=lambda row: (row.published_at, row.item_id), reverse=True)[:SITE_ROWS]


def _organ_home(organ: Organ, reading: Reading) -> FileSpec:
    general = uppermost(reading.columns(organ), zone=Zone.GENERAL)
    description = f"{organ.name}首页：政府信息公开、工作动态。"
    return sheet(
        "organ_home.html",
        url=addresses.organ_url(organ.code),
        frame=reading.frame(organ),
        title=organ.name,
        page_kind="column",
        tags=column_tags(name=organ.name, description=description, keywords="", column_type="home"),
        feed=addresses.organ_url(organ.code) + "rss.xml",
        organ=organ,
        parts=[(part.code, part.label, addresses.part_url(organ.code, part.code)) for part in ZONE_COLUMNS],
        platform=(ZONE_LABEL, addresses.platform_url(organ.code)),
        general=(GENERAL_LABEL, addresses.general_url(organ.code)),
        general_columns=tree(organ, reading.columns(organ), general),
        platform_rows=newest(f"zone/{organ.pk}/platform", ORGAN_ROWS),
        general_rows=newest(f"zone/{organ.pk}/general", SIDE_ROWS),
        absorbed=[
            (other.name, addresses.organ_url(other.code))
            for other in reading.organs.values()
            if other.merged_into_id == organ.pk
        ],
        merged_into=(
            (organ.merged_into.name, addresses.organ_url(organ.merged_into.code))
            if organ.merged_into
            else None
        ),
    )


def _map(organ: Organ | None, organs: list[Organ], reading: Reading) -> FileSpec:
    reading.preload(one.pk for one in organs)
    title = "网站地图"
    return sheet(
        "map.html",
        url=addresses.map_url(organ.code) if organ else addresses.SITE_MAP,
        frame=reading.frame(organ),
        title=title,
        page_kind="site",
        tags={},
        crumbs=((organ.short_name, addresses.organ_url(organ.code)),) if organ else (),
        organs=[_branches(one, reading) for one in organs],
    )


def _branches(organ: Organ, reading: Reading) -> dict[str, object]:
    columns = reading.columns(organ)
    return {
        "name": organ.name,
        "url": addresses.organ_url(organ.code),
        "platform_url": addresses.platform_url(organ.code),
        "platform_label": ZONE_LABEL,
        "parts": [(part.label, addresses.part_url(organ.code, part.code)) for part in ZONE_COLUMNS],
        "catalogues": [
            (f"目录（{label}）", addresses.catalogue_url(organ.code, kind))
            for kind, label in CATALOGUE_LABELS.items()
        ],
        "statutory": tree(organ, columns, uppermost(columns, zone=Zone.PLATFORM, part="statutory")),
        "general": tree(organ, columns, uppermost(columns, zone=Zone.GENERAL)),
    }
