"""The public door: a puzzle opens it once, a question too, and nothing made up does."""

import pytest

from gongkai.kernel import gate, keys
from gongkai.kernel.gate import questions, tokens
from gongkai.kernel.gate.upkeep import forget
from gongkai.kernel.models import FailureCounter, RateCounter, SpentChallenge
from tests.factories import NOW, later
from tests.kernel.gate_solver import solved

pytestmark = pytest.mark.django_db
EASY = 50


@pytest.fixture(autouse=True)
def _keys(gongkai_dir, settings):
    keys.make_keys()
    settings.GONGKAI_GATE_MINUTES = 20


def _refused(solution: str, now=NOW) -> str:
    with pytest.raises(gate.GateRefused) as refusal:
        gate.check(solution, now)
    assert refusal.value.message.endswith("。")
    return refusal.value.code


def test_a_solved_puzzle_opens_once(settings):
    solution = solved(gate.new_challenge(NOW, EASY))
    gate.check(solution, later(minutes=19))
    assert _refused(solution) == "spent"
    gate.check(solved(gate.new_challenge(NOW, EASY)), NOW)


def test_the_default_difficulty_comes_from_the_settings(settings):
    settings.GONGKAI_GATE_DIFFICULTY = 7
    assert gate.new_challenge(NOW).split(".")[3] == "7"


def test_a_puzzle_ends(settings):
    solution = solved(gate.new_challenge(NOW, EASY))
    assert _refused(solution, later(minutes=21)) == "expired"
    assert not SpentChallenge.objects.exists()


def test_a_number_that_does_not_fit_is_refused_and_spends_nothing():
    token = gate.new_challenge(NOW, EASY)
    right = solved(token)
    wrong = f"{token}.{(int(right.rpartition('.')[2]) + 1) % EASY}"
    assert _refused(wrong) == "wrong"
    gate.check(right, NOW)


def test_the_same_solution_in_another_writing_is_still_spent():
    solution = solved(gate.new_challenge(NOW, EASY))
    token, _, number = solution.rpartition(".")
    gate.check(solution, NOW)
    assert _refused(f"{token}.0{number}") == "spent"


@pytest.mark.parametrize("part", range(6))
def test_a_puzzle_with_any_part_altered_is_refused(part):
    token, _, number = solved(gate.new_challenge(NOW, EASY)).rpartition(".")
    fields = token.split(".")
    fields[part + 1 if part < 5 else 6] = {1: "9999999999"}.get(part, "1" * 32)
    assert _refused(".".join([*fields, number])) == "malformed"


def test_an_easier_puzzle_made_up_by_the_sender_is_refused():
    import hashlib

    inner = "0" * 32
    target = hashlib.sha256(f"{inner}.0".encode()).hexdigest()
    assert _refused(f"p1.{'a' * 32}.9999999999.1.{inner}.{target}.{'b' * 32}.0") == "malformed"


@pytest.mark.parametrize(
    "text",
    ["", ".", "p1", "p1.x.0", "..........", "１.２", "p1.a.b.c.d.e.f.1", "x" * 5000, "\0.1", "é.1"],
)
def test_rubbish_is_refused(text):
    assert _refused(text) == "malformed"


def test_a_question_token_does_not_pass_for_a_puzzle():
    assert _refused(gate.new_question(NOW).token + ".1") == "malformed"


def test_puzzles_of_another_installation_do_not_open():
    solution = solved(gate.new_challenge(NOW, EASY))
    (keys.keys_dir() / "pseudonym.key").unlink()
    keys.make_keys()
    assert _refused(solution) == "malformed"


def _asked(answer: str) -> str:
    """The token of a question whose answer is known."""
    return tokens.signed(questions.KIND, "ab", questions._mark("ab", answer), now=NOW)


def _answered(token: str, answer: str, *, who: str = "10.0.0.1", now=NOW) -> str:
    try:
        gate.check_answer(token, answer, now, who=who)
    except gate.GateRefused as refusal:
        return refusal.code
    return "in"


@pytest.mark.parametrize(
    ("right", "given"),
    [
        ("12", "12"), ("12", "１２"), ("12", "十二"), ("12", " 12。"), ("20", "二十"), ("29", "二十九"),
        ("10", "十"), ("7", "七"), ("三", "星期三"), ("三", "周三"), ("日", "星期天"), ("日", "周日"),
        ("日", "天"), ("桌子", "桌子"), ("桌子", "“桌子”"), ("五", "5"), ("2", "两"),
    ],
)  # fmt: skip
def test_an_answer_counts_in_any_writing(right, given):
    assert _answered(_asked(right), given) == "in"


