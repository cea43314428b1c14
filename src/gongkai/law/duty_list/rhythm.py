"""How often a line of the duty list is due, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RhythmKind(StrEnum):
    """The kinds of rhythm; the code is stored and never changes."""

    AT_ONCE = "at_once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    LONG_TERM = "long_term"
    ON_EVENT = "on_event"

    @property
    def label(self) -> str:
        """The word shown to staff."""
        return _LABELS[self]


_LABELS = {
    RhythmKind.AT_ONCE: "形成或变更后限期公开",
    RhythmKind.MONTHLY: "每月",
    RhythmKind.QUARTERLY: "每季度",
    RhythmKind.HALF_YEARLY: "每半年",
    RhythmKind.YEARLY: "每年",
    RhythmKind.LONG_TERM: "长期公开，有变化时更新",
    RhythmKind.ON_EVENT: "有则公开",
}
#: Months in a period of the periodic kinds.
MONTHS_OF = {
    RhythmKind.MONTHLY: 1, RhythmKind.QUARTERLY: 3, RhythmKind.HALF_YEARLY: 6, RhythmKind.YEARLY: 12,
}  # fmt: skip
#: Article 26: twenty working days from formation or change, where nothing shorter is prescribed.
AT_ONCE_WORKDAYS = 20
#: How often what has no period may be asked about, in months.
CHECK_MONTHS = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a line is due.

    Periodic kinds: `month` counts within the period from 1 (None: its last), `day` is the day of the month
    (None: its last), `follows` puts the day into the period after; `workdays` instead counts working days
    after the period's end. At once: `workdays` or `days` after formation or change. `check_months` (1, 3, 6
    or 12): what has no period of its own is looked over that often. `doubts` says what was assumed.
    """

    kind: RhythmKind
    month: int | None = None
    day: int | None = None
    follows: bool = False
    workdays: int | None = None
    days: int | None = None
    check_months: int | None = None
    doubts: tuple[str, ...] = ()

    @property
    def is_periodic(self) -> bool:
        """Whether the calendar alone makes it due."""
        return self.kind in MONTHS_OF

    @property
    def period_months(self) -> int | None:
        """Months from one term to the next; None where no term comes round."""
        return MONTHS_OF.get(self.kind, self.check_months)


def rhythm_words(rhythm: Rhythm) -> str:
    """The rhythm as a phrase: «每月10日前», «每季度结束后10个工作日内», «长期公开，每年核对一次»."""
    if rhythm.is_periodic:
        return _periodic_words(rhythm)
    check = f"，{_EVERY[rhythm.check_months]}核对一次" if rhythm.check_months else ""
    if rhythm.kind is RhythmKind.AT_ONCE:
        limit = f"{rhythm.days}日" if rhythm.days else f"{rhythm.workdays or AT_ONCE_WORKDAYS}个工作日"
        return f"形成或变更之日起{limit}内{check}"
    return f"{rhythm.kind.label}{check}"


_EVERY = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}


def _periodic_words(rhythm: Rhythm) -> str:
    every = rhythm.kind.label
    if rhythm.workdays:
        return f"{every}结束后{rhythm.workdays}个工作日内"
    day = f"{rhythm.day}日" if rhythm.day else "底"
    if rhythm.kind is RhythmKind.MONTHLY:
        if rhythm.follows:
            return f"次月{day}前" if rhythm.day else "次月底前"
        return f"每月{day}前"
    if rhythm.kind is RhythmKind.YEARLY:
        return f"{'次年' if rhythm.follows else '每年'}{rhythm.month or 12}月{day}前"
    if rhythm.month is None and rhythm.day is None and not rhythm.follows:
        return f"{every}末前"
    after = "结束后" if rhythm.follows else ""
    return f"{every}{after}第{rhythm.month or MONTHS_OF[rhythm.kind]}个月{day}前"
