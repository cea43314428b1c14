"""The pages on which acts of a case are done: what will happen is said first, what was typed stays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.cases.access import seen_case
from gongkai.desk.cases.act import CaseAct, Of, target_of
from gongkai.desk.cases.act_about import about_words
from gongkai.desk.cases.asking import ActForm
from gongkai.desk.cases.registry import CASE_ACTS
from gongkai.desk.cases.situation import Situation
from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.kernel.errors import ActRefused, NotVisible, Refused
from gongkai.kernel.private import Purpose
from gongkai.law.procedure import procedure
from gongkai.requests.acts.personal import open_applicant
from gongkai.requests.models import Case, Letter, LetterState
from gongkai.requests.rules import roles_for, status_of, why_not


@staff_page
def case_act(request: StaffRequest, case_id: int, name: str) -> HttpResponse:
    """Show the act and, on POST, do it. What is not allowed answers with its reason."""
    act = CASE_ACTS.get(name)
    situation = situation_of(request, case_id)
    if act is None:
        raise Http404
    require_open(act, situation, read_id(request.GET.get("of")))
    makers = act.makers(situation)
    if request.method != "POST":
        return _page(request, situation, act, ActForm(makers, situation))
    form = ActForm(makers, situation, request.POST, request.FILES)
    if form.is_valid():
        try:
            if act.preview is not None and "confirmed" not in request.POST:
                preview = act.preview(situation, form.cleaned_data)
                return _page(request, situation, act, form, preview=preview)
            result = act.run(situation, form.cleaned_data)
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, act.done)
            return redirect(where_to(result, situation.case))
    return _page(request, situation, act, form)


def situation_of(request: StaffRequest, case_id: int) -> Situation:
    """The case as this person meets it now; raises NotVisible."""
    return Situation(seen_case(request, case_id), request.user, request.standing, timezone.now())


def require_open(act: CaseAct, situation: Situation, target_id: int | None) -> None:
    """Raise NotVisible for an act that is none of the person's, ActRefused with the reason it is not open."""
    if not procedure().acts[act.rule].roles & roles_for(situation.standing, situation.case):
        raise NotVisible
    if act.of is not Of.CASE:
        situation.target = target_of(situation, act.of, target_id)
    reason = reason_against(act, situation)
    if reason:
        raise ActRefused(reason + "。")


def reason_against(act: CaseAct, situation: Situation) -> str:
    """Why the act is not open now; empty when it is."""
    return why_not(act.rule, situation.case, situation.standing) or act.needs(situation)


def label_of(act: CaseAct) -> str:
    """The words on the act's button."""
    return act.label or procedure().acts[act.rule].label


def where_to(result: object, case: Case) -> str:
    """Where an act leads: to the letter it drafted, to the case it made, or back to the case."""
    letter = result if isinstance(result, Letter) else getattr(result, "letter", None)
    if isinstance(letter, Letter) and letter.state == LetterState.DRAFT:
        return reverse("desk:letter", args=(letter.pk,))
    made = result.pk if isinstance(result, Case) else case.pk
    return reverse("desk:case", args=(made,))


def _page(
    request: StaffRequest, situation: Situation, act: CaseAct, form: ActForm, **more: Any
) -> HttpResponse:
    context = {
        "case": situation.case, "act": act, "form": form, "label": label_of(act),
        "status": status_of(situation.case), "about": about_words(situation.target),
        "article": procedure().acts[act.rule].basis.article, "looks_first": act.preview is not None,
    }  # fmt: skip
    response = render(request, "desk/cases/act.html", context | more)
    if act.shows_applicant:
        open_applicant(
            actor=situation.person, case_id=situation.case.pk, purpose=Purpose.HANDLE, now=situation.now
        )
        response["Cache-Control"] = "private, no-store"
    return response
