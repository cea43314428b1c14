"""The way of a letter: drafted, edited, handed in, checked by a second person, signed, or voided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import numbering, outbox
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Person, PrivateFile
from gongkai.law.letters import LETTERS, SERIES
from gongkai.requests import letter_files, letter_screening
from gongkai.requests.acts.opening import move, open_letter, record
from gongkai.requests.letter_content import (
    fields_of,
    keep_fields,
    needs_check,
    needs_signature,
    require_fields,
    settings_of,
    template_in_use,
)
from gongkai.requests.models import Case, CaseStage, Letter, LetterReview, LetterState
from gongkai.requests.personal import in_clear

MOST_REASON = 300
_PDF = "requests.letter_pdf"


def new_letter(
    case: Case, *, kind: str, fields: Mapping[str, object], actor: Person, now: datetime,
    effect: Mapping[str, object] | None = None,
) -> Letter:  # fmt: skip
    """A letter in draft, for the act that calls for it; called under the case's lock."""
    letter = Letter(
        case=case, kind=kind, effect=dict(effect or {}), template=template_in_use(case.organ, kind),
        drafter=actor, last_editor=actor, created_at=now, changed_at=now,
    )  # fmt: skip
    letter_screening.refuse_secrecy_marks(fields)
    keep_fields(letter, fields)
    letter.save()
    return letter


def edit_letter(*, actor: Person, letter_id: int, changes: Mapping[str, object], now: datetime) -> Letter:
    """Change fields of a letter; one that was handed in goes back to draft, the change being unseen."""
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "edit_letter").letter
        letter_screening.refuse_secrecy_marks(changes)
        before = letter.content_digest
        keep_fields(letter, fields_of(letter) | dict(changes))
        if letter.content_digest == before:
            return letter
        letter.last_editor, letter.changed_at = actor, now
        _back_to_draft(letter, now=now)
        letter.save()
        record("letter_edited", actor=actor, case=letter.case, now=now, detail=_named(letter))
    return letter


def submit_letter(*, actor: Person, letter_id: int, now: datetime) -> Letter:
    """Hand a letter in: it must say all it has to; the next person is told by the home page."""
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "submit_letter").letter
        require_fields(letter.kind, fields_of(letter))
        letter.returned_reason, letter.changed_at = "", now
        if needs_check(letter.kind):
            letter.state = LetterState.CHECKING
        elif needs_signature(letter.kind):
            letter.state = LetterState.SIGNING
        else:
            sign_under_lock(letter, signer=actor, on=localdate(now), now=now)
        if LETTERS[letter.kind].decision:
            letter.effect = letter.effect | {"from_stage": letter.case.stage}
            move(letter.case, CaseStage.DECIDING, now=now)
        letter.save()
        record("letter_submitted", actor=actor, case=letter.case, now=now, detail=_named(letter))
    return letter


def check_letter(*, actor: Person, letter_id: int, note: str = "", now: datetime) -> Letter:
    """A second person's look at the letter and at all that goes out with it (article 17)."""
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "check_letter").letter
        letter_screening.require_clean(letter)
        note_review(letter, "check", "approved", note, actor, now)
        letter.changed_at = now
        if needs_signature(letter.kind):
            letter.state = LetterState.SIGNING
        else:
            sign_under_lock(letter, signer=actor, on=localdate(now), now=now)
        letter.save()
        record("letter_checked", actor=actor, case=letter.case, now=now, detail=_named(letter))
    return letter


def return_letter(*, actor: Person, letter_id: int, reason: str, now: datetime) -> Letter:
    """Send a letter back to its drafter with the reason."""
    if not reason.strip():
        raise InputRefused("请写明退回理由。", fields={"reason": "不能为空"})
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "return_letter").letter
        note_review(letter, letter.state, "returned", reason, actor, now)
        letter.returned_reason, letter.changed_at = in_clear(letter.case, reason, most=MOST_REASON), now
        _back_to_draft(letter, now=now)
        letter.save()
        record("letter_returned", actor=actor, case=letter.case, now=now, detail=_named(letter))
    return letter


