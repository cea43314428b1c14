"""What a list is to the public: its name, its address, its place in the organ's pages, by its key."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from gongkai.disclosure.models import ListState, Zone
from gongkai.kernel.models import Organ
from gongkai.law.catalogue import TOPICS, ZONE_COLUMNS, ZONE_LABEL, topic_path
from gongkai.portal import addresses
from gongkai.portal.frame import CATALOGUE_LABELS, GENERAL_LABEL, part_of
from gongkai.portal.reading import Reading
from gongkai.portal.tags import column_tags

Crumb = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """A list as a page: `zone` says which catalogue stands at its left."""

    key: str
    organ: Organ
    url: str
    title: str
    zone: str
    crumbs: tuple[Crumb, ...]
    tags: dict[str, str] = field(repr=False)
    description: str = ""
    feed: str = ""
    column_id: int | None = None
    topic: str = ""
    is_always_there: bool = False


def place_of(key: str, reading: Reading) -> Place | None:
    """The page of a list key; None when its organ, column or department is unknown."""
    kind, _, rest = key.partition("/")
    make = {
        "column": _column, "department": _department, "organ": _everything, "topic": _topic, "year": _year,
        "zone": _zone,
    }.get(kind)  # fmt: skip
    return make(key, rest, reading) if make else None


def keys_of(organ: Organ, reading: Reading) -> list[str]:
    """The keys of every list of an organ that has or may have a page: bounded by its columns and topics."""
    keys = [f"organ/{organ.pk}", f"zone/{organ.pk}/platform", f"zone/{organ.pk}/general"]
    keys += [f"column/{column.pk}" for column in reading.columns(organ)]
    keys += [f"department/{department.pk}" for department in reading.departments(organ)]
    prefixes = Q(key__startswith=f"topic/{organ.pk}/") | Q(key__startswith=f"year/{organ.pk}/")
    return keys + list(ListState.objects.filter(prefixes).order_by("key").values_list("key", flat=True))


def column_crumbs(organ: Organ, column_id: int, reading: Reading) -> tuple[Crumb, ...]:
    """The way from the organ's home to a column, the column included; columns out of use are passed over."""
    columns = {column.pk: column for column in reading.columns(organ)}
    chain: list[Crumb] = []
    column = columns.get(column_id)
    lowest = column
    while column is not None:
        if column.is_active or column is lowest:
            chain.append((column.name, addresses.column_url(organ.code, column.code)))
        column = columns.get(column.parent_id or 0)
    if lowest is None or lowest.zone == Zone.GENERAL:
        return (*_home(organ), *reversed(chain))
    part = ZONE_COLUMNS[part_of(lowest, list(columns.values()))]
    if chain[-1][0] == part.label:
        chain.pop()
    return (
        *platform_crumbs(organ),
        (part.label, addresses.part_url(organ.code, part.code)),
        *reversed(chain),
    )


def platform_crumbs(organ: Organ) -> tuple[Crumb, ...]:
    """The way from the organ's home to the head of the platform."""
    return (*_home(organ), (ZONE_LABEL, addresses.platform_url(organ.code)))


def _home(organ: Organ) -> tuple[Crumb, ...]:
    return ((organ.short_name, addresses.organ_url(organ.code)),)


def _column(key: str, rest: str, reading: Reading) -> Place | None:
    organ = reading.owner_of_column(int(rest))
    column = reading.column(organ.pk, int(rest)) if organ else None
    if organ is None or column is None:
        return None
    url = addresses.column_url(organ.code, column.code)
    return Place(
        key=key, organ=organ, url=url, title=column.name, zone=column.zone,
        crumbs=column_crumbs(organ, column.pk, reading), description=column.description,
        tags=column_tags(
            name=column.name, description=column.description, keywords=column.keywords,
            column_type=column.column_type,
        ),
        feed=url + "rss.xml" if column.is_active else "", column_id=column.pk,
        is_always_there=column.is_active,
    )  # fmt: skip


def _department(key: str, rest: str, reading: Reading) -> Place | None:
    organ = reading.owner_of_department(int(rest))
    for department in reading.departments(organ) if organ else ():
        if organ and department.pk == int(rest):
            name, active = department.name, department.is_active
            return _catalogue(key, organ, "department", department.code, name, name, is_active=active)
    return None


def _topic(key: str, rest: str, reading: Reading) -> Place | None:
    organ_id, _, code = rest.partition("/")
    organ = reading.organ(int(organ_id))
    if organ is None or code not in TOPICS:
        return None
    path = topic_path(code).replace("\\", " / ")
    return _catalogue(key, organ, "topic", code, TOPICS[code].label, path, topic=code)


def _year(key: str, rest: str, reading: Reading) -> Place | None:
    organ_id, _, year = rest.partition("/")
    organ = reading.organ(int(organ_id))
    return _catalogue(key, organ, "year", year, f"{year}年", f"{year}年") if organ else None


def _catalogue(
    key: str, organ: Organ, kind: str, name: str, title: str, subject: str, *, topic: str = "",
    is_active: bool = False,
) -> Place:  # fmt: skip
    label = CATALOGUE_LABELS[kind]
    url = addresses.catalogue_list_url(organ.code, kind, name)
    entry = (f"目录（{label}）", addresses.catalogue_url(organ.code, kind))
    description = f"{organ.name}主动公开目录，{label}查看：{subject}。"
    return Place(
        key=key, organ=organ, url=url, title=title, zone=Zone.PLATFORM,
        crumbs=(*platform_crumbs(organ), entry, (title, url)), topic=topic, is_always_there=is_active,
        tags=column_tags(name=title, description=description, keywords=subject, column_type="catalogue"),
    )  # fmt: skip


def _everything(key: str, rest: str, reading: Reading) -> Place | None:
    organ = reading.organ(int(rest))
    if organ is None:
        return None
    url = addresses.everything_url(organ.code)
    return Place(
        key=key, organ=organ, url=url, title="全部信息", zone=Zone.PLATFORM,
        crumbs=(*_home(organ), ("全部信息", url)), feed=addresses.organ_url(organ.code) + "rss.xml",
        is_always_there=True,
        tags=column_tags(
            name="全部信息", description=f"{organ.name}公开的全部信息，按公开先后排列。", keywords="",
            column_type="catalogue",
        ),
    )  # fmt: skip


def _zone(key: str, rest: str, reading: Reading) -> Place | None:
    organ_id, _, zone = rest.partition("/")
    organ = reading.organ(int(organ_id))
    if organ is None or zone not in Zone.values:
        return None
    is_platform = zone == Zone.PLATFORM
    title = ZONE_LABEL if is_platform else GENERAL_LABEL
    url = (addresses.platform_url if is_platform else addresses.general_url)(organ.code)
    has_columns = any(column.zone == zone and column.is_active for column in reading.columns(organ))
    about = "法定主动公开内容的发布平台和政府信息管理" if is_platform else "工作动态和其他信息"
    return Place(
        key=key, organ=organ, url=url, title=title, zone=zone,
        crumbs=platform_crumbs(organ) if is_platform else (*_home(organ), (title, url)),
        is_always_there=is_platform or has_columns,
        tags=column_tags(
            name=title, description=f"{organ.name}{about}。", keywords="",
            column_type="catalogue" if is_platform else "news",
        ),
    )  # fmt: skip
