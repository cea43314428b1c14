"""Letting a finding pass with a reason, and keeping the office's own numbers on the allow-list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.opening import open_item, record
from gongkai.disclosure.models import AllowedValue, Override
from gongkai.disclosure.rules import Act
from gongkai.disclosure.screening import findings_of
from gongkai.kernel import audit, keys
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.screening import screen_text


def override(*, actor: Person, item_id: int, check: str, key: str, reason: str, now: datetime) -> Override:
    """Let one finding pass in this item. A secrecy mark is never let pass."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.OVERRIDE).item
        if not reason.strip():
            raise InputRefused("请写明放行的理由。", fields={"reason": "例如：已经本人书面同意公开"})
        found = next(
            (f.finding for f in findings_of(item) if f.finding.check == check and f.finding.key == key), None
        )
        if found is None or not found.overridable:
            raise NotVisible
        passed, _ = Override.objects.get_or_create(
            item=item, check_id=check, key=key,
            defaults={"masked": found.masked[:60], "reason": reason.strip()[:300], "by": actor, "at": now},
        )  # fmt: skip
        record("finding_passed", actor=actor, item=item, now=now, detail={"check": check, "key": key})
    return passed


def allow_value(*, actor: Person, organ_id: int, number: str, note: str, now: datetime) -> AllowedValue:
    """Put a number that is meant to be public on the organ's list; only its keyed hash and mask are kept.

    The reviewer or the security officer keeps the list.
    """
    with transaction.atomic():
        if organ_id not in standing_of(actor).organs(Role.REVIEWER, Role.SECURITY):
            raise NotVisible
        organ = Organ.objects.get(pk=organ_id)
        found = [finding for finding in screen_text(number, where="") if finding.overridable]
        if len(found) != 1:
            raise InputRefused(
                "请只填一个号码；普通座机号码不需要登记。", fields={"number": "手机号码、证件号码或银行卡号"}
            )
        if not note.strip():
            raise InputRefused("请写明用途。", fields={"note": "例如：公开办对外值班手机"})
        value, _ = AllowedValue.objects.get_or_create(
            organ=organ, key=keys.keyed_hash(found[0].value, purpose="finding"),
            defaults={"masked": found[0].masked, "note": note.strip()[:100], "by": actor, "at": now},
        )  # fmt: skip
        audit.record(
            organ=organ, actor=actor, act="disclosure.allow_list.added", subject="allowed_value",
            subject_id=value.pk, now=now,
        )  # fmt: skip
    return value


def disallow_value(*, actor: Person, value_id: int, now: datetime) -> None:
    """Take a number off the list."""
    with transaction.atomic():
        organs = standing_of(actor).organs(Role.REVIEWER, Role.SECURITY)
        value = AllowedValue.objects.select_related("organ").filter(pk=value_id, organ__in=organs).first()
        if value is None:
            raise NotVisible
        audit.record(
            organ=value.organ, actor=actor, act="disclosure.allow_list.removed", subject="allowed_value",
            subject_id=value.pk, now=now,
        )  # fmt: skip
        value.delete()