def sign_letter(
    *, actor: Person, letter_id: int, note: str = "", paper: PrivateFile | None = None, now: datetime
) -> Letter:
    """Sign a letter: it gets its number and date, its file is made, nothing in it changes any more.

    `paper` is the scan of a signature given on paper; who entered it is in the audit.
    """
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "sign_letter").letter
        letter_screening.require_clean(letter)
        require_fields(letter.kind, fields_of(letter))
        note_review(letter, "sign", "approved", note, actor, now, paper)
        sign_under_lock(letter, signer=actor, on=localdate(now), now=now)
        letter.save()
        record(
            "letter_signed", actor=actor, case=letter.case, now=now,
            detail=_named(letter) | {"number": letter.number},
        )  # fmt: skip
    return letter


def void_letter(*, actor: Person, letter_id: int, reason: str, now: datetime) -> Letter:
    """Give a letter up before it is served. Its number, once drawn, stays in the register."""
    if not reason.strip():
        raise InputRefused("请写明作废理由。", fields={"reason": "不能为空"})
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "void_letter").letter
        void_under_lock(letter, reason=reason, actor=actor, now=now)
        record("letter_voided", actor=actor, case=letter.case, now=now, detail=_named(letter))
    return letter


def void_under_lock(letter: Letter, *, reason: str, actor: Person, now: datetime) -> None:
    """Void a letter whose case is locked, with what hangs on it: decision, consultation, override, fee."""
    note_review(letter, letter.state, "void", reason, actor, now)
    letter.changed_at = now
    _back_to_draft(letter, now=now)
    letter.state = LetterState.VOID
    letter.save()
    letter.consultations.update(cancelled_at=now)
    letter.overridden_consultations.update(override_letter=None, override_reason="")
    letter.fee_notices.update(cancelled_at=now)
    decision = getattr(letter, "decision", None)
    if decision is not None:
        decision.superseded_at = now
        decision.save(update_fields=("superseded_at",))


def void_lapse(case: Case, kind: str, *, reason: str, actor: Person, now: datetime) -> None:
    """Void the unserved letter that would close a locked case as given up: what it waited for has come."""
    for letter in case.letters.filter(kind=kind).exclude(state__in=(LetterState.SERVED, LetterState.VOID)):
        letter.case = case
        void_under_lock(letter, reason=reason, actor=actor, now=now)


def _back_to_draft(letter: Letter, *, now: datetime) -> None:
    letter.state = LetterState.DRAFT
    came_from = letter.effect.get("from_stage")
    if came_from and letter.case.stage == CaseStage.DECIDING:
        move(letter.case, str(came_from), now=now)


def sign_under_lock(letter: Letter, *, signer: Person, on: date, now: datetime) -> None:
    """Number, date and make a letter whose case is locked; `on` is the day it was signed. Not saved."""
    letter.state, letter.signed_by, letter.signed_at = LetterState.SIGNED, signer, now
    letter.issued_on, letter.changed_at = on, now
    letter.number = _draw_number(letter, on, now=now)
    letter.document = letter_files.make_document(letter, now=now)
    outbox.enqueue(_PDF, {"letter": letter.pk}, now=now, organ=letter.case.organ)


def _draw_number(letter: Letter, on: date, *, now: datetime) -> str:
    """The next number of the letter's series, such as 文工信公复〔2026〕3号."""
    organ, year = letter.case.organ, on.year
    series, own = SERIES[LETTERS[letter.kind].series], settings_of(organ)
    chosen = (
        own.reply_series if series.code == "reply" else own.notice_series if series.code == "notice" else ""
    )
    mark = chosen or (organ.doc_prefix or organ.short_name) + series.mark
    serial = numbering.draw(f"letter:{organ.pk}:{mark}:{year}")
    number = f"{mark}〔{year}〕{serial}号"
    if numbering.is_issued(series=f"letter:{organ.pk}", number=number):
        raise Refused("文号已经使用过，请检查代字设置。", code="number_taken")
    numbering.issue(
        series=f"letter:{organ.pk}", number=number, subject="letter", subject_id=letter.pk, now=now
    )
    return number


def note_review(
    letter: Letter, step: str, result: str, note: str, actor: Person, now: datetime,
    paper: PrivateFile | None = None,
) -> None:  # fmt: skip
    """Add a row on who checked, returned or signed the letter's content as it stands."""
    LetterReview.objects.create(
        letter=letter, step=step, result=result, note=in_clear(letter.case, note, most=500),
        digest=letter.content_digest, by=actor, paper=paper, at=now,
    )  # fmt: skip


def _named(letter: Letter) -> dict[str, object]:
    return {"letter": letter.pk, "kind": letter.kind, "digest": letter.content_digest}
