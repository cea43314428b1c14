"""From the facts of a proceeding to what they say: how far it is, with which dates and result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.kernel.corrections import standing
from gongkai.law.remedies import RESULTS, Course, ResultColumn
from gongkai.remedies.models import FactType, Forum, Proceeding, ProceedingFact, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the facts say of a proceeding as it stands; those of an earlier instance are behind it."""

    forum: Forum
    course: Course
    filed_on: date
    instance: int = 1
    appealed_on: date | None = None
    accepted_on: date | None = None
    copy_received_on: date | None = None
    answered_on: date | None = None
    extended: bool = False
    hearings: tuple[date, ...] = field(default=())
    decided_on: date | None = None
    result: str = ""
    received_on: date | None = None
    redo_by: date | None = None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.decided_on is not None:
            return Stage.DECIDED
        if self.copy_received_on is not None and self.answered_on is None:
            return Stage.ANSWERING
        if self.accepted_on or self.copy_received_on or self.answered_on:
            return Stage.HEARING
        return Stage.FILED

    @property
    def column(self) -> ResultColumn:
        """The column of table 4 that counts it."""
        return RESULTS[self.result].column if self.result else ResultColumn.PENDING


def standing_facts(proceeding: Proceeding) -> list[ProceedingFact]:
    """The facts as they stand now, in the order of their days; a replacement keeps the place of the first."""
    return standing(proceeding.facts.all(), void=FactType.VOID, first=FactType.FILED)


def account_of(proceeding: Proceeding, facts: Iterable[ProceedingFact] | None = None) -> Account:
    """Read the facts, by default all that stand. Raises ValueError when none says that it was filed."""
    told = standing_facts(proceeding) if facts is None else list(facts)
    if not told or told[0].type != FactType.FILED:
        raise ValueError("a proceeding begins with its filing")
    forum = Forum(proceeding.forum)
    account = Account(forum=forum, course=_course(told[0], forum), filed_on=told[0].on)
    for fact in told[1:]:
        account = _with(account, fact)
    return account


def _course(filed: ProceedingFact, forum: Forum) -> Course:
    if forum is Forum.LITIGATION:
        return Course.SUIT
    return Course(str(filed.data.get("course") or Course.ORDINARY))


def _with(account: Account, fact: ProceedingFact) -> Account:
    """The account after one more fact."""
    match fact.type:
        case FactType.ACCEPTED:
            return replace(account, accepted_on=fact.on)
        case FactType.COPY_RECEIVED:
            return replace(account, copy_received_on=fact.on)
        case FactType.COURSE_SET:
            return replace(account, course=Course(str(fact.data["course"])))
        case FactType.ANSWERED:
            return replace(account, answered_on=fact.on)
        case FactType.HEARING:
            return replace(account, hearings=(*account.hearings, fact.on))
        case FactType.EXTENDED:
            return replace(account, extended=True)
        case FactType.DECIDED:
            return replace(
                account, decided_on=fact.on, result=str(fact.data["result"]),
                received_on=_day(fact.data.get("received_on")), redo_by=_day(fact.data.get("redo_by")),
            )  # fmt: skip
        case FactType.APPEALED:
            return Account(
                forum=account.forum, course=account.course, filed_on=account.filed_on,
                instance=account.instance + 1, appealed_on=fact.on,
            )  # fmt: skip
    raise ValueError(fact.type)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
