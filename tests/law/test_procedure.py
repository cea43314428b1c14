"""The procedure: the table is whole, a spoilt one is named, and every question has an answer in words."""

from __future__ import annotations

import ast
import copy
import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest

from gongkai.law.letters import LETTERS, Approval
from gongkai.law.procedure import (
    CaseFacts,
    LetterFacts,
    faults,
    procedure,
    procedure_of,
    why_not,
    why_not_letter,
)
from gongkai.law.procedure.table import ACTS, DEPARTMENT, LETTER_ACTS, LETTER_STATES, ROLES
from gongkai.law.tables import read_toml
from tools.tracked import ROOT

Spoil = Callable[[dict[str, Any]], object]
TABLE = procedure()
OPEN = ("handling", "correcting", "paying", "deciding")
#: What may be done in each stage, by somebody; written from the law, not from the table.
BY_STAGE = {
    "filed": "confirm amend correct_event take_over add_file split mark_repeat reissue_code open_personal",
    "handling": "amend correct_event take_over assign cancel_assignment claim hand_back opine record_search"
    " add_file request_correction receive_correction consult record_consultation extend ask_reasons"
    " receive_reasons set_own_period notice_fee record_payment give_file look_at_file decide"
    " record_withdrawal split merge mark_repeat advise_organ reissue_code open_personal",
    "correcting": "amend correct_event take_over assign cancel_assignment claim hand_back opine record_search"
    " add_file receive_correction record_consultation receive_reasons record_payment decide"
    " record_withdrawal advise_organ reissue_code open_personal",
    "paying": "amend correct_event take_over assign cancel_assignment claim hand_back opine record_search"
    " add_file receive_correction record_consultation receive_reasons record_payment decide"
    " record_withdrawal advise_organ reissue_code open_personal",
    "deciding": "amend correct_event take_over assign cancel_assignment claim hand_back opine record_search"
    " add_file receive_correction consult record_consultation extend receive_reasons set_own_period"
    " record_payment give_file look_at_file decide record_withdrawal advise_organ reissue_code open_personal",
    "answered": "correct_event take_over add_file record_consultation settle_publication redo archive"
    " advise_organ reissue_code open_personal",
    "archived": "settle_publication redo open_personal",
}
#: What each role may ever do; whoever is not named here may not.
BY_ROLE = {
    "reviewer": ACTS - {"claim", "hand_back", "opine"},
    "office_head": {
        "correct_event", "assign", "cancel_assignment", "look_at_file", "redo", "open_personal",
    },
    "signer": {"look_at_file", "open_personal"},
    DEPARTMENT: {"claim", "hand_back", "opine", "record_search", "add_file"},
}  # fmt: skip
BY_STATE = {
    "draft": "edit_letter submit_letter void_letter sign_on_paper",
    "checking": "edit_letter void_letter check_letter return_letter sign_on_paper",
    "signing": "edit_letter void_letter return_letter sign_letter sign_on_paper",
    "signed": "void_letter seal_letter",
    "sealed": "void_letter serve_letter",
    "served": "prove_service serve_again",
    "void": "",
}
LETTERS_BY_ROLE = {
    "reviewer": LETTER_ACTS - {"sign_letter"},
    "office_head": {"void_letter", "check_letter", "return_letter", "sign_letter", "sign_on_paper"},
    "signer": {"check_letter", "return_letter", "sign_letter"},
    DEPARTMENT: set(),
}


def is_said(reason: str | None) -> bool:
    """Whether the reason is Chinese words a person can be shown, without the full stop the desk adds."""
    return bool(reason) and not re.search(r"[A-Za-z_{}]|。$", reason) and len(reason) >= 6


@pytest.mark.parametrize("stage", TABLE.stages)
@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_act_in_every_stage_by_every_role_is_open_or_says_why_not(role: str, stage: str) -> None:
    for act in TABLE.acts:
        reason = why_not(act, CaseFacts(stage, frozenset({role})))
        may = act in BY_ROLE[role] and act in BY_STAGE[stage].split()

        assert (reason is None) is may, (act, role, stage, reason)
        assert may or is_said(reason), (act, role, stage, reason)


