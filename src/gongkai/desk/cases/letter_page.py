"""The page of a letter: where it stands, what it says, who looked at it, how it was served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.cases.access import seen_letter
from gongkai.desk.cases.letter_acts import LETTER_ACTS
from gongkai.desk.cases.letter_forms import editable_fields
from gongkai.desk.cases.rows import letter_label
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.documents.letters import LetterError, missing_glyphs, plain_text
from gongkai.documents.sealed import Verdict
from gongkai.kernel import private
from gongkai.law.letters import LETTERS
from gongkai.requests import letter_screening
from gongkai.requests.acts.personal import note_letter_shown
from gongkai.requests.models import Letter, LetterReview, LetterState, Service
from gongkai.requests.print_forms import draft_docx
from gongkai.requests.rules import allowed_letter_acts, lamp_of, letter_status

_WAY = (
    LetterState.DRAFT, LetterState.CHECKING, LetterState.SIGNING, LetterState.SIGNED, LetterState.SEALED,
    LetterState.SERVED,
)  # fmt: skip
_STEPS = ("起草", "审核", "签发编号", "盖章", "送达", "已送达")
_RESULTS = {
    ("check", "approved"): "审核通过", ("sign", "approved"): "签发", ("checking", "returned"): "审核退回",
    ("signing", "returned"): "签发退回",
}  # fmt: skip
_VERDICTS = {
    str(Verdict.EQUAL): "与签发稿逐字一致",
    str(Verdict.DIFFERENT): "与签发稿有不同，上传人声明已逐字核对",
    str(Verdict.BY_EYE): "读不出文字，上传人声明已逐字核对",
}
_NOT_SHOWN = "文书暂时不能预览：{reason}"


@dataclass(frozen=True)
class LetterButton:
    """An act of the letter: its words, where it is done, why not."""

    name: str
    label: str
    url: str
    reason: str
    main: bool
    danger: bool


@dataclass(frozen=True)
class ReviewRow:
    """Who did what with which content."""

    at: Any
    who: str
    result: str
    note: str
    is_current: bool
    paper_id: int | None


@dataclass(frozen=True)
class ServiceRow:
    """One service and what became of it."""

    service: Service
    channel: str
    proof_url: str


@staff_page
def letter_page(request: StaffRequest, letter_id: int) -> HttpResponse:
    """The letter for its office."""
    letter = seen_letter(request, letter_id)
    is_gone = letter.case.key.destroyed_at is not None
    text, fault = ("", "") if is_gone else preview_of(letter)
    if text:
        note_letter_shown(actor=request.user, letter=letter, now=timezone.now())
    buttons = buttons_of(letter, request)
    context: dict[str, Any] = {
        "letter": letter, "case": letter.case, "label": letter_label(letter),
        "status": letter_status(letter), "lamp": lamp_of(letter.case, timezone.localdate()),
        "steps": steps_of(letter), "text": text, "fault": fault, "is_gone": is_gone,
        "rare": rare_in(text),
        "findings": [] if is_gone else letter_screening.open_findings(letter),
        "waiting_files": len(letter_screening.unsettled_files(letter)),
        "open": [one for one in buttons if not one.reason], "closed": [one for one in buttons if one.reason],
        "reviews": reviews_of(letter), "services": services_of(letter),
        "verdict": _VERDICTS.get(str(letter.sealed_comparison.get("verdict", "")), ""),
        "is_decision": LETTERS[letter.kind].decision, "has_words": bool(editable_fields(letter)),
    }  # fmt: skip
    response = render(request, "desk/cases/letter.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def preview_of(letter: Letter) -> tuple[str, str]:
    """The letter's words as they will stand on paper, or why they cannot be shown."""
    try:
        if letter.document is not None:
            with private.open_plain(letter.document) as plain:
                return plain_text(plain.read_bytes()), ""
        return plain_text(draft_docx(letter)), ""
    except LetterError as error:
        return "", _NOT_SHOWN.format(reason=error)


def rare_in(text: str) -> str:
    """The characters that would not be printed, for a warning; nothing where that cannot be told."""
    try:
        return "、".join(missing_glyphs(text))
    except LetterError:
        return ""


def buttons_of(letter: Letter, request: StaffRequest) -> list[LetterButton]:
    """The acts of the person's roles, each with the reason where it is not open."""
    found = []
    for rule, why in allowed_letter_acts(letter, request.standing):
        act = LETTER_ACTS.get(rule.code)
        if act is None:
            continue
        url = reverse("desk:letter_act", args=(letter.pk, rule.code))
        reason = why or act.needs(letter)
        found.append(LetterButton(rule.code, rule.label, url, reason, act.main, act.danger))
    return found


def steps_of(letter: Letter) -> list[tuple[str, str]]:
    """The way of a letter, each step done, now or to come; nothing for one that was given up."""
    if letter.state == LetterState.VOID:
        return []
    at = _WAY.index(LetterState(letter.state))
    return [
        (words, "done" if place < at or at == len(_WAY) - 1 else "now" if place == at else "")
        for place, words in enumerate(_STEPS[:-1])
    ]


def reviews_of(letter: Letter) -> list[ReviewRow]:
    """Everybody's looks, newest first; whether the content is still the one they saw."""
    rows = LetterReview.objects.select_related("by").filter(letter=letter).order_by("-id")
    return [
        ReviewRow(
            row.at, row.by.name, _RESULTS.get((row.step, row.result), "作废"), row.note,
            row.digest == letter.content_digest, row.paper_id,
        )
        for row in rows
    ]  # fmt: skip


def services_of(letter: Letter) -> list[ServiceRow]:
    """Each service with its proof."""
    return [
        ServiceRow(
            row, row.get_channel_display(),
            reverse("desk:letter_file", args=(letter.pk, f"proof-{row.pk}")) if row.proof_id else "",
        )
        for row in letter.services.select_related("recorded_by").order_by("id")
    ]  # fmt: skip
