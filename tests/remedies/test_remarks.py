"""What is out of order is said with its article: order, venue, lateness on either side."""

from datetime import date

from gongkai.remedies.reckoning import all_deadlines
from gongkai.remedies.remarks import remarks_of
from gongkai.remedies.venue import venue_of
from tests.remedies.factories import decided, make_answered_proceeding, make_proceeding
from tests.request_factories import make_answered, make_case, open_part, refused_part


def texts(row) -> str:
    """All remarks in one text."""
    return "\n".join(one.text for one in remarks_of(row, all_deadlines(row)))


def test_one_in_order_has_no_remark(office, refused):
    assert texts(make_answered_proceeding(office, refused)) == ""


def test_a_suit_that_skipped_the_compulsory_reconsideration_is_told(office, refused):
    row = make_proceeding(office, refused, forum="litigation")
    (remark,) = remarks_of(row, all_deadlines(row))
    assert "应当先申请行政复议" in remark.text and remark.article == "行政复议法第二十三条"
    assert not remark.ours


def test_a_mixed_answer_is_told_by_halves_and_an_open_one_not_at_all(office):
    mixed = make_answered(office, [open_part(), refused_part()])
    assert "不予公开的部分应当先" in texts(make_proceeding(office, mixed, forum="litigation"))
    opened = make_answered(office, [open_part()])
    assert texts(make_proceeding(office, opened, forum="litigation")) == ""
    waiting = make_case(office)
    assert texts(make_proceeding(office, waiting, forum="litigation", about="inaction")) == ""


def test_a_suit_after_reconsideration_skipped_nothing(office, refused):
    first = decided(office, make_answered_proceeding(office, refused), "upheld")
    in_time = make_proceeding(office, refused, forum="litigation", filed=date(2026, 5, 6), after_id=first.pk)
    assert texts(in_time) == ""
    late = make_proceeding(office, refused, forum="litigation", filed=date(2026, 5, 7), after_id=first.pk)
    assert "2026年5月7日" in texts(late) and "2026年5月6日" in texts(late)


def test_filing_after_sixty_days_is_told_from_the_day_of_service(office, refused):
    """Served on 2 March 2026: the sixtieth day is 1 May, a holiday until the fifth."""
    assert texts(make_proceeding(office, refused, filed=date(2026, 5, 6))) == ""
    late = texts(make_proceeding(office, refused, filed=date(2026, 5, 7)))
    assert "2026年5月7日" in late and "2026年5月6日" in late
    assert texts(make_proceeding(office, refused, filed=date(2026, 5, 8), brought_by="third_party")) == ""


def test_another_body_than_the_law_names_is_told(office, refused):
    assert "应由海岳市文川区人民政府受理" in texts(make_proceeding(office, refused, body="海岳市工信局"))


def test_an_organ_of_another_kind_has_another_venue(office, refused):
    own = office.organ.request_settings
    own.organ_position, own.superior = "judicial_admin", "海岳市司法局"
    own.save()
    advice = venue_of(refused, None, "reconsideration")
    assert advice.bodies == ("海岳市文川区人民政府", "海岳市司法局") and "第二十八条" in advice.article
    assert texts(make_proceeding(office, refused, body="海岳市司法局")) == ""


def test_a_late_answer_speaks_against_the_organ_a_late_decision_does_not(office, refused):
    from gongkai.remedies.acts.progress import note_answered
    from tests.remedies.factories import at

    row = make_proceeding(office, refused, accepted_on=date(2026, 3, 9), copy_received_on=date(2026, 3, 9))
    day = date(2026, 3, 24)
    row = note_answered(actor=office.reviewer, proceeding_id=row.pk, on=day, now=at(day))
    row = decided(office, row, "upheld", date(2026, 5, 9))
    late, slow = sorted(remarks_of(row, all_deadlines(row)), key=lambda one: not one.ours)
    assert late.ours and "2026年3月23日" in late.text
    assert not slow.ours and "审理期限" in slow.text
