"""Deciding and the way of a letter: each refusal leaves the case and the letter as they were."""

import io

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import IssuedNumber
from gongkai.law.outcomes import DecisionPart
from gongkai.requests.acts.deciding import decide, record_withdrawal
from gongkai.requests.acts.giving import (
    add_given_file,
    look_at_given_file,
    redact_given_file,
    remove_given_file,
)
from gongkai.requests.acts.letters import (
    check_letter,
    edit_letter,
    return_letter,
    sign_letter,
    submit_letter,
    void_letter,
)
from gongkai.requests.models import Case, CaseStage, Decision, GivenFile, Letter, LetterState
from tests.factories import NOW, later, make_bureau
from tests.request_factories import make_answered, make_case, make_filed, open_part, refused_part, signed

NUMBER = "11010519491231002X"


@pytest.fixture
def letter(office) -> Letter:
    case = make_case(office)
    return decide(actor=office.reviewer, case_id=case.pk, parts=[open_part()], now=NOW).letter


def state(letter: Letter) -> tuple[str, str]:
    row = Letter.objects.select_related("case").get(pk=letter.pk)
    return row.state, row.case.stage


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([], "parts"),
        ([DecisionPart("明细", "no_such_outcome")], "parts"),
        ([DecisionPart("讨论记录", "refused", ("art16_process",), {})], "parts[0].facts.reasons"),
        ([open_part(), DecisionPart("", "open_given", facts={"way": "电子数据"})], "parts[1].title"),
    ],
)
def test_a_faulty_decision_names_the_field_and_leaves_nothing(office, parts, field):
    case = make_case(office)
    with pytest.raises(InputRefused) as refused:
        decide(actor=office.reviewer, case_id=case.pk, parts=parts, now=NOW)
    assert field in refused.value.fields
    assert not Decision.objects.exists()
    assert not Letter.objects.exists()


def test_deciding_is_refused_in_the_wrong_stage_role_or_organ(office):
    filed, answered, case = make_filed(office).case, make_answered(office), make_case(office)
    stranger = make_bureau(parent=office.authority).reviewer
    for actor, which, error in (
        (office.reviewer, filed, ActRefused), (office.reviewer, answered, ActRefused),
        (stranger, case, NotVisible), (office.drafter, case, NotVisible), (office.signer, case, ActRefused),
    ):  # fmt: skip
        with pytest.raises(error):
            decide(actor=actor, case_id=which.pk, parts=[open_part()], now=NOW)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("outcome", ["lapsed_correction", "lapsed_fee", "withdrawn"])
def test_an_ending_that_did_not_happen_is_refused(office, outcome):
    case = make_case(office)
    part = DecisionPart("全部申请内容", outcome, facts={"withdrawn_on": NOW.date().isoformat()})
    with pytest.raises((ActRefused, InputRefused)):
        decide(actor=office.reviewer, case_id=case.pk, parts=[part], now=NOW)
    assert not Decision.objects.exists()
    assert Case.objects.get(pk=case.pk).stage == CaseStage.HANDLING


def test_a_withdrawal_of_tomorrow_is_refused(office):
    case = make_case(office)
    with pytest.raises(InputRefused) as refused:
        record_withdrawal(actor=office.reviewer, case_id=case.pk, on=later(days=1).date(), now=NOW)
    assert "on" in refused.value.fields
    assert not case.events.filter(type="withdrawn").exists()


def test_a_new_decision_makes_room_until_the_old_one_is_signed(office, letter):
    again = decide(actor=office.reviewer2, case_id=letter.case_id, parts=[refused_part()], now=NOW)
    assert state(letter)[0] == LetterState.VOID
    submit_letter(actor=office.reviewer2, letter_id=again.letter.pk, now=NOW)
    check_letter(actor=office.reviewer, letter_id=again.letter.pk, now=NOW)
    sign_letter(actor=office.signer, letter_id=again.letter.pk, now=NOW)
    with pytest.raises(ActRefused):
        decide(actor=office.reviewer, case_id=letter.case_id, parts=[open_part()], now=NOW)
    assert Decision.objects.get(superseded_at=None) == again


def test_each_step_belongs_to_its_state_and_role(office, letter):
    for act, actor in ((check_letter, office.reviewer2), (sign_letter, office.signer)):
        with pytest.raises(ActRefused):
            act(actor=actor, letter_id=letter.pk, now=NOW)
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    with pytest.raises(ActRefused):
        submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    assert state(letter) == (LetterState.CHECKING, CaseStage.DECIDING)
    check_letter(actor=office.reviewer2, letter_id=letter.pk, now=NOW)
    with pytest.raises(ActRefused):
        sign_letter(actor=office.reviewer2, letter_id=letter.pk, now=NOW)
    assert state(letter) == (LetterState.SIGNING, CaseStage.DECIDING)
    assert not IssuedNumber.objects.filter(subject="letter").exists()


