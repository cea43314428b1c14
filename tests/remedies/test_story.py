"""Whatever is told in whatever order, the account holds together."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.law.remedies import RESULTS, ResultColumn
from gongkai.remedies.deadlines import Weight, deadlines_of, lamp_days, next_deadline
from gongkai.remedies.models import FactType, Forum, Proceeding, ProceedingFact, Stage
from gongkai.remedies.story import account_of

FILED = date(2026, 3, 9)
CALENDAR = Calendar.builtin()
DAYS = st.integers(0, 250).map(lambda days: FILED + timedelta(days=days))
LATER_TYPES = [one for one in FactType if one not in {FactType.FILED, FactType.VOID}]


@st.composite
def tellings(draw):
    """A way and the facts of a proceeding in the order of their days."""
    forum = draw(st.sampled_from(Forum))
    results = [one.code for one in RESULTS if one.forum == forum and one.column is not ResultColumn.PENDING]
    filed = ProceedingFact(type=FactType.FILED, on=FILED, data={"course": "simple"})
    facts = []
    for type_ in draw(st.lists(st.sampled_from(LATER_TYPES), max_size=9)):
        data = {}
        if type_ == FactType.DECIDED:
            data = {"result": draw(st.sampled_from(results)), "redo_by": draw(st.none() | DAYS.map(str))}
        elif type_ == FactType.COURSE_SET:
            data = {"course": draw(st.sampled_from(["ordinary", "simple"]))}
        facts.append(ProceedingFact(type=type_, on=draw(DAYS), data=data))
    return forum, [filed, *sorted(facts, key=lambda fact: fact.on)]


@given(tellings(), DAYS)
def test_stage_result_and_deadlines_agree(telling, today):
    forum, facts = telling
    account = account_of(Proceeding(forum=forum), facts)
    ended = [fact for fact in facts if fact.type in {FactType.DECIDED, FactType.APPEALED}]
    is_decided = bool(ended) and ended[-1].type == FactType.DECIDED
    assert (account.stage == Stage.DECIDED) is is_decided is (account.column is not ResultColumn.PENDING)
    assert account.instance == 1 + sum(fact.type == FactType.APPEALED for fact in facts)
    assert account.filed_on == FILED
    deadlines = deadlines_of(account, CALENDAR)
    assert [one.on for one in deadlines] == sorted(one.on for one in deadlines)
    assert all(one.met_on is not None for one in deadlines if one.code == "answer") or not is_decided
    due = next_deadline(deadlines, today)
    if due is not None:
        assert due.weight is not Weight.NOTICE and due.met_on is None
        amber, red = lamp_days(due.on, CALENDAR)
        assert amber < red < due.on and CALENDAR.is_workday(amber) and CALENDAR.is_workday(red)


@given(tellings())
def test_what_was_before_an_appeal_is_behind_it(telling):
    forum, facts = telling
    whole = account_of(Proceeding(forum=forum), facts)
    appeals = [at for at, fact in enumerate(facts) if fact.type == FactType.APPEALED]
    if appeals:
        after = [facts[0], *facts[appeals[-1] + 1 :]]
        alone = account_of(Proceeding(forum=forum), after)
        assert whole.appealed_on == facts[appeals[-1]].on
        assert (
            replace(alone, instance=whole.instance, appealed_on=whole.appealed_on, course=whole.course)
            == whole
        )
