"""How a proceeding ended: the result in the body's words, the column that counts it, what it orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person
from gongkai.law.remedies import RESULTS, Forum, ResultColumn
from gongkai.remedies.acts.opening import add_fact, open_proceeding, record, refuse_before, refuse_future
from gongkai.remedies.models import FactType, Proceeding
from gongkai.remedies.reckoning import settle


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was decided: `on` its date, `received_on` when it reached the organ, `redo_by` a day it sets."""

    result: str
    on: date
    received_on: date | None = None
    redo_by: date | None = None


def record_result(*, actor: Person, proceeding_id: int, facts: Result, now: datetime) -> Proceeding:
    """Note the decision, judgement or ruling. One that sets the answer aside asks for a lesson.

    Raises NotVisible, ActRefused, or InputRefused naming the fields.
    """
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "result").proceeding
        require_result(proceeding, facts.result)
        _require_days(proceeding, facts, now)
        data = {
            "result": facts.result,
            "received_on": facts.received_on.isoformat() if facts.received_on else None,
            "redo_by": facts.redo_by.isoformat() if facts.redo_by else None,
        }
        add_fact(proceeding, type_=FactType.DECIDED, on=facts.on, actor=actor, now=now, data=data)
        settle(proceeding, now=now)
        record(
            "decided", actor=actor, proceeding=proceeding, now=now,
            detail={"result": facts.result, "on": facts.on.isoformat()},
        )  # fmt: skip
    return proceeding


def require_result(proceeding: Proceeding, result: str) -> None:
    """Raise InputRefused when the code is no result of that kind of body, or is that of one still pending."""
    known = {one.code: one for one in RESULTS}
    entry = known.get(result)
    if entry is None or entry.forum is not Forum(proceeding.forum) or entry.column is ResultColumn.PENDING:
        raise InputRefused("请选择结果。", fields={"result": "请选择"})


def _require_days(proceeding: Proceeding, facts: Result, now: datetime) -> None:
    refuse_future(facts.on, now=now)
    refuse_before(facts.on, proceeding.filed_on, what="提出之日")
    if facts.received_on is not None:
        refuse_future(facts.received_on, now=now, field="received_on")
        refuse_before(facts.received_on, facts.on, what="作出之日", field="received_on")
    if facts.redo_by is not None:
        if RESULTS[facts.result].column is not ResultColumn.CORRECTED:
            text = "答复没有被纠正，不会有重新答复的期限。"
            raise InputRefused(text, fields={"redo_by": "与结果不符"})
        refuse_before(facts.redo_by, facts.on, what="作出之日", field="redo_by")
