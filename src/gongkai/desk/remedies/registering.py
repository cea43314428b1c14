"""Registering a challenge: find the case, then say what is known."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.remedies.access import case_address, office_case, require_office
from gongkai.desk.remedies.forms import DIRECT, OUTSIDE, RegistrationForm
from gongkai.desk.remedies.page import answer_words
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Role
from gongkai.remedies import queries
from gongkai.remedies.acts.register import Registration, known_reconsiderations, register
from gongkai.remedies.models import Forum, Proceeding
from gongkai.remedies.rules import may_act
from gongkai.remedies.venue import decision_in_force, must_be_reconsidered_first, venue_of
from gongkai.requests.models import Case
from gongkai.requests.queries import OFFICE_ROLES, visible_to

MOST_NUMBER = 60
_NOT_FOUND = "没有编号是“{number}”的申请，请核对编号。"
_FIRST = "答复以条例第十四条至第十六条为由不予公开，应当先申请行政复议，对复议决定不服的才能起诉。"


@staff_page
def remedy_find(request: StaffRequest) -> HttpResponse:
    """Ask for the case's number and lead to its registration."""
    require_office(request)
    if not request.standing.organs(Role.REVIEWER, Role.OFFICE_HEAD):
        raise NotVisible
    number = request.GET.get("number", "").replace("\0", "").strip()[:MOST_NUMBER]
    offices = request.standing.organs(*OFFICE_ROLES)
    cases = visible_to(request.standing).filter(organ__in=offices)
    case = cases.filter(number__iexact=number).first() if number else None
    if case is not None:
        return redirect("desk:remedy_new", case_id=case.pk)
    fault = _NOT_FOUND.format(number=number) if number else ""
    return render(request, "desk/remedies/find.html", {"number": number, "fault": fault})


@staff_page
def remedy_new(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show the form of the chosen way and, on POST, register."""
    case = office_case(request, case_id)
    if not may_act(request.standing, case.organ_id):
        raise NotVisible
    chosen = request.POST.get("forum") or request.GET.get("forum", "")
    forum = Forum(chosen) if chosen in Forum.values else Forum.RECONSIDERATION
    decision, earlier = decision_in_force(case), known_reconsiderations(case, request.user)
    advice = venue_of(case, decision, forum)
    form = RegistrationForm(forum, advice.bodies, earlier, request.POST or None)
    if decision is None and not form.is_bound:
        form.fields["about"].initial = "inaction"
    if request.method == "POST" and form.is_valid():
        try:
            facts = _facts(forum, form.cleaned_data)
            made = register(actor=request.user, case_id=case.pk, facts=facts, now=timezone.now())
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, "已登记，期限从收到副本的次日起算。")
            return redirect("desk:remedy", proceeding_id=made.pk)
    return render(request, "desk/remedies/new.html", _context(request, case, forum, form, advice, decision))


def _facts(forum: Forum, values: dict[str, Any]) -> Registration:
    after = str(values.pop("after", DIRECT))
    return Registration(
        forum=forum, after_reconsideration=after != DIRECT,
        after_id=int(after) if after not in {DIRECT, OUTSIDE} else None, **values,
    )  # fmt: skip


def _context(
    request: StaffRequest, case: Case, forum: Forum, form: RegistrationForm, advice: Any, decision: Any
) -> dict[str, Any]:
    has_to_wait = forum is Forum.LITIGATION and must_be_reconsidered_first(case, decision)
    known: list[Proceeding] = list(queries.of_case(request.standing, case))
    return {
        "case": case, "case_url": case_address(case.pk), "forum": forum, "forums": Forum, "form": form,
        "advice": advice, "answer": answer_words(case, decision), "known": known,
        "warning": _FIRST if has_to_wait else "",
    }  # fmt: skip
