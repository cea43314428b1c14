"""Reviewing on paper: the signatures of one sheet, entered here, pass the steps they were given for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.opening import locked_item, require
from gongkai.disclosure.acts.review import DEFAULT_GROUND, Look, pass_step
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item, WorkState
from gongkai.disclosure.rules import (
    STEP_LABELS,
    STEP_ROLES,
    Step,
    has_role,
    is_second_person,
    settles_findings,
    steps_of,
)
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import Person, Role, StoredFile
from gongkai.kernel.rights import standing_of

_OTHER_CONTENT = "打印之后内容有改动，签字的不是现在的内容，没有登记。请重新打印审签。"
_NOT_WAITING = "这条信息现在不在审核中，没有登记。请先提交审核，再登记纸面审签。"
_OTHER_STEP = "现在轮到“{step}”，请从这一步起按顺序登记签字。"
_NO_RIGHT = "{name}不能签“{step}”这一步，请核对签字人，或者由管理员先授予角色。"
_SAME = "{name}是起草人或最后编辑人，不能审核自己经手的信息，请由另一人签字。"
_WRONG_DAY = "签字日期须在提交之日（{first}）到今天之间。"


@dataclass(frozen=True)
class Signature:
    """One signature on the sheet: for which step, whose, on which local date, with which words."""

    step: Step
    signer_id: int
    signed_on: date
    note: str = ""


def review_on_paper(
    *, actor: Person, item_id: int, signatures: Sequence[Signature], digest: str, paper: StoredFile,
    now: datetime, ground: str = DEFAULT_GROUND,
) -> Item:  # fmt: skip
    """Enter the signatures of a sheet on which the content with `digest` was printed (article 17).

    Each signature passes one step as the screen's review does: its signer holds the step's role and neither
    drafted nor last edited. The office enters them; all of them count, or none. The scan stays beside each.
    """
    with transaction.atomic():
        opened = locked_item(actor, item_id)
        item = opened.item
        if not opened.standing.holds(Role.REVIEWER, organ_id=item.organ_id):
            raise NotVisible
        if item.work_state != WorkState.IN_REVIEW:
            raise ActRefused(_NOT_WAITING)
        if digest != content_digest(item):
            raise ActRefused(_OTHER_CONTENT)
        if not signatures:
            raise InputRefused("请至少登记一处签字。", fields={"signatures": "请选择签字人和签字日期"})
        for signature in signatures:
            _take(item, signature, digest, actor=actor, paper=paper, ground=ground, now=now)
    return item


def remaining_steps(item: Item) -> tuple[Step, ...]:
    """The looks the item still waits for, the present one first; none when it is not in review."""
    if item.work_state != WorkState.IN_REVIEW:
        return ()
    steps, present = steps_of(item), Step(item.review_step)
    return steps[steps.index(present) :] if present in steps else (present, *steps)


def _take(
    item: Item, signature: Signature, digest: str, *, actor: Person, paper: StoredFile, ground: str,
    now: datetime,
) -> None:  # fmt: skip
    present = item.review_step
    if item.work_state != WorkState.IN_REVIEW or signature.step != present:
        message = _OTHER_STEP.format(step=STEP_LABELS[Step(present)] if present else "发布")
        raise InputRefused(message, fields={"signatures": message})
    signer = Person.objects.filter(pk=signature.signer_id).first()
    if signer is None:
        raise InputRefused("请选择签字人。", fields={"signer": "必选"})
    _require_signer(item, signature, signer)
    first = localdate(item.submitted_at) if item.submitted_at else localdate(now)
    if not first <= signature.signed_on <= localdate(now):
        message = _WRONG_DAY.format(first=first.isoformat())
        raise InputRefused(message, fields={"signed_on": message})
    require(item, approving=settles_findings(item), now=now)
    look = Look(signer.pk, signature.note, ground, signed_on=signature.signed_on, paper=paper)
    pass_step(item, digest, actor=actor, look=look, now=now)


def _require_signer(item: Item, signature: Signature, signer: Person) -> None:
    if not has_role(standing_of(signer), item, STEP_ROLES[signature.step]):
        message = _NO_RIGHT.format(name=signer.name, step=STEP_LABELS[signature.step])
        raise InputRefused(message, fields={"signer": message})
    if not is_second_person(signer.pk, item):
        raise SamePersonMayNotApprove(_SAME.format(name=signer.name))
