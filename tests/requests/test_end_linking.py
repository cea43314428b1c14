"""Split, merge, repeat, redo: what each leaves, and when each is refused with nothing changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.linking import mark_repeat, merge, redo, split
from gongkai.requests.models import Case, CaseStage
from gongkai.requests.personal import asked_of
from tests.factories import NOW, later, make_bureau
from tests.request_factories import COMPANY, PERSON, make_answered, make_case, open_part, served

TODAY = NOW.date()


def other_applicant(office) -> Case:
    return make_case(office, applicant=COMPANY, applicant_kind="commercial")


def test_split_parts_keep_the_day_of_receipt_and_count_each(office):
    case = make_case(office, submitted=TODAY)
    first, second = split(actor=office.reviewer, case_id=case.pk, descriptions=["拨付明细", " 评审名单 "],
                          now=later(days=2))  # fmt: skip
    assert (first.day0, first.due) == (second.day0, second.due) == (case.day0, case.due)
    assert [asked_of(one).description for one in (first, second)] == ["拨付明细", "评审名单"]
    assert first.number != second.number
    assert (second.split_from, second.counted, first.counted) == (case, True, True)


def test_a_split_needs_two_matters(office):
    case = make_case(office)
    with pytest.raises(InputRefused) as refused:
        split(actor=office.reviewer, case_id=case.pk, descriptions=["拨付明细", "  "], now=NOW)
    assert set(refused.value.fields) == {"descriptions"}
    assert Case.objects.count() == 1


def test_nothing_is_split_once_a_letter_is_drawn_up_or_by_strangers(office):
    case = make_case(office)
    stranger = make_bureau(parent=office.authority).reviewer
    with pytest.raises(NotVisible):
        split(actor=stranger, case_id=case.pk, descriptions=["甲", "乙"], now=NOW)
    decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW)
    with pytest.raises(ActRefused):
        split(actor=office.reviewer, case_id=case.pk, descriptions=["甲", "乙"], now=NOW)
    assert Case.objects.get() == case


def test_what_is_merged_ends_with_the_main_case_and_stays_counted(office):
    main, case = make_case(office), make_case(office)
    merge(actor=office.reviewer, case_id=case.pk, into_id=main.pk, now=NOW)
    with pytest.raises(ActRefused):
        decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW)
    make_answered(office, case=main)
    ended = Case.objects.get(pk=case.pk)
    assert (ended.stage, ended.report_row, ended.ended_on) == (CaseStage.ANSWERED, "r.open", TODAY)
    assert ended.counted
    assert ended.clock_state == "replied"
    assert ended.events.filter(type="replied", on=TODAY).count() == 1


def test_merging_refuses_other_people_chains_and_decided_cases(office):
    main, case, stranger = make_case(office), make_case(office), other_applicant(office)
    namesake = make_case(office, applicant=replace(PERSON, name="欧阳闻达"))
    decided = make_case(office)
    decide(actor=office.reviewer, case_id=decided.pk, parts=[open_part()], now=NOW)
    merge(actor=office.reviewer, case_id=case.pk, into_id=main.pk, now=NOW)
    third = make_case(office)
    for one, into in (
        (stranger, main), (namesake, main), (decided, main), (third, case), (main, third),
    ):  # fmt: skip
        with pytest.raises(ActRefused):
            merge(actor=office.reviewer, case_id=one.pk, into_id=into.pk, now=NOW)
    assert set(Case.objects.exclude(answered_by_case=None)) == {case}


def test_a_case_is_merged_into_no_unknown_and_not_into_itself(office):
    case = make_case(office)
    foreign = make_case(make_office_beside(office))
    for into in (case.pk, 0, foreign.pk):
        with pytest.raises(NotVisible):
            merge(actor=office.reviewer, case_id=case.pk, into_id=into, now=NOW)
    assert Case.objects.get(pk=case.pk).answered_by_case is None


def make_office_beside(office):
    from tests.request_factories import make_office

    return make_office(office.authority)


def test_nothing_is_merged_into_a_case_that_was_answered(office):
    main, case = make_answered(office), make_case(office)
    with pytest.raises(ActRefused):
        merge(actor=office.reviewer, case_id=case.pk, into_id=main.pk, now=NOW)
    assert Case.objects.get(pk=case.pk).answered_by_case is None


def test_a_repeat_points_at_the_answered_case_of_the_same_applicant(office):
    earlier, case = make_answered(office), make_case(office)
    assert mark_repeat(actor=office.reviewer, case_id=case.pk, earlier_id=earlier.pk, now=NOW)
    assert Case.objects.get(pk=case.pk).repeats == earlier


def test_a_repeat_of_an_open_a_foreign_or_an_unknown_case_is_refused(office):
    case, waiting = make_case(office), make_case(office)
    foreign = make_answered(office, case=other_applicant(office))
    for earlier in (waiting, foreign, case):
        with pytest.raises(ActRefused):
            mark_repeat(actor=office.reviewer, case_id=case.pk, earlier_id=earlier.pk, now=NOW)
    with pytest.raises(NotVisible):
        mark_repeat(actor=office.reviewer, case_id=case.pk, earlier_id=0, now=NOW)
    assert Case.objects.get(pk=case.pk).repeats is None


def test_what_is_handled_anew_is_not_counted_again_and_has_the_set_day(office):
    case = make_answered(office)
    until = TODAY + timedelta(days=10)
    again = redo(actor=office.reviewer, case_id=case.pk, until=until, reason="复议决定", now=NOW)
    row = Case.objects.get(pk=again.pk)
    assert (row.counted, row.redo_of, row.stage, row.due) == (False, case, CaseStage.HANDLING, until)
    decision = decide(actor=office.reviewer, case_id=row.pk, parts=[open_part()], now=NOW)
    served(office, decision.letter)
    assert Case.objects.filter(counted=True, report_row="r.open").count() == 1


def test_redoing_needs_an_answer_a_reason_and_a_day_to_come(office):
    waiting, case = make_case(office), make_answered(office)
    for values, field in (
        ({"reason": " ", "until": None}, "reason"),
        ({"reason": "判决", "until": TODAY - timedelta(days=1)}, "until"),
    ):
        with pytest.raises(InputRefused) as refused:
            redo(actor=office.reviewer, case_id=case.pk, now=NOW, **values)
        assert set(refused.value.fields) == {field}
    with pytest.raises(ActRefused):
        redo(actor=office.reviewer, case_id=waiting.pk, until=None, reason="判决", now=NOW)
    assert not Case.objects.exclude(redo_of=None).exists()
