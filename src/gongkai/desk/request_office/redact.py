"""Redacting a file that is given out: pages to draw on, rows of numbers, proposals, and the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.request_office.access import office_case
from gongkai.desk.request_office.redact_form import (
    POINTS_PER_MM,
    REASONS,
    BoxForm,
    BoxFormSet,
    as_rows,
    kept_rows,
    rows_as_typed,
)
from gongkai.documents import FileRefused
from gongkai.documents.redaction import Box, RedactionReport
from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.requests.acts.giving import given_of, redact_and_report
from gongkai.requests.given import name_of, open_findings, outgoing
from gongkai.requests.models import Case, GivenFile
from gongkai.requests.redacting import PageSize, page_sizes, picture_of, places_of, proposed_boxes
from gongkai.requests.rules import why_not

_SHORTEST, _LONGEST = 2, 60
#: How long the pictures of an opened page may be fetched; the opening itself is on record.
_PICTURES_SECONDS = 4 * 3600
_REPORTS = "redaction_reports"
_SIGNER = "desk.redaction.pages"


@dataclass(frozen=True)
class DrawnPage:
    """A page as it is drawn on: where its picture is, and the boxes that lie on it."""

    size: PageSize
    picture: str
    boxes: list[tuple[int, dict[str, float]]]

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height in whole points, for the place the picture takes before it comes."""
        return round(self.size.width), round(self.size.height)


@staff_page
def given_redact(request: StaffRequest, case_id: int, given_id: int) -> HttpResponse:
    """Show the pages with proposed or drawn boxes and, on POST, make the redacted copy."""
    case, given = _given(request, case_id, given_id)
    pages = page_sizes(given)
    if request.method != "POST":
        private.record_opening(
            actor=request.user, organ=case.organ, subject="case", subject_id=case.pk, now=timezone.now(),
            purpose=private.Purpose.HANDLE, what=f"file:{given.source_id}",
        )  # fmt: skip
        rows, said = _first_rows(given)
        return _page(request, given, pages, _fresh(rows, pages), said=said)
    formset = BoxFormSet(request.POST, prefix="box", form_kwargs={"pages": pages})
    if "look" in request.POST:
        return _looked_for(request, given, pages, formset)
    if not formset.is_valid():
        return _page(request, given, pages, formset, fault="请改正标出的各个框，填写的内容都还在。")
    boxes = [form.box() for form in kept_rows(formset)]
    try:
        _require_some(boxes, given)
        done = redact_and_report(
            actor=request.user, case_id=case.pk, given_id=given.pk, boxes=boxes, now=timezone.now()
        )
    except Refused as refusal:
        return _page(request, given, pages, formset, fault=refusal.message)
    _remember(request, given, done.report, boxes)
    return redirect("desk:given_redacted", case_id=case.pk, given_id=given.pk)


