"""How a request ends: the tables agree with each other, and a decision comes to one row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.catalogue import GROUNDS, UnknownCode
from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import (
    EXIT_CONDITIONS,
    FACTS,
    GROUND_CONDITIONS,
    MIXED_RULES,
    OUTCOMES,
    REPORT_GROUPS,
    REPORT_ROWS,
    DecisionPart,
    FactKind,
    NothingDecided,
    RemedyClass,
    row_in_report_of,
    settle,
)
from tests.law.examples_read import examples

ON = date(2026, 3, 16)
VALUES = {
    FactKind.TEXT: "写明了",
    FactKind.DATE: "2026-01-05",
    FactKind.DEADLINE: "2026-03-02",
    FactKind.YES: "是",
}


def complete(outcome: str, grounds: tuple[str, ...] = ()) -> DecisionPart:
    """A part with every fact its outcome and its grounds speak of."""
    codes = list(OUTCOMES[outcome].required_facts)
    for ground in grounds:
        if ground in GROUND_CONDITIONS:
            codes.extend(GROUND_CONDITIONS[ground].requirements.codes())
    return DecisionPart("某项信息", outcome, grounds, {code: VALUES[FACTS[code].kind] for code in codes})


@st.composite
def standing_parts(draw: st.DrawFn) -> DecisionPart:
    """A part that can stand, of an outcome that may be one of several."""
    code = draw(st.sampled_from([o.code for o in OUTCOMES if not o.whole]))
    grounds = ()
    if OUTCOMES[code].needs_ground:
        grounds = tuple(draw(st.lists(st.sampled_from(GROUNDS.codes()), min_size=1, unique=True)))
    return complete(code, grounds)


@pytest.mark.parametrize("example", examples("outcomes"))
def test_worked_examples(example: dict) -> None:
    parts = [
        DecisionPart(
            part["title"],
            part["outcome"],
            tuple(part.get("grounds", ())),
            {code: str(value) for code, value in part.get("facts", {}).items()},
        )
        for part in example["input"]["parts"]
    ]
    expected = example["expected"]

    settled = settle(parts, on=example["input"]["decided_on"])

    assert settled.report_row == expected["row"]
    assert sorted(p.field for p in settled.problems) == sorted(expected.get("problems", []))
    assert settled.may_be_issued == ("problems" not in expected)
    assert settled.letter == expected.get("letter", settled.letter)
    assert settled.remedy_class == expected.get("remedy", settled.remedy_class)
    assert settled.outcome == expected.get("outcome", settled.outcome)
    assert list(settled.remedy_classes) == expected.get("classes", list(settled.remedy_classes))
    assert list(settled.articles) == expected.get("articles", list(settled.articles))
    assert expected.get("says", "") in "".join(str(p) for p in settled.problems)
    if "advice" in expected:
        assert [advice.field for advice in settled.advice] == expected["advice"]
    if "trial_row" in expected:
        assert row_in_report_of(2020, settled.report_row) == expected["trial_row"]


def test_every_outcome_leads_to_a_letter_and_a_row_that_exist() -> None:
    assert len(OUTCOMES) == 18
    for outcome in OUTCOMES:
        assert LETTERS[outcome.letter].decision
        assert outcome.report_row is None or outcome.report_row in REPORT_ROWS
        assert all(code in FACTS for code in outcome.required_facts)


def test_only_a_refusal_takes_its_row_from_the_ground() -> None:
    assert [o.code for o in OUTCOMES if o.report_row is None] == ["refused"]
    assert {ground.report_row for ground in GROUNDS} <= set(REPORT_ROWS.codes())


def test_the_letter_carries_a_remedy_notice_whenever_the_outcome_has_a_remedy() -> None:
    for outcome in OUTCOMES:
        has_remedy = outcome.remedy_class is not RemedyClass.NONE
        assert LETTERS[outcome.letter].carries_remedy == has_remedy, outcome.code


def test_the_table_has_21_rows_in_six_groups_and_every_row_has_a_weight_or_is_open() -> None:
    assert len(REPORT_ROWS) == 21
    assert {row.group for row in REPORT_ROWS} == set(REPORT_GROUPS.codes())
    weighed = set(MIXED_RULES["nothing_open"].order)
    assert weighed | {"r.open", "r.partial"} == set(REPORT_ROWS.codes())


def test_every_row_is_reached_by_some_outcome_or_ground() -> None:
    reached = {o.report_row for o in OUTCOMES} | {ground.report_row for ground in GROUNDS}

    assert reached - {None} == set(REPORT_ROWS.codes())


def test_the_trial_format_has_one_row_for_other_endings() -> None:
    trial = {row_in_report_of(2019, row.code) for row in REPORT_ROWS}

    assert len(trial) == 19
    assert "r.other" in trial
    assert row_in_report_of(2021, "r.other.2") == "r.other.2"


def test_article_35_36_6_38_and_39_and_36_7_may_be_switched_off_and_none_is_compulsory() -> None:
    switchable = {o.code for o in OUTCOMES if o.remedy_class is RemedyClass.SWITCHABLE}

    assert {"excessive", "repeat", "needs_making", "petition", "publication", "special_rules"} <= switchable
    assert [o.code for o in OUTCOMES if o.remedy_class is RemedyClass.COMPULSORY] == ["refused"]


@pytest.mark.parametrize("outcome", OUTCOMES.codes())
def test_an_outcome_with_all_its_facts_can_be_issued_and_with_none_cannot(outcome: str) -> None:
    grounds = ("art16_process",) if OUTCOMES[outcome].needs_ground else ()

    assert settle([complete(outcome, grounds)], on=ON).problems == ()
    bare = settle([DecisionPart("某项信息", outcome, grounds)], on=ON).problems
    assert bare
    assert all(problem.text.endswith("。") for problem in bare)


@pytest.mark.parametrize("ground", GROUNDS.codes())
def test_a_refusal_is_counted_in_the_row_of_its_ground(ground: str) -> None:
    settled = settle([complete("refused", (ground,))], on=ON)

    assert settled.report_row == GROUNDS[ground].report_row
    assert settled.remedy_class is RemedyClass.COMPULSORY
    assert settled.problems == ()


@given(st.lists(standing_parts(), min_size=1, max_size=6))
def test_parts_that_stand_come_to_exactly_one_row(parts: list[DecisionPart]) -> None:
    settled = settle(parts, on=ON)

    assert settled.problems == ()
    assert settled.report_row in REPORT_ROWS
    assert settled.letter in LETTERS
    assert settled.outcome in OUTCOMES


@given(st.lists(standing_parts(), min_size=1, max_size=6))
def test_what_is_opened_in_part_is_counted_as_partial_only(parts: list[DecisionPart]) -> None:
    opened = [OUTCOMES[part.outcome].is_open for part in parts]
    row = settle(parts, on=ON).report_row
    in_part = any(part.outcome == "partial" for part in parts) or (any(opened) and not all(opened))

    assert (row == "r.partial") == in_part
    assert (row == "r.open") == (all(opened) and not in_part)


@given(st.lists(standing_parts(), min_size=1, max_size=5), st.randoms())
def test_the_order_of_the_parts_changes_nothing_that_is_counted(parts: list[DecisionPart], random) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    one, other = settle(parts, on=ON), settle(shuffled, on=ON)

    assert (one.report_row, one.letter, one.remedy_class) == (
        other.report_row,
        other.letter,
        other.remedy_class,
    )
    assert set(one.articles) == set(other.articles)


@given(st.lists(standing_parts(), min_size=1, max_size=5))
def test_a_withheld_part_must_go_to_reconsideration_first(parts: list[DecisionPart]) -> None:
    withholds = any(OUTCOMES[part.outcome].needs_ground for part in parts)

    assert (RemedyClass.COMPULSORY in settle(parts, on=ON).remedy_classes) == withholds


def test_an_organ_may_confirm_another_row_and_another_order() -> None:
    basis = OUTCOMES["open_published"].basis
    outcomes = OUTCOMES.confirmed("withdrawn", basis=basis, report_row="r.notproc.1")
    heavy = MIXED_RULES.confirmed("nothing_open", basis=basis, order=("r.unable.1", "r.deny.1"))
    parts = [complete("not_held"), complete("refused", ("art14_secret",))]

    assert settle([complete("withdrawn")], on=ON, outcomes=outcomes).report_row == "r.notproc.1"
    assert settle(parts, on=ON).report_row == "r.deny.1"
    assert settle(parts, on=ON, mixed=heavy).report_row == "r.unable.1"


def test_a_fact_nobody_knows_and_a_blank_title_are_named() -> None:
    problems = settle(
        [DecisionPart(" ", "withdrawn", (), {"withdrawn_on": "2026-03-13", "gossip": "x"})], on=ON
    )

    assert [p.field for p in problems.problems] == ["parts[0].title", "parts[0].facts.gossip"]


def test_a_deadline_lies_after_the_notice_it_follows() -> None:
    facts = {"correction_asked_on": "2026-03-05", "respond_by": "2026-03-05"}

    problems = settle([DecisionPart("某项信息", "lapsed_correction", (), facts)], on=ON).problems

    assert [p.field for p in problems] == ["parts[0].facts.respond_by"]
    assert "晚于" in problems[0].text


def test_a_day_to_come_cannot_be_a_fact() -> None:
    problems = settle(
        [DecisionPart("某项信息", "withdrawn", (), {"withdrawn_on": "2026-03-17"})], on=ON
    ).problems

    assert [p.field for p in problems] == ["parts[0].facts.withdrawn_on"]


def test_no_part_and_unknown_codes_are_refused() -> None:
    with pytest.raises(NothingDecided, match="至少对一项信息"):
        settle([], on=ON)
    with pytest.raises(UnknownCode, match="办理结果"):
        settle([DecisionPart("某项信息", "gossip")], on=ON)
    with pytest.raises(UnknownCode, match="不予公开的理由"):
        settle([DecisionPart("某项信息", "refused", ("gossip",))], on=ON)


def test_every_condition_speaks_of_a_ground_or_an_exit() -> None:
    assert set(GROUND_CONDITIONS.codes()) <= set(GROUNDS.codes())
    exits = {code for ground in GROUNDS for code in ground.exits}
    assert set(EXIT_CONDITIONS.codes()) <= exits
    assert exits == {fact.code for fact in FACTS if fact.kind is FactKind.EXIT}
