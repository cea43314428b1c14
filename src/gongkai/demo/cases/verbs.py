"""The words of a step in the content files, and the acts each of them stands for."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.demo.cases.acts_inside import (
    archive_case,
    assign_part,
    claim_part,
    give,
    look,
    opine_part,
    search,
)
from gongkai.demo.cases.acts_letters import check, prove, seal, serve, sign, submit
from gongkai.demo.cases.acts_of_time import (
    ask_why,
    correct,
    corrected,
    demand_fee,
    extend_period,
    grant_period,
    paid,
    reasons_came,
)
from gongkai.demo.cases.acts_others import ask_party, override, party_answered, party_received, party_silent
from gongkai.demo.cases.acts_remedies import (
    challenged,
    copy_came,
    defended,
    handled_anew,
    learnt,
    ruled,
    taken_up,
)
from gongkai.demo.cases.acts_reply import drop, merge_into, repeat_of, reply, split_up, withdraw
from gongkai.demo.cases.acts_taking_in import confirm_receipt, take_in_online, take_in_part, take_in_register
from gongkai.demo.cases.acts_wishes import publish_after_looks, publish_wished
from gongkai.demo.cases.handling import CaseAct
from gongkai.demo.cases.reading import Table, Told

#: An act, and how many working days after the one before it.
Offset = tuple[int, CaseAct]

_LETTER: tuple[Offset, ...] = ((0, submit), (0, check), (1, sign), (0, seal), (0, serve))
_VERBS: dict[str, tuple[Offset, ...]] = {
    "confirm": ((0, confirm_receipt),),
    "assign": ((0, assign_part), (0, claim_part), (1, opine_part)),
    "search": ((0, search),),
    "give": ((0, give), (0, look)),
    "correct": ((0, correct), *_LETTER),
    "corrected": ((0, corrected),),
    "consult": ((0, ask_party), *_LETTER),
    "party_received": ((0, party_received),),
    "party_answered": ((0, party_answered),),
    "party_silent": ((0, party_silent),),
    "override": ((0, override), *_LETTER),
    "extend": ((0, extend_period), *_LETTER),
    "ask_reasons": ((0, ask_why), *_LETTER),
    "reasons": ((0, reasons_came),),
    "own_period": ((0, grant_period), *_LETTER),
    "fee": ((0, demand_fee), *_LETTER),
    "paid": ((0, paid),),
    "split": ((0, split_up),),
    "merge": ((0, merge_into),),
    "repeat": ((0, repeat_of),),
    "withdraw": ((0, withdraw), *_LETTER),
    "reply": ((0, reply), *_LETTER),
    "void": ((0, drop),),
    "prove": ((0, prove),),
    "publish": ((0, publish_wished), (1, publish_after_looks)),
    "challenge": ((0, challenged), (2, taken_up), (1, copy_came)),
    "defend": ((0, defended),),
    "ruling": ((0, ruled),),
    "lesson": ((0, learnt),),
    "redo": ((0, handled_anew),),
    "archive": ((0, archive_case),),
}


def sub_acts(step: Table) -> Sequence[Offset]:
    """The acts of a step in order; `until` names the last of them that is done."""
    acts = _VERBS[step["do"]]
    last = step.get("until")
    if last is None:
        return acts
    names = [act.__name__ for _, act in acts]
    return acts[: names.index(last) + 1]


def first_verb(told: Told) -> Sequence[CaseAct]:
    """How the request comes in; what is split off another one comes with that one."""
    if told.part_of:
        return (take_in_part,)
    return (take_in_online,) if told.channel == "online" else (take_in_register,)
