"""A person's verdict on a finding: right, no fault, or taken back. It stays over every later run."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.reporting.acts.opening import harmless
from gongkai.reporting.checked_files import may_judge
from gongkai.reporting.models import Verdict


def judge(
    *, actor: Person, organ_id: int, subject: str, fingerprint: str, kind: str, reason: str, now: datetime
) -> Verdict:
    """Keep the verdict on one finding. Saying that it is no fault needs a reason."""
    with transaction.atomic():
        standing = standing_of(actor)
        if organ_id not in standing.home_organs:
            raise NotVisible
        if not may_judge(standing, organ_id, subject):
            raise ActRefused("核对结果由公开工作机构的人员判断。")
        if kind not in Verdict.Kind.values:
            raise InputRefused("请选择“属实”或者“不是问题”。", fields={"kind": "请选择"})
        kept = harmless(reason.strip(), field="reason", most=300)
        if kind == Verdict.Kind.DISMISSED and not kept:
            raise InputRefused("请写明为什么不是问题。", fields={"reason": "不能为空"})
        verdict = Verdict.objects.create(
            organ_id=organ_id, subject=subject, fingerprint=fingerprint, kind=kind, reason=kept, by=actor,
            at=now,
        )  # fmt: skip
        audit.record(
            organ=Organ.objects.get(pk=organ_id), actor=actor, act="reporting.finding.judged",
            subject="verdict", subject_id=verdict.pk, now=now, detail={"kind": kind},
        )  # fmt: skip
    return verdict
