"""What happened in a case: how the request was received, and the events after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Channel(StrEnum):
    """How a request came in; each channel has its own rule for the day of receipt (article 31)."""

    COUNTER = "counter"
    SIGNED_POST = "signed_post"
    POST = "post"
    ONLINE = "online"
    FAX = "fax"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return _CHANNELS[self]

    @property
    def counts_from_confirmation(self) -> bool:
        """Whether the day of receipt is the day of confirmation and not the day it came in."""
        return self in (Channel.POST, Channel.ONLINE, Channel.FAX)


class EventType(StrEnum):
    """What can happen between receipt and the end of a case."""

    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_RECEIVED = "correction_received"
    CONSULTATION_SENT = "consultation_sent"
    CONSULTATION_RECEIVED = "consultation_received"
    CONSULTATION_ANSWERED = "consultation_answered"
    EXTENDED = "extended"
    REASONS_REQUESTED = "reasons_requested"
    REASONS_GIVEN = "reasons_given"
    OWN_PERIOD = "own_period"
    FEE_NOTICED = "fee_noticed"
    FEE_PAID = "fee_paid"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _EVENTS[self]

    @property
    def ends_the_case(self) -> bool:
        """Whether nothing counts after it."""
        return self in (EventType.REPLIED, EventType.WITHDRAWN)


class Party(StrEnum):
    """Who is consulted; what their silence means differs (articles 32 and 34)."""

    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    OTHER_ORGAN = "other_organ"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return _PARTIES[self]

    @property
    def silence(self) -> str:
        """What it means when they do not answer in time."""
        return _SILENCE[self]


_CHANNELS: Mapping[Channel, str] = {
    Channel.COUNTER: "当面提交",
    Channel.SIGNED_POST: "需签收的邮寄",
    Channel.POST: "平常信函",
    Channel.ONLINE: "互联网",
    Channel.FAX: "传真",
}
_EVENTS: Mapping[EventType, str] = {
    EventType.CORRECTION_REQUESTED: "发出补正通知",
    EventType.CORRECTION_RECEIVED: "收到补正",
    EventType.CONSULTATION_SENT: "发出征求意见书",
    EventType.CONSULTATION_RECEIVED: "对方收到征求意见书",
    EventType.CONSULTATION_ANSWERED: "对方答复意见",
    EventType.EXTENDED: "延长答复期限",
    EventType.REASONS_REQUESTED: "要求说明理由",
    EventType.REASONS_GIVEN: "申请人说明理由",
    EventType.OWN_PERIOD: "确定延迟答复的期限",
    EventType.FEE_NOTICED: "发出收费通知",
    EventType.FEE_PAID: "缴清费用",
    EventType.REPLIED: "作出答复",
    EventType.WITHDRAWN: "申请人撤回申请",
}
_PARTIES: Mapping[Party, str] = {
    Party.THIRD_PARTY: "第三方",
    Party.CO_MAKER: "共同制作机关",
    Party.OTHER_ORGAN: "其他机关",
}
_SILENCE: Mapping[Party, str] = {
    Party.THIRD_PARTY: "逾期未答复的，由本机关依法决定是否公开",
    Party.CO_MAKER: "逾期未答复的，视为同意公开",
    Party.OTHER_ORGAN: "逾期未答复的，由本机关依法决定是否公开",
}


@dataclass(frozen=True, slots=True)
class Received:
    """The receipt of a request: submission and confirmation; day 0 follows from them and the channel.

    For signed post `submitted` is the day the organ signed for the letter.
    """

    channel: Channel
    submitted: date | None = None
    confirmed: date | None = None

    @property
    def day0(self) -> date | None:
        """The day of receipt (收到申请之日, article 31); None while the confirmation is missing."""
        if self.channel.counts_from_confirmation:
            return self.confirmed
        return self.submitted or self.confirmed

    @property
    def arrived_on(self) -> date | None:
        """The first day on which anything about the request can have happened; None if not told."""
        return min((day for day in (self.submitted, self.confirmed) if day), default=None)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a local date.

    `id` ties the events of one consultation together; `party` belongs to consultation_sent,
    `respond_by` to correction_requested, `until` to own_period, `working_days` to extended.
    """

    on: date
    type: EventType
    id: str = ""
    party: Party | None = None
    respond_by: date | None = None
    until: date | None = None
    working_days: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A case as the clock sees it. Events of one day happened in the order given."""

    received: Received
    events: tuple[Event, ...] = ()
