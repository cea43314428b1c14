"""From seal to proof: the sealed file comes back, is compared, is served, and its service is proved."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.documents.letters import plain_text
from gongkai.documents.sealed import Comparison, Verdict, compare_sealed
from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person, PrivateFile
from gongkai.law.letters import LETTERS
from gongkai.requests import effects, notices
from gongkai.requests.acts.deciding import parts_of
from gongkai.requests.acts.opening import open_letter, record, refuse_future, settle_clock
from gongkai.requests.consulted import require_consulted, untold_third_parties
from gongkai.requests.models import Letter, LetterState, Service, ServiceChannel
from gongkai.requests.personal import in_clear

SEALED_TYPES = frozenset({"application/pdf", "application/ofd", "image/png", "image/jpeg", "image/tiff"})
#: Ways that reach the applicant only when electronic service was agreed to.
_ELECTRONIC = frozenset({ServiceChannel.ONLINE, ServiceChannel.EMAIL})


@dataclass(frozen=True)
class ServiceFacts:
    """How and when a letter was served. `on` is the posting day for post, the signing day otherwise."""

    channel: str
    on: date
    tracking: str = ""
    postal_enterprise: bool = True
    collect_on_delivery: bool = False


def seal_letter(
    *,
    actor: Person,
    letter_id: int,
    name: str,
    stream: BinaryIO | Iterable[bytes],
    compared_by_eye: bool = False,
    now: datetime,
) -> Letter:
    """Take the sealed file back, compare it with the signed text, and freeze it.

    A file that differs, or a scan whose text cannot be read, is taken only when the person says that it was
    compared word for word. The comparison is kept with it.
    """
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "seal_letter").letter
        key = letter.case.key
    file = private.take_in(key=key, name=name, stream=stream, now=now)
    try:
        _require_type(file)
        comparison = _compared(letter, file)
        if comparison.verdict is not Verdict.EQUAL and not compared_by_eye:
            raise InputRefused(
                _differs(comparison), fields={"sealed": comparison.message}, code="sealed_differs"
            )
        letter = _froze(actor, letter_id, file, comparison, compared_by_eye, now)
    except BaseException:
        private.erase(file, now=now)
        raise
    return letter


def _froze(
    actor: Person, letter_id: int, file: PrivateFile, comparison: Comparison, by_eye: bool, now: datetime
) -> Letter:
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "seal_letter").letter
        letter.state, letter.sealed_file = LetterState.SEALED, file
        letter.sealed_by, letter.sealed_at, letter.changed_at = actor, now, now
        letter.sealed_comparison = {
            "verdict": str(comparison.verdict), "differences": len(comparison.differences),
            "eye_pages": list(comparison.eye_pages), "by_eye": by_eye,
        }  # fmt: skip
        letter.save()
        record(
            "letter_sealed", actor=actor, case=letter.case, now=now,
            detail={"letter": letter.pk, "file": file.digest, "verdict": str(comparison.verdict)},
        )  # fmt: skip
    return letter


def _require_type(file: PrivateFile) -> None:
    if file.media_type not in SEALED_TYPES:
        raise InputRefused(
            "盖章件请上传 PDF 或者扫描图片（PNG、JPEG、TIFF）。", fields={"sealed": "文件类型不对"}
        )


def _compared(letter: Letter, file: PrivateFile) -> Comparison:
    if letter.document is None:
        raise InputRefused("签发稿还没有生成，请稍后再试。")
    with private.open_plain(letter.document) as plain:
        approved = plain_text(Path(plain).read_bytes())
    with private.open_plain(file) as plain, tempfile.TemporaryDirectory(prefix="gongkai-sealed-") as folder:
        sealed = Path(folder) / f"sealed.{file.extension}"
        sealed.write_bytes(Path(plain).read_bytes())
        return compare_sealed(approved, sealed)


def _differs(comparison: Comparison) -> str:
    """What to say and do about a sealed file that is not surely the signed text."""
    shown = [
        _PLACE.format(before=one.before, approved=one.approved or _NOTHING, sealed=one.sealed or _NOTHING)
        for one in comparison.differences[:_MOST_SHOWN]
    ]
    return "".join([comparison.message, *shown, _WHAT_NOW])


_PLACE = "“…{before}”之后：签发稿为“{approved}”，盖章件为“{sealed}”。"
_WHAT_NOW = "请上传正确的文件；确已逐字核对一致的，勾选“已逐字核对一致”后再上传。"
_NOTHING = "（无）"
_MOST_SHOWN = 3


def serve_letter(*, actor: Person, letter_id: int, facts: ServiceFacts, now: datetime) -> Service:
    """Serve a sealed letter: the fact enters the case, the clock is asked anew, a decision ends the case."""
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "serve_letter").letter
        _require_service(letter, facts, now=now)
        if effects.comes_too_late(letter, facts.on):
            raise ActRefused("案件已经办结，这份文书不能再送达，请作废。")
        _require_third_parties_told(letter, now=now)
        service = _serve(letter, facts, actor=actor, now=now)
        letter.state, letter.served_on, letter.changed_at = LetterState.SERVED, facts.on, now
        letter.save(update_fields=("state", "served_on", "changed_at"))
        effects.apply(letter, on=facts.on, actor=actor, now=now)
        settle_clock(letter.case, now=now, reason=LETTERS[letter.kind].label)
        if LETTERS[letter.kind].addressee == "applicant":
            notices.tell_applicant(letter.case, "letter_served", now=now)
        record(
            "letter_served", actor=actor, case=letter.case, now=now,
            detail={"letter": letter.pk, "kind": letter.kind, "channel": facts.channel,
                    "on": facts.on.isoformat()},
        )  # fmt: skip
    return service


def serve_again(*, actor: Person, letter_id: int, facts: ServiceFacts, now: datetime) -> Service:
    """Serve a letter once more, for instance after it came back; the first service's day stays the fact."""
    with transaction.atomic():
        letter = open_letter(actor, letter_id, "serve_again").letter
        _require_service(letter, facts, now=now)
        service = _serve(letter, facts, actor=actor, now=now)
        record(
            "letter_served_again", actor=actor, case=letter.case, now=now,
            detail={"letter": letter.pk, "channel": facts.channel, "on": facts.on.isoformat()},
        )  # fmt: skip
    return service


