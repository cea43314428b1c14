"""Who may sign which step of a sheet: proposed, so that most sheets are entered without choosing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.disclosure.acts.review_on_paper import remaining_steps
from gongkai.disclosure.models import Item
from gongkai.disclosure.rules import STEP_LABELS, STEP_ROLES, Step, is_second_person
from gongkai.kernel.models import Organ, RoleGrant
from gongkai.paper.models import PaperForm


@dataclass(frozen=True)
class Candidate:
    """Somebody whose signature a step takes."""

    person_id: int
    name: str


@dataclass(frozen=True)
class StepProposal:
    """A step to enter: who may have signed it, and who did where that is beyond doubt."""

    step: Step
    label: str
    candidates: tuple[Candidate, ...]
    likely: Candidate | None = None


class SignerBook:
    """The role holders of an organ, read once however many sheets are on the table."""

    def __init__(self, organ: Organ) -> None:
        grants = RoleGrant.objects.filter(organ=organ, ended_at=None, person__is_active=True)
        self._grants = list(
            grants.order_by("id").values_list("role", "department_id", "person_id", "person__name")
        )

    def candidates(self, item: Item, step: Step) -> tuple[Candidate, ...]:
        """Who may sign the step of this item: the role's holders who neither drafted nor last edited."""
        found: dict[int, Candidate] = {}
        for role, department_id, person_id, name in self._grants:
            holds = role in STEP_ROLES[step] and department_id in (None, item.department_id)
            if holds and is_second_person(person_id, item):
                found[person_id] = Candidate(person_id, name)
        return tuple(found.values())

    def proposals(self, form: PaperForm) -> tuple[StepProposal, ...]:
        """The steps of the sheet that the item still waits for, each with its candidates."""
        return tuple(
            self._proposal(form.item, step) for step in remaining_steps(form.item) if step in form.steps
        )

    def _proposal(self, item: Item, step: Step) -> StepProposal:
        """Where a department has heads of its own, theirs is the signature and not a signer's above them."""
        everybody = self.candidates(item, step)
        heads = self._heads(item) if step == Step.HEAD else set()
        first = [one for one in everybody if one.person_id in heads]
        probable = first or everybody
        likely = probable[0] if len(probable) == 1 else None
        listed = sorted(everybody, key=lambda one: one.person_id not in heads)
        return StepProposal(step, STEP_LABELS[step], tuple(listed), likely)

    def _heads(self, item: Item) -> set[int]:
        return {
            person_id
            for role, department_id, person_id, _ in self._grants
            if role == "head" and department_id == item.department_id
        }


def proposed_day(item: Item, scanned_at: datetime) -> date:
    """The day a signature is entered with unless another is said: the scan's, not before the submission."""
    first = localdate(item.submitted_at) if item.submitted_at else localdate(scanned_at)
    return max(first, localdate(scanned_at))


def step_labels(steps: Sequence[str]) -> list[str]:
    """What the steps of a sheet are called."""
    return [STEP_LABELS[Step(step)] for step in steps if step in set(Step)]
