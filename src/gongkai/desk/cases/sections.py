"""The parts of a case page: what departments, searches, other people and files have brought to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.desk.cases.registry.giving import finding_words, read_note
from gongkai.desk.cases.situation import Situation
from gongkai.kernel import private
from gongkai.kernel.models import Role
from gongkai.requests.acts.departments import ADVICE
from gongkai.requests.given import name_of, open_findings, outgoing, prepared_by
from gongkai.requests.models import Assignment, CaseFileRole, Consultation, FeeNotice
from gongkai.requests.redacting import can_be_redacted
from gongkai.requests.rules import Status

#: Files whose names may name the applicant, and which the office alone opens.
FOR_OFFICE = frozenset(
    {CaseFileRole.IDENTITY, CaseFileRole.MANDATE, CaseFileRole.ENVELOPE, CaseFileRole.PAYMENT}
)


@dataclass(frozen=True)
class AssignmentRow:
    """What a department was asked and what came of it."""

    pk: int
    department: str
    task: str
    internal_due: date | None
    status: Status
    claimed_by: str
    advice: str
    opinion: str
    note: str
    is_open: bool
    is_mine: bool


def assignments_of(situation: Situation, *, is_office: bool) -> list[AssignmentRow]:
    """All of them for the office; a department sees its own."""
    mine = situation.standing.departments(Role.DRAFTER, Role.HEAD)
    rows = situation.case.assignments.select_related("department", "claimed_by").filter(cancelled_at=None)
    if not is_office:
        rows = rows.filter(department__in=mine)
    return [_assignment(row, situation, row.department_id in mine) for row in rows]


def _assignment(row: Assignment, situation: Situation, is_mine: bool) -> AssignmentRow:
    opinion = ""
    if row.sealed_opinion:
        opinion = private.unseal_text(situation.case.key, row.sealed_opinion, context="opinion")
    return AssignmentRow(
        pk=row.pk, department=row.department.name, task=row.task, internal_due=row.internal_due,
        status=_assignment_status(row, situation.today),
        claimed_by=row.claimed_by.name if row.claimed_by else "", advice=ADVICE.get(row.advice, ""),
        opinion=opinion, note=row.handed_back_reason, is_open=row.is_open, is_mine=is_mine,
    )  # fmt: skip


def _assignment_status(row: Assignment, today: date) -> Status:
    if row.answered_at is not None:
        return Status("已提出意见", "green")
    if row.handed_back_at is not None:
        return Status("已退回", "red")
    if row.internal_due is not None and row.internal_due < today:
        return Status("内部期限已过", "red")
    return Status("办理中", "blue") if row.claimed_by_id else Status("待认领", "amber")


@dataclass(frozen=True)
class ConsultationRow:
    """A question to somebody and its answer."""

    pk: int
    party: str
    name: str
    content: str
    letter_id: int | None
    sent_on: date | None
    received_on: date | None
    answered_on: date | None
    answer: str
    reasons: str
    reasonable: str
    override_reason: str
    override_letter_id: int | None
    is_over: bool
    may_override: bool


_REASONABLE = {True: "理由合理", False: "理由不合理", None: ""}


def consultations_of(situation: Situation) -> list[ConsultationRow]:
    """Every question to somebody, those given up marked."""
    return [_consultation(row, situation) for row in situation.consultations]


def _consultation(row: Consultation, situation: Situation) -> ConsultationRow:
    key = situation.case.key
    reasons = private.unseal_text(key, row.sealed_reasons, context="reasons") if row.sealed_reasons else ""
    return ConsultationRow(
        pk=row.pk, party=row.get_party_display(), name=row.masked,
        content=private.unseal_text(key, row.sealed_content, context="content"), letter_id=row.letter_id,
        sent_on=row.sent_on, received_on=row.received_on, answered_on=row.answered_on,
        answer=row.get_answer_display() if row.answer else "", reasons=reasons,
        reasonable=_REASONABLE[row.reasonable], override_reason=row.override_reason,
        override_letter_id=row.override_letter_id, is_over=row.cancelled_at is not None,
        may_override=row.party == "third_party" and row.answer not in ("", "agrees")
        and row.override_letter_id is None,
    )  # fmt: skip


@dataclass(frozen=True)
class FeeRow:
    """A demand for a fee in yuan, with its bands."""

    standard: str
    quantity: int
    yuan: str
    bands: list[dict[str, str]]
    letter_id: int
    pay_by: date | None
    paid_on: date | None
    receipt_number: str


def fees_of(notices: Iterable[FeeNotice]) -> list[FeeRow]:
    """Fee notices that stand."""
    return [
        FeeRow(
            notice.get_standard_display(), notice.quantity, yuan_of(notice.amount_fen), notice.bands,
            notice.letter_id, notice.pay_by, notice.paid_on, notice.receipt_number,
        )
        for notice in notices
    ]  # fmt: skip


def yuan_of(fen: int) -> str:
    """An amount of 分 as yuan."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02d}" if rest else str(yuan)


@dataclass(frozen=True)
class GivenRow:
    """A file that goes out with the reply."""

    pk: int
    name: str
    label: str
    size: int
    outgoing_id: int
    source_id: int
    is_redacted: bool
    findings: list[str]
    note: str
    status: Status
    may_look: bool
    can_be_redacted: bool


def given_of_case(situation: Situation) -> list[GivenRow]:
    """Files given out, each with what screening still finds in the copy that goes."""
    rows = situation.case.given_files.select_related("source", "redacted", "looked_by", "added_by")
    found = []
    for row in rows.filter(removed_at=None):
        row.case = situation.case
        findings = [finding_words(one) for one in open_findings(row)]
        status = Status("待复核", "amber")
        if row.looked_by is not None:
            status = Status(_LOOKED.format(name=row.looked_by.name), "green")
        elif findings:
            status = Status("有未遮盖的个人信息", "red")
        file = outgoing(row)
        found.append(
            GivenRow(
                row.pk, name_of(row), file.label, file.size, file.pk, row.source_id,
                row.redacted_id is not None, findings, read_note(row), status,
                row.looked_at is None and not prepared_by(row, situation.person.pk), can_be_redacted(row),
            )
        )  # fmt: skip
    return found


_LOOKED = "{name}已复核"


@dataclass(frozen=True)
class FileRow:
    """A file of the record. One whose name may name the applicant is shown by its kind alone."""

    file_id: int
    role: str
    name: str
    label: str
    size: int
    is_personal: bool
    added_by: str
    added_at: datetime
    is_erased: bool


def files_of(situation: Situation, *, is_office: bool) -> list[FileRow]:
    """The record's files; a department sees those that concern its task."""
    rows = situation.case.files.select_related("file", "added_by")
    if not is_office:
        rows = rows.exclude(role__in=sorted(FOR_OFFICE))
    found = []
    for row in rows:
        file, is_personal = row.file, row.role in FOR_OFFICE
        file.key = situation.case.key
        hides = is_personal or file.erased_at is not None
        found.append(
            FileRow(
                file.pk, row.get_role_display(), "" if hides else private.original_name(file), file.label,
                file.size, is_personal, row.added_by.name if row.added_by else "申请人", row.added_at,
                file.erased_at is not None,
            )
        )  # fmt: skip
    return found
