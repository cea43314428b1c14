"""Required metadata, known codes, one title once in an organ (LAW: articles 12 and 24, column tags)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongkai.disclosure.checks.issue import Issue, Level
from gongkai.disclosure.models import Item, PublicState, WorkState
from gongkai.law import catalogue
from gongkai.law.calendar import Calendar


def required_metadata(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """A title, an issuer, a number where the column asks for one, a ground where it is not disclosed."""
    if not item.title.strip():
        yield Issue("metadata.title", Level.BLOCKS, "title", "请填写名称。")
    if not item.issuer.strip():
        yield Issue("metadata.issuer", Level.BLOCKS, "issuer", "请填写发布机构的规范全称。")
    if item.column.requires_doc_number and not item.doc_number:
        yield Issue("metadata.doc_number", Level.BLOCKS, "doc_number", "这个栏目的信息须填写文号。")
    for problem in catalogue.document_number_problems(item.doc_number) if item.doc_number else ():
        yield Issue("metadata.doc_number_shape", Level.WARNS, "doc_number", problem)
    if item.doc_number and item.formed_on is None:
        yield Issue("metadata.formed_on", Level.BLOCKS, "formed_on", "有文号的信息须填写成文日期。")
    if item.mode == "withheld" and not item.ground:
        yield Issue("metadata.ground", Level.BLOCKS, "ground", "不予公开的，须选择条例规定的理由。")


#: Fields whose value is a code, and the table it must be in.
CODED_FIELDS: dict[str, catalogue.Table[Any]] = {
    "topic": catalogue.TOPICS,
    "genre": catalogue.GENRES,
    "statutory_class": catalogue.STATUTORY_CLASSES,
    "statistical_category": catalogue.STATISTICAL_CATEGORIES,
    "validity": catalogue.VALIDITY_VALUES,
    "mode": catalogue.MODES,
    "ground": catalogue.GROUNDS,
    "time_class": catalogue.TIME_CLASSES,
}


def codes_are_known(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """Every classification is one the catalogue knows."""
    for field, table in CODED_FIELDS.items():
        code = getattr(item, field)
        if code not in table and not (code == "" and field in {"statutory_class", "ground"}):
            yield Issue("metadata.code", Level.BLOCKS, field, "这一项的取值不在目录中，请重新选择。")


def title_is_single(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """The same title twice in an organ is most often one item entered twice."""
    twins = Item.objects.filter(organ=item.organ_id, title=item.title).exclude(pk=item.pk)
    twins = twins.exclude(public_state=PublicState.NONE, work_state=WorkState.IDLE)
    twin = twins.exclude(public_state=PublicState.TAKEN_DOWN).values_list("pk", flat=True).first()
    if twin:
        message = f"本机关已有同名信息（编号 {twin}），请确认不是重复录入。"
        yield Issue("metadata.duplicate_title", Level.WARNS, "title", message)