@pytest.mark.parametrize(
    ("right", "given"), [("12", "21"), ("12", ""), ("三", "四"), ("桌子", "桌"), ("10", "1")]
)
def test_a_wrong_answer_is_refused_and_uses_the_question_up(right, given):
    token = _asked(right)
    assert _answered(token, given) == "wrong"
    assert _answered(token, right) == "spent"


def test_an_answer_opens_once():
    token = _asked("12")
    assert [_answered(token, "12"), _answered(token, "12")] == ["in", "spent"]


def test_a_question_ends():
    assert _answered(_asked("12"), "12", now=later(minutes=21)) == "expired"


def test_a_question_made_up_by_the_sender_is_refused():
    token = _asked("12")
    salt, mark = token.split(".")[3:5]
    assert _answered(token.replace(mark, questions._mark(salt, "13")), "13") == "malformed"


def test_one_address_may_answer_so_many_in_an_hour_and_others_go_on(settings):
    settings.GONGKAI_GATE_QUESTIONS_PER_HOUR = 3
    given = [_answered(_asked("12"), "12") for _ in range(4)]
    assert given == ["in", "in", "in", "too_many"]
    assert _answered(_asked("12"), "12", who="10.0.0.2") == "in"


def test_the_answer_is_not_in_the_page():
    for _ in range(50):
        question = gate.new_question(NOW)
        assert question.text.endswith("？") and len(question.token) < tokens.LONGEST
        assert question.token.isascii() and question.text not in question.token


def _answer_to(text: str) -> str:
    """A reader's answer, found by other means than the module's."""
    import re

    digits = "零一二三四五六七八九"

    def value(words: str) -> int:
        tens, ten, ones = words.rpartition("十")
        return (digits.index(tens or "一") * 10 if ten else 0) + (digits.index(ones) if ones else 0)

    if found := re.fullmatch(r"(.+)加(.+)等于几？", text):
        return str(value(found[1]) + value(found[2]))
    if found := re.fullmatch(r"(.+)减(.+)等于几？", text):
        return str(value(found[1]) - value(found[2]))
    if found := re.fullmatch(r"(.+)和(.+)，哪个数大？", text):
        return str(max(value(found[1]), value(found[2])))
    if found := re.fullmatch(r"“(.+)”的第(.)个字是什么？", text):
        return found[1][digits.index(found[2]) - 1]
    if found := re.fullmatch(r"星期(.)的后一天是星期几？", text):
        return ("一二三四五六日" * 2)["一二三四五六日".index(found[1]) + 1]
    found = re.fullmatch(r"(.+)，哪一个不是(.+)？", text)
    kinds = {kind: set(things) for *things, _, kind in questions._STRANGERS}
    (stranger,) = set(found[1].split("、")) - kinds[found[2]]
    return stranger


def test_a_reader_can_answer_every_kind_of_question():
    kinds = set()
    for number in range(300):
        question = gate.new_question(NOW)
        kinds.add(question.text[-6:])
        who = f"10.0.{number}.1"
        assert _answered(question.token, _answer_to(question.text), who=who) == "in", question.text
    assert len(kinds) >= 6


def test_the_door_takes_the_puzzle_or_else_the_question():
    nothing = {"solution": "", "question": "", "answer": ""}
    gate.admit(**nothing | {"solution": solved(gate.new_challenge(NOW, EASY))}, who="a", now=NOW)
    gate.admit(**nothing | {"question": _asked("12"), "answer": "12"}, who="a", now=NOW)
    for given in (nothing, nothing | {"question": _asked("12")}, nothing | {"answer": "12"}):
        with pytest.raises(gate.GateRefused, match="回答页面上的问题") as refusal:
            gate.admit(**given, who="a", now=NOW)
        assert refusal.value.code == "missing"


def test_a_wrong_puzzle_is_not_saved_by_an_answer():
    with pytest.raises(gate.GateRefused):
        gate.admit(solution="p1.x.1", question=_asked("12"), answer="12", who="a", now=NOW)


def test_addresses_are_kept_as_keyed_hashes_only():
    _answered(_asked("12"), "12", who="203.0.113.77")
    gate.failed("query", "203.0.113.77", NOW)
    rows = str(list(RateCounter.objects.values())) + str(list(FailureCounter.objects.values()))
    assert "203.0.113.77" not in rows


def test_what_no_longer_matters_is_forgotten_and_the_rest_stays():
    from datetime import timedelta

    gate.check(solved(gate.new_challenge(NOW, EASY)), NOW)
    gate.allow("file", "a", limit=3, per=timedelta(hours=1), now=NOW)
    gate.failed("query", "a", NOW)
    assert forget(later(minutes=10)) == 0
    assert forget(later(minutes=22)) == 1
    assert forget(later(hours=3)) == 1
    assert forget(later(hours=47)) == 0
    assert forget(later(hours=49)) == 1
    for model in (SpentChallenge, RateCounter, FailureCounter):
        assert not model.objects.exists()
