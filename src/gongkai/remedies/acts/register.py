"""Registering that somebody asked for reconsideration or sued, with the case and the decision it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.law.remedies import Course
from gongkai.remedies import queries
from gongkai.remedies.acts.opening import add_fact, record, refuse_before, refuse_future, written
from gongkai.remedies.models import About, BroughtBy, FactType, Forum, Proceeding, Stage
from gongkai.remedies.reckoning import settle
from gongkai.remedies.rules import may_act
from gongkai.remedies.venue import decision_in_force, venue_of
from gongkai.requests.acts.opening import case_under_lock
from gongkai.requests.models import Case, Decision
from gongkai.requests.queries import visible_case

MOST_BODY, MOST_DOCKET = 100, 80


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What is known when it is registered. A blank `body` means the one the law and the settings name."""

    forum: str
    filed_on: date
    brought_by: str = BroughtBy.APPLICANT
    about: str = About.DECISION
    body: str = ""
    docket: str = ""
    course: str = ""
    after_reconsideration: bool = False
    after_id: int | None = None
    accepted_on: date | None = None
    copy_received_on: date | None = None


def register(*, actor: Person, case_id: int, facts: Registration, now: datetime) -> Proceeding:
    """Register a reconsideration or a suit over a case of the actor's organ; its deadlines run from then on.

    Raises NotVisible, ActRefused, or InputRefused naming the fields.
    """
    with transaction.atomic():
        standing = standing_of(actor)
        visible_case(standing, case_id)
        case = case_under_lock(case_id)
        if not may_act(standing, case.organ_id):
            raise ActRefused("复议、诉讼由公开工作机构的人员登记。")
        _require_choices(facts)
        _require_days(facts, now)
        decision = _decision(case, facts)
        after = _after(case, facts)
        body = _body(case, decision, facts)
        _refuse_twice(case, facts, body)
        proceeding = _created(case, decision, after, body, facts, actor, now)
        settle(proceeding, now=now)
        record(
            "registered", actor=actor, proceeding=proceeding, now=now,
            detail={"case": case.pk, "forum": facts.forum, "on": facts.filed_on.isoformat()},
        )  # fmt: skip
    return proceeding


def _require_choices(facts: Registration) -> None:
    for field, value, choices in (
        ("forum", facts.forum, Forum.values), ("brought_by", facts.brought_by, BroughtBy.values),
        ("about", facts.about, About.values),
        ("course", facts.course or Course.ORDINARY, (Course.ORDINARY, Course.SIMPLE)),
    ):  # fmt: skip
        if value not in choices:
            raise InputRefused("请从给定的选项中选择。", fields={field: "请选择"})
    if facts.forum != Forum.LITIGATION and (facts.after_reconsideration or facts.after_id):
        raise InputRefused(
            "只有诉讼才分直接起诉和复议后起诉。", fields={"after_reconsideration": "复议不选这一项"}
        )


def _require_days(facts: Registration, now: datetime) -> None:
    refuse_future(facts.filed_on, now=now, field="filed_on")
    for field, day in (("accepted_on", facts.accepted_on), ("copy_received_on", facts.copy_received_on)):
        if day is not None:
            refuse_future(day, now=now, field=field)
            refuse_before(day, facts.filed_on, what="提出之日", field=field)


def _decision(case: Case, facts: Registration) -> Decision | None:
    decision = decision_in_force(case)
    if facts.about == About.DECISION and decision is None:
        text = "这件申请还没有作出答复；对逾期不答复不服的，请选“逾期不答复”。"
        raise InputRefused(text, fields={"about": "没有答复"})
    return decision if facts.about == About.DECISION else None


def _after(case: Case, facts: Registration) -> Proceeding | None:
    if facts.after_id is None:
        return None
    found = (
        Proceeding.objects.filter(pk=facts.after_id, case=case, forum=Forum.RECONSIDERATION)
        .exclude(stage=Stage.CANCELLED)
        .first()
    )
    if found is None:
        raise InputRefused("请选择本案的复议。", fields={"after_id": "不是本案的复议"})
    if found.stage != Stage.DECIDED:
        raise InputRefused("先行的复议还没有登记结果，请先登记。", fields={"after_id": "还没有结果"})
    return found


def _body(case: Case, decision: Decision | None, facts: Registration) -> str:
    advice = venue_of(case, decision, Forum(facts.forum))
    if not facts.body.strip() and len(advice.bodies) == 1:
        return advice.bodies[0]
    message = advice.missing or "请写明受理的复议机关或者法院。"
    return written(facts.body, field="body", message=message, most=MOST_BODY)


def _refuse_twice(case: Case, facts: Registration, body: str) -> None:
    """The same challenge sent twice is one: a second click, a second clerk."""
    same = Proceeding.objects.filter(
        case=case, forum=facts.forum, body=body, filed_on=facts.filed_on, brought_by=facts.brought_by,
        docket=facts.docket.strip(),
    ).exclude(stage=Stage.CANCELLED)  # fmt: skip
    if same.exists():
        raise ActRefused("同一件复议（诉讼）已经登记过；确是另一件的，请写明各自的案号。")


def _created(
    case: Case, decision: Decision | None, after: Proceeding | None, body: str, facts: Registration,
    actor: Person, now: datetime,
) -> Proceeding:  # fmt: skip
    is_suit = facts.forum == Forum.LITIGATION
    course = Course.SUIT if is_suit else Course(facts.course or Course.ORDINARY)
    docket = facts.docket.strip()
    if docket:
        docket = written(docket, field="docket", message="", most=MOST_DOCKET)
    proceeding = Proceeding.objects.create(
        organ=case.organ, case=case, decision=decision, forum=facts.forum,
        after_reconsideration=facts.after_reconsideration or after is not None, after=after,
        brought_by=facts.brought_by, about=facts.about, body=body, docket=docket, handler=actor,
        registered_at=now, registered_by=actor, course=course, filed_on=facts.filed_on, changed_at=now,
    )  # fmt: skip
    data = {} if is_suit else {"course": str(course)}
    add_fact(proceeding, type_=FactType.FILED, on=facts.filed_on, actor=actor, now=now, data=data)
    for type_, day in (
        (FactType.ACCEPTED, facts.accepted_on), (FactType.COPY_RECEIVED, facts.copy_received_on),
    ):  # fmt: skip
        if day is not None:
            add_fact(proceeding, type_=type_, on=day, actor=actor, now=now)
    return proceeding


def known_reconsiderations(case: Case, actor: Person) -> list[Proceeding]:
    """The decided reconsiderations of a case that a suit may follow."""
    rows = queries.of_case(standing_of(actor), case)
    return list(rows.filter(forum=Forum.RECONSIDERATION, stage=Stage.DECIDED))
