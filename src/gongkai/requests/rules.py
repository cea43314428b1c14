"""What a person may do to a case or a letter now: the procedure's table asked with this case's facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing
from gongkai.law.procedure import ActRule, CaseFacts, LetterActRule, LetterFacts, procedure
from gongkai.law.procedure import why_not as why_not_by_law
from gongkai.law.procedure import why_not_letter as why_not_letter_by_law
from gongkai.law.procedure.table import DEPARTMENT
from gongkai.requests.models import Case, CaseStage, Letter, LetterState

_OFFICE_ROLES = (Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER)


def roles_for(standing: Standing, case: Case) -> frozenset[str]:
    """The roles of the procedure that the person holds for this case."""
    held = {str(role) for role in _OFFICE_ROLES if case.organ_id in standing.organs(role)}
    departments = standing.departments(Role.DRAFTER, Role.HEAD)
    if departments and case.assignments.filter(department__in=departments, cancelled_at=None).exists():
        held.add(DEPARTMENT)
    return frozenset(held)


def why_not(act: str, case: Case, standing: Standing, *, second_person: bool = True) -> str | None:
    """The reason the act may not happen to the case now, for the button's hint; None when it may."""
    return why_not_by_law(act, CaseFacts(case.stage, roles_for(standing, case), second_person))


def why_not_letter(act: str, letter: Letter, standing: Standing) -> str | None:
    """The reason the act may not happen to the letter now; None when it may."""
    facts = LetterFacts(
        letter.kind,
        letter.state,
        roles_for(standing, letter.case),
        is_second_person(standing.person_id, letter),
    )
    return why_not_letter_by_law(act, facts)


def is_second_person(person_id: int, letter: Letter) -> bool:
    """Neither drafted nor last edited it."""
    return person_id not in {letter.drafter_id, letter.last_editor_id}


def allowed_acts(case: Case, standing: Standing) -> list[tuple[ActRule, str | None]]:
    """Every act that the person's role could ever do, with the reason where it is not open now."""
    roles = roles_for(standing, case)
    return [
        (rule, why_not_by_law(code, CaseFacts(case.stage, roles)))
        for code, rule in procedure().acts.items()
        if rule.roles & roles
    ]


def allowed_letter_acts(letter: Letter, standing: Standing) -> list[tuple[LetterActRule, str | None]]:
    """The same for a letter."""
    roles = roles_for(standing, letter.case)
    return [
        (rule, why_not_letter(code, letter, standing))
        for code, rule in procedure().letter_acts.items()
        if rule.roles & roles
    ]


@dataclass(frozen=True)
class Status:
    """A state in words, with a tone for the colour behind them."""

    label: str
    tone: str


_STAGE_TONES = {
    CaseStage.FILED: "amber", CaseStage.HANDLING: "blue", CaseStage.CORRECTING: "grey",
    CaseStage.PAYING: "grey", CaseStage.DECIDING: "blue", CaseStage.ANSWERED: "green",
    CaseStage.ARCHIVED: "grey",
}  # fmt: skip
_LETTER_TONES = {
    LetterState.DRAFT: "grey", LetterState.CHECKING: "blue", LetterState.SIGNING: "blue",
    LetterState.SIGNED: "amber", LetterState.SEALED: "amber", LetterState.SERVED: "green",
    LetterState.VOID: "grey",
}  # fmt: skip


def status_of(case: Case) -> Status:
    """The case's stage as a label."""
    stage = CaseStage(case.stage)
    return Status(str(stage.label), _STAGE_TONES[stage])


def letter_status(letter: Letter) -> Status:
    """The letter's state as a label; one that came back says so."""
    state = LetterState(letter.state)
    if state is LetterState.DRAFT and letter.returned_reason:
        return Status("退回修改", "red")
    return Status(str(state.label), _LETTER_TONES[state])


def lamp_of(case: Case, today: date) -> Status | None:
    """The deadline lamp in words and colour; None when no date is running."""
    if case.ended_on is not None or case.due is None:
        return None
    if today > case.due:
        return Status("已逾期", "black")
    if case.red_on is not None and today >= case.red_on:
        return Status("两个工作日内到期", "red")
    if case.amber_on is not None and today >= case.amber_on:
        return Status("五个工作日内到期", "amber")
    return Status("期限充裕", "green")
