"""The clock's story of a case in words for the applicant: where it stands, by when, and why that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law.clock import CountedDay, EventType, Reading, State
from gongkai.requests.clockwork import RECEIVED, reading_of, standing_events
from gongkai.requests.models import Case, CaseEvent, CaseStage, IntakeChannel, PartyKind
from gongkai.requests.notices import spoken


@dataclass(frozen=True)
class Step:
    """Something that happened, as the applicant may know it."""

    on: date
    text: str


@dataclass(frozen=True)
class Story:
    """Where the case stands: `state` for machines, the rest for people."""

    state: str
    headline: str
    detail: str
    reading: Reading
    steps: list[Step]
    overdue: bool

    @property
    def days(self) -> tuple[CountedDay, ...]:
        """Each day of the count, while a period runs or has run."""
        return self.reading.days


_HEADLINES = {
    CaseStage.FILED: (
        "已收到，等待与您确认",
        "工作人员会按您留的联系方式与您确认。双方确认之日为收到申请之日，答复期限从次日起算"
        "（条例第三十一条）。",
    ),
    CaseStage.CORRECTING: (
        "需要您补正",
        "申请内容还不明确，请看补正告知书，在{respond_by}以前补正。收到补正后，答复期限重新起算；"
        "无正当理由逾期不补正的，视为放弃申请。",
    ),
    CaseStage.PAYING: (
        "需要您缴费",
        "请看收费通知书，在{pay_by}以前缴费。缴清后，答复期限重新起算；逾期未缴纳的，视为放弃申请。",
    ),
    CaseStage.ANSWERED: ("已办结", "本机关于{ended}作出答复，请看下面的文书。"),
    CaseStage.ARCHIVED: ("已办结", "本机关于{ended}作出答复，请看下面的文书。"),
}
_OPEN = ("正在办理", "最迟{due}答复，从今天起还有{remaining}个工作日。")
_LAST_DAY = ("正在办理", "今天是答复期限的最后一天。")
_SUSPENDED = (
    "正在征求意见",
    "需要征求第三方或者其他机关的意见，所需时间不计算在答复期限内。按现在的情况，最迟{due}答复。",
)
_OWN_PERIOD = ("正在办理", "已告知您延迟答复，最迟{due}答复（条例第三十五条）。")
_OVERDUE = (
    "答复期限已过",
    "答复期限{due}已过，本机关还没有答复。您可以打电话催问，也可以向上一级行政机关或者政府信息公开"
    "工作主管部门投诉、举报，或者依法申请行政复议、提起行政诉讼。",
)
_NO_DATE = ("正在办理", "答复期限还没有起算。")
_MERGED = ("已并案办理", "这件申请与您的另一件申请（{number}）一并办理、一并答复。")
_WITHDRAWN = ("已办结", "您已撤回申请，本案于{ended}办结。")
_LAPSED = ("已办结", "期满没有补正或者缴费，本机关不再处理，本案于{ended}办结。请看下面的文书。")

_SUBMITTED = "您以“{channel}”方式提出申请。"
_RECEIVED = "收到您的申请，答复期限从次日起算。"
_CONFIRMED = "经与您确认，本日为收到申请之日，答复期限从次日起算。"
_TEXTS = {
    EventType.CORRECTION_REQUESTED: "告知您补正，请在{respond_by}以前补正。",
    EventType.CORRECTION_RECEIVED: "收到您的补正。",
    EventType.CONSULTATION_SENT: "向{party}征求意见，所需时间不计算在答复期限内。",
    EventType.CONSULTATION_ANSWERED: "收到{party}的答复意见。",
    EventType.EXTENDED: "经公开工作机构负责人同意，告知您延长答复期限{working_days}个工作日。",
    EventType.REASONS_REQUESTED: "请您说明申请数量、频次较多的理由。",
    EventType.REASONS_GIVEN: "收到您的说明。",
    EventType.OWN_PERIOD: "告知您延迟至{until}以前答复。",
    EventType.FEE_NOTICED: "通知您缴纳信息处理费。",
    EventType.FEE_PAID: "收到您缴纳的费用，答复期限从次日起重新起算。",
    EventType.REPLIED: "作出答复，申请办结。",
    EventType.WITHDRAWN: "您撤回了申请。",
}
_SETTLED = frozenset({IntakeChannel.COUNTER, IntakeChannel.SIGNED_POST})


def story_of(case: Case, *, today: date) -> Story:
    """The story of a case; of a merged one with the dates of the case that answers it."""
    main = case.answered_by_case or case
    reading = reading_of(main, as_of=today)
    ended = main.ended_on is not None or main.stage in {CaseStage.ANSWERED, CaseStage.ARCHIVED}
    overdue = not ended and reading.due is not None and today > reading.due
    headline, detail = _where(main, reading, overdue)
    if case.answered_by_case_id is not None and not ended:
        merged = _MERGED[1].format(number=main.number)
        headline, detail = _MERGED[0], " ".join((merged, _filled(detail, main, reading)))
    return Story(
        str(reading.state), headline, _filled(detail, main, reading), reading,
        sorted(_steps(standing_events(case)), key=lambda step: step.on), overdue,
    )  # fmt: skip


def _where(case: Case, reading: Reading, overdue: bool) -> tuple[str, str]:
    stage = CaseStage(case.stage)
    if stage in {CaseStage.ANSWERED, CaseStage.ARCHIVED}:
        return {"withdrawn": _WITHDRAWN, "lapsed_correction": _LAPSED, "lapsed_fee": _LAPSED}.get(
            case.outcome, _HEADLINES[stage]
        )
    if stage in _HEADLINES:
        return _HEADLINES[stage]
    if overdue:
        return _OVERDUE
    if reading.due is None:
        return _NO_DATE
    if reading.state is State.SUSPENDED:
        return _SUSPENDED
    if reading.state is State.OWN_PERIOD:
        return _OWN_PERIOD
    return _OPEN if reading.remaining else _LAST_DAY


def _filled(text: str, case: Case, reading: Reading) -> str:
    return text.format(
        due=spoken(reading.due), remaining=reading.remaining, respond_by=spoken(reading.respond_by),
        pay_by=spoken(reading.pay_by), ended=spoken(case.ended_on),
    )  # fmt: skip


def _steps(events: Iterable[CaseEvent]) -> Iterable[Step]:
    for event in events:
        if event.type == RECEIVED:
            yield from _receipt(event)
        elif event.type in _TEXTS:
            yield Step(event.on, _TEXTS[EventType(event.type)].format(**_facts(event)))


def _receipt(event: CaseEvent) -> Iterable[Step]:
    channel = IntakeChannel(event.data["channel"])
    submitted, confirmed = event.data.get("submitted"), event.data.get("confirmed")
    if submitted:
        yield Step(date.fromisoformat(submitted), _SUBMITTED.format(channel=channel.label))
    if confirmed:
        yield Step(date.fromisoformat(confirmed), _CONFIRMED)
    elif channel in _SETTLED and submitted:
        yield Step(date.fromisoformat(submitted), _RECEIVED)


def _facts(event: CaseEvent) -> dict[str, str]:
    """What the sentences name; dates spoken, parties by their kind and never by name."""
    party = event.data.get("party")
    days = {
        name: spoken(date.fromisoformat(event.data[name])) if event.data.get(name) else "—"
        for name in ("respond_by", "until")
    }
    return days | {
        "party": str(PartyKind(party).label) if party else "有关单位",
        "working_days": str(event.data.get("working_days", "")),
    }
