"""Table 2, article 20(1): regulations and normative documents counted from the items of an organ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from gongkai.disclosure.models import Edition, Item, PublicState
from gongkai.kernel.models import Organ, OrganName
from gongkai.law.report_form import TABLE2, CellId, Form
from gongkai.law.report_form.documents import REPORT_DOCUMENTS, ReportedDocument, is_own_number
from gongkai.reporting.counting import first_day, last_day
from gongkai.reporting.section_two_validity import Document, Mark

NO_SIGN = "本机关没有设置发文机关代字，系统不能识别本机关的文号，规章、行政规范性文件的件数统计不出。"
_ISSUED = (PublicState.LIVE, PublicState.WITHDRAWN, PublicState.TAKEN_DOWN)


def can_count(organ: Organ) -> bool:
    """Whether the organ's own document numbers can be told at all."""
    return bool(organ.doc_prefix.strip())


def documents_of(organ: Organ) -> list[Document]:
    """Its regulations and normative documents, published or lawfully withheld, each number once.

    What counts is the text the public was last given, not a change somebody is still working on. Old stock
    counts like everything else; what was obtained from others and what another organ numbered does not.
    """
    names = (organ.name, organ.short_name, *_former_names(organ))
    found: dict[tuple[str, str], Document] = {}
    for kind in REPORT_DOCUMENTS:
        for item in _candidates(organ, kind):
            text: Item | Edition = item.live_edition or item
            number = text.doc_number.strip()
            if text.formed_on is None:
                continue
            if is_own_number(kind.code, number, sign=organ.doc_prefix.strip(), names=names):
                found.setdefault((kind.code, number), _document(item, kind.code, number, text.formed_on))
    return list(found.values())


def _former_names(organ: Organ) -> list[str]:
    return list(OrganName.objects.filter(organ=organ).values_list("name", flat=True))


def _candidates(organ: Organ, kind: ReportedDocument) -> QuerySet[Item]:
    shown = Q(public_state__in=_ISSUED, live_edition__isnull=False) & _fits("live_edition__", kind)
    withheld = Q(public_state=PublicState.WITHHELD, live_edition=None) & _fits("", kind)
    withheld |= Q(public_state=PublicState.WITHHELD, live_edition__isnull=False) & _fits(
        "live_edition__", kind
    )
    marks = Edition.objects.order_by("number").only("item_id", "published_at", "validity", "expires_on")
    rows = Item.objects.filter(organ=organ).filter(shown | withheld).select_related("live_edition")
    return rows.prefetch_related(Prefetch("editions", queryset=marks)).defer("body_html").order_by("pk")


def _fits(prefix: str, kind: ReportedDocument) -> Q:
    found = Q(**{f"{prefix}is_obtained": False}) & ~Q(**{f"{prefix}doc_number": ""})
    if kind.genres:
        found &= Q(**{f"{prefix}genre__in": kind.genres})
    if kind.without_genres:
        found &= ~Q(**{f"{prefix}genre__in": kind.without_genres})
    if kind.classes:
        found &= Q(**{f"{prefix}statutory_class__in": kind.classes})
    return found


def _document(item: Item, kind: str, number: str, formed_on: date) -> Document:
    marks = [Mark(localdate(row.published_at), row.validity, row.expires_on) for row in item.editions.all()]
    published, withdrawn = item.first_published_at, item.withdrawn_at
    is_shown = item.public_state == PublicState.LIVE
    return Document(
        item.pk, kind, number, formed_on, marks or [Mark(formed_on, item.validity, item.expires_on)],
        localdate(published) if published else None,
        None if is_shown or withdrawn is None else localdate(withdrawn),
    )  # fmt: skip


def items_by_cell(organ: Organ, year: int, form: Form) -> dict[CellId, list[int]]:
    """The items behind each cell of table 2 that the system counts itself; empty lists included."""
    cells: dict[CellId, list[int]] = {cell: [] for cell in computed_cells(form)}
    for document in documents_of(organ):
        for column in _columns(document, year):
            cell = CellId(TABLE2, document.kind, column)
            if cell in cells:
                cells[cell].append(document.item_id)
    return cells


def computed_cells(form: Form) -> frozenset[CellId]:
    """The cells of table 2 that are counted from items; the others live outside the system."""
    return frozenset(
        cell for cell in form.cells() if cell.table == TABLE2 and cell.row in REPORT_DOCUMENTS.codes()
    )


def _columns(document: Document, year: int) -> Iterator[str]:
    """The columns of both forms that count the document in the report of the year."""
    start, end = first_day(year), last_day(year)
    was_made, holds = start <= document.formed_on <= end, document.was_in_force(end)
    if was_made:
        yield "made"
    if holds:
        yield "valid"
    elif was_made or document.was_in_force(last_day(year - 1)):
        yield "repealed"
    if document.published_on is not None and start <= document.published_on <= end:
        yield "published"
    if document.was_public(end):
        yield "public"
