"""Whether an act is lawful now, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.procedure.table import procedure

_NOT_YOURS = "您在本机关（科室）的角色不能办理这一步"
_SECOND = "起草人和最后编辑人不能审核、签发自己经手的内容，请由另一人办理"
_NOT_YOUR_SIGNATURE = "这种文书由其他负责人签发"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the table needs to know of a case and of who asks."""

    stage: str
    roles: frozenset[str]
    is_second_person: bool = True


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the table needs to know of a letter and of who asks."""

    kind: str
    state: str
    roles: frozenset[str]
    is_second_person: bool = True


def why_not(act: str, facts: CaseFacts) -> str | None:
    """The reason the act may not happen to the case now; None when it may. KeyError: no such act."""
    rule = procedure().acts[act]
    if not rule.roles & facts.roles:
        return _NOT_YOURS
    if facts.stage not in rule.stages:
        return rule.when
    if rule.second_person and not facts.is_second_person:
        return _SECOND
    return None


def why_not_letter(act: str, facts: LetterFacts) -> str | None:
    """The reason the act may not happen to the letter now; None when it may. KeyError: no such act."""
    rule = procedure().letter_acts[act]
    if not rule.roles & facts.roles:
        return _NOT_YOURS
    if facts.state not in rule.states:
        return rule.when
    if rule.second_person and not facts.is_second_person:
        return _SECOND
    if act == "sign_letter" and not procedure().signers_of(facts.kind) & facts.roles:
        return _NOT_YOUR_SIGNATURE
    return None
