"""`item:<id>`: an item's page with its files, or the page that says it was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from gongkai.disclosure.addresses import page_path
from gongkai.disclosure.models import PublicState, Zone
from gongkai.disclosure.queries import with_page
from gongkai.kernel import filestore
from gongkai.kernel.models import Organ, StoredFile
from gongkai.law.catalogue import (
    GENRES,
    MODES,
    STATUTORY_CLASSES,
    TIME_CLASSES,
    TOPICS,
    VALIDITY_VALUES,
    Table,
    topic_path,
)
from gongkai.portal.lists import column_crumbs
from gongkai.portal.pages.body import body_markup
from gongkai.portal.pages.item_reading import CarriedFile, ItemFacts, ItemReading, file_url, read_items
from gongkai.portal.pages.sheet import crumbs_markup, sheet
from gongkai.portal.reading import Reading, current_reading
from gongkai.portal.tags import column_tags
from gongkai.portal.templating import day, minute
from gongkai.release import Artefact, FileSpec

#: Items read by one set of queries.
READ_TOGETHER = 500
WITHDRAWN_TITLE = "信息已撤回"
#: How a document that holds no longer, or not as it was, is marked above its title.
BANDS = {
    "repealed": "本文件已废止",
    "expired": "本文件已失效",
    "partly_expired": "本文件部分失效",
    "amended": "本文件已修改",
}


class ItemPages:
    """Pages of items."""

    prefix = "item"

    def render(self, argument: str) -> Artefact | None:
        """The item's page as the database has it now; None for what is not public."""
        return self.render_batch([argument])[argument]

    def render_batch(self, arguments: Sequence[str]) -> Mapping[str, Artefact | None]:
        """Pages of many items, read in bulk."""
        reading = current_reading()
        found: dict[str, Artefact | None] = {}
        for at in range(0, len(arguments), READ_TOGETHER):
            some = arguments[at : at + READ_TOGETHER]
            read = read_items([int(argument) for argument in some])
            reading.preload(facts.organ_id for facts in read.facts.values())
            for argument in some:
                facts = read.facts.get(int(argument))
                found[argument] = _artefact(facts, read, reading) if facts else None
        return found

    def all_arguments(self) -> Iterable[str]:
        """Every item that has a page."""
        for pk in with_page().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000):
            yield str(pk)


def _artefact(facts: ItemFacts, read: ItemReading, reading: Reading) -> Artefact:
    organ = reading.organs[facts.organ_id]
    page = page_path(organ.code, facts.first_published_at, facts.pk)
    if facts.public_state == PublicState.WITHDRAWN:
        return Artefact(f"item:{facts.pk}", (_withdrawn(facts, organ, page, reading),))
    carried = read.files.get(facts.edition_id or 0, [])
    files = [_source(page, one) for one in {one.digest: one for one in carried}.values()]
    return Artefact(f"item:{facts.pk}", (*files, _page(facts, organ, page, carried, read, reading)))


def _source(page: str, carried: CarriedFile) -> FileSpec:
    stored = filestore.path_of(StoredFile(digest=carried.digest))
    return FileSpec(file_url(page, carried).removeprefix("/"), source=stored, digest=carried.digest)


def _page(
    facts: ItemFacts, organ: Organ, page: str, carried: list[CarriedFile], read: ItemReading, reading: Reading
) -> FileSpec:
    column = reading.column(facts.organ_id, facts.column_id)
    is_platform = column is None or column.zone == Zone.PLATFORM
    pictures = {one.digest: file_url(page, one) for one in carried if one.is_picture}
    frame = reading.frame(organ)
    image = frame.absolute(next(iter(pictures.values()))) if pictures else ""
    return sheet(
        "item.html",
        url="/" + page,
        frame=frame,
        title=facts.title,
        page_kind="content",
        tags=_tags(facts, reading) | {"Image": image, "Url": frame.absolute("/" + page)},
        crumbs=_crumbs(facts, organ, reading),
        facts=facts,
        labels=labels(facts, is_platform=is_platform),
        band=BANDS.get(facts.validity, ""),
        is_document=bool(facts.doc_number) and _is_official(facts.genre),
        body=body_markup(facts.body_html, pictures),
        attachments=[(one, file_url(page, one)) for one in carried if not one.is_picture],
        editions=read.editions.get(facts.pk, []),
        policies=read.policies.get(facts.pk, []),
        interpretations=read.interpretations.get(facts.pk, []),
    )


