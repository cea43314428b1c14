"""What people did with a case, from the audit, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.desk.audit_labels import act_label
from gongkai.desk.cases.audit_words import REQUEST_VALUES
from gongkai.kernel.models import Person
from gongkai.law.letters import LETTERS
from gongkai.requests import queries
from gongkai.requests.models import Case

MOST_LINES = 200
_WITH = "{words}：{more}"


@dataclass(frozen=True)
class TimelineLine:
    """One act: when, who, what."""

    at: datetime
    who: str
    words: str


def timeline_of(case: Case) -> list[TimelineLine]:
    """The newest two hundred acts on the case."""
    entries = list(queries.timeline_of(case)[:MOST_LINES])
    actors = {entry.actor_id for entry in entries if entry.actor_id}
    people = dict(Person.objects.filter(pk__in=actors).values_list("pk", "name"))
    return [
        TimelineLine(entry.at, people.get(entry.actor_id or 0, "系统"), _words(entry.act, entry.detail))
        for entry in entries
    ]


def _words(act: str, detail: dict[str, object]) -> str:
    words, more = act_label(act), ""
    if detail.get("kind") in LETTERS:
        more = LETTERS.label(str(detail["kind"]))
    elif act == "private.opened":
        what = str(detail.get("what", "")).partition(":")[0]
        more = "，".join(
            (
                REQUEST_VALUES["what"].get(what, what),
                REQUEST_VALUES["purpose"].get(str(detail["purpose"]), ""),
            )
        )
    elif "outcome" in detail:
        more = REQUEST_VALUES["outcome"].get(str(detail["outcome"]), "")
    return _WITH.format(words=words, more=more) if more else words
