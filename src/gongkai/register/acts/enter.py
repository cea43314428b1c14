"""Entering a document in the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Department, Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.law.catalogue import PUBLICATION_LIMITS
from gongkai.register.acts.opening import decide, draw_serial, keep, record, refuse_known, refuse_marks
from gongkai.register.acts.opening import require_day as _require_day
from gongkai.register.attributes import WITHHELD, Attribute, checked
from gongkai.register.models import DecisionKind, RegisterEntry, Source
from gongkai.register.numbers import normalised
from gongkai.register.rules import may_write

MOST_TITLE, MOST_NUMBER, MOST_NAME, MOST_REMARK = 200, 80, 40, 300
_NO_TITLE = "请填写题名。只有不予公开的文件可以不登记题名。"
_TOO_LONG = "最多 {most} 个字。"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a document."""

    title: str = ""
    doc_number: str = ""
    formed_on: date | None = None
    department_id: int | None = None
    drafter_name: str = ""
    pages: int | None = None
    copies: int | None = None
    remark: str = ""
    attribute: Attribute = field(default_factory=Attribute)
    published_on: date | None = None
    published_where: str = ""
    limit_kind: str = ""


def enter(*, actor: Person, organ_id: int, facts: Facts, now: datetime) -> RegisterEntry:
    """Enter a document the organ made; from its day of formation the twenty working days run (article 26).

    Raises NotVisible, ActRefused, or InputRefused naming the fields; a secrecy mark refuses it altogether.
    """
    organ = Organ.objects.filter(pk=organ_id).first()
    standing = standing_of(actor)
    if organ is None or organ_id not in standing.home_organs:
        raise NotVisible
    if not may_write(standing, organ_id, facts.department_id):
        raise ActRefused("发文由主办科室的人员或者公开工作机构登记；科室人员请选择本科室。")
    return enter_unasked(actor=actor, organ=organ, facts=facts, source=Source.ENTERED, now=now)


def enter_unasked(
    *, actor: Person | None, organ: Organ, facts: Facts, source: str, now: datetime,
    item_id: int | None = None,
) -> RegisterEntry:  # fmt: skip
    """As enter, the right having been proved: for imports, drops and what the program finds.

    Of an item the day of formation may be missing; the entry then waits among the undetermined.
    """
    attribute = require_sound(facts, today=localdate(now), may_lack_day=item_id is not None)
    with transaction.atomic():
        Organ.objects.select_for_update().filter(pk=organ.pk).values_list("pk", flat=True).first()
        refuse_known(organ, facts.doc_number)
        entry = RegisterEntry(
            organ=organ, source=source, item_id=item_id, registered_by=actor, minder=actor, registered_at=now
        )
        put(entry, facts)
        draw_serial(entry, now=now)
        keep(entry, actor=actor, now=now)
        if attribute.mode:
            decide(entry, attribute, kind=DecisionKind.SET, actor=actor, now=now)
            entry.save()
        record(
            "entered", actor=actor, entry=entry, now=now,
            detail={"serial": entry.serial, "mode": entry.mode, "source": source},
        )  # fmt: skip
    return entry


def require_sound(facts: Facts, *, today: date, may_lack_day: bool = False) -> Attribute:
    """The checked attribute of facts that may be entered; raises InputRefused naming the fields."""
    refuse_marks(facts.title, facts.doc_number, facts.remark, facts.attribute.ground_note)
    attribute = checked(facts.attribute)
    if not facts.title.strip() and attribute.mode != WITHHELD:
        raise InputRefused(_NO_TITLE, fields={"title": _NO_TITLE})
    for name, text, most in (
        ("title", facts.title, MOST_TITLE), ("doc_number", facts.doc_number, MOST_NUMBER),
        ("drafter_name", facts.drafter_name, MOST_NAME), ("remark", facts.remark, MOST_REMARK),
    ):  # fmt: skip
        if len(text.strip()) > most:
            raise InputRefused(_TOO_LONG.format(most=most), fields={name: _TOO_LONG.format(most=most)})
    if facts.formed_on is not None or not may_lack_day:
        _require_day(facts.formed_on, today=today)
    _require_publication(facts, today)
    if facts.limit_kind and facts.limit_kind not in PUBLICATION_LIMITS:
        raise InputRefused("请从给定的公开期限中选择。", fields={"limit_kind": "请重新选择"})
    return attribute


def _require_publication(facts: Facts, today: date) -> None:
    day = facts.published_on
    if day is not None and (day > today or (facts.formed_on is not None and day < facts.formed_on)):
        text = "公开日期应当在成文日期和今天之间，请核对。"
        raise InputRefused(text, fields={"published_on": text})


def put(entry: RegisterEntry, facts: Facts) -> None:
    """Put the facts on the entry, its attribute left as it is. A foreign department raises InputRefused."""
    department = None
    if facts.department_id is not None:
        department = Department.objects.filter(pk=facts.department_id, organ=entry.organ_id).first()
        if department is None:
            raise InputRefused("请选择本机关的科室。", fields={"department_id": "请重新选择"})
    entry.title, entry.formed_on, entry.department = facts.title.strip(), facts.formed_on, department
    entry.doc_number_written = facts.doc_number.strip()
    entry.doc_number = normalised(facts.doc_number)
    entry.drafter_name, entry.remark = facts.drafter_name.strip(), facts.remark.strip()
    entry.pages, entry.copies, entry.limit_kind = facts.pages, facts.copies, facts.limit_kind
    entry.published_on, entry.published_where = facts.published_on, facts.published_where.strip()[:200]
