"""How every act on the duty list begins and ends: row locked, right proved; audit row written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from gongkai.duty_list import queries
from gongkai.duty_list.models import DutyLine
from gongkai.duty_list.reckoning import term_by_key
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.law.duty_list import Term

#: How far ahead a term may be answered.
AHEAD = timedelta(days=400)


def kept_organ(actor: Person, organ_id: int) -> Organ:
    """The organ, when the actor keeps its list; raises NotVisible, ActRefused for one that was merged."""
    if not queries.may_keep(standing_of(actor), organ_id):
        raise NotVisible
    organ = Organ.objects.select_for_update(no_key=True).get(pk=organ_id)
    if organ.merged_into_id:
        raise ActRefused("这个机关已撤并，公开目录请在并入的机关维护。")
    return organ


def locked_line(actor: Person, line_id: int) -> DutyLine:
    """The line under a row lock when the actor may answer for it; raises NotVisible or ActRefused."""
    standing = standing_of(actor)
    seen = queries.visible_to(standing).filter(pk=line_id).values_list("pk", flat=True).first()
    if seen is None:
        raise NotVisible
    DutyLine.objects.select_for_update().values_list("pk", flat=True).get(pk=line_id)
    line = DutyLine.objects.select_related("organ", "department", "contact", "column", "template").get(
        pk=line_id
    )
    if not queries.may_file(standing, line):
        raise ActRefused("这一项由责任科室或者公开办办理。")
    return line


def open_term(line: DutyLine, period: str, *, today: date) -> Term:
    """The line's term of that period, when it may be answered now; raises NotVisible or ActRefused."""
    term = term_by_key(line, period)
    if term is None or term.due_on < line.active_from:
        raise NotVisible
    if line.active_until is not None and term.due_on > line.active_until:
        raise ActRefused("这一项已经停用，不再需要填报。")
    if term.due_on > today + AHEAD:
        raise ActRefused("这一期还早，请到时再办。")
    return term


def record(
    *, act: str, actor: Person | None, organ: Organ, subject: str, subject_id: int, now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The act's audit row on the organ's chain; `act` is its full name."""
    audit.record(
        organ=organ, actor=actor, act=act, subject=subject, subject_id=subject_id, now=now, detail=detail
    )
