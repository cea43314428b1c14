"""The statutory clock (期限): what happened to a request, by when the reply is due, and why."""

from gongkai.law.clock.clock import clock
from gongkai.law.clock.errors import ClockError, NoRules, StoryUnreadable, UnknownVersion
from gongkai.law.clock.facts import Channel, Event, EventType, Party, Received, Story
from gongkai.law.clock.lamps import lamp
from gongkai.law.clock.reading import (
    Breach,
    BreachCode,
    CountedDay,
    Exclusion,
    Impossibility,
    ImpossibleCode,
    Lamp,
    Reading,
    State,
    TraceLine,
)
from gongkai.law.clock.rules import (
    RULES,
    ClockRule,
    ClockRules,
    all_rules,
    rules_by_version,
    rules_in,
    rules_on,
)
from gongkai.law.clock.story_file import read_story
from gongkai.law.clock.story_table import story_from_mapping

__all__ = [
    "RULES",
    "Breach",
    "BreachCode",
    "Channel",
    "ClockError",
    "ClockRule",
    "ClockRules",
    "CountedDay",
    "Event",
    "EventType",
    "Exclusion",
    "Impossibility",
    "ImpossibleCode",
    "Lamp",
    "NoRules",
    "Party",
    "Reading",
    "Received",
    "State",
    "Story",
    "StoryUnreadable",
    "TraceLine",
    "UnknownVersion",
    "all_rules",
    "clock",
    "lamp",
    "read_story",
    "rules_by_version",
    "rules_in",
    "rules_on",
    "story_from_mapping",
]