@pytest.mark.parametrize("state", LETTER_STATES)
@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_act_on_a_letter_is_open_or_says_why_not(role: str, state: str) -> None:
    for act in TABLE.letter_acts:
        reason = why_not_letter(act, LetterFacts("correction_notice", state, frozenset({role})))
        may = act in LETTERS_BY_ROLE[role] and act in BY_STATE[state].split()

        assert (reason is None) is may, (act, role, state, reason)
        assert may or is_said(reason), (act, role, state, reason)


def test_somebody_without_a_role_may_do_nothing() -> None:
    for act, stage in itertools.product(TABLE.acts, TABLE.stages):
        assert is_said(why_not(act, CaseFacts(stage, frozenset())))
    for act, state in itertools.product(TABLE.letter_acts, LETTER_STATES):
        assert is_said(why_not_letter(act, LetterFacts("receipt", state, frozenset())))


def test_two_roles_in_one_person_open_what_either_opens() -> None:
    both = frozenset({"reviewer", DEPARTMENT})

    for act, stage in itertools.product(TABLE.acts, TABLE.stages):
        one_may = any(why_not(act, CaseFacts(stage, frozenset({role}))) is None for role in both)
        assert (why_not(act, CaseFacts(stage, both)) is None) is one_may


def test_facts_are_taken_in_whatever_the_case_waits_for() -> None:
    """Money, a correction, reasons, an opinion: what came cannot be told to wait."""
    came = ("receive_correction", "record_payment", "receive_reasons", "record_consultation")

    for act, stage in itertools.product((*came, "record_withdrawal", "add_file"), OPEN):
        assert why_not(act, CaseFacts(stage, frozenset({"reviewer"}))) is None


def test_no_period_is_moved_while_none_runs() -> None:
    for act, stage in itertools.product(("extend", "set_own_period", "consult"), ("correcting", "paying")):
        assert why_not(act, CaseFacts(stage, frozenset({"reviewer"})))


def test_who_drafted_neither_checks_nor_signs_nor_passes_files() -> None:
    everyone = frozenset(ROLES)

    for act, state in (("check_letter", "checking"), ("sign_letter", "signing")):
        mine = why_not_letter(act, LetterFacts("reply_open", state, everyone, is_second_person=False))
        assert "另一人" in str(mine)
        assert why_not_letter(act, LetterFacts("reply_open", state, everyone)) is None
    assert "另一人" in str(why_not("look_at_file", CaseFacts("handling", everyone, is_second_person=False)))


@pytest.mark.parametrize("letter", LETTERS.codes())
def test_a_decision_is_signed_by_the_leader_and_an_extension_by_the_head_of_the_office(letter: str) -> None:
    kind = LETTERS[letter]
    by_head = why_not_letter("sign_letter", LetterFacts(letter, "signing", frozenset({"office_head"})))
    by_leader = why_not_letter("sign_letter", LetterFacts(letter, "signing", frozenset({"signer"})))

    assert by_leader is None
    assert by_head is None or Approval.OFFICE_HEAD not in kind.approvals
    assert not kind.decision or by_head == "这种文书由其他负责人签发"


@pytest.mark.parametrize("name", ["no_such_act", "sign_letter", ""])
def test_an_act_that_is_not_in_the_table_is_an_error(name: str) -> None:
    with pytest.raises(KeyError):
        why_not(name, CaseFacts("handling", frozenset({"reviewer"})))


def row(table: dict[str, Any], key: str, code: str) -> dict[str, Any]:
    """One row of the parsed table."""
    return next(row for row in table[key] if row["code"] == code)


def add(key: str, code: str, field: str, value: str) -> Spoil:
    """A slip that writes one word too many into a row."""
    return lambda table: row(table, key, code)[field].append(value)


