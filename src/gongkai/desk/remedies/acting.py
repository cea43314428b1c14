"""The pages on which acts of a proceeding are done: what will happen is said first, what was typed stays."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.desk.remedies.access import seen_proceeding
from gongkai.desk.remedies.act_table import ACT_PAGES, ActPage, Situation
from gongkai.desk.remedies.page import fact_words
from gongkai.kernel.errors import ActRefused, NotVisible, Refused
from gongkai.remedies.models import Proceeding, ProceedingFact
from gongkai.remedies.rules import ACTS, status_of, why_not
from gongkai.remedies.story import standing_facts


@staff_page
def remedy_act(request: StaffRequest, proceeding_id: int, act: str) -> HttpResponse:
    """Show the act and, on POST, do it. What is not open answers with its reason."""
    row = seen_proceeding(request, proceeding_id)
    page = ACT_PAGES.get(act)
    if page is None:
        raise Http404
    if row.organ_id not in request.standing.organs(*ACTS[page.act].roles):
        raise NotVisible
    fact = _fact(row, read_id(request.GET.get("of"))) if page.of_fact else None
    reason = why_not(page.act, row, request.standing)
    if reason:
        raise ActRefused(reason + "。")
    now = timezone.now()
    situation = Situation(row, request.user, now, localdate(now), fact)
    form = page.form(situation, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            page.run(situation, dict(form.cleaned_data))
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, page.done)
            return redirect("desk:remedy", proceeding_id=row.pk)
    context = {
        "row": row, "page": page, "form": form, "label": label_of(page), "status": status_of(row),
        "about": fact_words(fact, row) if fact else "", "fact": fact,
    }  # fmt: skip
    return render(request, "desk/remedies/act.html", context)


def label_of(page: ActPage) -> str:
    """The words on the act's button."""
    return page.label or ACTS[page.act].label


def _fact(row: Proceeding, fact_id: int | None) -> ProceedingFact:
    for fact in standing_facts(row):
        if fact.pk == fact_id:
            return fact
    raise NotVisible
