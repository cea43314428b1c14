"""What the acts of a case ask of it: read once, when something asks, and shared by page and forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.timezone import localdate

from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.models import Department, Person
from gongkai.kernel.rights import Standing
from gongkai.law.clock import Reading
from gongkai.requests.acts.linking import earlier_of_same_applicant
from gongkai.requests.clockwork import reading_of, standing_events
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import Case, CaseEvent, Consultation, FeeNotice, Letter, OfficeSettings


@dataclass
class Situation:
    """A case as somebody meets it now; `target` is the thing of the case that an act is about."""

    case: Case
    person: Person
    standing: Standing
    now: datetime
    target: object = None

    @property
    def today(self) -> date:
        """The local date."""
        return localdate(self.now)

    @cached_property
    def settings(self) -> OfficeSettings:
        """The organ's own values."""
        return settings_of(self.case.organ)

    @cached_property
    def events(self) -> list[CaseEvent]:
        """The facts as they stand."""
        return standing_events(self.case)

    @cached_property
    def reading(self) -> Reading:
        """What the clock says today."""
        return reading_of(self.case, as_of=self.today)

    @cached_property
    def letters(self) -> list[Letter]:
        """Every letter, newest first."""
        letters = list(self.case.letters.select_related("drafter", "pdf", "sealed_file").order_by("-id"))
        for letter in letters:
            letter.case = self.case
        return letters

    @cached_property
    def consultations(self) -> list[Consultation]:
        """Every question to somebody, in its order."""
        return list(self.case.consultations.select_related("letter", "override_letter"))

    @cached_property
    def fees(self) -> list[FeeNotice]:
        """Every fee notice that stands."""
        return [notice for notice in self.case.fee_notices.all() if notice.cancelled_at is None]

    @cached_property
    def departments(self) -> list[Department]:
        """The departments that can be asked."""
        return list(Department.objects.filter(organ=self.case.organ_id, is_active=True))

    @cached_property
    def earlier(self) -> list[Case]:
        """Earlier cases of the same applicant, those with the same wording first."""
        return earlier_of_same_applicant(self.case)

    @cached_property
    def open_beside(self) -> list[Case]:
        """Other open cases of the same applicant, with which this one could be answered."""
        rows = Case.objects.filter(
            organ=self.case.organ_id, applicant_index=self.case.applicant_index, ended_on=None,
            answered_by_case=None,
        )  # fmt: skip
        return list(rows.exclude(pk=self.case.pk).order_by("-pk")[:50])

    def has(self, type_: str) -> bool:
        """Whether a fact of that type stands."""
        return any(event.type == type_ for event in self.events)

    def working_day(self, days: int, *, after: date | None = None) -> date:
        """The so many-th working day after a day, today unless told."""
        return calendar_for(self.case.organ).nth_workday_after(after or self.today, days).due