def change(key: str, code: str, /, **values: object) -> Spoil:
    """A slip that writes something else into a row."""
    return lambda table: row(table, key, code).update(values)


def drop(key: str, code: str) -> Spoil:
    """A row that was lost."""
    return lambda table: table[key].remove(row(table, key, code))


def double(key: str, code: str) -> Spoil:
    """A row that stands there twice."""
    return lambda table: table[key].append(dict(row(table, key, code)))


def cut_off(table: dict[str, Any]) -> None:
    """Let no stage lead to the payment."""
    for stage in table["stage"]:
        stage["next"] = [code for code in stage["next"] if code != "paying"]


SPOILT: dict[str, Spoil] = {
    "办理状态“handling”之后的“resting”不存在": add("stage", "handling", "next", "resting"),
    "办理状态“paying”到不了": cut_off,
    "办理状态“archived”走不到终点": add("stage", "archived", "next", "answered"),
    "动作“consult”的角色“director”不存在": add("act", "consult", "roles", "director"),
    "动作“consult”的状态“resting”不存在": add("act", "consult", "stages", "resting"),
    "动作“consult”没有人能办": change("act", "consult", roles=[]),
    "动作“consult”没有可以办理的状态": change("act", "consult", stages=[]),
    "动作“consult”没有写明何时可以办理": change("act", "consult", when=""),
    "动作“consults”不存在": change("act", "consult", code="consults"),
    "动作“consult”没有写进程序表": drop("act", "consult"),
    "“consult”在程序表里写了两次": double("act", "consult"),
    "“handling”在程序表里写了两次": double("stage", "handling"),
    "动作“seal_letter”的状态“printed”不存在": add("letter_act", "seal_letter", "states", "printed"),
    "动作“seal_letter”的角色“director”不存在": add("letter_act", "seal_letter", "roles", "director"),
    "动作“seal_letter”没有写明何时可以办理": change("letter_act", "seal_letter", when=""),
    "动作“seals”不存在": change("letter_act", "seal_letter", code="seals"),
    "动作“seal_letter”没有写进程序表": drop("letter_act", "seal_letter"),
    "签发规则的最后一条应当管到其余全部文书": lambda table: table["signing"].pop(),
    "签发规则里的角色没有签发权": lambda table: table["signing"][0]["roles"].append("reviewer"),
    "签发规则里的文书“love_letter”不存在": lambda table: table["signing"][0]["letters"].append("love_letter"),
}


def test_the_table_in_use_is_whole() -> None:
    assert faults(TABLE) == []
    assert set(TABLE.acts) == ACTS and set(TABLE.letter_acts) == LETTER_ACTS


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_table_is_refused_with_the_fault(fault: str) -> None:
    table = copy.deepcopy(read_toml("procedure.toml"))
    SPOILT[fault](table)

    assert fault in faults(procedure_of(table))


#: Through which functions the acts' own code asks the table.
ASKS = {"open_case": "case", "_own": "case", "why_not": "case", "open_letter": "letter"}
#: Done to a task that joins several cases, by whoever may review.
NOT_OF_ONE_CASE = {"settle_publication"}


def opened_by_code() -> dict[str, set[str]]:
    """The names of the acts that the acts' own code asks the table about."""
    found: dict[str, set[str]] = {"case": set(), "letter": set()}
    for path in (ROOT / "src/gongkai/requests/acts").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKS:
                named = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                found[ASKS[node.func.id]].update(named)
    return found


def test_every_act_of_the_table_has_its_code_and_every_code_its_act() -> None:
    assert opened_by_code() == {"case": ACTS - NOT_OF_ONE_CASE, "letter": set(LETTER_ACTS)}


def test_every_row_names_its_article() -> None:
    rows = (*TABLE.acts.values(), *TABLE.letter_acts.values(), *TABLE.signing)

    assert all(rule.basis.article and rule.basis.source for rule in rows)
