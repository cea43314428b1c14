"""Printing sheets, and the page of a print run."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries import may_read_work, visible_to
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.paper import queries
from gongkai.paper.acts.print_forms import MOST_AT_ONCE, print_forms
from gongkai.paper.models import FormKind


class KindForm(forms.Form):
    """Which sheet."""

    kind = forms.ChoiceField(
        label="表的种类", choices=FormKind.choices, initial=FormKind.REVIEW, widget=forms.RadioSelect()
    )


@staff_page
def paper_print(request: StaffRequest) -> HttpResponse:
    """Choose the sheet; printing submits what is still a draft."""
    source = request.POST if request.method == "POST" else request.GET
    ids = [found for found in map(read_id, source.getlist("item")) if found is not None]
    seen = visible_to(request.standing).filter(pk__in=ids[: MOST_AT_ONCE + 1])
    items: list[Item] = [one for one in seen if may_read_work(request.standing, one)]
    if not items:
        raise NotVisible
    form = KindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            printed = print_forms(
                actor=request.user, item_ids=[one.pk for one in items], kind=form.cleaned_data["kind"],
                now=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            titles = {one.pk: one.title for one in items}
            for item_id, why in printed.refused:
                messages.warning(request, f"《{titles.get(item_id, '')}》没有打印：{why}")
            return redirect("desk:paper_run", printed.run.pk)
    return render(request, "desk/paper/print.html", {"form": form, "items": items})


@staff_page
def paper_run(request: StaffRequest, run_id: int) -> HttpResponse:
    """The sheets of a run with their downloads."""
    run = queries.runs_visible_to(request.standing).filter(pk=run_id).first()
    if run is None:
        raise NotVisible
    sheets = run.forms.select_related("item").order_by("pk")
    return render(request, "desk/paper/run.html", {"run": run, "sheets": sheets})
