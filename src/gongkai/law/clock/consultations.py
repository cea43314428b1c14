"""Asking others for their opinion: which answer belongs to which letter, and which days it takes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from gongkai.law.clock.counting import DayBook, Span
from gongkai.law.clock.facts import Event, EventType, Party
from gongkai.law.clock.reading import ImpossibleCode
from gongkai.law.clock.rules import ClockRules
from gongkai.law.clock.sentences import SPAN_WHY, WHO_UNKNOWN, in_words

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Consultation:
    """One letter to one party; `index` is the place of its sending among the events."""

    index: int
    sent: date
    id: str
    party: Party | None
    received: date | None = None
    answered: date | None = None

    @property
    def rule(self) -> str:
        """The rule of their answer; who is not told is treated as another organ."""
        return str(self.party or Party.OTHER_ORGAN)

    def ends_on(self, book: DayBook, rules: ClockRules) -> date:
        """The day of the answer or of the lapse, whichever comes first (articles 32, 34).

        The lapse runs from their receipt, or from the sending while the receipt is not known.
        """
        begins, n = self.received or self.sent, rules.days(self.rule)
        if self.answered and not book.is_over(begins, n, self.answered):
            return self.answered
        return book.nth(begins, n)


@dataclass
class Consultations:
    """Every consultation of a case in order of sending, and the events that fit none."""

    all: list[Consultation] = field(default_factory=list)
    impossible: dict[int, ImpossibleCode] = field(default_factory=dict)
    _letter_of: dict[int, int] = field(default_factory=dict)
    _by_id: dict[str, int] = field(default_factory=dict)
    _waiting: set[int] = field(default_factory=set)

    @staticmethod
    def of(events: Sequence[Event]) -> "Consultations":
        """Pair the events by id; an event without id belongs to the only consultation it can mean."""
        found = Consultations()
        take = {
            EventType.CONSULTATION_SENT: found._sent,
            EventType.CONSULTATION_RECEIVED: found._received,
            EventType.CONSULTATION_ANSWERED: found._answered,
        }
        for index, event in enumerate(events):
            if event.type in take:
                result = take[event.type](index, event)
                if isinstance(result, ImpossibleCode):
                    found.impossible[index] = result
                else:
                    found._letter_of[index] = result
        return found

    def letter_of(self, index: int) -> Consultation:
        """The consultation an event belongs to, by the event's place."""
        return self.all[self._letter_of[index]]

    def in_period(self, start: date, after_index: int) -> Iterable[Consultation]:
        """Those sent in a period: a restart leaves earlier ones behind."""
        return (c for c in self.all if c.index > after_index and c.sent >= start)

    def _sent(self, index: int, event: Event) -> int | ImpossibleCode:
        if event.id in self._by_id:
            return ImpossibleCode.REPEATED
        place = len(self.all)
        self.all.append(Consultation(index, event.on, event.id, event.party))
        self._waiting.add(place)
        if event.id:
            self._by_id[event.id] = place
        return place

    def _received(self, _index: int, event: Event) -> int | ImpossibleCode:
        place = self._place(event)
        if isinstance(place, ImpossibleCode):
            return place
        if self.all[place].answered:
            return ImpossibleCode.RECEIVED_AFTER_ANSWER
        if self.all[place].received:
            return ImpossibleCode.REPEATED
        self.all[place] = replace(self.all[place], received=event.on)
        return place

    def _answered(self, _index: int, event: Event) -> int | ImpossibleCode:
        place = self._place(event)
        if isinstance(place, ImpossibleCode):
            return place
        if self.all[place].answered:
            return ImpossibleCode.REPEATED
        self.all[place] = replace(self.all[place], answered=event.on)
        self._waiting.discard(place)
        return place

    def _place(self, event: Event) -> int | ImpossibleCode:
        if event.id:
            return self._by_id.get(event.id, ImpossibleCode.ANSWER_WITHOUT_QUESTION)
        if not self.all:
            return ImpossibleCode.ANSWER_WITHOUT_QUESTION
        if len(self._waiting) > 1:
            return ImpossibleCode.AMBIGUOUS
        return next(iter(self._waiting), 0)


def spans_of(consultations: Iterable[Consultation], book: DayBook, rules: ClockRules) -> tuple[Span, ...]:
    """The days the consultations take out, overlapping ones joined so that no day is taken out twice."""
    single = []
    for c in consultations:
        first, last = c.sent + _ONE_DAY, c.ends_on(book, rules)
        if first <= last:
            single.append((first, last, c))
    joined: list[list[tuple[date, date, Consultation]]] = []
    reaches = date.min
    for part in sorted(single, key=lambda part: part[0]):
        if joined and part[0] <= reaches:
            joined[-1].append(part)
            reaches = max(reaches, part[1])
        else:
            joined.append([part])
            reaches = part[1]
    return tuple(_span(parts, rules) for parts in joined)


def _span(parts: Sequence[tuple[date, date, Consultation]], rules: ClockRules) -> Span:
    first, last = parts[0][0], max(last for _, last, _ in parts)
    names = "、".join(dict.fromkeys(name_of(c) for *_, c in parts))
    articles = dict.fromkeys([rules.article("suspension"), *(rules.article(c.rule) for *_, c in parts)])
    why = SPAN_WHY.format(who=names, sent=in_words(parts[0][2].sent), last=in_words(last))
    return Span(first, last, why, "；".join(articles))


def name_of(consultation: Consultation) -> str:
    """The party with the id of the letter, as people say it."""
    who = consultation.party.label if consultation.party else WHO_UNKNOWN
    return f"{who}（{consultation.id}）" if consultation.id else who
