"""Passing a word on: another organ of the platform is told what was asked for, and takes note of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import audit, private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.requests.acts.opening import open_case, record
from gongkai.requests.letter_screening import refuse_secrecy_marks
from gongkai.requests.models import Case, PassedAdvice
from gongkai.requests.personal import applicant_of
from gongkai.screening import screen_text

CONTEXT = "advice"
MOST_TEXT = 1000
_PERSONAL = "转告的内容里有{found}，请删去：只转告申请了什么，不转告是谁申请的。"


def advise_organ(*, actor: Person, case_id: int, organ_id: int, text: str, now: datetime) -> PassedAdvice:
    """Tell another organ what was asked for, so that it is prepared and may publish (article 36, item 5).

    The applicant still asks there; the clock and the reply here go on, and nothing is counted twice. Raises
    InputRefused for an unfit organ, an empty text or one that says who asked.
    """
    with transaction.atomic():
        case = open_case(actor, case_id, "advise_organ").case
        organ = _fit_organ(case, organ_id)
        told = _fit_text(case, text)
        advice = PassedAdvice.objects.create(
            case=case, to_organ=organ, passed_by=actor, passed_at=now,
            sealed_text=private.seal_text(case.key, told, context=CONTEXT),
        )  # fmt: skip
        record("advice_passed", actor=actor, case=case, now=now, detail={"organ": organ.pk})
    return advice


def take_note(*, actor: Person, advice_id: int, now: datetime) -> PassedAdvice:
    """The other organ's office has read it."""
    with transaction.atomic():
        organs = standing_of(actor).organs(Role.REVIEWER, Role.OFFICE_HEAD)
        rows = PassedAdvice.objects.select_for_update(of=("self",)).select_related("to_organ")
        advice = rows.filter(pk=advice_id, to_organ__in=organs).first()
        if advice is None:
            raise NotVisible
        if advice.seen_at is not None:
            raise ActRefused("这件转告已经有人阅知。")
        advice.seen_by, advice.seen_at = actor, now
        advice.save(update_fields=("seen_by", "seen_at"))
        audit.record(
            organ=advice.to_organ, actor=actor, act="requests.advice.seen", subject="advice",
            subject_id=advice.pk, now=now,
        )  # fmt: skip
    return advice


def organs_to_advise(case: Case) -> list[Organ]:
    """The other organs of the platform that still stand."""
    return list(Organ.objects.filter(merged_into=None).exclude(pk=case.organ_id).order_by("path"))


def _fit_organ(case: Case, organ_id: int) -> Organ:
    organ = next((one for one in organs_to_advise(case) if one.pk == organ_id), None)
    if organ is None:
        raise InputRefused("请选择要转告的机关。", fields={"organ_id": "请选择要转告的机关"})
    if PassedAdvice.objects.filter(case=case, to_organ=organ).exists():
        raise InputRefused("已经转告过这个机关。", fields={"organ_id": "已经转告过"})
    return organ


def _fit_text(case: Case, text: str) -> str:
    told = text.strip()
    if not told:
        raise InputRefused("请写明转告的内容。", fields={"text": "不能为空"})
    if len(told) > MOST_TEXT:
        raise InputRefused(f"最多 {MOST_TEXT} 个字。", fields={"text": f"最多 {MOST_TEXT} 个字"})
    refuse_secrecy_marks({"text": told})
    name = applicant_of(case).name.strip()
    found = ["申请人的姓名或者名称"] if name and name in told else []
    found += [one.label for one in screen_text(told, where="") if one.severity == "block"]
    if found:
        sentence = _PERSONAL.format(found="、".join(dict.fromkeys(found)))
        raise InputRefused(sentence, fields={"text": sentence}, code="personal")
    return told
