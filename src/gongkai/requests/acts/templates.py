"""An organ's own letter templates: taken in and checked, put in use, given up for the standard one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from gongkai.documents.letters import REQUEST_LETTERS
from gongkai.kernel import audit, filestore
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.layouts import require_sound
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.law.letters import LETTERS
from gongkai.requests.acts.settings import MANAGERS
from gongkai.requests.models import LetterTemplate

_NOT_WORD = "模板请用 Word 的 docx 格式；WPS 文件请另存为 docx。"


def upload_template(
    *, actor: Person, organ_id: int, kind: str, name: str, stream: BinaryIO | Iterable[bytes], now: datetime
) -> LetterTemplate:
    """Take in a template and check it; it is not in use before somebody has looked at it.

    Raises InputRefused whose fields name every fault: harmful content, tags that compute, undeclared fields,
    required ones that are missing. Then no row is kept.
    """
    organ = _managed(actor, organ_id)
    if kind not in REQUEST_LETTERS:
        raise NotVisible
    stored = filestore.take_in(name=name, stream=stream, now=now)
    if stored.extension != "docx":
        raise InputRefused(_NOT_WORD, fields={"file": _NOT_WORD})
    require_sound(stored, kind)
    with transaction.atomic():
        template = LetterTemplate.objects.create(
            organ=organ, kind=kind, file=stored, since=now, until=now, by=actor
        )
        _note(template, "requests.template.uploaded", actor, now)
    return template


def activate_template(*, actor: Person, template_id: int, now: datetime) -> LetterTemplate:
    """Put a template in the place of the one in use. Letters that are drafted keep the one they have."""
    with transaction.atomic():
        template = _locked(actor, template_id)
        if template.until is None:
            raise ActRefused("这个模板正在使用。")
        _end_current(template.organ, template.kind, now)
        if _was_in_use(template):
            template = LetterTemplate(
                organ=template.organ, kind=template.kind, file=template.file, by=actor
            )  # fmt: skip
        template.since, template.until, template.by = now, None, actor
        template.save()
        _note(template, "requests.template.activated", actor, now)
    return template


def use_standard(*, actor: Person, organ_id: int, kind: str, now: datetime) -> LetterTemplate:
    """Go back to the standard template; the organ's own one stays for the letters made with it."""
    with transaction.atomic():
        organ = _managed(actor, organ_id)
        Organ.objects.select_for_update().get(pk=organ.pk)
        template = _end_current(organ, kind, now)
        if template is None:
            raise ActRefused("现在用的就是标准模板。")
        _note(template, "requests.template.ended", actor, now)
    return template


def _managed(actor: Person, organ_id: int) -> Organ:
    organ = Organ.objects.filter(pk=organ_id, pk__in=standing_of(actor).organs(*MANAGERS)).first()
    if organ is None:
        raise NotVisible
    return organ


def _locked(actor: Person, template_id: int) -> LetterTemplate:
    """The template under its organ's lock: of two activations at once the later one stands."""
    organs = standing_of(actor).organs(*MANAGERS)
    organ_id = (
        LetterTemplate.objects.filter(pk=template_id, organ__in=organs)
        .values_list("organ_id", flat=True)
        .first()
    )
    if organ_id is None:
        raise NotVisible
    Organ.objects.select_for_update().get(pk=organ_id)
    return LetterTemplate.objects.select_related("organ", "file").get(pk=template_id)


def _was_in_use(template: LetterTemplate) -> bool:
    return template.until is not None and template.until > template.since


def _end_current(organ: Organ, kind: str, now: datetime) -> LetterTemplate | None:
    current = LetterTemplate.objects.filter(organ=organ, kind=kind, until=None).first()
    if current is not None:
        current.until = now
        current.save(update_fields=("until",))
    return current


def _note(template: LetterTemplate, act: str, actor: Person, now: datetime) -> None:
    audit.record(
        organ=template.organ, actor=actor, act=act, subject="organ",
        subject_id=template.organ_id, now=now,
        detail={"kind": template.kind, "template": template.pk, "file": template.file.digest},
    )  # fmt: skip


def label_of(kind: str) -> str:
    """What the letter is called; raises NotVisible for a kind that is none."""
    if kind not in REQUEST_LETTERS:
        raise NotVisible
    return LETTERS.label(kind)
