"""What the applicant does with a case of his own, having shown its number and query code."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import PrivateFile
from gongkai.law.clock import EventType
from gongkai.law.letters import LETTERS
from gongkai.requests.acts.intake import IncomingFile
from gongkai.requests.acts.opening import case_under_lock, move, note_event, record, settle_clock
from gongkai.requests.clockwork import standing_events
from gongkai.requests.given import outgoing
from gongkai.requests.models import (
    Case,
    CaseFile,
    CaseFileRole,
    CaseStage,
    GivenFile,
    Letter,
    LetterState,
    Service,
    ServiceChannel,
)
from gongkai.requests.online import storable

LONGEST_WORDS = 3000
MOST_SENT = 5
_ENDED = frozenset({CaseStage.ANSWERED, CaseStage.ARCHIVED})
_PLAIN = "text/plain"


class Wish(StrEnum):
    """What an applicant may send in about a case on the tracking page."""

    CORRECT = "correct"
    GIVE_REASONS = "give_reasons"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Sent:
    """What became of it: `settled` when it took effect at once, else the office has yet to enter it."""

    case: Case
    settled: bool


_NAMES = {
    Wish.CORRECT: "补正说明（网上提交）.txt",
    Wish.GIVE_REASONS: "申请人说明（网上提交）.txt",
    Wish.WITHDRAW: "撤回申请（网上提交）.txt",
}
_ROLES = {
    Wish.CORRECT: CaseFileRole.CORRECTION,
    Wish.GIVE_REASONS: CaseFileRole.REASONS,
    Wish.WITHDRAW: CaseFileRole.REQUEST,
}
_NOT_NOW = {
    Wish.CORRECT: "现在不需要补正，或者已经收到您的补正。",
    Wish.GIVE_REASONS: "现在不需要说明理由，或者已经收到您的说明。",
    Wish.WITHDRAW: "这件申请已经办结或者已经收到您的撤回，不能再撤回。",
}
_NO_WORDS = {
    Wish.CORRECT: "请写明补正的内容",
    Wish.GIVE_REASONS: "请写明理由",
}
_WITHDRAWN = "申请人在办理进度查询页要求撤回申请。"
_TOO_LONG = "最多 {most} 个字，更多的内容请写成文件上传"
_TOO_MANY = "一次最多上传 {most} 个文件"


def open_wishes(case: Case) -> frozenset[Wish]:
    """What the case is open to now: correction and reasons where asked for, withdrawal till the end."""
    if case.stage in _ENDED or case.answered_by_case_id is not None:
        return frozenset()
    types = [row.type for row in standing_events(case)]
    found = set()
    if _waits(types, EventType.CORRECTION_REQUESTED, EventType.CORRECTION_RECEIVED):
        found.add(Wish.CORRECT)
    if _waits(types, EventType.REASONS_REQUESTED, EventType.REASONS_GIVEN):
        found.add(Wish.GIVE_REASONS)
    if EventType.WITHDRAWN not in types and not _has_asked(case):
        found.add(Wish.WITHDRAW)
    # What is on the table for entering is not asked for a second time.
    return frozenset(
        found - {wish for wish in found if wish is not Wish.WITHDRAW and _is_in(case, wish, types)}
    )


def send_in(
    *, case_id: int, wish: Wish, words: str, files: Sequence[IncomingFile] = (), now: datetime
) -> Sent:
    """Take in a correction, reasons, or the wish to withdraw; words and files become part of the case.

    A correction or reasons count at once, by the day they came: the clock is asked anew. A correction that
    comes when the office has already drawn up «not processed further», and a withdrawal, wait for the office
    to enter them. The same thing sent twice is refused the second time. Raises InputRefused, ActRefused.
    """
    words = storable(words).strip()
    _require_words(wish, words, files)
    with transaction.atomic():
        case = case_under_lock(case_id)
        if wish not in open_wishes(case):
            raise ActRefused(_NOT_NOW[wish])
    kept = _taken(case, wish, words or _WITHDRAWN, files, now=now)
    try:
        with transaction.atomic():
            case = case_under_lock(case_id)
            if wish not in open_wishes(case):
                raise ActRefused(_NOT_NOW[wish])
            for file in kept:
                CaseFile.objects.create(case=case, role=_ROLES[wish], file=file, added_at=now)
            settled = _settle(case, wish, now=now)
            case.changed_at = now
            case.save(update_fields=("changed_at",))
    except BaseException:
        for file in kept:
            private.erase(file, now=now)
        raise
    return Sent(case, settled)


def read_letter(*, case: Case, letter_id: int, now: datetime) -> tuple[Letter, PrivateFile]:
    """A letter and its sealed file, served to who chose electronic service; the reading of it is noted.

    Raises NotVisible for any other letter.
    """
    letter = next((one for one in letters_for_applicant(case) if one.pk == letter_id), None)
    if letter is None or letter.sealed_file is None or not letter.case.electronic_service:
        raise NotVisible
    with transaction.atomic():
        case_under_lock(letter.case_id)
        unread = Service.objects.filter(letter=letter, channel=ServiceChannel.ONLINE, read_at=None)
        if unread.update(read_at=now):
            record("letter_read", actor=None, case=letter.case, now=now, detail={"letter": letter.pk})
    return letter, letter.sealed_file


def read_given(*, case: Case, given_id: int, now: datetime) -> GivenFile:
    """A file given out with the answer, its fetching noted; raises NotVisible for any other."""
    given = next((one for one in given_to_applicant(case) if one.pk == given_id), None)
    if given is None:
        raise NotVisible
    with transaction.atomic():
        case_under_lock(given.case_id)
        record("given_read", actor=None, case=given.case, now=now, detail={"given": given.pk})
    return given


def letters_for_applicant(case: Case) -> list[Letter]:
    """Letters served to the applicant, oldest first; with a merged case those of the case that answers it."""
    cases = [pk for pk in (case.pk, case.answered_by_case_id) if pk is not None]
    rows = Letter.objects.filter(case__in=cases, state=LetterState.SERVED)
    found = rows.select_related("case__organ", "case__key", "sealed_file__key").prefetch_related("services")
    return [one for one in found.order_by("served_on", "pk") if LETTERS[one.kind].addressee == "applicant"]


def given_to_applicant(case: Case) -> list[GivenFile]:
    """Files of the answered case that a second person has looked at, where electronic service was chosen."""
    main = case.answered_by_case or case
    if main.stage not in _ENDED or not main.electronic_service:
        return []
    rows = main.given_files.filter(removed_at=None).exclude(looked_at=None)
    found = rows.select_related("source__key", "redacted__key", "case__key", "case__organ").order_by("pk")
    return [one for one in found if outgoing(one).erased_at is None]


def _waits(types: Sequence[str], question: EventType, answer: EventType) -> bool:
    """Whether the question was put and no answer came after it."""
    places = [place for place, type_ in enumerate(types) if type_ == question]
    return bool(places) and answer not in types[places[-1] :]


def _has_asked(case: Case) -> bool:
    names = case.files.filter(role=CaseFileRole.REQUEST, added_by=None).select_related("file__key")
    return any(_is_named(one, Wish.WITHDRAW) for one in names)


def _is_in(case: Case, wish: Wish, types: Sequence[str]) -> bool:
    """Whether a paper that answers lies in the case, unentered, since the office asked."""
    question = {Wish.CORRECT: EventType.CORRECTION_REQUESTED, Wish.GIVE_REASONS: EventType.REASONS_REQUESTED}
    asked = max(
        (row.recorded_at for row in standing_events(case) if row.type == question[wish]), default=None
    )
    rows = case.files.filter(role=_ROLES[wish], added_by=None)
    return asked is not None and rows.filter(added_at__gt=asked).exists()


def _is_named(file: CaseFile, wish: Wish) -> bool:
    return file.file.erased_at is None and private.original_name(file.file) == _NAMES[wish]


def _require_words(wish: Wish, words: str, files: Sequence[IncomingFile]) -> None:
    faults = {}
    if wish in _NO_WORDS and not words:
        faults["words"] = _NO_WORDS[wish]
    if len(words) > LONGEST_WORDS:
        faults["words"] = _TOO_LONG.format(most=LONGEST_WORDS)
    if len(files) > MOST_SENT:
        faults["files"] = _TOO_MANY.format(most=MOST_SENT)
    if faults:
        raise InputRefused(next(iter(faults.values())) + "。", fields=faults)


def _taken(
    case: Case, wish: Wish, words: str, files: Sequence[IncomingFile], *, now: datetime
) -> list[PrivateFile]:
    """The words as a file of the case, then the files; none of them when one is refused."""
    paper = private.keep_made(
        key=case.key, name=_NAMES[wish], stream=io.BytesIO(words.encode()), extension="txt",
        media_type=_PLAIN, label="文本", now=now,
    )  # fmt: skip
    kept = [paper]
    try:
        for file in files:
            kept.append(private.take_in(key=case.key, name=file.name, stream=file.stream, now=now))
    except BaseException:
        for one in kept:
            private.erase(one, now=now)
        raise
    return kept


def _settle(case: Case, wish: Wish, *, now: datetime) -> bool:
    """Let the fact enter the case where nothing stands against it; audit either way."""
    if wish is Wish.WITHDRAW:
        record("withdrawal_asked", actor=None, case=case, now=now)
        return False
    if wish is Wish.GIVE_REASONS:
        note_event(case, type_=EventType.REASONS_GIVEN, on=localdate(now), actor=None, now=now)
        settle_clock(case, now=now, reason="申请人说明理由")
        record("reasons_sent", actor=None, case=case, now=now)
        return True
    # A late correction meets a letter that ends the case: whether there was good reason is the office's word.
    if case.stage != CaseStage.CORRECTING or _has_lapse_letter(case):
        record("correction_sent_late", actor=None, case=case, now=now)
        return False
    note_event(case, type_=EventType.CORRECTION_RECEIVED, on=localdate(now), actor=None, now=now)
    move(case, CaseStage.HANDLING, now=now)
    settle_clock(case, now=now, reason="收到补正")
    record("correction_sent", actor=None, case=case, now=now)
    return True


def _has_lapse_letter(case: Case) -> bool:
    rows = case.letters.filter(kind="lapse_correction")
    return rows.exclude(state__in=(LetterState.SERVED, LetterState.VOID)).exists()
