"""What machines read: feeds, sitemap index and shards, robots.txt; and the site's own assets and 404 page."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from itertools import chain

from gongkai.disclosure.models import Column, ListState, PublicState
from gongkai.documents.blanks import without_controls
from gongkai.kernel.models import Organ
from gongkai.portal import addresses
from gongkai.portal.frame import site_url
from gongkai.portal.lists import keys_of, place_of
from gongkai.portal.pages.sheet import sheet
from gongkai.portal.reading import Reading, current_reading
from gongkai.portal.rows import Extent, extents, live_slots, newest, rows_of
from gongkai.portal.templating import assets, day, render_page
from gongkai.release import Artefact, FileSpec

FEED_ROWS = 20
#: Slots of an organ's own list to a shard of its sitemap; a publication rewrites one shard.
BLOCK = 500
INDEX = "index"


class Feeds:
    """`feed:organ/<id>`, `feed:column/<id>`: RSS of the newest twenty."""

    prefix = "feed"

    def render(self, argument: str) -> Artefact | None:
        """The feed; None when its list has no page."""
        reading = current_reading()
        place = place_of(argument, reading)
        if place is None or not place.feed or not place.is_always_there:
            return None
        rows = newest(argument, FEED_ROWS)
        frame = reading.frame(place.organ)
        text = render_page(
            "feed.xml",
            title=f"{place.organ.name} · {place.title}",
            description=place.tags["ColumnDescription"],
            link=frame.absolute(place.url),
            own=frame.absolute(place.feed),
            items=[(row, frame.absolute(row.url), format_datetime(row.published_at)) for row in rows],
        )
        # XML knows no control characters, and one in a column's name would spoil the feed for every reader.
        content = without_controls(text.decode()).encode()
        return Artefact(
            f"{self.prefix}:{argument}", (FileSpec(addresses.file_of(place.feed), content=content),)
        )

    def all_arguments(self) -> Iterable[str]:
        """Every organ and every active column."""
        organs = Organ.objects.order_by("pk").values_list("pk", flat=True)
        columns = Column.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)
        return chain((f"organ/{pk}" for pk in organs), (f"column/{pk}" for pk in columns))


class Sitemaps:
    """`sitemap:index`, `sitemap:<organ>#<n>`: shard 0 the organ's lists, from 1 its items by blocks."""

    prefix = "sitemap"

    def render(self, argument: str) -> Artefact | None:
        """The index or a shard; None for one beyond the organ's last slot."""
        reading = current_reading()
        if argument == INDEX:
            file = _index(reading)
        else:
            organ_id, _, number = argument.partition("#")
            organ = reading.organ(int(organ_id))
            if organ is None:
                return None
            found = _lists_shard(organ, reading) if number == "0" else _items_shard(organ, int(number))
            if found is None:
                return None
            file = found
        return Artefact(f"{self.prefix}:{argument}", (file,))

    def all_arguments(self) -> Iterable[str]:
        """The index and every shard."""
        yield INDEX
        for organ_id, number in _shards(Organ.objects.order_by("pk").values_list("pk", flat=True)):
            yield f"{organ_id}#{number}"


def block_of(slot: int) -> int:
    """The shard that holds a slot of the organ's own list, from 1."""
    return (slot - 1) // BLOCK + 1


def _shards(organ_ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    ids = list(organ_ids)
    reach = extents(f"organ/{pk}" for pk in ids)
    for pk in ids:
        last = reach.get(f"organ/{pk}", Extent()).last_slot
        yield from ((pk, number) for number in range(block_of(last) + 1 if last else 1))


def _index(reading: Reading) -> FileSpec:
    urls = [
        site_url() + addresses.shard_url(reading.organs[pk].code, number)
        for pk, number in _shards(reading.organs)
    ]
    return FileSpec(
        addresses.file_of(addresses.SITEMAP_INDEX), content=render_page("sitemap_index.xml", urls=urls)
    )


def _lists_shard(organ: Organ, reading: Reading) -> FileSpec:
    keys = keys_of(organ, reading)
    used = set(ListState.objects.filter(key__in=keys, last_slot__gt=0).values_list("key", flat=True))
    places = [place for key in keys if (place := place_of(key, reading))]
    urls = [place.url for place in places if place.is_always_there or place.key in used]
    urls += [addresses.organ_url(organ.code)]
    urls += [addresses.part_url(organ.code, part) for part in addresses.PART_FOLDERS]
    return _shard(organ, 0, [(url, "") for url in urls])


def _items_shard(organ: Organ, number: int) -> FileSpec | None:
    key = f"organ/{organ.pk}"
    if number > block_of(max(extents([key]).get(key, Extent()).last_slot, 1)):
        return None
    first = (number - 1) * BLOCK + 1
    slots = live_slots().filter(list_key=key, slot__gte=first, slot__lt=first + BLOCK)
    rows = rows_of(slots.filter(item__public_state=PublicState.LIVE).order_by("slot"))
    return _shard(organ, number, [(row.url, day(row.changed_at)) for _, row in rows])


def _shard(organ: Organ, number: int, urls: list[tuple[str, str]]) -> FileSpec:
    content = render_page("sitemap.xml", site=site_url(), urls=urls)
    return FileSpec(addresses.file_of(addresses.shard_url(organ.code, number)), content=content)


class SiteFiles:
    """`site:static`, `site:robots`, `site:404`: files every installation has once."""

    prefix = "site"

    def render(self, argument: str) -> Artefact | None:
        """The named files; None for an unknown name."""
        make = {"static": _static, "robots": _robots, "404": _not_found}.get(argument)
        return Artefact(f"{self.prefix}:{argument}", make(current_reading())) if make else None

    def all_arguments(self) -> Iterable[str]:
        """All three."""
        return ("static", "robots", "404")


def _static(reading: Reading) -> tuple[FileSpec, ...]:
    return tuple(FileSpec(f"static/{name}", content=content) for name, content in assets().items())


def _robots(reading: Reading) -> tuple[FileSpec, ...]:
    sitemap = site_url() + addresses.SITEMAP_INDEX
    return (FileSpec("robots.txt", content=render_page("robots.txt", sitemap=sitemap)),)


def _not_found(reading: Reading) -> tuple[FileSpec, ...]:
    page = sheet(
        "404.html",
        url="/404.html",
        frame=reading.frame(None),
        title="页面不存在",
        page_kind="site",
        tags={},
        is_indexed=False,
    )
    return (page,)
