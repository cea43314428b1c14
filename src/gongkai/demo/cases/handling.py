"""Somebody handling a request: who acts in it, and what it has come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.demo.cases.reading import Table, Told
from gongkai.demo.cast import Cast
from gongkai.kernel.models import Organ, Person
from gongkai.requests.models import Case, Letter


@dataclass
class Register:
    """Every request of the demo once it is taken in, by the key of the files."""

    cases: dict[str, int] = field(default_factory=dict)


@dataclass
class Handling:
    """One request being handled. The ids are those of what came last."""

    told: Told
    cast: Cast
    register: Register
    turn: int
    letter_id: int = 0
    consultation_id: int = 0
    proceeding_id: int = 0

    @property
    def organ(self) -> Organ:
        """The organ that was asked."""
        return self.cast.organ

    @property
    def case_id(self) -> int:
        """The case, taken in before."""
        return self.register.cases[self.told.key]

    def case(self) -> Case:
        """The case as it stands now."""
        return Case.objects.select_related("organ", "key", "repeats").get(pk=self.case_id)

    def letter(self) -> Letter:
        """The letter drafted last, as it stands now."""
        return Letter.objects.select_related("case__organ", "case__key", "document").get(pk=self.letter_id)

    @property
    def reviewer(self) -> Person:
        """Who handles it in the office."""
        return self.cast.who("reviewer", turn=self.turn)

    @property
    def second(self) -> Person:
        """Who looks over what the reviewer wrote: the other reviewer, the head in an office of two."""
        other = self.cast.who("reviewer", turn=self.turn + 1)
        return other if other != self.reviewer else self.cast.who("office_head")

    @property
    def office_head(self) -> Person:
        """The head of the office that handles requests."""
        return self.cast.who("office_head")

    @property
    def signer(self) -> Person:
        """The leader who signs replies."""
        return self.cast.who("signer")


#: One act on a request: the step of the file says with what, the time is the act's.
CaseAct = Callable[[Handling, Table, datetime], object]
