"""The tables of a package as plain values: facts with corrections, decisions, the record, audit rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from gongkai.kernel import private
from gongkai.kernel.audit import chain_of
from gongkai.kernel.models import AuditEntry, Person
from gongkai.law.catalogue import GROUNDS
from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import OUTCOMES
from gongkai.requests.acts.consulting import party_of
from gongkai.requests.acts.deciding import parts_of
from gongkai.requests.clockwork import standing_events
from gongkai.requests.evidence.words import event_label
from gongkai.requests.letter_content import fields_of
from gongkai.requests.models import Case, Decision, Letter
from gongkai.requests.personal import applicant_of, asked_of

Table = dict[str, Any]


def events_table(case: Case) -> tuple[Table, ...]:
    """Every fact as it was entered, and whether it still stands."""
    standing = {row.pk for row in standing_events(case)}
    return tuple(
        {
            "id": row.pk, "type": row.type, "label": event_label(row), "on": _iso(row.on), "data": row.data,
            "letter": row.letter.number if row.letter else "", "replaces": row.replaces_id,
            "reason": row.reason, "stands": row.pk in standing, "recorded_at": _at(row.recorded_at),
            "recorded_by": _who(row.recorded_by),
        }
        for row in case.events.select_related("letter", "recorded_by").order_by("id")
    )  # fmt: skip


def decision_table(case: Case) -> Table:
    """The decisions with their parts, the one that stands last; and how the case was counted."""
    decisions = case.decisions.select_related("letter", "case__key").order_by("id")
    return {
        "outcome": case.outcome,
        "report_row": case.report_row,
        "counted": case.counted,
        "ended_on": _iso(case.ended_on),
        "decisions": [_decision(row) for row in decisions],
    }


def _decision(row: Decision) -> Table:
    return {
        "letter": row.letter.number, "outcome": row.outcome, "label": OUTCOMES.label(row.outcome),
        "report_row": row.report_row, "articles": row.articles, "remedy": row.remedy,
        "made_on": _iso(row.made_on), "superseded_at": _at(row.superseded_at),
        "parts": [
            {
                "title": part.title, "outcome": part.outcome, "label": OUTCOMES.label(part.outcome),
                "grounds": [{"code": code, "label": GROUNDS.label(code)} for code in part.grounds],
                "facts": dict(part.facts),
            }
            for part in parts_of(row)
        ],
    }  # fmt: skip


def record_table(case: Case) -> Table:
    """What else is on record: applicant and wording, letters, consultations, searches, opinions, fees."""
    return {
        "applicant": asdict(applicant_of(case)),
        "applicant_kind": case.get_applicant_kind_display(),
        "asked": asdict(asked_of(case)),
        "channel": case.get_channel_display(),
        "submitted_at": _at(case.submitted_at),
        "form": case.get_form_display(),
        "way": case.get_way_display(),
        "letters": [_letter(row) for row in _letters(case)],
        "consultations": [_consultation(row) for row in case.consultations.select_related("case__key")],
        "searches": [_search(row) for row in case.searches.select_related("recorded_by")],
        "opinions": [_opinion(case, row) for row in case.assignments.select_related("department")],
        "fees": [_fee(row) for row in case.fee_notices.select_related("letter")],
    }


def _letters(case: Case) -> Iterable[Letter]:
    return (
        case.letters.select_related("case__key", "drafter", "last_editor", "signed_by", "sealed_by")
        .prefetch_related("reviews__by", "services__recorded_by")
        .order_by("id")
    )


def _letter(row: Letter) -> Table:
    return {
        "kind": row.kind, "label": LETTERS[row.kind].label, "number": row.number, "state": row.state,
        "issued_on": _iso(row.issued_on), "drafter": _who(row.drafter), "last_editor": _who(row.last_editor),
        "signed_by": _who(row.signed_by), "signed_at": _at(row.signed_at), "sealed_by": _who(row.sealed_by),
        "sealed_at": _at(row.sealed_at), "sealed_comparison": row.sealed_comparison,
        "content_digest": row.content_digest, "fields": fields_of(row),
        "reviews": [
            {
                "step": one.step, "result": one.result, "note": one.note, "digest": one.digest,
                "by": _who(one.by), "at": _at(one.at),
            }
            for one in row.reviews.all()
        ],
        "services": [
            {
                "channel": one.channel, "on": _iso(one.on), "tracking": one.tracking,
                "received_on": _iso(one.received_on), "returned_on": _iso(one.returned_on),
                "returned_reason": one.returned_reason, "read_at": _at(one.read_at),
                "recorded_by": _who(one.recorded_by), "recorded_at": _at(one.recorded_at),
            }
            for one in row.services.all()
        ],
    }  # fmt: skip


def _consultation(row: Any) -> Table:
    return {
        "id": row.pk, "party": row.party, "asked": vars(party_of(row)),
        "content": private.unseal_text(row.case.key, row.sealed_content, context="content"),
        "sent_on": _iso(row.sent_on), "received_on": _iso(row.received_on),
        "answered_on": _iso(row.answered_on), "answer": row.answer,
        "reasons": private.unseal_text(row.case.key, row.sealed_reasons, context="reasons")
        if row.sealed_reasons else "",
        "reasonable": row.reasonable, "override_reason": row.override_reason,
        "cancelled_at": _at(row.cancelled_at),
    }  # fmt: skip


def _search(row: Any) -> Table:
    return {
        "place": row.place, "words": row.words, "result": row.result, "found": row.found, "on": _iso(row.on),
        "by": row.by_name, "minutes": row.minutes, "recorded_by": _who(row.recorded_by),
    }  # fmt: skip


def _opinion(case: Case, row: Any) -> Table:
    return {
        "department": row.department.name, "task": row.task, "internal_due": _iso(row.internal_due),
        "assigned_at": _at(row.assigned_at), "answered_at": _at(row.answered_at), "advice": row.advice,
        "opinion": private.unseal_text(case.key, row.sealed_opinion, context="opinion")
        if row.sealed_opinion else "",
        "handed_back_at": _at(row.handed_back_at), "handed_back_reason": row.handed_back_reason,
        "cancelled_at": _at(row.cancelled_at),
    }  # fmt: skip


def _fee(row: Any) -> Table:
    return {
        "letter": row.letter.number, "standard": row.standard, "quantity": row.quantity,
        "already": row.already, "amount_fen": row.amount_fen, "bands": row.bands,
        "pay_by": _iso(row.pay_by), "paid_on": _iso(row.paid_on), "receipt_number": row.receipt_number,
        "cancelled_at": _at(row.cancelled_at),
    }  # fmt: skip


def audit_table(case: Case) -> tuple[Table, ...]:
    """The case's rows of the organ's chain, with every field their hashes cover."""
    rows = list(
        AuditEntry.objects.filter(chain=chain_of(case.organ), subject="case", subject_id=case.pk).order_by(
            "seq"
        )
    )
    people = dict(Person.objects.filter(pk__in={row.actor_id for row in rows}).values_list("pk", "name"))
    return tuple(
        {
            "act": row.act, "actor": row.actor_id, "who": people.get(row.actor_id or 0, ""),
            "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"), "chain": row.chain,
            "detail": row.detail, "door": row.door, "origin": row.origin, "prev": row.prev_hash,
            "request": row.request_id, "seq": row.seq, "subject": row.subject,
            "subject_id": row.subject_id, "hash": row.hash, "algorithm": row.algorithm,
        }
        for row in rows
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _at(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _who(person: Person | None) -> str:
    return person.name if person else ""
