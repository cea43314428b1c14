"""The pages on which acts are done: what will happen is shown first, the form keeps what was typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.items.access import seen_item
from gongkai.desk.items.act_forms import ActForm
from gongkai.desk.items.act_pages import ACT_PAGES, DANGEROUS, ActPage
from gongkai.desk.items.body import shown_body
from gongkai.desk.items.history import compared_with_live
from gongkai.desk.items.item_page import issue_groups
from gongkai.desk.items.wording import facts_of
from gongkai.desk.pages import StaffRequest, refuse_into, staff_page
from gongkai.disclosure import queries
from gongkai.disclosure.checks import blocking, check_item
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item
from gongkai.disclosure.rules import (
    STEP_LABELS,
    TABLE,
    Act,
    Step,
    settles_findings,
    status_of,
    steps_of,
    why_not,
)
from gongkai.disclosure.screening import findings_of
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import ActRefused, Refused, StaleEdit

TEMPLATES = {"review": "desk/items/review.html"}


@staff_page
def item_act(request: StaffRequest, item_id: int, name: str) -> HttpResponse:
    """Show the act and, on POST, do it. What is not allowed answers with its reason."""
    item = seen_item(request, item_id)
    page = _page_of(name)
    reason = why_not(page.act, item, request.standing)
    if reason:
        raise ActRefused(reason + "。")
    if request.method != "POST":
        return _act_page(request, item, page, page.form(item=item, initial=_initial(request, item, page)))
    form = page.form(request.POST, item=item)
    if form.is_valid():
        try:
            page.run(request.user, item.pk, timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            refuse_into(form, refusal)
            if isinstance(refusal, StaleEdit):
                form.data = request.POST | {"seen": content_digest(item)}
        else:
            messages.success(request, page.done)
            return redirect(f"desk:{page.then}", item.pk)
    item = seen_item(request, item_id)
    return _act_page(request, item, page, form)


def _page_of(name: str) -> ActPage:
    page = ACT_PAGES.get(Act(name)) if name in set(Act) else None
    if page is None:
        raise Http404
    return page


def _initial(request: StaffRequest, item: Item, page: ActPage) -> dict[str, Any]:
    if page.act is Act.REVIEW:
        return {"seen": content_digest(item)}
    return {name: request.GET[name] for name in ("check", "key") if name in request.GET}


def _act_page(request: StaffRequest, item: Item, page: ActPage, form: ActForm) -> HttpResponse:
    may_work = queries.may_read_work(request.standing, item)
    context: dict[str, Any] = {
        "item": item,
        "page": page,
        "form": form,
        "label": TABLE[page.act].label,
        "status": status_of(item) if may_work else None,
        "danger": page.act in DANGEROUS,
        "title": item.title if may_work else getattr(item.live_edition, "title", ""),
    }
    if page.act is Act.OVERRIDE:
        context["finding"] = _finding(item, form)
    if page.shows in {"checks", "review"}:
        context["issue_groups"] = issue_groups(item)
        issues = check_item(item, today=timezone.localdate(), calendar=calendar_for(item.organ))
        approving = settles_findings(item) if page.act is Act.REVIEW else page.act is not Act.SUBMIT
        context["blocking"] = blocking(issues, approving=approving)
        context["steps"] = [STEP_LABELS[step] for step in steps_of(item)]
    if page.shows == "review":
        context |= _review_context(request, item)
    return render(request, TEMPLATES.get(page.shows, "desk/items/act.html"), context)


def _finding(item: Item, form: ActForm) -> object:
    check, key = form["check"].value(), form["key"].value()
    return next(
        (f.finding for f in findings_of(item) if f.finding.check == check and f.finding.key == key), None
    )


def _review_context(request: StaffRequest, item: Item) -> dict[str, Any]:
    following = steps_of(item)
    step = Step(item.review_step)
    after = following[following.index(step) + 1 :] if step in following else ()
    return {
        "facts": facts_of(item),
        "body": shown_body(item.body_html, item),
        "attachments": list(item.attachments.select_related("file")),
        "comparison": compared_with_live(item),
        "step": STEP_LABELS[step],
        "next_step": STEP_LABELS[after[0]] if after else "",
        "reviews": list(item.reviews.select_related("reviewer")),
        "may_override": why_not(Act.OVERRIDE, item, request.standing) is None,
        "may_return": why_not(Act.RETURN, item, request.standing) is None,
        "may_refer": why_not(Act.REFER, item, request.standing) is None,
    }
