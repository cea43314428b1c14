"""What may not be begun twice, what must be put away first, and words that are kept in clear."""

from datetime import timedelta

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.requests.acts.deciding import decide
from gongkai.requests.acts.departments import assign, hand_back
from gongkai.requests.acts.letters import return_letter, submit_letter, void_letter
from gongkai.requests.acts.linking import merge, redo
from gongkai.requests.acts.periods import extend, receive_correction, request_correction
from gongkai.requests.models import Case, LetterReview
from gongkai.requests.personal import Asked
from tests.factories import NOW
from tests.request_factories import PERSON, make_case, open_part, served

pytestmark = pytest.mark.django_db
TELLING = f"{PERSON.name}（{PERSON.phone}）来过电话"


def test_a_second_extension_waits_for_the_first_to_be_given_up(office):
    case = make_case(office, now=NOW)
    first = extend(actor=office.reviewer, case_id=case.pk, working_days=10, reasons="需要汇总", now=NOW)
    with pytest.raises(ActRefused, match="已经起草了延期告知书"):
        extend(actor=office.reviewer, case_id=case.pk, working_days=20, reasons="需要汇总", now=NOW)
    void_letter(actor=office.reviewer, letter_id=first.pk, reason="天数有误", now=NOW)
    extend(actor=office.reviewer, case_id=case.pk, working_days=20, reasons="需要汇总", now=NOW)


def test_a_case_with_a_drafted_answer_is_not_merged(office):
    case, other = make_case(office, now=NOW), make_case(office, now=NOW)
    decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW)
    with pytest.raises(ActRefused, match="先作废答复"):
        merge(actor=office.reviewer, case_id=case.pk, into_id=other.pk, now=NOW)
    case.refresh_from_db()
    assert case.answered_by_case is None


def test_a_period_that_is_over_is_not_set_for_handling_anew(office):
    case = make_case(office, now=NOW)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter
    served(office, letter, now=NOW)
    yesterday = NOW.date() - timedelta(days=1)
    with pytest.raises(InputRefused, match="不能早于今天"):
        redo(actor=office.reviewer, case_id=case.pk, until=yesterday, reason="复议决定", now=NOW)
    assert Case.objects.count() == 1


def test_the_subject_follows_the_corrected_wording(office):
    case = make_case(office, now=NOW)
    letter = request_correction(actor=office.reviewer, case_id=case.pk, points=["写明年度"], now=NOW)
    served(office, letter, now=NOW)
    receive_correction(
        actor=office.reviewer, case_id=case.pk, on=NOW.date(), asked=Asked("2025年度补助发放名册"), now=NOW
    )
    case.refresh_from_db()
    assert case.subject == "2025年度补助发放名册"


def test_remarks_are_kept_without_the_applicant(office):
    case = make_case(office, now=NOW)
    task = assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task=TELLING,
        internal_due=None, now=NOW,
    )  # fmt: skip
    hand_back(actor=office.people["drafter"], case_id=case.pk, assignment_id=task.pk, reason=TELLING, now=NOW)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    return_letter(actor=office.reviewer2, letter_id=letter.pk, reason=TELLING, now=NOW)
    task.refresh_from_db()
    letter.refresh_from_db()
    told = [task.task, task.handed_back_reason, letter.returned_reason, LetterReview.objects.get().note]
    assert all("来过电话" in text for text in told)
    assert not any(PERSON.name in text or PERSON.phone in text for text in told)
