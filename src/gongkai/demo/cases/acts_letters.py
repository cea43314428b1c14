"""The way of the demo's letters: handed in, checked, signed, sealed, served, proved."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from django.utils.timezone import localdate

from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table
from gongkai.demo.cases.sealed_copy import scanned, sealed_copy
from gongkai.documents.letters import plain_text
from gongkai.kernel import private
from gongkai.law.letters import LETTERS
from gongkai.requests.acts.letters import check_letter, sign_letter, submit_letter
from gongkai.requests.acts.serving import ServiceFacts, prove_service, seal_letter, serve_again, serve_letter
from gongkai.requests.letter_files import file_name
from gongkai.requests.models import Letter, LetterState, Service

#: How a letter reaches its applicant by the way he chose.
_CHANNELS = {"post": "post", "online": "online", "email": "email", "pick_up": "counter", "fax": "fax"}
_APPLICANT, _POST = "applicant", "post"
_PAPER = frozenset({"counter", _POST, "fax"})


def submit(handling: Handling, step: Table, now: datetime) -> None:
    """The drafter hands the letter in."""
    submit_letter(actor=handling.reviewer, letter_id=handling.letter_id, now=now)


def check(handling: Handling, step: Table, now: datetime) -> None:
    """A second person looks at it, where its kind asks for that."""
    if handling.letter().state == LetterState.CHECKING:
        check_letter(actor=handling.second, letter_id=handling.letter_id, now=now)


def sign(handling: Handling, step: Table, now: datetime) -> None:
    """Replies are signed by the leader, the rest by the head of the office unless he has checked it.

    What nobody signs got its number when it was handed in.
    """
    letter = handling.letter()
    if letter.state != LetterState.SIGNING:
        return
    leader = LETTERS[letter.kind].decision or handling.second == handling.office_head
    if letter.kind == "extension_notice":
        leader = False
    elif letter.kind == "third_party_disclosure_notice":
        leader = True
    sign_letter(actor=handling.signer if leader else handling.office_head, letter_id=letter.pk, now=now)


def seal(handling: Handling, step: Table, now: datetime) -> None:
    """The letter comes back with its seal: as a file, or scanned where it goes out on paper."""
    letter = handling.letter()
    copy = sealed_copy(signed_text(letter))
    on_paper = _channel(letter, step) in _PAPER
    seal_letter(
        actor=handling.reviewer, letter_id=letter.pk, name=file_name(letter, "png" if on_paper else "pdf"),
        stream=io.BytesIO(scanned(copy) if on_paper else copy), compared_by_eye=on_paper, now=now,
    )  # fmt: skip


def signed_text(letter: Letter) -> str:
    """What the signed letter says."""
    if letter.document is None:
        raise LookupError(f"letter {letter.pk} is not signed")
    with private.open_plain(letter.document) as plain:
        return plain_text(Path(plain).read_bytes())


def serve(handling: Handling, step: Table, now: datetime) -> None:
    """The letter is served today."""
    serve_letter(
        actor=handling.reviewer, letter_id=handling.letter_id, facts=_facts(handling, step, now), now=now
    )


def prove(handling: Handling, step: Table, now: datetime) -> None:
    """The slip of the post comes back: received, or returned and then served at the counter."""
    service = Service.objects.filter(letter=handling.letter_id).latest("pk")
    today = localdate(now)
    if "returned" not in step:
        prove_service(actor=handling.reviewer, service_id=service.pk, received_on=today, now=now)
        return
    prove_service(
        actor=handling.reviewer, service_id=service.pk, returned_on=today, returned_reason=step["returned"],
        now=now,
    )  # fmt: skip
    serve_again(
        actor=handling.reviewer, letter_id=handling.letter_id, facts=ServiceFacts("counter", today), now=now
    )


def _facts(handling: Handling, step: Table, now: datetime) -> ServiceFacts:
    letter = handling.letter()
    channel = _channel(letter, step)
    tracking = f"YS{letter.pk:011d}" if channel == _POST else ""
    return ServiceFacts(channel, localdate(now), tracking=tracking)


def _channel(letter: Letter, step: Table) -> str:
    by_way = _CHANNELS[letter.case.way] if LETTERS[letter.kind].addressee == _APPLICANT else _POST
    return str(step.get("serve", by_way))
