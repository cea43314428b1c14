"""What moves the period: correction, extension, reasons, a day of its own, and a calendar that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.calendars import keep_local_days, keep_notice
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.law.calendar import RegionalOverlay
from gongkai.law.outcomes import DecisionPart
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.fees import notice_fee
from gongkai.requests.acts.periods import (
    ask_reasons,
    extend,
    receive_correction,
    receive_reasons,
    request_correction,
    set_own_period,
)
from gongkai.requests.clockwork import read_again, reading_of
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import Case, CaseStage, OfficeSettings
from gongkai.requests.personal import asked_of
from tests.factories import NOW, make_bureau
from tests.law.test_clock_new_year import made_up_notice
from tests.request_factories import ASKED, make_answered, make_case, make_filed, make_office, served
from tests.requests.snapshots import untouched

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def _ask(office, case, **more):
    return request_correction(
        **{"actor": office.reviewer, "case_id": case.pk, "points": ["年度"], "now": NOW} | more
    )


def _extend(office, case, **more):
    told = {"actor": office.reviewer, "case_id": case.pk, "working_days": 20, "reasons": "须汇总", "now": NOW}
    return extend(**told | more)


def _why(office, case, **more):
    told = {
        "actor": office.reviewer, "case_id": case.pk, "why_excessive": "一月内提出三十件",
        "points": ["申请的用途之外的理由"], "now": NOW,
    }  # fmt: skip
    return ask_reasons(**told | more)


def _own(office, case, **more):
    told = {
        "actor": office.reviewer,
        "case_id": case.pk,
        "until": date(2026, 5, 8),
        "reasons": "数量大",
        "now": NOW,
    }
    return set_own_period(**told | more)


ACTS = [_ask, _extend, _why, _own]


@pytest.mark.parametrize("act", ACTS)
def test_only_the_office_of_this_organ_drafts_such_notices(office, act):
    case = make_case(office)
    assign(actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="查", now=NOW)
    for role in ("office_head", "signer", "drafter"):
        with untouched(ActRefused):
            act(office, case, actor=office.people[role])
    for actor in (make_bureau(office.authority).reviewer, office.outsider, office.supervisor):
        with untouched(NotVisible):
            act(office, case, actor=actor)


@pytest.mark.parametrize("act", ACTS)
def test_none_is_drafted_before_the_registration_while_waiting_or_after_the_end(office, act):
    waiting = make_case(office)
    served(office, _ask(office, waiting))
    for case in (make_filed(office).case, waiting, make_answered(office)):
        with untouched(ActRefused):
            act(office, case)


# Correction


def test_a_correction_notice_holds_all_points_and_a_reasonable_period(office):
    case = make_case(office)
    letter = _ask(office, case, points=[" 年度 ", "", "项目名称"])
    fields = fields_of(letter)
    assert (fields["points"], fields["respond_by"]) == (["年度", "项目名称"], "2026-03-23")
    assert (letter.kind, letter.effect, case.stage) == (
        "correction_notice", {"respond_by": "2026-03-23"}, CaseStage.HANDLING,
    )  # fmt: skip
    assert not case.events.filter(type="correction_requested").exists()


def test_the_offices_own_period_for_corrections_holds(office):
    OfficeSettings.objects.filter(organ=office.organ).update(correction_days=7)
    case = make_case(office)
    assert fields_of(_ask(office, case))["respond_by"] == "2026-03-11"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"points": []}, "points"), ({"points": [" "]}, "points"), ({"respond_by": TODAY}, "respond_by")],
)
def test_a_correction_notice_says_what_and_until_a_day_to_come(office, changes, field):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _ask(office, case, **changes)
    assert set(refused.value.fields) == {field}


def _receive(office, case, on, *, actor=None, now=NOW, asked=None):
    return receive_correction(actor=actor or office.reviewer, case_id=case.pk, on=on, asked=asked, now=now)


def test_the_corrected_wording_takes_the_place_of_the_old_one(office):
    case = make_case(office)
    served(office, _ask(office, case))
    before = case.matter_index
    now = NOW + timedelta(days=2)
    _receive(office, case, now.date(), now=now, asked=replace(ASKED, description="2024年度拨付明细"))
    case.refresh_from_db()
    assert asked_of(case).description == "2024年度拨付明细"
    assert case.matter_index != before
    assert (case.stage, case.day0, case.due) == (CaseStage.HANDLING, TODAY, date(2026, 4, 1))


def test_no_correction_is_received_that_was_not_asked_for_or_already_came(office):
    case = make_case(office)
    letter = _ask(office, case)
    with untouched(ActRefused, "没有要求过"):
        _receive(office, case, TODAY)
    served(office, letter)
    _receive(office, case, TODAY)
    with untouched(ActRefused, "已经登记过"):
        _receive(office, case, TODAY)


def test_no_correction_is_received_tomorrow_or_before_it_was_asked_for(office):
    case, other = make_case(office), make_bureau(office.authority)
    served(office, _ask(office, case))
    for day in (TOMORROW, TODAY - timedelta(days=1)):
        with untouched(InputRefused) as refused:
            _receive(office, case, day)
        assert set(refused.value.fields) == {"on"}
    with untouched(ActRefused):
        _receive(office, case, TODAY, actor=office.signer)
    with untouched(NotVisible):
        _receive(office, case, TODAY, actor=other.reviewer)


def test_a_late_correction_is_taken_and_voids_the_letter_that_gives_the_case_up(office):
    case = make_case(office)
    served(office, _ask(office, case))
    later = NOW + timedelta(days=30)
    facts = {"correction_asked_on": "2026-03-02", "respond_by": "2026-03-23"}
    parts = [DecisionPart("全部申请内容", "lapsed_correction", facts=facts)]
    lapse = decide(actor=office.reviewer, case_id=case.pk, parts=parts, now=later).letter
    _receive(office, case, later.date(), now=later)
    lapse.refresh_from_db()
    case.refresh_from_db()
    assert (lapse.state, case.stage) == ("void", CaseStage.HANDLING)
    breaches = [breach.code for breach in reading_of(case, as_of=later.date()).breaches]
    assert "correction_received_late" in breaches


# Extension


def test_an_extension_told_by_its_head_moves_the_day_and_keeps_the_first(office):
    case = make_case(office)
    letter = _extend(office, case)
    fields = fields_of(letter)
    assert (fields["first_due_on"], fields["due_on"], fields["working_days"]) == (
        "2026-03-30",
        "2026-04-28",
        20,
    )
    assert case.due == date(2026, 3, 30)
    letter = served(office, letter)
    case.refresh_from_db()
    assert letter.signed_by == office.office_head
    assert (case.first_due, case.due) == (date(2026, 3, 30), date(2026, 4, 28))
    change = case.due_changes.get()
    assert (change.old_due, change.new_due, change.reason) == (
        case.first_due,
        case.due,
        "政府信息公开申请延期答复告知书",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reasons": " "}, "reasons"),
        ({"working_days": 0}, "working_days"),
        ({"working_days": 21}, "working_days"),
        ({"working_days": -3}, "working_days"),
    ],
)
def test_an_extension_has_reasons_and_at_most_twenty_working_days(office, changes, field):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _extend(office, case, **changes)
    assert set(refused.value.fields) == {field}


def test_it_is_extended_once_and_only_before_the_day_is_over(office):
    case = make_case(office)
    served(office, _extend(office, case, working_days=5))
    with untouched(ActRefused, "已经延长过一次"):
        _extend(office, case, working_days=5)
    late = make_case(office)
    after = NOW + timedelta(days=29)
    with untouched(ActRefused, "已经届满"):
        _extend(office, late, now=after)


# Reasons, and a day of its own


def _asked_for_reasons(office):
    case = make_case(office)
    served(office, _why(office, case))
    return Case.objects.get(pk=case.pk)


def test_reasons_are_asked_given_and_the_period_runs_on(office):
    case = _asked_for_reasons(office)
    assert (case.stage, case.due) == (CaseStage.HANDLING, date(2026, 3, 30))
    case = receive_reasons(actor=office.reviewer, case_id=case.pk, on=TODAY, now=NOW)
    assert (case.stage, case.due) == (CaseStage.HANDLING, date(2026, 3, 30))
    with untouched(ActRefused, "已经登记过"):
        receive_reasons(actor=office.reviewer, case_id=case.pk, on=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"why_excessive": " "}, {"why_excessive", "points"}),
        ({"points": [""]}, {"why_excessive", "points"}),
        ({"respond_by": TODAY}, {"respond_by"}),
    ],
)
def test_asking_for_reasons_says_why_what_and_until_when(office, changes, fields):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _why(office, case, **changes)
    assert set(refused.value.fields) <= fields
    assert refused.value.fields


def test_no_reasons_come_that_nobody_asked_for_nor_out_of_time(office):
    case = make_case(office)
    with untouched(ActRefused, "没有要求过"):
        receive_reasons(actor=office.reviewer, case_id=case.pk, on=TODAY, now=NOW)
    case = _asked_for_reasons(office)
    for day in (TOMORROW, TODAY - timedelta(days=1)):
        with untouched(InputRefused) as refused:
            receive_reasons(actor=office.reviewer, case_id=case.pk, on=day, now=NOW)
        assert set(refused.value.fields) == {"on"}
    with untouched(ActRefused):
        receive_reasons(actor=office.signer, case_id=case.pk, on=TODAY, now=NOW)
    with untouched(NotVisible):
        receive_reasons(actor=office.outsider, case_id=case.pk, on=TODAY, now=NOW)


def test_a_day_of_its_own_follows_reasonable_reasons(office):
    case = _asked_for_reasons(office)
    receive_reasons(actor=office.reviewer, case_id=case.pk, on=TODAY, now=NOW)
    served(office, _own(office, case))
    case.refresh_from_db()
    assert (case.due, case.clock_state) == (date(2026, 5, 8), "own_period")
    assert reading_of(case, as_of=TODAY).breaches == ()


def test_no_day_of_its_own_before_reasons_were_given(office):
    case = make_case(office)
    with untouched(ActRefused, "说明理由"):
        _own(office, case)
    case = _asked_for_reasons(office)
    with untouched(ActRefused, "还没有说明理由"):
        _own(office, case)


@pytest.mark.parametrize(("changes", "field"), [({"reasons": ""}, "reasons"), ({"until": TODAY}, "until")])
def test_a_day_of_its_own_has_reasons_and_is_still_to_come(office, changes, field):
    case = _asked_for_reasons(office)
    receive_reasons(actor=office.reviewer, case_id=case.pk, on=TODAY, now=NOW)
    with untouched(InputRefused) as refused:
        _own(office, case, **changes)
    assert set(refused.value.fields) == {field}


# A calendar that changes


def _local(office, *days: date) -> None:
    named = tuple((day, "海岳节") for day in days)
    keep_local_days(office.organ, RegionalOverlay("haiyue", "海岳市地方假日", "海政发〔2026〕1号", named))


def test_new_local_days_move_open_cases_and_keep_the_old_date_with_the_reason(office):
    case, ended = make_case(office), make_answered(office)
    elsewhere = make_case(make_office(office.authority))
    _local(office, date(2026, 3, 18), date(2026, 3, 19))
    assert read_again(NOW) == 1
    case.refresh_from_db()
    change = case.due_changes.get()
    assert (change.old_due, change.new_due, case.due) == (
        date(2026, 3, 30),
        date(2026, 4, 1),
        date(2026, 4, 1),
    )
    assert change.reason == "日历更新后重新计算"
    assert change.calendar_version == case.calendar_version
    for other in (ended, elsewhere):
        before = (other.due, other.calendar_version)
        other.refresh_from_db()
        assert (other.due, other.calendar_version) == before
        assert not other.due_changes.exists()
    assert read_again(NOW) == 0


def test_a_new_notice_moves_what_it_concerns_and_dates_are_provisional_no_more(office):
    now = NOW + timedelta(days=282)
    case = make_case(office, now=now)
    assert (case.provisional, case.day0) == (True, date(2026, 12, 9))
    before = case.due
    keep_notice(made_up_notice())
    assert read_again(now) == 1
    case.refresh_from_db()
    change = case.due_changes.get()
    assert (change.old_due, change.new_due) == (before, case.due)
    assert case.due == before + timedelta(days=1)
    assert not case.provisional


def test_the_last_day_to_pay_moves_with_the_calendar_too(office):
    case = make_case(office)
    fee = notice_fee(actor=office.reviewer, case_id=case.pk, standard="pages", quantity=100, now=NOW)
    served(office, fee.letter)
    fee.refresh_from_db()
    assert fee.pay_by == date(2026, 3, 30)
    _local(office, date(2026, 3, 18))
    read_again(NOW)
    fee.refresh_from_db()
    case.refresh_from_db()
    assert fee.pay_by == case.wait_until == date(2026, 3, 31)
