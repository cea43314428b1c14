"""The remedy notice by ground, date, organ and service; last days; how results are counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import DecisionPart, RemedyClass, settle
from gongkai.law.remedies import (
    EARLIER_VENUES,
    ORGAN_TYPES,
    PERIODS,
    RESULT_COLUMNS,
    RESULTS,
    RULES,
    VENUES,
    Course,
    DecidingOrgan,
    Forum,
    OrganType,
    RemedyCase,
    ResultColumn,
    RuleCode,
    ServiceWay,
    answer_due,
    decision_due,
    last_day,
    months_after,
    remedy_dates,
    remedy_notice,
    results_of,
    suit_after_reconsideration,
    venue_on,
)
from tests.law.examples_read import examples

CALENDAR = Calendar.builtin()
FROM_2024 = st.dates(date(2024, 1, 1), date(2035, 12, 31))
CLASSES = st.lists(st.sampled_from(RemedyClass), min_size=1, max_size=4).map(tuple)
LETTER_CODES = st.sampled_from(LETTERS.codes())


def organ(kind: OrganType) -> DecidingOrgan:
    """An organ with every name configured."""
    return DecidingOrgan(kind, "某机关", government="某县人民政府", superior="某市主管局")


def case(**told) -> RemedyCase:
    """A complete case; what is told replaces its usual values."""
    usual = {
        "letter": "reply_refusal",
        "classes": (RemedyClass.COMPULSORY,),
        "decided_on": date(2026, 3, 16),
        "organ": organ(OrganType.LOCAL_DEPARTMENT),
        "served": ServiceWay.PAPER,
        "court": "某某人民法院",
    }
    return RemedyCase(**usual | told)


@pytest.mark.parametrize("example", examples("remedies", "notices"))
def test_worked_notices(example: dict) -> None:
    told, expected = dict(example["input"]), example["expected"]
    told["organ"] = organ(OrganType(told["organ"]))
    told["classes"] = tuple(map(RemedyClass, told["classes"]))
    told["served"] = ServiceWay(told["served"])
    told["switched_off"] = frozenset(told.get("switched_off", ()))

    notice = remedy_notice(case(**told))
    text = "".join(notice.paragraphs)

    assert notice.compulsory_first == expected["compulsory_first"]
    assert notice.may_sue == expected["may_sue"]
    assert len(notice.paragraphs) == expected.get("paragraphs", len(notice.paragraphs))
    assert list(notice.bodies) == expected.get("bodies", list(notice.bodies))
    assert [problem.field for problem in notice.problems] == expected.get("problems", [])
    assert [words for words in expected.get("contains", []) if words not in text] == []
    assert [words for words in expected.get("lacks", []) if words in text] == []


@pytest.mark.parametrize("example", examples("remedies", "last_days"))
def test_worked_last_days(example: dict) -> None:
    told, expected = example["input"], example["expected"]

    day = last_day(told["start"], told["period"], CALENDAR)

    assert (day.counted, day.last) == (expected["counted"], expected["last"])
    assert day.provisional == expected.get("provisional", False)
    assert day.is_moved == (day.counted != day.last)


@pytest.mark.parametrize("example", examples("remedies", "results"))
def test_worked_results(example: dict) -> None:
    result = RESULTS[example["input"]["result"]]

    assert (result.column, result.forum) == (example["expected"]["column"], example["expected"]["forum"])


@given(FROM_2024, st.sampled_from(OrganType), st.sampled_from(ServiceWay))
def test_a_pure_refusal_never_says_one_may_sue_at_once(on: date, kind: OrganType, way: ServiceWay) -> None:
    part = DecisionPart("某项信息", "refused", ("art16_process",), {"reasons": "属于讨论记录"})
    settled = settle([part], on=on)

    notice = remedy_notice(
        case(
            letter=settled.letter,
            classes=settled.remedy_classes,
            decided_on=on,
            organ=organ(kind),
            served=way,
            online_channel="复议服务平台",
        )
    )

    assert notice.problems == ()
    assert notice.compulsory_first and not notice.may_sue
    assert "应当先" in notice.paragraphs[0]
    assert not any("也可以自收到" in paragraph or "6个月" in paragraph for paragraph in notice.paragraphs)


@given(LETTER_CODES, CLASSES, st.dates(date(2019, 5, 15), date(2035, 12, 31)), st.sampled_from(OrganType))
def test_a_notice_is_whole_or_says_what_is_missing(letter, classes, on, kind) -> None:
    notice = remedy_notice(case(letter=letter, classes=classes, decided_on=on, organ=organ(kind)))

    assert notice.problems == ()
    assert bool(notice.paragraphs) == notice.is_carried == bool(notice.basis)
    assert notice.is_carried == (LETTERS[letter].carries_remedy and set(classes) != {RemedyClass.NONE})
    assert not any("{" in paragraph or "}" in paragraph for paragraph in notice.paragraphs)
    assert all(name in "".join(notice.paragraphs) for name in notice.bodies)


@given(CLASSES, st.dates(date(2019, 5, 15), date(2023, 12, 31)))
def test_nothing_was_compulsory_before_2024(classes, on: date) -> None:
    assert not remedy_notice(case(letter="reply_mixed", classes=classes, decided_on=on)).compulsory_first


@pytest.mark.parametrize("kind", OrganType)
def test_every_kind_of_organ_has_a_venue_before_and_since_2024(kind: OrganType) -> None:
    assert kind.label == ORGAN_TYPES[kind].label
    assert venue_on(kind, date(2023, 12, 31)) is EARLIER_VENUES[kind]
    assert venue_on(kind, date(2024, 1, 1)) is VENUES[kind]


def test_a_local_department_has_lost_its_choice_of_venue() -> None:
    assert [str(body) for body in EARLIER_VENUES["local_department"].bodies] == ["government", "superior"]
    assert [str(body) for body in VENUES["local_department"].bodies] == ["government"]


def test_names_that_are_not_configured_are_asked_for() -> None:
    bare = DecidingOrgan(OrganType.JUDICIAL_ADMIN, "某司法局")

    notice = remedy_notice(case(organ=bare, court=" "))

    assert notice.paragraphs == ()
    assert [p.field for p in notice.problems] == ["organ.government", "organ.superior", "court"]


def test_a_date_before_the_tables_is_named() -> None:
    notice = remedy_notice(case(decided_on=date(1999, 1, 1)))

    assert notice.paragraphs == ()
    assert [p.field for p in notice.problems] == ["decided_on"]


def test_the_basis_of_a_notice_names_the_rule_it_follows() -> None:
    articles = [basis.article for basis in remedy_notice(case()).basis]

    assert RULES[RuleCode.COMPULSORY_FIRST].basis.article in articles
    assert PERIODS["suit"].basis.article not in articles


def test_a_switchable_part_beside_a_refusal_is_told_as_a_choice() -> None:
    classes = (RemedyClass.COMPULSORY, RemedyClass.SWITCHABLE)

    notice = remedy_notice(case(letter="reply_mixed", classes=classes))

    assert notice.compulsory_first and notice.may_sue
    assert len(notice.paragraphs) == 2


@given(st.dates(date(2019, 1, 1), date(2035, 12, 31)), st.integers(0, 240))
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, months: int) -> None:
    end = months_after(start, months)

    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.sampled_from(PERIODS.codes()))
def test_a_period_ends_on_a_working_day_and_never_early(start: date, period: str) -> None:
    day = last_day(start, period, CALENDAR)

    assert CALENDAR.is_workday(day.last)
    assert start < day.counted <= day.last
    assert CALENDAR.count(day.counted, day.last) == (1 if day.is_moved else 0)


def test_an_organ_may_confirm_that_the_end_is_not_moved() -> None:
    rules = RULES.confirmed(
        RuleCode.MOVED_PAST_HOLIDAYS, basis=RULES[RuleCode.ONLINE_CHANNEL].basis, holds=False
    )

    assert last_day(date(2026, 3, 17), "reconsideration", CALENDAR, rules=rules).last == date(2026, 5, 16)


def test_dates_follow_from_service_and_from_not_being_told() -> None:
    told = remedy_dates(date(2026, 3, 16), CALENDAR, may_sue=True)
    first = remedy_dates(date(2026, 3, 16), CALENDAR, may_sue=False)
    untold = remedy_dates(date(2026, 3, 16), CALENDAR, may_sue=True, told=False)

    assert told.suit is not None and untold.suit is not None
    assert (told.reconsideration.last, told.suit.last) == (date(2026, 5, 15), date(2026, 9, 16))
    assert first.suit is None
    assert (untold.reconsideration.last, untold.suit.last) == (date(2027, 3, 16), date(2027, 3, 16))
    assert suit_after_reconsideration(date(2026, 5, 20), CALENDAR).last == date(2026, 6, 4)


@pytest.mark.parametrize(
    ("course", "extended", "due"),
    [
        (Course.ORDINARY, False, date(2026, 5, 15)),
        (Course.ORDINARY, True, date(2026, 6, 15)),
        (Course.SIMPLE, False, date(2026, 4, 15)),
        (Course.SIMPLE, True, date(2026, 4, 15)),
    ],
)
def test_by_when_a_reconsideration_is_decided(course: Course, extended: bool, due: date) -> None:
    answer = decision_due(course, date(2026, 3, 16), CALENDAR, extended=extended)

    assert answer is not None
    assert answer.last == due


def test_the_organ_answers_in_five_ten_or_fifteen_days() -> None:
    start = date(2026, 3, 16)

    assert [
        answer_due(course, start, CALENDAR).last for course in (Course.SIMPLE, Course.ORDINARY, Course.SUIT)
    ] == [
        date(2026, 3, 23),
        date(2026, 3, 30),
        date(2026, 3, 31),
    ]
    assert decision_due(Course.SUIT, start, CALENDAR) is None


def test_the_columns_are_those_of_table_4_and_every_forum_reaches_each() -> None:
    assert list(RESULT_COLUMNS.codes()) == [str(column) for column in ResultColumn]
    for forum in Forum:
        assert {result.column for result in results_of(forum)} == set(ResultColumn)
