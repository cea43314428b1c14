"""The duty list (主动公开基本目录): when lines are due, what wordings mean, what a bureau starts with."""

from gongkai.law.duty_list.moving_on import moved_on, names_period, series_of
from gongkai.law.duty_list.rhythm import AT_ONCE_WORKDAYS, Rhythm, RhythmKind, rhythm_words
from gongkai.law.duty_list.silence import SILENCE_LIMITS, SilenceLimit, silence_months
from gongkai.law.duty_list.staleness import STANDING_PAGES, Staleness, StandingPage, staleness
from gongkai.law.duty_list.starting import STARTING_LINES, StartingLine
from gongkai.law.duty_list.terms import REST_DAY_RULES, STAYS, Term, term_of, terms
from gongkai.law.duty_list.wording import parse_rhythm

__all__ = [
    "AT_ONCE_WORKDAYS",
    "REST_DAY_RULES",
    "SILENCE_LIMITS",
    "STANDING_PAGES",
    "STARTING_LINES",
    "STAYS",
    "Rhythm",
    "RhythmKind",
    "SilenceLimit",
    "Staleness",
    "StandingPage",
    "StartingLine",
    "Term",
    "moved_on",
    "names_period",
    "parse_rhythm",
    "rhythm_words",
    "series_of",
    "silence_months",
    "staleness",
    "term_of",
    "terms",
]
