"""What is to be done next with a report: one sentence for each person, and what is missing with its door."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gongkai.desk.pages import StaffRequest
from gongkai.desk.reports.missing import Lacks, Todo, todos
from gongkai.kernel.models import Role
from gongkai.reporting.models import AnnualReport, EnteredFigure, Letter, ReportEdition, ReportState
from gongkai.reporting.rules import OFFICE_ROLES

_S = ReportState
_OFFICE = {
    _S.COMPILING: "数字和文字都齐了。请通读一遍，然后自查并提交审核。",
    _S.CHECKED: "已经自查，等另一人审核。审核以前还可以修改，数字变动以后要重新自查。",
    _S.REVIEWED: "已经审核，等领导签发。领导在纸质稿上签了字的，登记纸质签发。",
    _S.SIGNED: "已经定稿，请报送主管部门。",
    _S.SUBMITTED: "已经报送，请生成门户稿件，向社会公布。",
    _S.PUBLISHED: "已经公布。发现有误的，开始更正，签发以后重新公布。",
}
_SIGNER = {
    _S.COMPILING: "公开工作机构正在编制，审核通过以后请您签发。",
    _S.CHECKED: "已经自查，审核通过以后请您签发。",
    _S.REVIEWED: "已经审核，请您签发；要改的，退回修改。",
    _S.SIGNED: "已经签发，由公开工作机构报送、公布。",
    _S.SUBMITTED: "已经报送，由公开工作机构公布。",
    _S.PUBLISHED: "已经公布。",
}
_AUTHORITY = {
    _S.COMPILING: "对方正在编制，自查以后您可以在这里看到内容。",
    _S.CHECKED: "对方已经自查，还没有签发。可以提出预审意见。",
    _S.REVIEWED: "对方已经审核，还没有签发。可以提出预审意见。",
    _S.SIGNED: "对方已经签发，还没有报送。",
    _S.SUBMITTED: "请审核：没有问题的，告知审核通过；要改的，退回并写明理由。",
    _S.PUBLISHED: "对方已经公布。发现有误的，退回并写明理由。",
}
_SECOND = "请核对数字和文字：可以的，审核通过；要改的，退回修改。"
_TOP_SIGNED = "已经定稿，请生成门户稿件，向社会公布。"
_AT_PORTAL = "门户稿件已经生成，请在“主动公开”中审核、发布；发布以后这里变为已公布。"
_ACCEPTED = "您已经告知审核通过。"
_MISSING = "看过、补齐下面几项，然后自查并提交审核。"
_OLDER, _WORKED_ON, _LOOK = "这里是以前定稿的一版。", "新的一版正在编制", "看在编的一版"
_OLDER_FOR_AUTHORITY = "对方正在编制新的一版，这里是以前定稿的一版。"
_UNSIGNED = frozenset({_S.COMPILING, _S.CHECKED, _S.REVIEWED})
_RECOUNT = "录入的数字有变化，请先重新统计。"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The sentence, what is missing, and whether figures were entered after the last counting."""

    words: str
    todos: list[Todo]
    recount: bool = False


def next_step(
    request: StaffRequest, row: AnnualReport, edition: ReportEdition | None, lacks: Lacks, *, second: bool
) -> NextStep:  # fmt: skip
    """What the person looking at the report should do next."""
    state, standing = ReportState(row.state), request.standing
    is_signer = row.organ_id in standing.organs(Role.SIGNER)
    is_own = is_signer or row.organ_id in standing.organs(*OFFICE_ROLES)
    if edition is not None and edition.frozen_at is not None and state in _UNSIGNED:
        newest = Todo(_WORKED_ON, reverse("desk:report", args=(row.pk,)), _LOOK)
        return NextStep(_OLDER, [newest]) if is_own else NextStep(_OLDER_FOR_AUTHORITY, [])
    if row.organ_id in standing.organs(*OFFICE_ROLES) and not (is_signer and state == _S.REVIEWED):
        return _of_office(row, edition, lacks, second=second)
    if is_signer:
        return NextStep(_SIGNER[state], [])
    last = row.letters.order_by("-pk").values_list("kind", flat=True).first()
    return NextStep(_ACCEPTED if last == Letter.Kind.ACCEPTED else _AUTHORITY[state], [])


def _of_office(
    row: AnnualReport, edition: ReportEdition | None, lacks: Lacks, *, second: bool
) -> NextStep:  # fmt: skip
    state = ReportState(row.state)
    recount = edition is not None and is_stale(edition)
    if state == _S.COMPILING:
        found = list(todos(row, lacks))
        return NextStep(_RECOUNT if recount else _MISSING if found else _OFFICE[state], found, recount)
    if state == _S.CHECKED:
        words = _RECOUNT if recount else _SECOND if second else _OFFICE[state]
        return NextStep(words, [], recount)
    if state == _S.SIGNED and row.organ.parent_id is None:
        return NextStep(_TOP_SIGNED, [])
    if state == _S.SUBMITTED and row.item_id:
        return NextStep(_AT_PORTAL, [])
    return NextStep(_OFFICE[state], [])


def is_stale(edition: ReportEdition) -> bool:
    """Whether figures were entered, or taken back, after the working edition was last counted."""
    if edition.frozen_at is not None or edition.compiled_at is None:
        return False
    report = edition.report
    entered = EnteredFigure.objects.filter(organ=report.organ_id, year=report.year)
    return entered.filter(entered_at__gt=edition.compiled_at).exists()
