"""Acts of the information processing fee: reckoned band by band before it is demanded, then paid."""

from __future__ import annotations

from typing import Any

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, Group, Preview, Values, plainly
from gongkai.desk.cases.situation import Situation
from gongkai.law.clock import EventType
from gongkai.law.fees import MOST_PAGES, STANDARDS, FeeStandard
from gongkai.requests.acts.fees import items_already, notice_fee, reckoned, record_payment


def _may_not_charge(situation: Situation) -> str:
    if not situation.settings.fee_enabled or not situation.settings.fee_payment:
        return "本机关没有启用收费，或者没有设置缴费方式"
    return "这件申请已经通知过缴费" if situation.fees else ""


def _nothing_to_pay(situation: Situation) -> str:
    is_asked = situation.has(EventType.FEE_NOTICED) and any(fee.paid_on is None for fee in situation.fees)
    return "" if is_asked else "没有待缴的费用"


def _reckoning(situation: Situation, values: Values) -> Preview:
    fee = reckoned(situation.case, values["standard"], values["quantity"])
    unit = STANDARDS[fee.standard].unit
    rows = tuple(
        (
            _BAND.format(first=band.first, last=band.last, unit=unit),
            _COUNT.format(count=band.count, unit=unit),
            _RATE.format(rate=band.rate, unit=unit), _AMOUNT.format(amount=band.amount),
        )
        for band in fee.bands
    )  # fmt: skip
    told = [_TOTAL.format(amount=fee.amount)]
    if fee.standard is FeeStandard.ITEMS:
        told.append(_ALREADY.format(already=fee.already))
    if not fee.is_chargeable:
        told.append("按标准计算不收费，不需要通知缴费。")
    return Preview("费用计算", tuple(told), ("档次", "数量", "单价", "小计"), rows)


_BAND = "第{first}至{last}{unit}"
_COUNT = "{count}{unit}"
_RATE = "{rate}元/{unit}"
_AMOUNT = "{amount}元"
_TOTAL = "合计{amount}元。"
_ALREADY = "申请人当月在这件之前已有{already}件，接着分档计算。"


def _standards(situation: Situation) -> list[tuple[object, object]]:
    already = items_already(situation.case)
    return [
        (FeeStandard.ITEMS.value, _BY_ITEMS.format(already=already)),
        (FeeStandard.PAGES.value, "按量计收（本件提供的纸质或者电子页数）"),
    ]


_BY_ITEMS = "按件计收（当月累计，此前已有{already}件）"


def _notice(situation: Situation, values: dict[str, Any]) -> object:
    return plainly(notice_fee)(situation, values)


FEES = (
    CaseAct(
        "notice_fee", "notice_fee",
        (
            "只对数量、频次明显超过合理范围的申请收取，按件或者按量选一种，一件申请收一次（条例第四十二条）。",
            "在办理期限内通知；送达之日的次日起二十个工作日内缴清，缴清次日起答复期限重新计算。",
        ),
        "收费通知书已起草，请核对后送审。", _notice,
        {
            "standard": ask.choice("计收标准", _standards, radio=True, initial=FeeStandard.PAGES.value),
            "quantity": ask.number("件数或者页数", MOST_PAGES),
        },
        group=Group.FEES, needs=_may_not_charge, preview=_reckoning,
    ),
    CaseAct(
        "record_payment", "record_payment", ("缴清次日起，答复期限重新计算。",), "已登记缴费，期限重新计算。",
        plainly(record_payment),
        {
            "on": ask.day("缴清日期"),
            "receipt_number": ask.line("财政票据号", 40, required=False),
        },
        group=Group.FEES, needs=_nothing_to_pay,
    ),
)  # fmt: skip
