"""The organ's own values for requests: remedy bodies, court, number series, fees, switches of its lawyer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.law.archive import RETENTIONS
from gongkai.law.outcomes import OUTCOMES, RemedyClass
from gongkai.law.remedies import OrganType
from gongkai.requests.models import OfficeSettings

#: Who answers for them: the head of the disclosure office, and who administers the organ.
MANAGERS = (Role.OFFICE_HEAD, Role.ADMIN)
FIELDS = (
    "reply_series", "notice_series", "organ_position", "government", "superior", "review_online", "court",
    "notices_off", "fee_enabled", "fee_payment", "correction_days", "internal_days", "retention", "red_head",
    "accepts_online", "intake_note",
)  # fmt: skip
MOST_CORRECTION, MOST_INTERNAL = 60, 19
_NEVER_IN_SERIES = frozenset("〔〕[]（）()0123456789号 \t\n")
_SERIES = "代字只写汉字，例如“文工信公复”；年份、序号和括号由系统加上"
_SAME = "答复书和告知书的代字不能相同，否则两类文书的编号会混在一起"


def switchable_letters() -> tuple[str, ...]:
    """The letters whose remedy notice the law leaves open, so that the organ's lawyer may switch it off."""
    return tuple(
        dict.fromkeys(
            one.letter for one in OUTCOMES if one.remedy_class is RemedyClass.SWITCHABLE and one.letter
        )
    )


def save_settings(
    *, actor: Person, organ_id: int, changes: Mapping[str, object], now: datetime
) -> OfficeSettings:
    """Change values of an organ; letters that are already drafted keep what they say.

    For the office's head and the organ's administrator. Raises NotVisible, or InputRefused by field.
    """
    if organ_id not in standing_of(actor).organs(*MANAGERS):
        raise NotVisible
    with transaction.atomic():
        organ = Organ.objects.select_for_update().get(pk=organ_id)
        settings = OfficeSettings.objects.filter(organ=organ).first() or OfficeSettings(organ=organ)
        before = values_of(settings)
        apply_changes(settings, changes)
        faults = faults_of(settings)
        if faults:
            raise InputRefused(f"有 {len(faults)} 处须改正：{next(iter(faults.values()))}", fields=faults)
        changed = sorted(name for name, value in values_of(settings).items() if value != before[name])
        if not changed and settings.pk:
            return settings
        settings.save()
        if "accepts_online" in changed:
            # The organ's page on requests leads to the form, or does not.
            outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
        audit.record(
            organ=organ, actor=actor, act="requests.settings.saved", subject="organ", subject_id=organ.pk,
            now=now, detail={"fields": changed},
        )  # fmt: skip
    return settings


def values_of(settings: OfficeSettings) -> dict[str, object]:
    """The values that may be changed."""
    return {name: getattr(settings, name) for name in FIELDS}


def apply_changes(settings: OfficeSettings, changes: Mapping[str, object]) -> None:
    """Put changed values on the settings (not saved); texts lose the blanks around them."""
    for name, value in changes.items():
        if name in FIELDS:
            setattr(settings, name, value.strip() if isinstance(value, str) else value)


def faults_of(settings: OfficeSettings) -> dict[str, str]:
    """What is wrong, by field."""
    faults: dict[str, str] = {}
    for name in ("reply_series", "notice_series"):
        if set(getattr(settings, name)) & _NEVER_IN_SERIES:
            faults[name] = _SERIES
    if settings.reply_series and settings.reply_series == settings.notice_series:
        faults["notice_series"] = _SAME
    if settings.organ_position not in set(OrganType):
        faults["organ_position"] = "请选择机关类型"
    if set(settings.notices_off) - set(switchable_letters()):
        faults["notices_off"] = "其中有必须告知救济途径的文书，不能关闭"
    if not 1 <= settings.correction_days <= MOST_CORRECTION:
        faults["correction_days"] = f"请填 1 至 {MOST_CORRECTION} 个工作日"
    if not 1 <= settings.internal_days <= MOST_INTERNAL:
        faults["internal_days"] = f"请填 1 至 {MOST_INTERNAL} 个工作日，短于答复期限"
    if settings.retention not in RETENTIONS.codes():
        faults["retention"] = "请选择保管期限"
    if settings.fee_enabled and not settings.fee_payment.strip():
        faults["fee_payment"] = "收取信息处理费的，请写明缴费方式，会印在收费通知书上"
    return faults
