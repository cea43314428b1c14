"""Who did what when: the facts, the looks at letters, services, the work of departments, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate

from gongkai.dossier import DueMove, FactLine, ServiceLine
from gongkai.law.letters import LETTERS
from gongkai.requests.clockwork import standing_events
from gongkai.requests.evidence.words import RESULTS, STEPS, event_label, letter_label
from gongkai.requests.models import Assignment, Case, Letter, LetterReview, SearchRecord, Service

_REVIEWED = "{letter}：{step}{result}"
_WITH_NOTE = "{line}（{note}）"
_SEALED = "{letter}：盖章件收回并比对"
_ASSIGNED = "分办{department}：{task}"
_OPINED = "{department}提出意见"
_BACK = "{department}退回：{reason}"
_SEARCHED = "检索：{place}，检索词“{words}”，{result}（检索人：{by}）"
_RETURNED = "退回：{reason}"


def lines_of(case: Case) -> tuple[FactLine, ...]:
    """Every line, in no order."""
    return (*_facts(case), *_letters(case), *_work(case))


def _facts(case: Case) -> Iterator[FactLine]:
    standing = {row.pk for row in standing_events(case)}
    for row in case.events.select_related("recorded_by"):
        who = row.recorded_by.name if row.recorded_by else ""
        yield FactLine(row.on, event_label(row), who, row.recorded_at, row.pk in standing)


def _letters(case: Case) -> Iterator[FactLine]:
    for review in LetterReview.objects.filter(letter__case=case).select_related("letter", "by"):
        line = _REVIEWED.format(
            letter=letter_label(review.letter), step=STEPS.get(review.step, "办理"),
            result=RESULTS.get(review.result, review.result),
        )  # fmt: skip
        if review.note:
            line = _WITH_NOTE.format(line=line, note=review.note)
        yield FactLine(localdate(review.at), line, review.by.name, review.at)
    for letter in Letter.objects.filter(case=case, sealed_at__isnull=False).select_related("sealed_by"):
        if letter.sealed_at is not None:
            who = letter.sealed_by.name if letter.sealed_by else ""
            line = _SEALED.format(letter=letter_label(letter))
            yield FactLine(localdate(letter.sealed_at), line, who, letter.sealed_at)


def _work(case: Case) -> Iterator[FactLine]:
    for row in Assignment.objects.filter(case=case).select_related("department", "assigned_by", "claimed_by"):
        department = row.department.name
        text = _ASSIGNED.format(department=department, task=row.task)
        yield FactLine(localdate(row.assigned_at), text, row.assigned_by.name, row.assigned_at)
        who = row.claimed_by.name if row.claimed_by else department
        if row.answered_at is not None:
            text = _OPINED.format(department=department)
            yield FactLine(localdate(row.answered_at), text, who, row.answered_at)
        if row.handed_back_at is not None:
            text = _BACK.format(department=department, reason=row.handed_back_reason)
            yield FactLine(localdate(row.handed_back_at), text, who, row.handed_back_at)
    for search in SearchRecord.objects.filter(case=case).select_related("recorded_by"):
        text = _SEARCHED.format(
            place=search.place, words=search.words, result=search.result, by=search.by_name
        )
        yield FactLine(search.on, text, search.recorded_by.name, search.recorded_at)


def services_of(case: Case) -> tuple[ServiceLine, ...]:
    """Every service with its proof."""
    rows = Service.objects.filter(letter__case=case).select_related("letter", "proof").order_by("on", "id")
    return tuple(
        ServiceLine(
            letter=LETTERS[row.letter.kind].label,
            number=row.letter.number,
            channel=row.get_channel_display(),
            on=row.on,
            received_on=row.received_on,
            returned_on=row.returned_on,
            tracking=row.tracking,
            proof=_proof(row),
        )
        for row in rows
    )


def _proof(row: Service) -> str:
    if row.returned_on is not None:
        return _RETURNED.format(reason=row.returned_reason or "没有写明原因")
    return "见材料“送达凭证”" if row.proof_id else ""


def due_moves_of(case: Case) -> tuple[DueMove, ...]:
    """Due dates that became other ones."""
    return tuple(DueMove(row.old_due, row.new_due, row.reason, row.at) for row in case.due_changes.all())
