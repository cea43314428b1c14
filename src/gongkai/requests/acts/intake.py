"""Taking a request in: from the public form, and at the desk for counter, post and fax."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.kernel import keys, numbering, private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person, PrivateFile, PrivateKey, Role
from gongkai.kernel.rights import standing_of
from gongkai.requests import notices
from gongkai.requests.acts.opening import note_event, record, refuse_future, settle_clock
from gongkai.requests.clockwork import RECEIVED
from gongkai.requests.models import Case, CaseFile, CaseFileRole, CaseStage, IntakeChannel
from gongkai.requests.personal import (
    applicant_index,
    masked_name,
    matter_index,
    seal_applicant,
    seal_asked,
    subject_of,
)
from gongkai.requests.submission import Submission, require_complete

#: Without characters that people mix up; ten of them are fifty bits.
_CODE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
MOST_FILES = 10
#: Channels whose receipt day is that of submission or signing: nothing is left to confirm (article 31).
_SETTLED = frozenset({IntakeChannel.COUNTER, IntakeChannel.SIGNED_POST})
_FIRST_READING = "登记"
_LONGEST_TOKEN = 64


@dataclass(frozen=True)
class IncomingFile:
    """A file that came with a request."""

    role: str
    name: str
    stream: BinaryIO | Iterable[bytes]


@dataclass(frozen=True)
class Filed:
    """A request that was taken in: its case and query code; `fresh` is False when it had come before."""

    case: Case
    code: str
    fresh: bool


def file_online(
    *, organ: Organ, token: str, submission: Submission, files: Sequence[IncomingFile] = (), now: datetime
) -> Filed:
    """Take in a request from the public form. The same token gives the same case, however often it is sent.

    After it: a numbered case that waits for confirmation (article 31), its files, and a receipt on its way.
    Raises InputRefused with each faulty field; then nothing is stored.
    """
    # Senders without a token would be one another's repetition: each shown the first one's case and code.
    if not token.strip() or len(token) > _LONGEST_TOKEN:
        raise InputRefused("这一页已经失效，请刷新页面后重新提交。", fields={"token": "请刷新页面"})
    already = _filed_before(token)
    if already:
        return already
    require_complete(submission)
    if organ.merged_into_id or not _accepts_online(organ):
        raise ActRefused("这个机关现在不接收网上申请，请以邮寄、当面等方式提交。")
    with _taken_in(files, now) as (key, kept):
        try:
            with transaction.atomic():
                case = _new_case(organ, key, submission, IntakeChannel.ONLINE, token=token, now=now)
                _keep_files(case, kept, actor=None, now=now)
                _receive(case, submitted=localdate(now), confirmed=None, actor=None, now=now)
                notices.tell_applicant(case, "filed", now=now)
                record("filed", actor=None, case=case, now=now, detail={"channel": case.channel})
        except IntegrityError:
            already = _filed_before(token)
            if already is None:
                raise
            _discard(key, now)
            return already
    return Filed(case, code_of(case), fresh=True)


def register(
    *,
    actor: Person,
    organ: Organ,
    channel: str,
    submission: Submission,
    submitted: date,
    confirmed: date | None = None,
    files: Sequence[IncomingFile] = (),
    now: datetime,
) -> Filed:
    """Enter a request that came to the counter, by post or fax; oral ones the office fills in (29).

    Counter and signed post begin at once; ordinary post and fax wait for confirmation until its day is given.
    """
    require_complete(submission)
    if organ.pk not in standing_of(actor).organs(Role.REVIEWER):
        raise NotVisible
    if channel not in IntakeChannel.values or channel == IntakeChannel.ONLINE:
        raise InputRefused("请选择提交方式。", fields={"channel": "请选择提交方式"})
    _require_days(submitted, confirmed, now=now)
    settled = channel in _SETTLED or confirmed is not None
    with _taken_in(files, now) as (key, kept), transaction.atomic():
        case = _new_case(organ, key, submission, channel, token=None, now=now, actor=actor)
        _keep_files(case, kept, actor=actor, now=now)
        if settled:
            case.stage, case.handler = CaseStage.HANDLING, actor
            case.save(update_fields=("stage", "handler"))
        _receive(case, submitted=submitted, confirmed=confirmed, actor=actor, now=now)
        record("registered", actor=actor, case=case, now=now, detail={"channel": case.channel})
    return Filed(case, code_of(case), fresh=True)


def code_of(case: Case) -> str:
    """The query code in clear, for the receipt."""
    return private.unseal_text(case.key, case.sealed_code, context="code")


def code_hash(number: str, code: str) -> str:
    """How a query code is stored and compared; tied to its number."""
    return keys.keyed_hash(f"{number}\x00{code.strip().upper()}", purpose="query_code")


def _require_days(submitted: date, confirmed: date | None, *, now: datetime) -> None:
    refuse_future(submitted, now=now, field="submitted")
    if confirmed is not None:
        refuse_future(confirmed, now=now, field="confirmed")
        if confirmed < submitted:
            raise InputRefused("确认日期不能早于收到日期，请核对。", fields={"confirmed": "不能早于收到日期"})


def _filed_before(token: str) -> Filed | None:
    case = Case.objects.select_related("organ", "key").filter(submission_token=token).first()
    return Filed(case, code_of(case), fresh=False) if case else None


def _accepts_online(organ: Organ) -> bool:
    settings = getattr(organ, "request_settings", None)
    return settings is None or settings.accepts_online


class _taken_in:  # reads as a statement in `with`
    """A fresh key and the files sealed under it; all of it discarded when the block fails."""

    def __init__(self, files: Sequence[IncomingFile], now: datetime) -> None:
        self.files, self.now = files, now
        self.key: PrivateKey | None = None

    def __enter__(self) -> tuple[PrivateKey, list[tuple[str, PrivateFile]]]:
        if len(self.files) > MOST_FILES:
            raise InputRefused(f"一次最多上传 {MOST_FILES} 个文件。", fields={"files": "文件过多"})
        self.key = private.new_key(now=self.now)
        try:
            kept = [
                (file.role, private.take_in(key=self.key, name=file.name, stream=file.stream, now=self.now))
                for file in self.files
            ]
        except BaseException:
            _discard(self.key, self.now)
            raise
        return self.key, kept

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None and self.key is not None:
            _discard(self.key, self.now)


def _discard(key: PrivateKey, now: datetime) -> None:
    """Erase what was taken in for a request that did not come about; after a kill the sweep does."""
    with transaction.atomic():
        for file in key.files.filter(erased_at=None):
            private.erase(file, now=now)
        private.destroy(key, now=now)


def _new_case(
    organ: Organ, key: PrivateKey, submission: Submission, channel: str, *, token: str | None, now: datetime,
    actor: Person | None = None,
) -> Case:  # fmt: skip
    number = draw_number(organ, now=now)
    code = new_code()
    case = Case.objects.create(
        organ=organ, number=number, year=localdate(now).year, key=key, channel=channel,
        applicant_kind=submission.applicant_kind,
        applicant_masked=masked_name(submission.applicant, submission.applicant_kind),
        applicant_index=applicant_index(submission.applicant), matter_index=matter_index(submission.asked),
        sealed_applicant=seal_applicant(key, submission.applicant),
        sealed_asked=seal_asked(key, submission.asked), 
        subject=subject_of(submission.asked, submission.applicant, submission.applicant_kind),
        form=submission.form, way=submission.way, electronic_service=submission.electronic_service,
        needs_help=submission.needs_help, oral=submission.oral, submission_token=token,
        code_hash=code_hash(number, code), sealed_code=private.seal_text(key, code, context="code"),
        submitted_at=now, registered_by=actor, changed_at=now,
    )  # fmt: skip
    numbering.issue(series="request", number=number, subject="case", subject_id=case.pk, now=now)
    return case


def new_code() -> str:
    """A fresh query code."""
    return "".join(secrets.choice(_CODE_CHARACTERS) for _ in range(CODE_LENGTH))


def draw_number(organ: Organ, *, now: datetime) -> str:
    """The next case number of the organ's year, such as GXJ-2026-00012; never used twice."""
    year = localdate(now).year
    serial = numbering.draw(f"request:{organ.pk}:{year}")
    return f"{organ.code.upper()}-{year}-{serial:05d}"


def _keep_files(
    case: Case, kept: list[tuple[str, PrivateFile]], *, actor: Person | None, now: datetime
) -> None:
    for role, file in kept:
        known = role if role in CaseFileRole.values else CaseFileRole.OTHER
        CaseFile.objects.create(case=case, role=known, file=file, added_by=actor, added_at=now)


def _receive(
    case: Case, *, submitted: date, confirmed: date | None, actor: Person | None, now: datetime
) -> None:
    data = {
        "channel": case.channel,
        "submitted": submitted.isoformat(),
        "confirmed": confirmed.isoformat() if confirmed else None,
    }
    note_event(case, type_=RECEIVED, on=submitted, actor=actor, now=now, data=data)
    settle_clock(case, now=now, reason=_FIRST_READING)
