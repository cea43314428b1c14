"""The information processing fee: reckoned by the law, demanded by a notice, paid, or left unpaid."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.law.clock import EventType
from gongkai.law.fees import (
    STANDARDS,
    FeeBand,
    FeeReckoning,
    FeeStandard,
    InvalidFeeCount,
    by_items,
    by_pages,
)
from gongkai.requests.acts.letters import new_letter, void_lapse
from gongkai.requests.acts.opening import (
    move,
    note_event,
    open_case,
    record,
    require_asked,
    settle_clock,
)
from gongkai.requests.letter_content import frame_of, settings_of
from gongkai.requests.models import Case, CaseStage, FeeNotice, LetterState

FEN = Decimal(100)


def items_already(case: Case) -> int:
    """How many items the applicant has had in the calendar month of this request's receipt, before it."""
    day = case.day0 or localdate(case.submitted_at)
    return (
        Case.objects.filter(
            organ=case.organ_id, applicant_index=case.applicant_index, counted=True,
            day0__year=day.year, day0__month=day.month,
        )
        .exclude(pk=case.pk)
        .filter(pk__lt=case.pk)
        .count()
    )  # fmt: skip


def reckoned(case: Case, standard: str, quantity: int) -> FeeReckoning:
    """The fee for this request, band by band; raises InputRefused in words."""
    try:
        if standard == FeeStandard.ITEMS:
            return by_items(items_already(case), quantity, on=case.day0)
        if standard == FeeStandard.PAGES:
            return by_pages(quantity, on=case.day0)
    except InvalidFeeCount as error:
        raise InputRefused(str(error), fields={"quantity": str(error)}) from None
    raise InputRefused("请选择按件或者按量计收。", fields={"standard": "请选择"})


def notice_fee(*, actor: Person, case_id: int, standard: str, quantity: int, now: datetime) -> FeeNotice:
    """Draft the demand: basis, standard, amount, way to pay. Serving it stops the clock until payment."""
    with transaction.atomic():
        case = open_case(actor, case_id, "notice_fee").case
        own = settings_of(case.organ)
        if not own.fee_enabled or not own.fee_payment:
            raise ActRefused("本机关没有启用收费，或者没有设置缴费方式，请在依申请公开设置中填写。")
        if case.fee_notices.filter(cancelled_at=None).exists():
            raise ActRefused("这件申请已经通知过缴费；一件申请只用一种标准、收一次。")
        fee = reckoned(case, standard, quantity)
        if not fee.is_chargeable:
            raise ActRefused("按标准计算不收费，不需要通知缴费。")
        letter = new_letter(
            case, kind="fee_notice", actor=actor, now=now,
            fields=frame_of(case) | {
                "standard": STANDARDS[fee.standard].label, "amount": str(fee.amount), "way": own.fee_payment,
                "bands": [_band(fee, band) for band in fee.bands],
            },
        )  # fmt: skip
        notice = FeeNotice.objects.create(
            case=case, letter=letter, standard=standard, quantity=quantity, already=fee.already,
            amount_fen=int(fee.amount * FEN), bands=[_band(fee, band) for band in fee.bands],
        )  # fmt: skip
        record(
            "fee_drafted", actor=actor, case=case, now=now,
            detail={"fee": notice.pk, "standard": standard, "quantity": quantity, "fen": notice.amount_fen},
        )  # fmt: skip
    return notice


def record_payment(
    *, actor: Person, case_id: int, on: date, receipt_number: str = "", now: datetime
) -> FeeNotice:
    """Note the payment: the handling period runs anew from the next day.

    A late one is a fact too: it is taken, and an unserved «not processed further» is void.
    """
    with transaction.atomic():
        case = open_case(actor, case_id, "record_payment").case
        served = case.fee_notices.filter(cancelled_at=None, letter__state=LetterState.SERVED)
        notice = served.filter(paid_on=None).order_by("-id").first()
        if notice is None:
            raise ActRefused("没有待缴的费用。")
        require_asked(
            case, EventType.FEE_NOTICED, EventType.FEE_PAID, on=on, never="没有待缴的费用。",
            told="已经登记过缴费；登记错了请更正这项事实。",
        )  # fmt: skip
        void_lapse(case, "lapse_fee", reason="申请人已经缴费", actor=actor, now=now)
        note_event(case, type_=EventType.FEE_PAID, on=on, actor=actor, now=now)
        notice.paid_on, notice.receipt_number = on, receipt_number.strip()[:40]
        notice.save(update_fields=("paid_on", "receipt_number"))
        if case.stage != CaseStage.CORRECTING:
            move(case, CaseStage.HANDLING, now=now)
        settle_clock(case, now=now, reason="缴费")
        record("fee_paid", actor=actor, case=case, now=now, detail={"fee": notice.pk, "on": on.isoformat()})
    return notice


def _band(fee: FeeReckoning, band: FeeBand) -> dict[str, object]:
    unit = STANDARDS[fee.standard].unit
    return {
        "label": _BAND.format(first=band.first, last=band.last, unit=unit),
        "quantity": _COUNT.format(count=band.count, unit=unit),
        "rate": _RATE.format(rate=band.rate),
        "amount": str(band.amount),
    }


_BAND = "第{first}至{last}{unit}"
_COUNT = "{count}{unit}"
_RATE = "{rate}元"
