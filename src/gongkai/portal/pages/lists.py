"""Lists: a head with the newest two pages' worth and the total, and pages numbered from the oldest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai.disclosure.models import Column, ListState
from gongkai.kernel.models import Department, Organ
from gongkai.law.catalogue import children_of
from gongkai.portal import addresses
from gongkai.portal.lists import Place, place_of
from gongkai.portal.pages.sheet import sheet
from gongkai.portal.reading import Reading, current_reading
from gongkai.portal.rows import Extent, extents, head_of, newest, rows_on_pages
from gongkai.release import Artefact

#: Rows shown of each column below another.
SECTION_ROWS = 6
PAGE_MARK = "#"


class ListHeads:
    """`head:<list key>`: the newest of a list, its total, the way to its older pages."""

    prefix = "head"

    def render(self, argument: str) -> Artefact | None:
        """The head as it stands now; None when the list has none."""
        return self.render_batch([argument])[argument]

    def render_batch(self, arguments: Sequence[str]) -> Mapping[str, Artefact | None]:
        """Heads of several lists, their extents read at once."""
        reading, reach = current_reading(), extents(arguments)
        return {key: self._head(key, reach.get(key, Extent()), reading) for key in arguments}

    def all_arguments(self) -> Iterable[str]:
        """Every list that something ever stood in, and those that are there from the start."""
        yield from dict.fromkeys(_all_keys())

    def _head(self, key: str, extent: Extent, reading: Reading) -> Artefact | None:
        place = place_of(key, reading)
        if place is None or not (place.is_always_there or extent.last_slot):
            return None
        head = head_of(key, extent)
        page = sheet(
            "list.html",
            url=place.url,
            frame=reading.frame(place.organ),
            title=place.title,
            page_kind="column",
            tags=place.tags,
            crumbs=place.crumbs,
            rail=reading.rail(place.organ, place.zone).marked(place.url),
            feed=place.feed,
            place=place,
            rows=head.rows,
            total=extent.total,
            pager=_head_pager(place, head.older_page),
            sections=_sections(place, reading),
        )
        return Artefact(f"{self.prefix}:{key}", (page,))


class ListPages:
    """`page:<list key>#<n>`: slots 20n-19 to 20n, for good; the newest leads to the head."""

    prefix = "page"

    def render(self, argument: str) -> Artefact | None:
        """The page as it stands now; None beyond the list's last slot."""
        return self.render_batch([argument])[argument]

    def render_batch(self, arguments: Sequence[str]) -> Mapping[str, Artefact | None]:
        """Pages of any lists, their rows read together."""
        reading = current_reading()
        wanted = {argument: _split(argument) for argument in arguments}
        reach = extents({key for key, _ in wanted.values()})
        rows = rows_on_pages(list(wanted.values()))
        found: dict[str, Artefact | None] = {}
        for argument, (key, page) in wanted.items():
            place = place_of(key, reading)
            extent = reach.get(key, Extent())
            if place is None or not 1 <= page <= extent.last_page:
                found[argument] = None
                continue
            file = sheet(
                "list_page.html",
                url=addresses.page_url(place.url, page),
                frame=reading.frame(place.organ),
                title=place.title,
                page_kind="column",
                tags=place.tags,
                crumbs=place.crumbs,
                rail=reading.rail(place.organ, place.zone).marked(place.url),
                place=place,
                rows=rows[key, page],
                page=page,
                pager=_page_pager(place, page, extent),
            )
            found[argument] = Artefact(f"{self.prefix}:{argument}", (file,))
        return found

    def all_arguments(self) -> Iterable[str]:
        """Every page of every list."""
        for key, last in ListState.objects.order_by("pk").values_list("key", "last_slot").iterator():
            for page in range(1, Extent(last).last_page + 1):
                yield page_argument(key, page)


def page_argument(key: str, page: int) -> str:
    """The argument of a numbered page."""
    return f"{key}{PAGE_MARK}{page}"


def _split(argument: str) -> tuple[str, int]:
    key, _, page = argument.rpartition(PAGE_MARK)
    return key, int(page)


def _all_keys() -> Iterator[str]:
    for organ_id in Organ.objects.order_by("pk").values_list("pk", flat=True):
        yield from (f"organ/{organ_id}", f"zone/{organ_id}/platform", f"zone/{organ_id}/general")
    for kind, model in (("column", Column), ("department", Department)):
        for pk in model.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
            yield f"{kind}/{pk}"
    yield from ListState.objects.order_by("pk").values_list("key", flat=True).iterator()


def _head_pager(place: Place, older: int) -> list[tuple[str, str]]:
    """Links from the head: the next older pages, then the oldest."""
    nearest = range(older, max(older - 5, 0), -1)
    links = [(f"第{page}页", addresses.page_url(place.url, page)) for page in nearest]
    if older > 5:
        links.append(("最早一页", addresses.page_url(place.url, 1)))
    return links


def _page_pager(place: Place, page: int, extent: Extent) -> list[tuple[str, str]]:
    """Links from a numbered page: none of them changes when later pages come, but on the last page."""
    newer = addresses.page_url(place.url, page + 1) if page < extent.last_page else place.url
    links = [("最新", place.url), ("较新一页", newer)]
    if page > 1:
        links += [
            ("较早一页", addresses.page_url(place.url, page - 1)),
            ("最早一页", addresses.page_url(place.url, 1)),
        ]
    return links


def _sections(place: Place, reading: Reading) -> list[dict[str, object]]:
    """What stands below a list: a column's own columns with their newest rows, a topic's children in use."""
    if place.topic:
        return _topic_sections(place)
    below = [
        column
        for column in reading.columns(place.organ)
        if place.column_id is not None and column.parent_id == place.column_id and column.is_active
    ]
    return [
        {
            "title": column.name,
            "url": addresses.column_url(place.organ.code, column.code),
            "rows": newest(f"column/{column.pk}", SECTION_ROWS),
            "total": None,
        }
        for column in below
    ]


def _topic_sections(place: Place) -> list[dict[str, object]]:
    children = children_of(place.topic)
    reach = extents(f"topic/{place.organ.pk}/{child.code}" for child in children)
    sections: list[dict[str, object]] = []
    for child in children:
        extent = reach.get(f"topic/{place.organ.pk}/{child.code}", Extent())
        if extent.total:
            url = addresses.catalogue_list_url(place.organ.code, "topic", child.code)
            sections.append({"title": child.label, "url": url, "rows": [], "total": extent.total})
    return sections
