"""Printing sheets: what is drafted is submitted first, and each sheet gets its number."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.opening import locked_item
from gongkai.disclosure.acts.review_on_paper import remaining_steps
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Expedited, Item, WorkState
from gongkai.disclosure.models.review import ReviewResult
from gongkai.disclosure.queries import may_read_work, papers_due
from gongkai.disclosure.rules import Step
from gongkai.documents.scans import new_code
from gongkai.kernel import filestore, outbox
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.kernel.models import Organ, Person, StoredFile
from gongkai.kernel.rights import standing_of
from gongkai.paper.acts.opening import record
from gongkai.paper.models import FormKind, FormState, PaperForm, PrintRun
from gongkai.paper.printing import PDF_JOB, sheet_docx
from gongkai.paper.sheet_fields import fields_of_expedited, fields_of_item
from gongkai.paper.waiting import no_longer_wait

MOST_AT_ONCE = 100
_NOTHING = "没有打印出一张表：{first}"
_CHOOSE = "请先勾选要打印审签表的信息。"
_TOO_MANY = "一次最多打印 {most} 张，请分几次打印。"
_KIND = "请选择打印公开审查表还是呈批单。"
_NOT_WAITING = "“{status}”的信息不需要审签表。起草中的打印时自动提交，审核中的可以打印。"
_ONE_ORGAN = "一次只能打印一个机关的审签表。"
_NO_ITEM = "没有这条信息。"
_OVERTAKEN = "扫描送回之后又打印了新的一张（编号 {code}），这一张已作废。请让签字人在新的一张上签字。"
_NEWER = "已有新打印的一张（编号 {code}）"


@dataclass(frozen=True)
class Printed:
    """What came of it: the run with its sheets, and which items were refused for which reason."""

    run: PrintRun
    refused: list[tuple[int, str]] = field(default_factory=list)


def print_forms(*, actor: Person, item_ids: Sequence[int], kind: str, now: datetime) -> Printed:
    """Make the sheets of these items and put their PDF in hand.

    A draft is submitted first. Where a sheet of the same content is out, the same is printed again; an
    older one of other content is void. Refusals are collected; raises InputRefused when nothing is left.
    """
    ids = list(dict.fromkeys(item_ids))
    if not ids:
        raise InputRefused(_CHOOSE, fields={"item": _CHOOSE})
    if len(ids) > MOST_AT_ONCE:
        raise InputRefused(_TOO_MANY.format(most=MOST_AT_ONCE))
    if kind not in FormKind.values:
        raise InputRefused(_KIND, fields={"kind": _KIND})
    forms: list[PaperForm] = []
    refused: list[tuple[int, str]] = []
    for item_id in ids:
        try:
            forms.append(_print_one(actor, item_id, kind, forms[0].organ if forms else None, now))
        except NotVisible:
            refused.append((item_id, _NO_ITEM))
        except Refused as refusal:
            refused.append((item_id, refusal.message))
    if not forms:
        if len(ids) == 1 and refused[0][1] == _NO_ITEM:
            raise NotVisible
        raise InputRefused(_NOTHING.format(first=refused[0][1]))
    return Printed(_run_of(actor, forms[0].organ, forms, now), refused)


def print_settling_form(*, actor: Person, expedited_id: int, now: datetime) -> PrintRun:
    """The 呈批单 for a publication approved by word of mouth; its signed scan makes it good."""
    expedited = papers_due(standing_of(actor)).filter(pk=expedited_id).first()
    if expedited is None:
        raise NotVisible
    item = Item.objects.select_related("organ", "department", "column", "drafter").get(pk=expedited.item_id)
    expedited.item = item
    word = item.reviews.get(reviewer=expedited.approver, result=ReviewResult.ORAL, at=expedited.at)
    editions = item.editions.select_related("column").filter(published_at__gte=expedited.at)
    form = _out_form(item, FormKind.APPROVAL, word.digest, expedited)
    if form is None:
        code = new_code(secrets.choice)
        copy = editions.order_by("number").first() or item
        fields = fields_of_expedited(expedited, copy, code=code, digest=word.digest, now=now)
        document = _stored(item.organ, FormKind.APPROVAL, fields, now)
        with transaction.atomic():
            form = _create(
                item, FormKind.APPROVAL, code, word.digest, [Step.LEADER], document, actor=actor, now=now,
                expedited=expedited,
            )  # fmt: skip
    return _run_of(actor, item.organ, [form], now)


def _print_one(actor: Person, item_id: int, kind: str, organ: Organ | None, now: datetime) -> PaperForm:
    """The item's sheet; a sheet that cannot be made leaves a draft as it was."""
    with transaction.atomic():
        item = _printable(actor, item_id, organ, now)
        digest, steps = content_digest(item), remaining_steps(item)
        form = _out_form(item, kind, digest, None)
        if form is not None and set(steps) <= set(form.steps):
            return form
        code = new_code(secrets.choice)
        fields = fields_of_item(item, steps, kind=kind, code=code, digest=digest, now=now)
        document = _stored(item.organ, kind, fields, now)
        return _create(item, kind, code, digest, list(steps), document, actor=actor, now=now)


