"""Printing sheets, and the page of a print run."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries import may_read_work, visible_to
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.paper import queries
from gongkai.paper.acts.print_forms import MOST_AT_ONCE, print_forms, print_settling_form
from gongkai.paper.models import FormKind
from gongkai.paper.printing import forms_of

_CHOOSE = "请先勾选要打印审签表的信息。"
_UNFIT = "《{title}》没有打印：{why}"


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
    if not ids and "query" in request.POST:  # the list of items, with nothing ticked
        messages.warning(request, _CHOOSE)
        return redirect("desk:items")
    if not items:
        raise NotVisible
    # From the list of items the ticked ones arrive by POST, before a kind of sheet was chosen.
    form = KindForm(request.POST if "kind" in request.POST else None)
    if form.is_bound and form.is_valid():
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
                messages.warning(request, _UNFIT.format(title=titles.get(item_id, ""), why=why))
            return redirect("desk:paper_run", printed.run.pk)
    return render(request, "desk/paper/print.html", {"form": form, "items": items})


@staff_page
def paper_run(request: StaffRequest, run_id: int) -> HttpResponse:
    """The sheets of a run with their downloads."""
    run = queries.runs_visible_to(request.standing).filter(pk=run_id).first()
    if run is None:
        raise NotVisible
    sheets = run.forms.select_related("item").order_by("pk")
    context = {"run": run, "sheets": sheets, "any_left": bool(forms_of(run))}
    return render(request, "desk/paper/run.html", context)


@require_POST
@staff_page
def paper_settling(request: StaffRequest, expedited_id: int) -> HttpResponse:
    """The 呈批单 for what went out in haste."""
    run = print_settling_form(actor=request.user, expedited_id=expedited_id, now=timezone.now())
    return redirect("desk:paper_run", run.pk)
