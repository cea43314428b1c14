"""Signing on paper: the head signed the printed form, its scan takes the place of the signature here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, SamePersonMayNotApprove
from gongkai.kernel.models import Person, PrivateFile, Role
from gongkai.kernel.rights import standing_of
from gongkai.law.procedure import procedure
from gongkai.requests import letter_screening
from gongkai.requests.acts.letters import note_review, sign_under_lock, submit_letter
from gongkai.requests.acts.opening import open_letter, record, refuse_future
from gongkai.requests.given import open_findings
from gongkai.requests.letter_content import fields_of, needs_check, needs_signature, require_fields
from gongkai.requests.models import CaseFile, CaseFileRole, Letter, LetterState
from gongkai.requests.rules import is_second_person

#: The first characters of the content's digest, printed on the form: they tie the paper to these words.
CODE_LENGTH = 6
SCAN_TYPES = frozenset({"application/pdf", "application/ofd", "image/png", "image/jpeg", "image/tiff"})
_NOT_NEEDED = "这种文书不需要签批，送审之后直接编号。"
_SAME = "签字人不能是起草人或者最后编辑人，请由另一人签批。"
_NO_RIGHT = "{name}不是这种文书的签发人，请核对，或者由机关管理员先授予角色。"
_EDITED = "文书在{day}又改过，晚于签字日期；请重新打印呈批单，签字之后再登记。"
_TOO_EARLY = "签字日期早于文书的起草日期，请核对。"
_OTHER_PRINT = "核对码不符：签字的那一份与现在的文书内容不同，请重新打印呈批单签字。"
_NOT_SEEN = "随答复提供的文件还没有复核。签字人在纸面上看过的，请勾选“提供的文件已由签字人看过”。"


@dataclass(frozen=True)
class PaperSigning:
    """What the paper says: who signed and when; the code printed on it, where the form was ours.

    `given_seen` says that the signer also saw, on paper, each file that goes out with the reply.
    """

    signer_id: int
    on: date
    code: str = ""
    note: str = ""
    given_seen: bool = False


def sign_on_paper(
    *,
    actor: Person,
    letter_id: int,
    signing: PaperSigning,
    name: str,
    stream: BinaryIO | Iterable[bytes],
    now: datetime,
) -> Letter:
    """Enter a signature given on paper: the letter is checked and signed by the person named there.

    The same is asked as on the screen: the signer neither drafted nor edited it and may sign this kind,
    every field is there, nothing personal is left open. The scan is kept with the case, the audit names who
    entered it. Raises NotVisible, ActRefused, SamePersonMayNotApprove, InputRefused; then nothing is kept.
    """
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "sign_on_paper").letter
        _require_paper(letter, signing, now=now)
        key = letter.case.key
    scan = private.take_in(key=key, name=name, stream=stream, now=now)
    try:
        if scan.media_type not in SCAN_TYPES:
            raise InputRefused(
                "签批件请上传 PDF 或者扫描图片（PNG、JPEG、TIFF）。", fields={"scan": "文件类型不对"}
            )
        return _signed(actor, letter_id, signing, scan, now)
    except BaseException:
        private.erase(scan, now=now)
        raise


def code_of(letter: Letter) -> str:
    """The code that the printed form bears: it changes with every word of the letter."""
    return letter.content_digest[:CODE_LENGTH].upper()


def signers_for(letter: Letter) -> list[Person]:
    """The people whose signature on paper this letter takes."""
    roles = _roles(letter)
    grants = {"grants__organ": letter.case.organ_id, "grants__ended_at": None}
    people = Person.objects.filter(is_active=True, grants__role__in=roles, **grants).distinct()
    return [person for person in people.order_by("name", "pk") if is_second_person(person.pk, letter)]


def _signed(actor: Person, letter_id: int, signing: PaperSigning, scan: PrivateFile, now: datetime) -> Letter:
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "sign_on_paper").letter
        signer = _require_paper(letter, signing, now=now)
        if letter.state == LetterState.DRAFT:
            submit_letter(actor=actor, letter_id=letter_id, now=now)
            letter = open_letter(actor, letter_id, "sign_on_paper").letter
        require_fields(letter.kind, fields_of(letter))
        _pass_given(letter, signing, signer, actor=actor, now=now)
        letter_screening.require_clean(letter)
        if letter.state == LetterState.CHECKING:
            note_review(letter, "check", "approved", signing.note, signer, now, scan)
        note_review(letter, "sign", "approved", signing.note, signer, now, scan)
        sign_under_lock(letter, signer=signer, on=signing.on, now=now)
        letter.save()
        CaseFile.objects.create(
            case=letter.case, role=CaseFileRole.APPROVAL, file=scan, added_by=actor, added_at=now
        )
        record(
            "letter_signed_on_paper", actor=actor, case=letter.case, now=now,
            detail={"letter": letter.pk, "kind": letter.kind, "digest": letter.content_digest,
                    "number": letter.number, "signer": signer.pk, "on": signing.on.isoformat(),
                    "file": scan.digest},
        )  # fmt: skip
    return letter


def _require_paper(letter: Letter, signing: PaperSigning, *, now: datetime) -> Person:
    """The signer, when the paper can stand for this letter as it is now."""
    if not needs_check(letter.kind) and not needs_signature(letter.kind):
        raise ActRefused(_NOT_NEEDED)
    refuse_future(signing.on, now=now)
    signer = Person.objects.filter(pk=signing.signer_id, is_active=True).first()
    if signer is None:
        raise InputRefused("请选择签字人。", fields={"signer": "请选择签字人"})
    if not is_second_person(signer.pk, letter):
        raise SamePersonMayNotApprove(_SAME)
    standing = standing_of(signer)
    if letter.case.organ_id not in standing.organs(*_roles(letter)):
        text = _NO_RIGHT.format(name=signer.name)
        raise InputRefused(text, fields={"signer": text})
    code = signing.code.strip().upper()
    if code and code != code_of(letter):
        raise InputRefused(_OTHER_PRINT, fields={"code": _OTHER_PRINT}, code="other_print")
    if signing.on < localdate(letter.created_at):
        raise InputRefused(_TOO_EARLY, fields={"on": _TOO_EARLY})
    changed = localdate(letter.changed_at)
    if signing.on < changed and not code:
        text = _EDITED.format(day=changed.isoformat())
        raise InputRefused(text, fields={"on": text})
    return signer


def _roles(letter: Letter) -> list[Role]:
    return [Role(role) for role in sorted(procedure().signers_of(letter.kind))]


def _pass_given(
    letter: Letter, signing: PaperSigning, signer: Person, *, actor: Person, now: datetime
) -> None:
    """The signer's look at the files given out, where it was taken on paper; open findings stay open."""
    waiting = letter_screening.unsettled_files(letter)
    if not waiting:
        return
    if not signing.given_seen:
        raise InputRefused(_NOT_SEEN, fields={"given_seen": "请勾选，或者先在系统里复核"})
    for given in waiting:
        given.case = letter.case
        if given.added_by_id == signer.pk:
            raise SamePersonMayNotApprove("添加文件的人不能复核，请由另一人办理。")
        if open_findings(given):
            raise InputRefused(
                "随答复提供的文件中还有个人信息没有遮盖，请先遮盖再打印签批。", code="open_findings"
            )
        given.looked_by, given.looked_at = signer, now
        given.save(update_fields=("looked_by", "looked_at"))
        record(
            "given_looked_at", actor=actor, case=letter.case, now=now,
            detail={"given": given.pk, "passed": 0, "signer": signer.pk},
        )  # fmt: skip
