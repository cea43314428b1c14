"""The end of a case: filed in the archive, working copies cleared, handed over, destroyed when due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import numbering, outbox, private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person, PrivateFile, Role
from gongkai.kernel.rights import standing_of
from gongkai.law.archive import RETENTIONS, kept_until
from gongkai.requests.acts.opening import case_under_lock, move, open_case, record, refuse_future
from gongkai.requests.holds import refuse_held
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import ArchiveEntry, Case, CaseStage, LetterState
from gongkai.requests.personal import Applicant, Asked, applicant_of, seal_applicant, seal_asked

PACKAGE = "requests.package"
MOST_AT_ONCE = 500


def archive(*, actor: Person, case_id: int, retention: str = "", now: datetime) -> ArchiveEntry:
    """File an ended case: it gets its file number, and its evidence package is made and sealed."""
    with transaction.atomic():
        case = open_case(actor, case_id, "archive").case
        open_letters = case.letters.exclude(state__in=(LetterState.SERVED, LetterState.VOID))
        if open_letters.exists():
            raise ActRefused("还有没有送达也没有作废的文书，处理之后再归档。")
        if case.ended_on is None:
            raise ActRefused("案件还没有办结。")
        code = retention or settings_of(case.organ).retention
        if code not in RETENTIONS.codes():
            raise InputRefused("请选择保管期限。", fields={"retention": "请选择"})
        entry = ArchiveEntry.objects.create(
            case=case, retention=code, retain_until=kept_until(case.ended_on, code), archived_at=now,
            item_number=numbering.draw(f"archive:{case.organ_id}:{case.ended_on.year}:{code}"),
            archived_by=actor,
        )  # fmt: skip
        move(case, CaseStage.ARCHIVED, now=now)
        outbox.enqueue(PACKAGE, {"case": case.pk}, now=now, organ=case.organ)
        record(
            "archived", actor=actor, case=case, now=now, detail={"item": entry.item_number, "retention": code}
        )
    return entry


def clear_working_copies(*, actor: Person, case_ids: Sequence[int], now: datetime) -> int:
    """Mask the working copies of archived cases and erase their loose files; the sealed package stays.

    Cases without a finished package are refused by name; nothing is cleared then.
    """
    with transaction.atomic():
        cases = _archived(actor, case_ids, Role.REVIEWER)
        unready = [case.number for case in cases if case.archive.package_id is None]
        if unready:
            raise ActRefused("以下案件的案卷包还没有生成，不能清理：{}。".format("、".join(unready)))
        refuse_held(cases)
        for case in cases:
            _clear(case, now)
            record("working_copies_cleared", actor=actor, case=case, now=now)
    return len(cases)


def transfer(*, actor: Person, case_ids: Sequence[int], on: date, to: str, now: datetime) -> int:
    """Note that archived cases were handed over by list."""
    if not to.strip():
        raise InputRefused("请写明移交给哪个档案机构。", fields={"to": "不能为空"})
    with transaction.atomic():
        refuse_future(on, now=now)
        cases = _archived(actor, case_ids, Role.REVIEWER)
        for case in cases:
            case.archive.transferred_on, case.archive.transferred_to = on, to.strip()[:100]
            case.archive.save(update_fields=("transferred_on", "transferred_to"))
            record("transferred", actor=actor, case=case, now=now, detail={"on": on.isoformat()})
    return len(cases)


def destroy_expired(*, actor: Person, case_ids: Sequence[int], reason: str, now: datetime) -> int:
    """Destroy the keys of cases past their retention: nobody can read them again. Figures and audit stay.

    For the office's head or a leader, with the number of the approved list as the reason.
    """
    if not reason.strip():
        raise InputRefused("请写明批准销毁的清单文号。", fields={"reason": "不能为空"})
    with transaction.atomic():
        cases = _archived(actor, case_ids, Role.OFFICE_HEAD, Role.SIGNER)
        today = localdate(now)
        early = [
            case.number
            for case in cases
            if case.archive.retain_until is None or case.archive.retain_until >= today
        ]
        if early:
            raise ActRefused("以下案件的保管期限没有届满，不能销毁：{}。".format("、".join(early)))
        refuse_held(cases)
        for case in cases:
            for file in case.key.files.filter(erased_at=None):
                private.erase(file, now=now)
            private.destroy(case.key, now=now)
            case.archive.destroyed_at = now
            case.archive.save(update_fields=("destroyed_at",))
            record("destroyed", actor=actor, case=case, now=now, detail={"reason": reason.strip()[:100]})
    return len(cases)


def _archived(actor: Person, case_ids: Sequence[int], *roles: Role) -> list[Case]:
    if not 0 < len(case_ids) <= MOST_AT_ONCE:
        raise InputRefused(f"一次选择 1 至 {MOST_AT_ONCE} 件。")
    organs = standing_of(actor).organs(*roles)
    found = Case.objects.filter(pk__in=case_ids, organ__in=organs, stage=CaseStage.ARCHIVED)
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    if len(ids) != len(set(case_ids)):
        raise NotVisible
    cases = [case_under_lock(pk) for pk in ids]
    if any(case.archive.destroyed_at is not None for case in cases):
        raise ActRefused("其中有已经销毁的案件。")
    return cases


def _clear(case: Case, now: datetime) -> None:
    if case.archive.cleared_at is not None:
        return
    applicant = applicant_of(case)
    masked = Applicant(name=case.applicant_masked, id_kind=applicant.id_kind, id_number="")
    case.sealed_applicant = seal_applicant(case.key, masked)
    case.sealed_asked = seal_asked(case.key, Asked(case.subject))
    case.save(update_fields=("sealed_applicant", "sealed_asked"))
    loose = PrivateFile.objects.filter(key=case.key, erased_at=None).exclude(pk=case.archive.package_id or 0)
    for file in loose:
        private.erase(file, now=now)
    case.archive.cleared_at = now
    case.archive.save(update_fields=("cleared_at",))
