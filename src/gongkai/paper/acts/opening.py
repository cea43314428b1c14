"""How acts on sheets begin: the row locked and the office's right proved; and how they are written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from gongkai.disclosure.models import Item
from gongkai.kernel import audit
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.paper.models import PaperForm, ScanPage


def office_organ(actor: Person, organ_id: int) -> Organ:
    """The organ whose office the actor works for; raises NotVisible."""
    organ = Organ.objects.filter(pk=organ_id, pk__in=standing_of(actor).organs(Role.REVIEWER)).first()
    if organ is None:
        raise NotVisible
    return organ


def office_form(actor: Person, form_id: int) -> PaperForm:
    """The sheet under a row lock, for the office alone; raises NotVisible.

    Its item is locked first, as it is where sheets are printed and items taken down.
    """
    organs = standing_of(actor).organs(Role.REVIEWER)
    looked = PaperForm.objects.filter(pk=form_id, organ__in=organs)
    item_id = looked.values_list("item", flat=True).first()
    if item_id is None:
        raise NotVisible
    _lock(Item.objects.filter(pk=item_id))
    _lock(looked)
    return PaperForm.objects.select_related("organ", "item", "scan", "expedited").get(pk=form_id)


def office_page(actor: Person, page_id: int) -> ScanPage:
    """The scanned page under a row lock, after its sheet's; raises NotVisible but to the office."""
    organs = standing_of(actor).organs(Role.REVIEWER)
    looked = ScanPage.objects.filter(pk=page_id, batch__organ__in=organs)
    row = looked.values_list("pk", "form").first()
    if row is None:
        raise NotVisible
    _lock(PaperForm.objects.filter(pk=row[1]))
    _lock(ScanPage.objects.filter(pk=page_id))
    return ScanPage.objects.select_related("batch__organ", "upload__file", "form").get(pk=page_id)


def _lock(rows: QuerySet[Any]) -> None:
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def record(
    act: str, *, actor: Person, organ: Organ, subject: str, subject_id: int, now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The act's audit row on the organ's chain."""
    audit.record(
        organ=organ, actor=actor, act=f"paper.{act}", subject=subject, subject_id=subject_id, now=now,
        detail=detail,
    )  # fmt: skip