@require_GET
@staff_page
def given_page(request: StaffRequest, case_id: int, given_id: int, number: int) -> HttpResponse:
    """The picture of a page, for whoever opened the redaction and so stands in the record."""
    given = given_of(office_case(request, case_id), given_id)
    try:
        ticket = TimestampSigner(salt=_SIGNER).unsign(
            request.GET.get("ticket", ""), max_age=_PICTURES_SECONDS
        )
    except BadSignature:
        raise NotVisible from None
    if ticket != _ticket_words(request, given):
        raise NotVisible
    response = HttpResponse(picture_of(given, number), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@staff_page
def given_redacted(request: StaffRequest, case_id: int, given_id: int) -> HttpResponse:
    """What the redaction did, and what is left to do."""
    case, given = _given(request, case_id, given_id)
    if given.redacted is None:
        return redirect("desk:given_redact", case_id=case.pk, given_id=given.pk)
    report = request.session.get(_REPORTS, {}).get(str(given.pk))
    context = {
        "case": case, "given": given, "name": name_of(given), "report": report,
        "findings": open_findings(given), "boxes": len(given.boxes),
    }  # fmt: skip
    return render(request, "desk/request_office/redacted.html", context)


@require_GET
@staff_page
def given_copy(request: StaffRequest, case_id: int, given_id: int) -> HttpResponse:
    """The copy that would go out, to be read from beginning to end; the opening is recorded."""
    case = office_case(request, case_id)
    given = given_of(case, given_id)
    file = outgoing(given)
    private.record_opening(
        actor=request.user, organ=case.organ, subject="case", subject_id=case.pk, now=timezone.now(),
        purpose=private.Purpose.REVIEW, what=f"file:{file.pk}",
    )  # fmt: skip
    response = HttpResponse(b"".join(private.read_chunks(file)), content_type=file.media_type)
    stem = name_of(given).rpartition(".")[0] or str(given.pk)
    disposition = content_disposition_header(file.extension != "pdf", f"{stem}.{file.extension}")
    response.headers["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _given(request: StaffRequest, case_id: int, given_id: int) -> tuple[Case, GivenFile]:
    case = office_case(request, case_id)
    given = given_of(case, given_id)
    reason = why_not("give_file", case, request.standing)
    if reason:
        raise ActRefused(reason + "。")
    return case, given


def _first_rows(given: GivenFile) -> tuple[list[dict[str, object]], str]:
    """The boxes of the last redaction, or what screening proposes."""
    if given.boxes:
        return as_rows(Box(**box) for box in given.boxes), "这是上次遮盖的框，可以增减后重新遮盖。"
    try:
        proposed = proposed_boxes(given)
    except FileRefused as refusal:
        raise InputRefused(refusal.message) from None
    said = _PROPOSED.format(count=len(proposed)) if proposed else _NOTHING
    return as_rows(proposed, found=True), said


_PROPOSED = "筛查找到 {count} 处个人号码，已经画好框，请逐处核对。姓名、住址等筛查认不出来，请自己找。"
_NOTHING = "筛查没有找到个人号码。姓名、住址、商业秘密筛查认不出来，请从头看到尾。"


def _require_some(boxes: list[Box], given: GivenFile) -> None:
    if not boxes and given.source.extension == "pdf":
        raise InputRefused("还没有画框。没有要遮盖的，直接由另一人复核即可。")


def _fresh(rows: list[dict[str, object]], pages: list[PageSize]) -> BaseFormSet[BoxForm]:
    return BoxFormSet(initial=rows, prefix="box", form_kwargs={"pages": pages})


def _looked_for(
    request: StaffRequest, given: GivenFile, pages: list[PageSize], formset: BaseFormSet[BoxForm]
) -> HttpResponse:
    words = request.POST.get("words", "").strip()
    rows = rows_as_typed(formset)
    if not _SHORTEST <= len(words) <= _LONGEST:
        return _page(request, given, pages, _fresh(rows, pages), fault="请写两个字以上、六十个字以内。")
    found = as_rows(places_of(given, words), found=True)
    said = _FOUND.format(words=words, count=len(found)) if found else _NOT_FOUND.format(words=words)
    return _page(request, given, pages, _fresh(rows + found, pages), said=said, words=words)


_FOUND = "“{words}”有 {count} 处，已经画好框。"
_NOT_FOUND = "没有找到“{words}”。扫描件里的文字查不到，请自己看。"


def _page(
    request: StaffRequest, given: GivenFile, pages: list[PageSize], formset: BaseFormSet[BoxForm], *,
    fault: str = "", said: str = "", words: str = "",
) -> HttpResponse:  # fmt: skip
    ticket = TimestampSigner(salt=_SIGNER).sign(_ticket_words(request, given))
    context = {
        "case": given.case, "given": given, "name": name_of(given), "formset": formset,
        "pages": [_drawn(page, formset, ticket) for page in pages], "reasons": REASONS,
        "fault": fault, "said": said, "words": words, "scans": [p.number for p in pages if not p.has_text],
    }  # fmt: skip
    response = render(request, "desk/request_office/redact.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _drawn(page: PageSize, formset: BaseFormSet[BoxForm], ticket: str) -> DrawnPage:
    boxes = []
    for index, form in enumerate(formset.forms):
        place = _place(form)
        if place and place.pop("page") == page.number:
            boxes.append((index, place))
    return DrawnPage(page, f"pages/{page.number}.png?ticket={ticket}", boxes)


def _place(form: BoxForm) -> dict[str, float]:
    """Where a row's box lies in points; nothing for a row that is not filled in."""
    try:
        values = {name: float(form[name].value()) for name in ("page", "left", "top", "width", "height")}
    except (TypeError, ValueError):
        return {}
    return {name: value if name == "page" else value * POINTS_PER_MM for name, value in values.items()}


def _ticket_words(request: StaffRequest, given: GivenFile) -> str:
    return f"{request.user.pk}-{given.pk}-{given.source_id}"


def _remember(request: StaffRequest, given: GivenFile, report: RedactionReport, boxes: list[Box]) -> None:
    """Keep what the report counts for the page that follows; no text is in it."""
    told: dict[str, Any] = {
        "pages": report.pages, "redacted": list(report.redacted_pages),
        "pictured": list(report.pictured_pages), "kept": list(report.kept_pages),
        "characters": sum(report.characters), "boxes": len(boxes), "removed": list(report.removed),
        "empty": [place + 1 for place, count in enumerate(report.characters) if count == 0],
        "elsewhere": [{"box": e.box + 1, "page": e.page, "count": e.count} for e in report.elsewhere],
    }  # fmt: skip
    request.session[_REPORTS] = {str(given.pk): told}
