"""`catalogue:<organ>/<kind>`: the catalogues by department, topic and year; what is in use only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.disclosure.models import Zone
from gongkai.kernel.models import Organ
from gongkai.law.catalogue import children_of, top_topics
from gongkai.portal import addresses
from gongkai.portal.frame import CATALOGUE_LABELS
from gongkai.portal.lists import platform_crumbs
from gongkai.portal.pages.sheet import sheet
from gongkai.portal.reading import Reading, current_reading
from gongkai.portal.rows import Extent, extents, extents_below
from gongkai.portal.tags import column_tags
from gongkai.release import Artefact


@dataclass(frozen=True)
class Entry:
    """A list of a catalogue with its live total, and those below it."""

    label: str
    url: str
    total: int
    below: tuple[Entry, ...] = ()


class Catalogues:
    """The three catalogues of every organ."""

    prefix = "catalogue"

    def render(self, argument: str) -> Artefact | None:
        """The catalogue's entry page; None for an unknown organ or catalogue."""
        organ_id, _, kind = argument.partition("/")
        reading = current_reading()
        organ = reading.organ(int(organ_id))
        if organ is None or kind not in CATALOGUE_LABELS:
            return None
        entries = {"department": _departments, "topic": _topics, "year": _years}[kind](organ, reading)
        url = addresses.catalogue_url(organ.code, kind)
        name = f"政府信息公开目录（{CATALOGUE_LABELS[kind]}）"
        page = sheet(
            "catalogue.html",
            url=url,
            frame=reading.frame(organ),
            title=name,
            page_kind="column",
            tags=column_tags(
                name=name, description=f"{organ.name}{name}。", keywords="", column_type="catalogue"
            ),
            crumbs=(*platform_crumbs(organ), (f"目录（{CATALOGUE_LABELS[kind]}）", url)),
            rail=reading.rail(organ, Zone.PLATFORM).marked(url),
            entries=entries,
            kinds=[
                (label, addresses.catalogue_url(organ.code, other), other == kind)
                for other, label in CATALOGUE_LABELS.items()
            ],
        )
        return Artefact(f"{self.prefix}:{argument}", (page,))

    def all_arguments(self) -> Iterable[str]:
        """Every catalogue of every organ."""
        for pk in Organ.objects.order_by("pk").values_list("pk", flat=True):
            yield from (f"{pk}/{kind}" for kind in CATALOGUE_LABELS)


def _departments(organ: Organ, reading: Reading) -> list[Entry]:
    departments = reading.departments(organ)
    reach = extents(f"department/{department.pk}" for department in departments)
    return _in_use(
        Entry(
            department.name,
            addresses.catalogue_list_url(organ.code, "department", department.code),
            reach.get(f"department/{department.pk}", Extent()).total,
        )
        for department in departments
    )


def _years(organ: Organ, reading: Reading) -> list[Entry]:
    found = sorted(extents_below(f"year/{organ.pk}/").items(), reverse=True)
    years = ((key.rpartition("/")[2], extent) for key, extent in found)
    return _in_use(
        Entry(f"{year}年", addresses.catalogue_list_url(organ.code, "year", year), extent.total)
        for year, extent in years
    )


def _topics(organ: Organ, reading: Reading) -> list[Entry]:
    reach = extents_below(f"topic/{organ.pk}/")

    def entry(code: str, label: str, below: tuple[Entry, ...] = ()) -> Entry:
        extent = reach.get(f"topic/{organ.pk}/{code}", Extent())
        return Entry(label, addresses.catalogue_list_url(organ.code, "topic", code), extent.total, below)

    return _in_use(
        entry(
            topic.code,
            topic.label,
            tuple(_in_use(entry(child.code, child.label) for child in children_of(topic.code))),
        )
        for topic in top_topics()
    )


def _in_use(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.total]
