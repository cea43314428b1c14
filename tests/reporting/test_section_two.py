"""Table 2: own documents by the day they were formed and their own number; the rest by who provides it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from gongkai.disclosure.models import Edition, EditionKind, Item, PublicState
from gongkai.law.report_form import TABLE2, CellId
from gongkai.law.report_form.documents import REPORT_DOCUMENTS, in_force, is_own_number
from gongkai.reporting.compiling import compile_cells
from gongkai.reporting.models import EnteredFigure, Origin
from gongkai.reporting.section_two_validity import Document, Mark
from tests.factories import NOW, SHANGHAI, Bureau, make_live
from tests.reporting.factories import provide

NORMATIVE = {"statutory_class": "art20_01", "genre": "notice", "validity": "in_force"}
NAMES = ("海岳市文川区人民政府", "文川区政府")


def published(office: Bureau, number: str, formed: date, *marks: tuple[date, str, date | None], **more) -> Item:
    """A published document; each mark is an edition: its day, its validity, its last day."""
    item = make_live(office, "zcwj", **(NORMATIVE | {"doc_number": number, "formed_on": formed} | more))
    first = item.live_edition
    values = {field.name: getattr(first, field.name) for field in Edition._meta.concrete_fields}
    Edition.objects.filter(pk=first.pk)._raw_delete("default") if False else None
    for place, (day, validity, last) in enumerate(marks, start=2):
        item.live_edition = Edition.objects.create(
            **values
            | {
                "id": None, "number": place, "kind": EditionKind.VALIDITY, "validity": validity,
                "expires_on": last, "published_at": datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI),
            }
        )  # fmt: skip
    item.save()
    return item
