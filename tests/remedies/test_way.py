"""The way of a proceeding: registered, accepted, answered, decided, appealed; corrected and cancelled."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.remedies.acts.correct import cancel, correct_fact, describe, take_over, void_fact
from gongkai.remedies.acts.progress import (
    note_accepted,
    note_answered,
    note_appeal,
    note_copy,
    note_course,
    note_extended,
    note_hearing,
)
from gongkai.remedies.models import Proceeding, ProceedingFact, Stage
from gongkai.remedies.reckoning import all_deadlines, read_again
from gongkai.remedies.rules import lamp_of
from gongkai.remedies.story import standing_facts
from tests.factories import make_bureau
from tests.remedies.factories import at, decided, make_answered_proceeding, make_proceeding
from tests.request_factories import make_answered, make_case, open_part

RECONSIDERED = date(2026, 3, 9)


def due(row: Proceeding, code: str) -> date:
    """The last day with that code."""
    return next(one.on for one in all_deadlines(row) if one.code == code)


def test_a_reconsideration_goes_from_filing_to_its_result(office, refused):
    row = make_proceeding(office, refused, docket="文政复〔2026〕12号")
    assert row.stage == Stage.FILED and row.body == "海岳市文川区人民政府" and row.next_due is None
    assert row.decision is not None and row.course == "ordinary" and row.handler == office.reviewer
    row = note_accepted(
        actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 3, 11), now=at(date(2026, 3, 11))
    )
    assert row.stage == Stage.HEARING and due(row, "decision") == date(2026, 5, 11)
    row = note_copy(
        actor=office.office_head, proceeding_id=row.pk, on=date(2026, 3, 13), now=at(date(2026, 3, 13))
    )
    assert row.stage == Stage.ANSWERING
    assert (row.next_code, row.next_due) == ("answer", date(2026, 3, 27)), "ten working days"
    assert (row.amber_on, row.red_on) == (date(2026, 3, 20), date(2026, 3, 25))
    row = note_answered(
        actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 3, 20), now=at(date(2026, 3, 20))
    )
    assert row.stage == Stage.HEARING and row.next_due is None
    row = decided(office, row, "upheld")
    assert row.stage == Stage.DECIDED and row.result_column == "upheld"
    assert due(row, "suit") == date(2026, 5, 6), "fifteen days, past the holiday of May"
    acts = AuditEntry.objects.filter(subject="proceeding", subject_id=row.pk).order_by("id")
    assert [one.act.rsplit(".", 1)[-1] for one in acts] == [
        "registered", "accepted", "copy_received", "answered", "decided"
    ]  # fmt: skip


def test_the_simple_procedure_gives_five_working_days_and_can_be_changed(office, refused):
    row = make_proceeding(office, refused, course="simple", copy_received_on=RECONSIDERED)
    assert row.next_due == date(2026, 3, 16)
    row = note_course(
        actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 3, 12), course="ordinary",
        now=at(date(2026, 3, 12)),
    )  # fmt: skip
    assert row.course == "ordinary" and row.next_due == date(2026, 3, 23)


def test_an_extension_moves_the_day_of_the_reconsideration_only(office, refused):
    row = make_answered_proceeding(office, refused)
    before = due(row, "answer")
    row = note_extended(
        actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 5, 8), now=at(date(2026, 5, 8))
    )
    assert due(row, "decision") == date(2026, 6, 9) and due(row, "answer") == before


def test_a_suit_is_answered_in_fifteen_natural_days(office, refused):
    row = make_proceeding(
        office, refused, forum="litigation", accepted_on=RECONSIDERED, copy_received_on=date(2026, 3, 9)
    )
    assert row.body == "海岳市文川区人民法院" and row.course == "suit"
    assert row.next_due == date(2026, 3, 24)


def test_a_hearing_may_lie_ahead_and_passes_with_its_day(office, refused):
    row = make_answered_proceeding(office, refused)
    row = note_hearing(
        actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 4, 15), now=at(date(2026, 3, 25))
    )
    assert (row.next_code, row.next_due) == ("hearing", date(2026, 4, 15))
    assert read_again(at(date(2026, 4, 15))) == 1
    assert Proceeding.objects.get().next_due == date(2026, 4, 15)
    read_again(at(date(2026, 4, 16)))
    assert Proceeding.objects.get().next_due is None
    assert read_again(at(date(2026, 4, 16))) == 0, "each is reckoned once a day"


def test_a_missed_answer_stays_black_until_it_is_given(office, refused):
    row = make_proceeding(office, refused, copy_received_on=RECONSIDERED)
    tones = {day: lamp_of(row, day).tone for day in (date(2026, 3, 10), date(2026, 3, 17),
             date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24))}  # fmt: skip
    assert list(tones.values()) == ["green", "amber", "red", "red", "black"]
    read_again(at(date(2026, 6, 1)))
    assert lamp_of(Proceeding.objects.get(), date(2026, 6, 1)).tone == "black"


def test_a_changed_calendar_moves_the_last_day(office, refused, gongkai_dir):
    from gongkai.kernel.calendars import keep_local_days
    from gongkai.law.calendar import RegionalOverlay

    row = make_proceeding(office, refused, copy_received_on=RECONSIDERED)
    assert row.next_due == date(2026, 3, 23)
    keep_local_days(office.organ, RegionalOverlay("x", "地方节日", "测试", ((date(2026, 3, 18), "节"),)))
    assert read_again(at(RECONSIDERED)) == 1
    assert Proceeding.objects.get().next_due == date(2026, 3, 24)


def test_an_appeal_opens_the_suit_again(office, refused):
    row = make_answered_proceeding(office, refused, forum="litigation")
    row = decided(office, row, "judged_revoked", received_on=date(2026, 4, 20))
    assert (row.next_code, row.next_due) == ("appeal", date(2026, 5, 6))
    row = note_appeal(
        actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 4, 28), by="organ",
        now=at(date(2026, 4, 28)),
    )  # fmt: skip
    assert row.stage == Stage.FILED and row.instance == 2 and row.result == "" and row.decided_on is None
    assert row.filed_on == RECONSIDERED
    row = decided(office, row, "claim_dismissed", date(2026, 7, 1))
    assert row.stage == Stage.DECIDED and row.result_column == "upheld" and row.next_due is None
    with pytest.raises(ActRefused, match="二审是终审"):
        note_appeal(
            actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 7, 2), by="other",
            now=at(date(2026, 7, 2)),
        )  # fmt: skip


def test_an_order_to_answer_anew_is_a_duty_until_the_case_was_answered_again(office, refused):
    from gongkai.requests.acts.linking import redo

    row = decided(office, make_answered_proceeding(office, refused), "ordered", redo_by=date(2026, 5, 20))
    assert (row.next_code, row.next_due) == ("redo", date(2026, 5, 20))
    again = redo(
        actor=office.reviewer, case_id=refused.pk, until=date(2026, 5, 20), reason="文政复〔2026〕12号",
        now=at(date(2026, 4, 21)),
    )  # fmt: skip
    make_answered(office, [open_part()], case=again, now=at(date(2026, 4, 27)))
    read_again(at(date(2026, 4, 27)))
    row = Proceeding.objects.get()
    assert row.next_due is None
    assert next(one for one in all_deadlines(row) if one.code == "redo").met_on == date(2026, 4, 27)


def test_a_suit_follows_a_reconsideration_that_is_decided(office, refused):
    first = make_answered_proceeding(office, refused)
    with pytest.raises(InputRefused) as refusal:
        make_proceeding(office, refused, forum="litigation", filed=date(2026, 4, 24), after_id=first.pk)
    assert "还没有登记结果" in refusal.value.message and refusal.value.fields.keys() == {"after_id"}
    first = decided(office, first, "upheld")
    row = make_proceeding(office, refused, forum="litigation", filed=date(2026, 4, 24), after_id=first.pk)
    assert row.after == first and row.after_reconsideration
    with pytest.raises(ActRefused, match="复议后的诉讼"):
        cancel(actor=office.reviewer, proceeding_id=first.pk, reason="x", now=at(date(2026, 4, 24)))


def test_a_corrected_day_moves_everything_and_the_old_one_stays(office, refused):
    row = make_proceeding(office, refused, copy_received_on=date(2026, 3, 9))
    fact = standing_facts(row)[1]
    row = correct_fact(
        actor=office.reviewer, proceeding_id=row.pk, fact_id=fact.pk, on=date(2026, 3, 10),
        reason="收件章看错", now=at(date(2026, 3, 11)),
    )  # fmt: skip
    assert row.copy_received_on == date(2026, 3, 10) and row.next_due == date(2026, 3, 24)
    assert [one.on for one in row.facts.all()] == [RECONSIDERED, date(2026, 3, 9), date(2026, 3, 10)]
    with pytest.raises(NotVisible):
        correct_fact(
            actor=office.reviewer, proceeding_id=row.pk, fact_id=fact.pk, on=date(2026, 3, 10),
            reason="再改", now=at(date(2026, 3, 11)),
        )  # fmt: skip


def test_a_fact_that_did_not_happen_is_voided(office, refused):
    row = make_answered_proceeding(office, refused)
    fact = next(one for one in standing_facts(row) if one.type == "answered")
    row = void_fact(
        actor=office.reviewer, proceeding_id=row.pk, fact_id=fact.pk, reason="还没有交",
        now=at(date(2026, 3, 21)),
    )  # fmt: skip
    assert row.stage == Stage.ANSWERING and row.next_due == date(2026, 3, 27)
    filed = standing_facts(row)[0]
    with pytest.raises(ActRefused, match="只能更正"):
        void_fact(
            actor=office.reviewer, proceeding_id=row.pk, fact_id=filed.pk, reason="x",
            now=at(date(2026, 3, 21)),
        )  # fmt: skip


def test_a_judgement_that_was_appealed_is_not_taken_back_before_the_appeal(office, refused):
    row = decided(office, make_answered_proceeding(office, refused, forum="litigation"), "judged_revoked")
    now = at(date(2026, 4, 28))
    row = note_appeal(actor=office.reviewer, proceeding_id=row.pk, on=now.date(), by="other", now=now)
    judged, appealed = standing_facts(row)[-2:]
    with pytest.raises(ActRefused, match="先删去上诉"):
        void_fact(actor=office.reviewer, proceeding_id=row.pk, fact_id=judged.pk, reason="错", now=now)
    void_fact(actor=office.reviewer, proceeding_id=row.pk, fact_id=appealed.pk, reason="撤回", now=now)
    row = void_fact(actor=office.reviewer, proceeding_id=row.pk, fact_id=judged.pk, reason="错", now=now)
    assert row.stage == Stage.HEARING and row.instance == 1 and row.result == ""


def test_a_cancelled_registration_keeps_its_reason_and_asks_nothing(office, refused):
    row = make_proceeding(office, refused, copy_received_on=RECONSIDERED)
    row = cancel(actor=office.reviewer, proceeding_id=row.pk, reason="登记到了别的案件", now=at(RECONSIDERED))
    assert row.stage == Stage.CANCELLED and row.next_due is None and row.cancelled_reason
    with pytest.raises(ActRefused, match="已经注销"):
        describe(actor=office.reviewer, proceeding_id=row.pk, body="x", docket="", now=at(RECONSIDERED))
    assert make_proceeding(office, refused).pk != row.pk, "it can be registered again"


def test_facts_are_only_ever_added(office, refused):
    row = make_proceeding(office, refused)
    for change in (lambda: row.facts.update(on=date(2026, 1, 1)), lambda: row.facts.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert ProceedingFact.objects.get().on == RECONSIDERED


def test_description_and_handler_can_be_changed(office, refused):
    row = make_proceeding(office, refused)
    row = describe(
        actor=office.reviewer, proceeding_id=row.pk, body="海岳市人民政府", docket="海政复〔2026〕3号",
        now=at(RECONSIDERED),
    )  # fmt: skip
    row = take_over(actor=office.office_head, proceeding_id=row.pk, now=at(RECONSIDERED))
    assert (row.body, row.docket, row.handler) == (
        "海岳市人民政府", "海政复〔2026〕3号", office.office_head
    )  # fmt: skip


# Refusals


def test_the_same_challenge_registered_twice_is_one(office, refused):
    make_proceeding(office, refused)
    with pytest.raises(ActRefused, match="已经登记过"):
        make_proceeding(office, refused)
    assert Proceeding.objects.count() == 1
    make_proceeding(office, refused, docket="文政复〔2026〕13号", brought_by="third_party")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"filed": date(2026, 3, 10)}, "filed_on"),
        ({"accepted_on": date(2026, 3, 8)}, "accepted_on"),
        ({"copy_received_on": date(2026, 3, 10)}, "copy_received_on"),
        ({"forum": "arbitration"}, "forum"), ({"brought_by": "x"}, "brought_by"), ({"about": ""}, "about"),
        ({"course": "suit"}, "course"), ({"after_reconsideration": True}, "after_reconsideration"),
        ({"forum": "litigation", "after_id": 99}, "after_id"), ({"body": "政" * 101}, "body"),
        ({"docket": "号" * 81}, "docket"), ({"body": "联系13800138000"}, "body"),
    ],
)  # fmt: skip
def test_what_cannot_be_registered_names_its_field_and_leaves_nothing(office, refused, facts, field):
    with pytest.raises(InputRefused) as refusal:
        make_proceeding(office, refused, now=at(RECONSIDERED), **facts)
    assert field in refusal.value.fields
    assert not Proceeding.objects.exists() and not ProceedingFact.objects.exists()


def test_without_an_answer_only_inaction_can_be_challenged(office):
    case = make_case(office)
    with pytest.raises(InputRefused, match="逾期不答复"):
        make_proceeding(office, case)
    row = make_proceeding(office, case, about="inaction")
    assert row.decision is None and row.body == "海岳市文川区人民政府"


def test_an_office_without_settings_must_name_the_body(office, refused):
    office.organ.request_settings.delete()
    with pytest.raises(InputRefused, match="请在依申请公开设置中写明受理行政复议的机关"):
        make_proceeding(office, refused)
    assert make_proceeding(office, refused, body="海岳市文川区人民政府").body == "海岳市文川区人民政府"


def test_acts_that_are_not_open_say_why(office, refused):
    row = make_answered_proceeding(office, refused)
    now, own = at(date(2026, 4, 1)), {"actor": office.reviewer, "proceeding_id": row.pk}
    for act, why in (
        (note_accepted, "已经登记受理"), (note_copy, "已经登记收到副本"), (note_answered, "已经登记答复"),
    ):  # fmt: skip
        with pytest.raises(ActRefused, match=why):
            act(on=now.date(), now=now, **own)
    with pytest.raises(ActRefused, match="行政复议没有这个环节"):
        note_appeal(on=now.date(), by="organ", now=now, **own)
    with pytest.raises(InputRefused, match="请选择结果"):
        decided(office, row, "judged_revoked")
    with pytest.raises(InputRefused, match="请选择结果"):
        decided(office, row, "under_review")
    with pytest.raises(InputRefused, match="没有被纠正"):
        decided(office, row, "upheld", redo_by=date(2026, 5, 1))
    row = decided(office, row, "upheld")
    with pytest.raises(ActRefused, match="已经登记过结果"):
        decided(office, row, "revoked")


def test_a_day_still_to_come_or_before_the_filing_is_refused(office, refused):
    row = make_proceeding(office, refused)
    for day in (date(2026, 3, 10), RECONSIDERED - timedelta(days=1)):
        with pytest.raises(InputRefused, match="请核对"):
            note_accepted(actor=office.reviewer, proceeding_id=row.pk, on=day, now=at(RECONSIDERED))
    with pytest.raises(InputRefused, match="早于收到副本"):
        row = note_copy(
            actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 3, 12), now=at(date(2026, 3, 13))
        )
        note_answered(
            actor=office.reviewer, proceeding_id=row.pk, on=date(2026, 3, 11), now=at(date(2026, 3, 13))
        )


def test_other_organs_and_departments_find_nothing_and_leaders_only_read(office, refused):
    row, other = make_proceeding(office, refused), make_bureau(parent=office.authority)
    now = at(RECONSIDERED)
    for person in (other.reviewer, office.drafter, office.head, office.admin, office.auditor,
                   office.supervisor):  # fmt: skip
        with pytest.raises(NotVisible):
            note_accepted(actor=person, proceeding_id=row.pk, on=RECONSIDERED, now=now)
    with pytest.raises(ActRefused, match="公开工作机构"):
        note_accepted(actor=office.signer, proceeding_id=row.pk, on=RECONSIDERED, now=now)
    assert ProceedingFact.objects.count() == 1
