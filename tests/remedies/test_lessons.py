"""What was learnt from a lost case, listed by the outcome and ground of the answer."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.rights import standing_of
from gongkai.remedies import queries
from gongkai.remedies.acts.lessons import write_lesson
from gongkai.remedies.announcements import _home_counts
from gongkai.remedies.models import Lesson
from gongkai.remedies.reckoning import read_again
from tests.factories import make_bureau
from tests.remedies.factories import at, decided, make_answered_proceeding, make_proceeding

NOW = at(date(2026, 4, 21))
WORDS = {"fault": "ground", "why": "讨论记录已形成最终结论，不再是过程性信息。", "todo": "先查最终文件。"}


def lost(office, case):
    """A reconsideration that set the refusal aside."""
    return decided(office, make_answered_proceeding(office, case), "revoked")


def test_a_lesson_keeps_outcome_and_grounds_of_the_answer(office, refused):
    row = lost(office, refused)
    lesson = write_lesson(actor=office.reviewer, proceeding_id=row.pk, now=NOW, **WORDS)
    assert lesson.outcome == "refused" and lesson.grounds == ["art16_process"]
    assert lesson.decided_on == date(2026, 4, 20)
    again = write_lesson(
        actor=office.office_head, proceeding_id=row.pk, now=NOW, **WORDS | {"todo": "先问科室。"}
    )
    assert again.pk == lesson.pk and Lesson.objects.get().todo == "先问科室。"


def test_lessons_are_found_by_outcome_and_ground(office, refused):
    write_lesson(actor=office.reviewer, proceeding_id=lost(office, refused).pk, now=NOW, **WORDS)
    found = queries.lessons_on(office.organ.pk, outcome="refused", grounds=("art16_process", "x"))
    assert [one.fault for one in found] == ["ground"]
    assert queries.lessons_on(office.organ.pk, outcome="refused", grounds=("art15_privacy",)) == []
    assert len(queries.lessons_on(office.organ.pk, outcome="refused")) == 1
    assert queries.lessons_on(office.organ.pk, outcome="open_given") == []


def test_only_what_was_set_aside_asks_for_a_lesson(office, refused):
    row = decided(office, make_answered_proceeding(office, refused), "upheld")
    with pytest.raises(ActRefused, match="没有被纠正"):
        write_lesson(actor=office.reviewer, proceeding_id=row.pk, now=NOW, **WORDS)
    assert not queries.without_lesson(standing_of(office.reviewer)).exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"fault": "x"}, "fault"), ({"why": "  "}, "why"), ({"todo": ""}, "todo"),
        ({"why": "长" * 501}, "why"),
        ({"why": "申请人11010519491231002X来电"}, "why"), ({"todo": "联系13800138000"}, "todo"),
    ],
)  # fmt: skip
def test_a_lesson_without_words_or_with_personal_numbers_is_refused(office, refused, words, field):
    row = lost(office, refused)
    with pytest.raises(InputRefused) as refusal:
        write_lesson(actor=office.reviewer, proceeding_id=row.pk, now=NOW, **WORDS | words)
    assert field in refusal.value.fields and not Lesson.objects.exists()


def test_the_home_page_counts_what_is_due_near_and_unlearnt(office, refused):
    make_proceeding(office, refused, copy_received_on=date(2026, 3, 9), docket="甲")
    make_proceeding(office, refused, copy_received_on=date(2026, 3, 9), docket="乙")
    due = date(2026, 3, 23)

    def told(person, day):
        read_again(at(day))
        return {one.key: one.count for one in _home_counts(standing_of(person), at(day))}

    assert told(office.reviewer, due - timedelta(days=8)) == {}
    assert told(office.reviewer, due - timedelta(days=7)) == {"remedies.pressing": 2}
    assert told(office.reviewer, due + timedelta(days=1)) == {"remedies.overdue": 2}
    lost(office, refused)
    assert told(office.office_head, date(2026, 4, 22))["remedies.lessons"] == 1
    assert told(office.signer, date(2026, 4, 22)) == {"remedies.overdue": 2}
    assert told(office.drafter, date(2026, 4, 22)) == {}


def test_a_colleague_takes_over_what_the_leaver_had_open(office, refused):
    from gongkai.remedies.announcements import _pass_on

    row = make_proceeding(office, refused)
    closed = decided(office, make_proceeding(office, refused, docket="乙"), "upheld")
    assert _pass_on(office.reviewer, office.reviewer2, office.organ, NOW) == 1
    row.refresh_from_db()
    closed.refresh_from_db()
    assert (row.handler, closed.handler) == (office.reviewer2, office.reviewer)


def test_other_organs_read_no_lesson(office, refused):
    row = lost(office, refused)
    write_lesson(actor=office.reviewer, proceeding_id=row.pk, now=NOW, **WORDS)
    other = make_bureau(parent=office.authority)
    for person, count in (
        (office.signer, 1), (other.reviewer, 0), (office.drafter, 0), (office.supervisor, 0)
    ):  # fmt: skip
        assert queries.lessons_visible_to(standing_of(person)).count() == count
    with pytest.raises(NotVisible):
        write_lesson(actor=other.reviewer, proceeding_id=row.pk, now=NOW, **WORDS)