def _printable(actor: Person, item_id: int, organ: Organ | None, now: datetime) -> Item:
    """The locked item in review, of the organ when one is given; a draft is submitted."""
    opened = locked_item(actor, item_id)
    if not may_read_work(opened.standing, opened.item):
        raise NotVisible
    item = opened.item
    if organ is not None and item.organ_id != organ.pk:
        raise ActRefused(_ONE_ORGAN)
    if item.work_state == WorkState.DRAFT:
        item = submit(actor=actor, item_id=item_id, now=now)
    if item.work_state != WorkState.IN_REVIEW:
        raise ActRefused(_NOT_WAITING.format(status=item.get_work_state_display()))
    return item


def _out_form(item: Item, kind: str, digest: str, expedited: Expedited | None) -> PaperForm | None:
    forms = PaperForm.objects.select_related("organ").filter(
        item=item, kind=kind, digest=digest, expedited=expedited, state=FormState.OUT
    )
    return forms.first()


def _stored(organ: Organ, kind: str, fields: dict[str, object], now: datetime) -> StoredFile:
    content = sheet_docx(organ, kind, fields)
    return filestore.take_in(name=f"{kind}.docx", stream=io.BytesIO(content), now=now)


def _create(
    item: Item, kind: str, code: str, digest: str, steps: list[Step], document: StoredFile, *, actor: Person,
    now: datetime, expedited: Expedited | None = None,
) -> PaperForm:  # fmt: skip
    """The new sheet; those of the item that are out and stand for the same signatures are void."""
    older = PaperForm.objects.filter(item=item, expedited=expedited, state=FormState.OUT)
    why = _NEWER.format(code=code)
    no_longer_wait(list(older), _OVERTAKEN.format(code=code))
    older.update(state=FormState.VOID, closed_at=now, closed_reason=why)
    form = PaperForm.objects.create(
        organ=item.organ, item=item, expedited=expedited, kind=kind, code=code, digest=digest,
        steps=[str(step) for step in steps], document=document, printed_by=actor, printed_at=now,
    )  # fmt: skip
    record(
        "form_printed", actor=actor, organ=item.organ, subject="paper_form", subject_id=form.pk, now=now,
        detail={"item": item.pk, "code": code, "digest": digest},
    )  # fmt: skip
    return form


def _run_of(actor: Person, organ: Organ, forms: list[PaperForm], now: datetime) -> PrintRun:
    with transaction.atomic():
        run = PrintRun.objects.create(organ=organ, by=actor, at=now)
        run.forms.set(forms)
        outbox.enqueue(PDF_JOB, {"run": run.pk}, now=now, organ=organ)
    return run
