"""Telling the demo's requests: each act at its time, and afterwards the PDFs of all letters in one run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from gongkai.demo.cases.handling import Handling, Register
from gongkai.demo.cases.reading import Told, office_settings, told_cases
from gongkai.demo.cases.timetable import Timed, timetable
from gongkai.demo.cast import Cast
from gongkai.demo.telling import Event
from gongkai.documents.letters import LetterError
from gongkai.kernel.models import OutboxJob
from gongkai.kernel.models.outbox import JobState
from gongkai.law.calendar import Calendar
from gongkai.requests.acts.settings import save_settings
from gongkai.requests.letter_files import make_pdfs
from gongkai.requests.models import Letter

LETTER_PDF = "requests.letter_pdf"
PATIENCE = timedelta(minutes=5)


def set_up_offices(cast: dict[str, Cast], now: datetime) -> None:
    """Give every organ its own values for requests."""
    for code, values in office_settings().items():
        head = cast[code].who("office_head")
        save_settings(actor=head, organ_id=cast[code].organ.pk, changes=values, now=now)


def case_events(cast: dict[str, Cast], calendar: Calendar, *, today: date) -> list[Event]:
    """Every act on every request, in no order yet."""
    register = Register()
    found: list[Event] = []
    for turn, told in enumerate(told_cases()):
        handling = Handling(told, cast[told.organ], register, turn)
        found += _events_of(handling, told, calendar, today=today)
    return found


def _events_of(handling: Handling, told: Told, calendar: Calendar, *, today: date) -> Iterator[Event]:
    for timed in timetable(told, calendar, today=today):
        yield Event(timed.at, 0, partial(_done, handling, timed))


def _done(handling: Handling, timed: Timed, now: datetime) -> None:
    timed.act(handling, timed.step, now)


def make_letter_pdfs(now: datetime) -> str:
    """Make the PDF of every signed letter in one run of LibreOffice; returns why not, or nothing.

    Where it cannot run, the worker tries again some minutes later.
    """
    waiting = Letter.objects.filter(pdf=None).exclude(document=None).order_by("pk")
    try:
        make_pdfs([{"letter": pk} for pk in waiting.values_list("pk", flat=True)], now)
    except LetterError as error:
        jobs = OutboxJob.objects.filter(kind=LETTER_PDF, state=JobState.WAITING)
        jobs.update(not_before=now + PATIENCE)
        return str(error)
    return ""