def prove_service(
    *,
    actor: Person,
    service_id: int,
    received_on: date | None = None,
    returned_on: date | None = None,
    returned_reason: str = "",
    proof: tuple[str, BinaryIO | Iterable[bytes]] | None = None,
    now: datetime,
) -> Service:
    """Note that a letter was received or came back, with the proof (a slip, a screenshot, a signature)."""
    with transaction.atomic():
        row = Service.objects.filter(pk=service_id).values_list("letter_id", flat=True).first()
        if row is None:
            raise NotVisible
        letter = open_letter(actor, row, "prove_service").letter
        service = Service.objects.select_for_update(of=("self",)).get(pk=service_id)
        for name, day in (("received_on", received_on), ("returned_on", returned_on)):
            if day is None:
                continue
            refuse_future(day, now=now, field=name)
            if day < service.on:
                raise InputRefused("日期不能早于送达日期。", fields={name: "不能早于送达日期"})
            setattr(service, name, day)
        if returned_on is not None or returned_reason.strip():
            service.returned_reason = in_clear(letter.case, returned_reason, most=200)
        if proof is not None:
            service.proof = private.take_in(key=letter.case.key, name=proof[0], stream=proof[1], now=now)
        service.save()
        record("service_proved", actor=actor, case=letter.case, now=now, detail={"service": service.pk})
    return service


def _serve(letter: Letter, facts: ServiceFacts, *, actor: Person, now: datetime) -> Service:
    online = facts.channel == ServiceChannel.ONLINE
    return Service.objects.create(
        letter=letter, channel=facts.channel, on=facts.on, tracking=facts.tracking.strip()[:40],
        received_on=facts.on if facts.channel == ServiceChannel.COUNTER or online else None,
        recorded_by=actor, recorded_at=now,
    )  # fmt: skip


def _require_third_parties_told(letter: Letter, *, now: datetime) -> None:
    """Consultations may have been sent, answered or voided after the decision was drawn up: ask anew."""
    if not LETTERS[letter.kind].decision:
        return
    try:
        require_consulted(letter.case, parts_of(letter.decision), now=now)
    except InputRefused as error:
        raise ActRefused(error.message) from None
    if untold_third_parties(letter.case):
        raise ActRefused("决定公开的内容和理由还没有书面告知第三方，请先送达告知第三方书。")


def _require_service(letter: Letter, facts: ServiceFacts, *, now: datetime) -> None:
    """The posting day counts only for the postal enterprise, never for couriers or pay on delivery."""
    if facts.channel not in ServiceChannel.values:
        raise InputRefused("请选择送达方式。", fields={"channel": "请选择送达方式"})
    refuse_future(facts.on, now=now)
    if letter.issued_on is not None and facts.on < letter.issued_on:
        raise InputRefused("送达日期不能早于落款日期。", fields={"on": "不能早于落款日期"})
    if facts.channel == ServiceChannel.POST and not facts.postal_enterprise:
        raise InputRefused("寄送应当交邮政企业，不能使用其他快递。", fields={"channel": "请改用邮政寄送"})
    if facts.channel == ServiceChannel.POST and facts.collect_on_delivery:
        raise InputRefused("不得采用收件人付费的方式寄送。", fields={"channel": "请改为寄件人付费"})
    if facts.channel == ServiceChannel.ONLINE and facts.on != localdate(now):
        raise InputRefused("网上送达以当天为准。", fields={"on": "网上送达只能是今天"})
    applicant = LETTERS[letter.kind].addressee == "applicant"
    if applicant and facts.channel in _ELECTRONIC and not letter.case.electronic_service:
        raise InputRefused(
            "申请人没有同意电子送达，请采用其他方式。", fields={"channel": "申请人没有同意电子送达"}
        )