def test_who_edited_last_does_not_check(office, letter):
    edit_letter(actor=office.reviewer2, letter_id=letter.pk, changes={"attachments": ["清单"]}, now=NOW)
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    for actor in (office.reviewer, office.reviewer2):
        with pytest.raises(SamePersonMayNotApprove):
            check_letter(actor=actor, letter_id=letter.pk, now=NOW)
    assert state(letter)[0] == LetterState.CHECKING


def test_a_change_after_the_check_takes_the_letter_back(office, letter):
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    check_letter(actor=office.reviewer2, letter_id=letter.pk, now=NOW)
    edit_letter(actor=office.reviewer, letter_id=letter.pk, changes={"attachments": ["清单"]}, now=NOW)
    assert state(letter) == (LetterState.DRAFT, CaseStage.HANDLING)


@pytest.mark.parametrize("act", [return_letter, void_letter])
def test_returning_and_voiding_need_a_reason(office, letter, act):
    submit_letter(actor=office.reviewer, letter_id=letter.pk, now=NOW)
    with pytest.raises(InputRefused) as refused:
        act(actor=office.reviewer2, letter_id=letter.pk, reason=" ", now=NOW)
    assert set(refused.value.fields) == {"reason"}
    assert state(letter) == (LetterState.CHECKING, CaseStage.DECIDING)
    act(actor=office.reviewer2, letter_id=letter.pk, reason="依据不足", now=NOW)
    assert state(letter)[1] == CaseStage.HANDLING


def test_the_number_of_a_voided_letter_is_not_used_again(office, letter):
    signed(office, letter)
    void_letter(actor=office.reviewer, letter_id=letter.pk, reason="有误", now=NOW)
    again = decide(actor=office.reviewer, case_id=letter.case_id, parts=[open_part()], now=NOW).letter
    assert signed(office, again).number == "文工信公复〔2026〕2号"
    with pytest.raises(ActRefused):
        edit_letter(actor=office.reviewer, letter_id=again.pk, changes={"attachments": ["甲"]}, now=NOW)


def test_strangers_find_no_letter(office, letter):
    stranger = make_bureau(parent=office.authority).reviewer
    for act, more in (
        (submit_letter, {}), (check_letter, {}), (sign_letter, {}), (edit_letter, {"changes": {}}),
        (return_letter, {"reason": "退"}), (void_letter, {"reason": "废"}),
    ):  # fmt: skip
        with pytest.raises(NotVisible):
            act(actor=stranger, letter_id=letter.pk, now=NOW, **more)
    assert state(letter) == (LetterState.DRAFT, CaseStage.HANDLING)


def give(office, case, text: str) -> GivenFile:
    return add_given_file(actor=office.reviewer, case_id=case.pk, name="名单.txt",
                          stream=io.BytesIO(text.encode()), now=NOW)  # fmt: skip


def test_a_given_file_is_looked_at_by_somebody_else_and_passed_with_a_reason(office):
    case = make_case(office)
    given = give(office, case, f"身份证号{NUMBER}")
    keys = [finding["key"] for finding in given.source.findings if finding["severity"] == "block"]
    with pytest.raises(SamePersonMayNotApprove):
        look_at_given_file(actor=office.reviewer, case_id=case.pk, given_id=given.pk, now=NOW)
    for more, told in (({}, "open_findings"), ({"passed": keys}, "input_refused")):
        with pytest.raises(InputRefused) as refused:
            look_at_given_file(actor=office.reviewer2, case_id=case.pk, given_id=given.pk, now=NOW, **more)
        assert refused.value.code == told
    row = GivenFile.objects.get()
    assert (row.looked_by, row.passed) == (None, [])
    look_at_given_file(actor=office.reviewer2, case_id=case.pk, given_id=given.pk, passed=keys,
                       reason="申请人本人", now=NOW)  # fmt: skip
    assert GivenFile.objects.get().looked_by == office.reviewer2


def test_given_files_of_strangers_and_removed_ones_are_not_there(office):
    case = make_case(office)
    given = give(office, case, "拨付明细")
    stranger = make_bureau(parent=office.authority).reviewer
    with pytest.raises(NotVisible):
        remove_given_file(actor=stranger, case_id=case.pk, given_id=given.pk, now=NOW)
    with pytest.raises(InputRefused):
        redact_given_file(actor=office.reviewer, case_id=case.pk, given_id=given.pk, boxes=[], now=NOW)
    assert GivenFile.objects.get().redacted is None
    remove_given_file(actor=office.reviewer, case_id=case.pk, given_id=given.pk, now=NOW)
    with pytest.raises(NotVisible):
        look_at_given_file(actor=office.reviewer2, case_id=case.pk, given_id=given.pk, now=NOW)
