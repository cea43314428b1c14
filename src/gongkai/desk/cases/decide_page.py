"""The page on which a decision is drawn up: parts, what follows from them, and then the letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.desk.cases.acting import situation_of
from gongkai.desk.cases.decide_form import (
    MOST_PARTS,
    Typed,
    first_parts,
    outcome_groups,
    read_parts,
    views_of,
)
from gongkai.desk.cases.situation import Situation
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import REPORT_ROWS, Settled
from gongkai.law.procedure import procedure
from gongkai.requests.acts.deciding import decide, settled_or_refused
from gongkai.requests.remedy_texts import notice_for
from gongkai.requests.rules import roles_for, status_of, why_not

_RULE = "decide"
_DONE = "答复已拟出，请核对文书后送审。"


@dataclass(frozen=True)
class Outlook:
    """What follows from the parts, before anything is kept."""

    row: str
    letter: str
    remedy: str
    articles: tuple[str, ...]
    paragraphs: tuple[str, ...]
    advice: tuple[str, ...]


@staff_page
def case_decide(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show the form; add, drop and look as asked; on «decide» draw up decision and letter."""
    situation = situation_of(request, case_id)
    _require_open(situation)
    if request.method != "POST":
        return _page(request, situation, first_parts(situation), {}, is_fresh=True)
    parts, do = read_parts(request.POST), request.POST.get("do", "")
    if do == "add" and len(parts) < MOST_PARTS:
        return _page(request, situation, [*parts, Typed(facts=dict(parts[-1].facts))], {})
    if do.startswith("drop") and len(parts) > 1:
        kept = [part for place, part in enumerate(parts) if do != f"drop{place}"]
        return _page(request, situation, kept, {})
    if do not in ("look", "decide"):
        return _page(request, situation, parts, {})
    return _done(request, situation, parts, looks_only=do == "look")


def _require_open(situation: Situation) -> None:
    if not procedure().acts[_RULE].roles & roles_for(situation.standing, situation.case):
        raise NotVisible
    reason = why_not(_RULE, situation.case, situation.standing)
    if reason:
        raise ActRefused(reason + "。")


def _done(
    request: StaffRequest, situation: Situation, parts: list[Typed], *, looks_only: bool
) -> HttpResponse:
    decided = [part.part() for part in parts]
    try:
        settled = settled_or_refused(decided, on=situation.today)
        if looks_only:
            return _page(request, situation, parts, {}, outlook=_outlook(situation, settled))
        decision = decide(actor=situation.person, case_id=situation.case.pk, parts=decided, now=situation.now)
    except InputRefused as refusal:
        return _page(request, situation, parts, dict(refusal.fields or {}), refused=str(refusal))
    except Refused as refusal:
        return _page(request, situation, parts, {}, refused=str(refusal))
    messages.success(request, _DONE)
    return redirect("desk:letter", letter_id=decision.letter_id)


def _outlook(situation: Situation, settled: Settled) -> Outlook:
    notice = notice_for(situation.case, settled.letter, settled.remedy_classes, now=situation.now)
    return Outlook(
        row=REPORT_ROWS.label(settled.report_row) if settled.report_row else "",
        letter=LETTERS.label(settled.letter), remedy=settled.remedy_class.label,
        articles=settled.articles, paragraphs=tuple(notice.paragraphs),
        advice=tuple(one.text for one in (*settled.advice, *notice.problems)),
    )  # fmt: skip


def _page(
    request: StaffRequest, situation: Situation, parts: list[Typed], errors: dict[str, str], *,
    refused: str = "", outlook: Outlook | None = None, is_fresh: bool = False,
) -> HttpResponse:  # fmt: skip
    at_parts = {key for key in errors if key.startswith("parts[")}
    context: dict[str, Any] = {
        "case": situation.case, "status": status_of(situation.case), "refused": refused,
        "parts": views_of(parts, errors, is_fresh=is_fresh), "outlook": outlook,
        "groups": outcome_groups(situation.today), "count": len(parts), "most": MOST_PARTS,
        "others": [text for key, text in errors.items() if key not in at_parts],
        "given": situation.case.given_files.filter(removed_at=None).exists(),
        "reading": situation.reading,
    }  # fmt: skip
    return render(request, "desk/cases/decide.html", context, status=200)