def _withdrawn(facts: ItemFacts, organ: Organ, page: str, reading: Reading) -> FileSpec:
    at = facts.withdrawn_at or facts.first_published_at
    tags = _tags(facts, reading) | {
        "ArticleTitle": WITHDRAWN_TITLE, "PubDate": minute(at), "ContentSource": organ.name, "Keywords": "",
        "Description": "",
    }  # fmt: skip
    return sheet(
        "withdrawn.html",
        url="/" + page,
        frame=reading.frame(organ),
        title=WITHDRAWN_TITLE,
        page_kind="content",
        tags=tags,
        crumbs=_crumbs(facts, organ, reading),
        is_indexed=False,
        withdrawn_at=at,
        reason=facts.withdrawn_reason,
        index_number=facts.index_number,
        organ=organ,
    )


def _crumbs(facts: ItemFacts, organ: Organ, reading: Reading) -> Markup:
    """The way to an item, the same for all items of a column."""
    return reading.once(
        ("crumbs", facts.column_id),
        lambda: crumbs_markup(column_crumbs(organ, facts.column_id, reading)),
    )


def _tags(facts: ItemFacts, reading: Reading) -> dict[str, str]:
    own = {
        "ArticleTitle": facts.title,
        "PubDate": minute(facts.first_published_at),
        "ContentSource": facts.origin or facts.issuer or facts.organ_name,
        "Keywords": facts.keywords,
        "Description": facts.summary,
    }
    return own | reading.once(("tags", facts.column_id), lambda: _tags_of_column(facts, reading))


def _tags_of_column(facts: ItemFacts, reading: Reading) -> dict[str, str]:
    column = reading.column(facts.organ_id, facts.column_id)
    if column is None:
        return {}
    return column_tags(
        name=column.name, description=column.description, keywords=column.keywords,
        column_type=column.column_type,
    )  # fmt: skip


def labels(facts: ItemFacts, *, is_platform: bool) -> list[tuple[str, str, bool]]:
    """The metadata as (name, value, takes a whole line); what is empty is left out.

    The general zone shows the short form: its news are no catalogue entries.
    """
    source = ("信息来源", facts.origin, False)
    if not is_platform:
        pairs = [
            ("索引号", facts.index_number, False), ("发布机构", facts.issuer or facts.organ_name, False),
            ("发布日期", day(facts.first_published_at), False), source,
        ]  # fmt: skip
        return [pair for pair in pairs if pair[1]]
    pairs = [
        ("索引号", facts.index_number, False),
        ("主题分类", _topic(facts.topic), False),
        ("名称", facts.title, True),
        ("内容概述", facts.summary, True),
        ("发布机构", facts.issuer or facts.organ_name, False),
        ("文号", facts.doc_number, False),
        ("成文日期", day(facts.formed_on), False),
        ("发布日期", day(facts.first_published_at), False),
        ("体裁", _label(GENRES, facts.genre), False),
        ("有效性", _validity(facts), False),
        ("公开方式", _label(MODES, facts.mode), False),
        ("时限类别", _label(TIME_CLASSES, facts.time_class), False),
        ("施行日期", day(facts.effective_on), False),
        ("有效期至", day(facts.expires_on), False),
        ("责任科室", facts.department_name, False),
        ("服务对象", facts.audience, False),
        ("关键词", facts.keywords, False),
        source,
        ("法定公开类别", _label(STATUTORY_CLASSES, facts.statutory_class), True),
    ]
    return [pair for pair in pairs if pair[1]]


def _validity(facts: ItemFacts) -> str:
    return "" if facts.validity == "not_applicable" else _label(VALIDITY_VALUES, facts.validity)


def _label(table: Table[Any], code: str) -> str:
    return table[code].label if code in table else ""


def _is_official(genre: str) -> bool:
    return genre in GENRES and GENRES[genre].statutory


@lru_cache(maxsize=512)
def _topic(code: str) -> str:
    return topic_path(code) if code in TOPICS else ""
