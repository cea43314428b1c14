"""Fills a database with published items, past every act; `python -m bench.installation` runs it.

What it writes is what the acts would have left: items, editions, reviews, index numbers, list slots and
totals, search pairs, attachments. Acts and bakes run on top of it. Audit rows are not made up.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.timezone import localtime

from bench import texts
from bench.bureaus import Bureau, make_bureaus, make_files
from gongkai.disclosure import listing, queries
from gongkai.disclosure.index_numbers import SERIES, scope_of
from gongkai.disclosure.models import (
    Attachment,
    Edition,
    EditionAttachment,
    Item,
    ListSlot,
    ListState,
    PublicState,
    ReviewRecord,
    WorkState,
)  # fmt: skip
from gongkai.disclosure.models.item import TEXT_FIELDS
from gongkai.kernel import search
from gongkai.kernel.models import IssuedNumber, NumberSequence, SearchGram, StoredFile
from gongkai.law.catalogue import GENRES, INDEX_PATTERNS, TOPICS

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY = datetime(2017, 1, 3, 9, 0, tzinfo=SHANGHAI)
LAST_DAY = datetime(2026, 11, 20, 17, 0, tzinfo=SHANGHAI)
CHUNK = 2000
FILES = 20
WITH_FILE = 0.15


@dataclass
class Rows:
    """What one chunk inserts, table by table."""

    items: list[Item] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    slots: list[ListSlot] = field(default_factory=list)
    numbers: list[IssuedNumber] = field(default_factory=list)
    reviews: list[ReviewRecord] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    carried: list[EditionAttachment] = field(default_factory=list)
    grams: list[tuple[str, str, int]] = field(default_factory=list)


class Stock:
    """The whole stock on its way in, with the counters that run across chunks."""

    def __init__(self, bureaus: list[Bureau], files: list[StoredFile], seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.files = files
        self.bureaus = [bureau for bureau in bureaus for _ in range(bureau.share)]
        self.topics = [topic.code for topic in TOPICS]
        self.genres = [genre.code for genre in GENRES]
        self.serials: Counter[str] = Counter()
        self.slots: Counter[str] = Counter()

    def add(self, rows: Rows, number: int, moment: datetime) -> None:
        """Make item `number` (from 1), first published at `moment`, with all that belongs to it."""
        bureau = self.chance.choice(self.bureaus)
        item = self._item(bureau, number, moment)
        edition = Edition(
            pk=number, item=item, number=1, kind="first", organ_name=bureau.organ.name,
            department_name=item.department.name, column=item.column, index_number=item.index_number,
            published_at=moment, publisher=bureau.reviewer, body_html=item.body_html,
            digest=hashlib.sha256(item.body_html.encode()).hexdigest(),
            **{name: getattr(item, name) for name in TEXT_FIELDS},
        )  # fmt: skip
        item.live_edition_id = number
        rows.items.append(item)
        rows.editions.append(edition)
        rows.reviews.append(
            ReviewRecord(
                item=item, step="second", reviewer=bureau.reviewer, result="approved", ground="第十七条",
                digest=edition.digest, at=moment,
            )
        )  # fmt: skip
        self._register(rows, item, moment)
        if self.chance.random() < WITH_FILE:
            self._attach(rows, item, edition)

    def _item(self, bureau: Bureau, number: int, moment: datetime) -> Item:
        chance, day = self.chance, localtime(moment).date()
        column = chance.choice(bureau.columns)
        scope = scope_of(bureau.organ, day.year)
        self.serials[scope] += 1
        pattern = INDEX_PATTERNS[bureau.organ.index_pattern]
        return Item(
            pk=number, organ=bureau.organ, department=chance.choice(bureau.departments), column=column,
            title=texts.title(chance, bureau.organ.name, day, number), summary=texts.summary(chance),
            doc_number=texts.document_number(chance, day, self.serials[scope]), issuer=bureau.organ.name,
            formed_on=day - timedelta(days=chance.randint(0, 12)), topic=chance.choice(self.topics),
            genre=chance.choice(self.genres), statistical_category=column.default_category,
            public_state=PublicState.LIVE, work_state=WorkState.IDLE, drafter=bureau.drafter,
            last_editor=bureau.drafter, created_at=moment, changed_at=moment, first_published_at=moment,
            published_at=moment, body_html=texts.body(chance),
            index_number=pattern.format(
                front=bureau.organ.index_front, year=day.year, month=day.month, serial=self.serials[scope]
            ),
        )  # fmt: skip

    def _register(self, rows: Rows, item: Item, moment: datetime) -> None:
        rows.numbers.append(
            IssuedNumber(series=SERIES, number=item.index_number, subject="item", subject_id=item.pk,
                         issued_at=moment)
        )  # fmt: skip
        for key in listing.list_keys(item):
            self.slots[key] += 1
            rows.slots.append(ListSlot(list_key=key, slot=self.slots[key], item=item))
        desk = (item.title, item.doc_number, item.index_number, item.summary)
        pairs = set().union(*(search.grams(text) for text in desk if text))
        for scope in (queries.DESK_SCOPE, queries.PUBLIC_SCOPE):
            rows.grams.extend((scope, gram, item.pk) for gram in pairs)

    def _attach(self, rows: Rows, item: Item, edition: Edition) -> None:
        file = self.chance.choice(self.files)
        rows.attachments.append(Attachment(item=item, file=file, name="附件：项目明细表.csv", position=1))
        rows.carried.append(
            EditionAttachment(edition=edition, file=file, name="附件：项目明细表.csv", position=1)
        )

    def close(self) -> None:
        """Write the counters down: list totals and the last numbers drawn."""
        ListState.objects.bulk_create(
            ListState(key=key, last_slot=last, live_total=last) for key, last in self.slots.items()
        )
        NumberSequence.objects.bulk_create(
            NumberSequence(scope=scope, last=last) for scope, last in self.serials.items()
        )


def load(count: int, *, seed: int = 1) -> list[Bureau]:
    """Fill an empty, migrated database with `count` live items; returns the bureaus that hold them."""
    bureaus = make_bureaus(FIRST_DAY.astimezone(UTC))
    stock = Stock(bureaus, make_files(FILES, FIRST_DAY), seed)
    step = (LAST_DAY - FIRST_DAY) / max(count, 1)
    indexes = _without_gram_indexes()
    for start in range(1, count + 1, CHUNK):
        rows = Rows()
        for number in range(start, min(start + CHUNK, count + 1)):
            stock.add(rows, number, FIRST_DAY + step * number)
        with transaction.atomic():
            _insert(rows)
    stock.close()
    _restore(indexes)
    return bureaus


def _insert(rows: Rows) -> None:
    for made in (rows.items, rows.editions, rows.slots, rows.numbers, rows.reviews):
        type(made[0])._default_manager.bulk_create(made)  # type: ignore[arg-type]
    Attachment.objects.bulk_create(rows.attachments)
    EditionAttachment.objects.bulk_create(rows.carried)
    columns = "INTO kernel_searchgram (scope, gram, doc_id)"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy("COPY kernel_searchgram (scope, gram, doc_id) FROM STDIN") as copy:
                for row in rows.grams:
                    copy.write_row(row)
        else:
            cursor.connection.executemany(f"INSERT {columns} VALUES (?, ?, ?)", rows.grams)  # noqa: S608


def _without_gram_indexes() -> list[str]:
    """Drop the indexes of the widest table while it fills (SQLite); returns how to make them again."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
            [SearchGram._meta.db_table],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _restore(indexes: list[str]) -> None:
    """Make the indexes again, let the next id follow the last one given, and tell the planner the sizes."""
    with connection.cursor() as cursor:
        for sql in [*indexes, *connection.ops.sequence_reset_sql(no_style(), [Item, Edition]), "ANALYZE"]:
            cursor.execute(sql)
