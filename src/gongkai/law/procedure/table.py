"""The table of the procedure, read from data and looked over as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.law.catalogue.entries import Entry, Table
from gongkai.law.letters import LETTERS
from gongkai.law.provenance import read_basis
from gongkai.law.tables import read_toml

#: Whoever belongs to a department that was asked to work on the case.
DEPARTMENT = "department"
ROLES = frozenset({"reviewer", "office_head", "signer", DEPARTMENT})
#: Every act that can be done to a case. A row of the table that is not among them is a slip of the pen.
ACTS = frozenset({
    "confirm", "amend", "correct_event", "take_over", "assign", "cancel_assignment", "claim", "hand_back",
    "opine", "record_search", "add_file", "request_correction", "receive_correction", "consult",
    "record_consultation", "extend", "ask_reasons", "receive_reasons", "set_own_period", "notice_fee",
    "record_payment", "give_file", "look_at_file", "decide", "record_withdrawal", "split", "merge",
    "mark_repeat", "advise_organ", "settle_publication", "redo", "archive", "reissue_code",
    "open_personal",
})  # fmt: skip
LETTER_ACTS = frozenset({
    "edit_letter", "submit_letter", "void_letter", "check_letter", "return_letter", "sign_letter",
    "sign_on_paper", "seal_letter", "serve_letter", "prove_service", "serve_again",
})  # fmt: skip
LETTER_STATES = ("draft", "checking", "signing", "signed", "sealed", "served", "void")
FIRST_STAGE = "filed"
_EVERY_OTHER = "*"


@dataclass(frozen=True, slots=True)
class StageRule:
    """A stage of a case and the stages that may follow it."""

    code: str
    label: str
    next: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule(Entry):
    """One row: who may do the act to a case, in which stages, and what to say in any other."""

    roles: frozenset[str]
    stages: frozenset[str]
    second_person: bool
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterActRule(Entry):
    """One row: who may do the act to a letter, in which of its states."""

    roles: frozenset[str]
    states: frozenset[str]
    second_person: bool
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRule(Entry):
    """Who signs which letters."""

    letters: frozenset[str]
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Procedure:
    """The whole table; `doubled` are codes that stand in it more than once."""

    stages: Mapping[str, StageRule]
    acts: Mapping[str, ActRule]
    letter_acts: Mapping[str, LetterActRule]
    signing: tuple[SigningRule, ...]
    doubled: tuple[str, ...] = ()

    def signers_of(self, letter: str) -> frozenset[str]:
        """The roles that may sign a letter of that kind: the first rule that names it, else the last."""
        for rule in self.signing:
            if letter in rule.letters or _EVERY_OTHER in rule.letters:
                return rule.roles
        return frozenset()


@cache
def procedure() -> Procedure:
    """The procedure as data/procedure.toml has it."""
    return procedure_of(read_toml("procedure.toml"))


def procedure_of(table: Mapping[str, Any]) -> Procedure:
    """The procedure as a parsed table has it; what is wrong with it, `faults` says."""
    keys = ("stage", "act", "letter_act", "signing")
    counted = (Counter(row["code"] for row in table[key]) for key in keys)
    return Procedure(
        stages={
            row["code"]: StageRule(row["code"], row["label"], frozenset(row["next"]))
            for row in table["stage"]
        },
        acts={
            row["code"]: ActRule(**_entry(table, row), **_conditions(row), stages=frozenset(row["stages"]))
            for row in table["act"]
        },
        letter_acts={
            row["code"]: LetterActRule(
                **_entry(table, row), **_conditions(row), states=frozenset(row["states"])
            )
            for row in table["letter_act"]
        },
        signing=tuple(
            SigningRule(
                **_entry(table, row), letters=frozenset(row["letters"]), roles=frozenset(row["roles"])
            )
            for row in table["signing"]
        ),
        doubled=tuple(code for codes in counted for code, times in codes.items() if times > 1),
    )


def _entry(table: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    basis = read_basis(row.get("basis", {}), read_basis(table["basis"]))
    return {"code": row["code"], "label": row["label"], "basis": basis}


def _conditions(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "roles": frozenset(row["roles"]),
        "second_person": row.get("second_person", False),
        "when": row["when"],
    }


def tables() -> tuple[Table[Any], ...]:
    """The rows that stand on a document, as tables: acts on cases, acts on letters, who signs."""
    whole = procedure()
    return (
        Table("案件的动作", whole.acts.values()),
        Table("文书的动作", whole.letter_acts.values()),
        Table("文书的签发人", whole.signing),
    )


def faults(table: Procedure) -> list[str]:
    """What is wrong with a table, in sentences; empty when it is whole. Looked at when the system starts."""
    doubled = (f"“{code}”在程序表里写了两次" for code in table.doubled)
    return [*doubled, *_stage_faults(table), *_act_faults(table), *_signing_faults(table)]


def _stage_faults(table: Procedure) -> Iterator[str]:
    for stage in table.stages.values():
        for unknown in sorted(stage.next - table.stages.keys()):
            yield f"办理状态“{stage.code}”之后的“{unknown}”不存在"
    for lost in sorted(table.stages.keys() - _reachable(table)):
        yield f"办理状态“{lost}”到不了"
    for stage in table.stages.values():
        if not _leads_to_an_end(table, stage.code):
            yield f"办理状态“{stage.code}”走不到终点"


def _act_faults(table: Procedure) -> Iterator[str]:
    yield from _name_faults(frozenset(table.acts), ACTS)
    yield from _name_faults(frozenset(table.letter_acts), LETTER_ACTS)
    for act in table.acts.values():
        yield from _row_faults(act.code, act.roles, act.stages, frozenset(table.stages))
        if not act.when and act.stages != table.stages.keys():
            yield f"动作“{act.code}”没有写明何时可以办理"
    for row in table.letter_acts.values():
        yield from _row_faults(row.code, row.roles, row.states, frozenset(LETTER_STATES))
        if not row.when:
            yield f"动作“{row.code}”没有写明何时可以办理"


def _name_faults(told: frozenset[str], known: frozenset[str]) -> Iterator[str]:
    for unknown in sorted(told - known):
        yield f"动作“{unknown}”不存在"
    for missing in sorted(known - told):
        yield f"动作“{missing}”没有写进程序表"


def _row_faults(
    code: str, roles: frozenset[str], states: frozenset[str], known: frozenset[str]
) -> Iterator[str]:
    if not roles:
        yield f"动作“{code}”没有人能办"
    if not states:
        yield f"动作“{code}”没有可以办理的状态"
    for unknown in sorted(roles - ROLES):
        yield f"动作“{code}”的角色“{unknown}”不存在"
    for unknown in sorted(states - known):
        yield f"动作“{code}”的状态“{unknown}”不存在"


def _signing_faults(table: Procedure) -> Iterator[str]:
    if not table.signing or _EVERY_OTHER not in table.signing[-1].letters:
        yield "签发规则的最后一条应当管到其余全部文书"
    allowed = table.letter_acts["sign_letter"].roles if "sign_letter" in table.letter_acts else frozenset()
    for rule in table.signing:
        if not rule.roles or rule.roles - allowed:
            yield "签发规则里的角色没有签发权"
        for unknown in sorted(code for code in rule.letters - {_EVERY_OTHER} if code not in LETTERS):
            yield f"签发规则里的文书“{unknown}”不存在"


def _reachable(table: Procedure) -> set[str]:
    found, newest = {FIRST_STAGE}, {FIRST_STAGE}
    while newest:
        following = {after for code in newest if code in table.stages for after in table.stages[code].next}
        newest = (following & table.stages.keys()) - found
        found |= newest
    return found


def _leads_to_an_end(table: Procedure, code: str) -> bool:
    found, newest = {code}, {code}
    while newest:
        if any(not table.stages[name].next for name in newest):
            return True
        following = {after for name in newest for after in table.stages[name].next}
        newest = (following & table.stages.keys()) - found
        found |= newest
    return False
