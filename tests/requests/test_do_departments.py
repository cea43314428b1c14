"""Work inside the organ: a department asked, claiming, handing back, advising, searching, adding files."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import PrivateFile
from gongkai.kernel.rights import standing_of
from gongkai.requests import queries
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.departments import (
    add_file,
    assign,
    cancel_assignment,
    claim,
    hand_back,
    opine,
    record_search,
    take_over,
)
from gongkai.requests.models import Assignment
from tests.factories import NOW, make_bureau
from tests.request_factories import make_answered, make_case, make_filed
from tests.requests.snapshots import untouched

TODAY = NOW.date()
SEARCH = {
    "place": "OA 系统",
    "words": "技术改造 2025",
    "result": "找到三件",
    "found": True,
    "by_name": "李找",
}


def _assign(office, case, **changes):
    values = {
        "actor": office.reviewer, "case_id": case.pk, "department_id": office.business.pk,
        "task": " 请查找并提出意见 ", "now": NOW,
    }  # fmt: skip
    return assign(**values | changes)


def _own(office, assignment, actor=None, **more):
    return {
        "actor": actor or office.drafter, "case_id": assignment.case_id, "assignment_id": assignment.pk,
        "now": NOW,
    } | more  # fmt: skip


def _search(office, case, **changes):
    values = {"actor": office.reviewer, "case_id": case.pk, "on": TODAY, "now": NOW} | SEARCH
    return record_search(**values | changes)


def _sees(person, case) -> bool:
    return queries.visible_to(standing_of(person)).filter(pk=case.pk).exists()


# Taking over


def test_a_colleague_takes_the_case_over(office):
    case = make_case(office)
    take_over(actor=office.reviewer2, case_id=case.pk, now=NOW)
    case.refresh_from_db()
    assert (case.handler, case.stage) == (office.reviewer2, "handling")


def test_neither_leaders_nor_strangers_nor_the_archive_take_over(office):
    case = make_answered(office)
    for role in ("office_head", "signer"):
        with untouched(ActRefused):
            take_over(actor=office.people[role], case_id=case.pk, now=NOW)
    for actor in (office.drafter, make_bureau(office.authority).reviewer):
        with untouched(NotVisible):
            take_over(actor=actor, case_id=case.pk, now=NOW)
    archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    with untouched(ActRefused, "归档"):
        take_over(actor=office.reviewer, case_id=case.pk, now=NOW)


# Asking a department


def test_a_department_sees_the_case_from_the_assignment_to_its_cancelling(office):
    case = make_case(office)
    assert not _sees(office.drafter, case)
    assignment = _assign(office, case, internal_due=TODAY)
    assert (assignment.task, assignment.internal_due, assignment.is_open) == ("请查找并提出意见", TODAY, True)
    assert _sees(office.drafter, case)
    assert not _sees(office.outsider, case)

    cancel_assignment(actor=office.office_head, case_id=case.pk, assignment_id=assignment.pk, now=NOW)
    assert not _sees(office.drafter, case)
    with untouched(NotVisible):
        claim(**_own(office, assignment))


def test_a_department_is_asked_again_once_it_has_answered_and_not_before(office):
    case = make_case(office)
    first = _assign(office, case)
    with untouched(ActRefused, "没有办完"):
        _assign(office, case)
    _assign(office, case, department_id=office.other.pk)
    opine(**_own(office, first, advice="open", opinion="可以公开"))
    assert _assign(office, case).pk != first.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"task": " "}, "task"), ({"internal_due": TODAY - timedelta(days=1)}, "internal_due")],
)
def test_an_assignment_says_what_and_by_a_day_to_come(office, changes, field):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _assign(office, case, **changes)
    assert set(refused.value.fields) == {field}


def test_departments_that_are_gone_or_another_organs_are_not_there(office):
    case, other = make_case(office), make_bureau(office.authority)
    office.other.is_active = False
    office.other.save()
    for department in (office.other, other.business):
        with untouched(NotVisible):
            _assign(office, case, department_id=department.pk)
    with untouched(NotVisible):
        _assign(office, case, actor=other.reviewer, department_id=other.business.pk)


def test_who_may_not_assign_or_cancel_and_when(office):
    case = make_case(office)
    assignment = _assign(office, case)
    for role in ("signer", "drafter"):
        with untouched(ActRefused):
            _assign(office, case, actor=office.people[role], department_id=office.other.pk)
        with untouched(ActRefused):
            cancel_assignment(**_own(office, assignment, office.people[role]))
    for case in (make_filed(office).case, make_answered(office)):
        with untouched(ActRefused, "登记确认之后"):
            _assign(office, case)


def test_what_was_answered_or_cancelled_or_another_cases_is_not_cancelled(office):
    case = make_case(office)
    assignment, elsewhere = _assign(office, case), _assign(office, make_case(office))
    with untouched(NotVisible):
        cancel_assignment(actor=office.reviewer, case_id=case.pk, assignment_id=elsewhere.pk, now=NOW)
    opine(**_own(office, assignment, advice="open", opinion="可以公开"))
    with untouched(ActRefused, "已经答复"):
        cancel_assignment(**_own(office, assignment, office.reviewer))
    cancel_assignment(**_own(office, elsewhere, office.reviewer))
    with untouched(NotVisible):
        cancel_assignment(**_own(office, elsewhere, office.reviewer))


# The department's own acts


def test_one_claims_and_a_colleague_is_told_so(office):
    assignment = _assign(office, make_case(office))
    claim(**_own(office, assignment))
    claim(**_own(office, assignment))
    with untouched(ActRefused, "同事认领"):
        claim(**_own(office, assignment, office.colleague))
    assignment.refresh_from_db()
    assert (assignment.claimed_by, assignment.claimed_at) == (office.drafter, NOW)


def test_a_department_hands_back_with_its_reason(office):
    assignment = _assign(office, make_case(office))
    with untouched(InputRefused) as refused:
        hand_back(**_own(office, assignment, reason=" "))
    assert set(refused.value.fields) == {"reason"}
    done = hand_back(**_own(office, assignment, office.head, reason="不是本科室制作"))
    assert (done.handed_back_reason, done.is_open) == ("不是本科室制作", False)
    assert _assign(office, done.case).pk != assignment.pk


def test_an_opinion_is_kept_sealed_and_names_who_gave_it(office):
    assignment = _assign(office, make_case(office))
    opine(**_own(office, assignment, office.head, advice="partial", opinion=" 附件二涉及商业秘密 "))
    row = Assignment.objects.get(pk=assignment.pk)
    assert (row.advice, row.answered_at, row.claimed_by) == ("partial", NOW, office.head)
    assert "商业秘密" not in row.sealed_opinion
    opened = private.unseal_text(row.case.key, row.sealed_opinion, context="opinion")
    assert opened == "附件二涉及商业秘密"


@pytest.mark.parametrize(
    ("changes", "field"), [({"advice": "maybe"}, "advice"), ({"opinion": "\t"}, "opinion")]
)
def test_an_opinion_has_advice_and_words(office, changes, field):
    assignment = _assign(office, make_case(office))
    with untouched(InputRefused) as refused:
        opine(**_own(office, assignment, **{"advice": "open", "opinion": "可以公开"} | changes))
    assert set(refused.value.fields) == {field}


def test_the_office_does_not_answer_for_the_department_nor_another_department(office):
    case = make_case(office)
    assignment = _assign(office, case)
    _assign(office, case, department_id=office.other.pk)
    for actor, error in ((office.reviewer, ActRefused), (office.outsider, NotVisible)):
        for act, more in (
            (claim, {}), (hand_back, {"reason": "非本科室"}), (opine, {"advice": "open", "opinion": "可以"}),
        ):  # fmt: skip
            with untouched(error):
                act(**_own(office, assignment, actor, **more))


def test_nothing_is_done_to_what_is_done(office):
    assignment = _assign(office, make_case(office))
    hand_back(**_own(office, assignment, reason="非本科室"))
    for act, more in (
        (claim, {}), (hand_back, {"reason": "非本科室"}), (opine, {"advice": "open", "opinion": "可以"}),
    ):  # fmt: skip
        with untouched(ActRefused, "已经办完、退回"):
            act(**_own(office, assignment, **more))
    answered = make_case(office)
    late = _assign(office, answered)
    make_answered(office, case=answered)
    with untouched(ActRefused, "办结之前"):
        opine(**_own(office, late, advice="open", opinion="可以"))


# Searches


def test_office_and_department_write_down_their_searches(office):
    case = make_case(office)
    _assign(office, case)
    mine = _search(office, case, minutes=25)
    theirs = _search(office, case, actor=office.drafter, found=False, result="没有找到")
    assert [(one.found, one.minutes, one.recorded_by) for one in case.searches.all()] == [
        (True, 25, office.reviewer), (False, None, office.drafter),
    ]  # fmt: skip
    assert (mine.on, theirs.result) == (TODAY, "没有找到")


def test_a_search_names_each_thing_it_leaves_out(office):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _search(office, case, place="", words=" ", result="", by_name="")
    assert set(refused.value.fields) == {"place", "words", "result", "by_name"}
    with untouched(InputRefused) as refused:
        _search(office, case, on=TODAY + timedelta(days=1))
    assert set(refused.value.fields) == {"on"}


def test_no_search_by_strangers_leaders_or_outside_the_handling(office):
    case, other = make_case(office), make_bureau(office.authority)
    for actor, error in (
        (other.reviewer, NotVisible), (office.outsider, NotVisible), (office.signer, ActRefused),
    ):  # fmt: skip
        with untouched(error):
            _search(office, case, actor=actor)
    for case in (make_filed(office).case, make_answered(office)):
        with untouched(ActRefused, "登记检索"):
            _search(office, case)


# Files


def _add(office, case, *, actor=None, role="evidence", name="清单.txt", content=b"a list", now=NOW):
    return add_file(
        actor=actor or office.reviewer,
        case_id=case.pk,
        role=role,
        name=name,
        stream=io.BytesIO(content),
        now=now,
    )


def test_office_and_department_add_files(office):
    case = make_case(office)
    _assign(office, case)
    for actor in (office.reviewer, office.drafter):
        kept = _add(office, case, actor=actor, role="other")
        assert (kept.added_by, kept.role, private.original_name(kept.file)) == (actor, "other", "清单.txt")


def test_a_refused_file_leaves_nothing(office):
    case = make_case(office)
    with untouched(InputRefused) as refused:
        _add(office, case, role="secret")
    assert set(refused.value.fields) == {"role"}
    with untouched(InputRefused, "exe"):
        _add(office, case, role="other", name="x.exe", content=b"MZ")
    assert not PrivateFile.objects.exists()


def test_no_file_by_strangers_or_into_the_archive(office):
    case = make_answered(office)
    files = PrivateFile.objects.filter(erased_at=None).count()
    for actor, error in (
        (make_bureau(office.authority).reviewer, NotVisible), (office.drafter, NotVisible),
        (office.signer, ActRefused),
    ):  # fmt: skip
        with untouched(error):
            _add(office, case, role="other", actor=actor)
    archive(actor=office.reviewer, case_id=case.pk, now=NOW)
    with untouched(ActRefused, "归档"):
        _add(office, case, role="other")
    assert PrivateFile.objects.filter(erased_at=None).count() == files
