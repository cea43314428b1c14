"""The authority's dates of the season and its outline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Role
from gongkai.law.report_form import OPENING, OUTLINE, STEPS
from gongkai.reporting.acts.season import HeadingText, StepText, set_outline, set_step
from gongkai.reporting.models import OutlineHeading, SeasonStep
from gongkai.reporting.season import reported_year, season_of

_STATUTORY = frozenset(step.code for step in STEPS if not step.basis.needs_confirmation)
_SECTIONS = (
    (OPENING, "报告开头"), ("overview", "一、总体情况"), ("problems", "五、存在的主要问题及改进情况"),
    ("other", "六、其他需要报告的事项"),
)  # fmt: skip
_FREE_LINES = 6


class StepForm(forms.Form):
    """One date."""

    label = forms.CharField(label="事项", max_length=60)
    month = forms.IntegerField(label="月", min_value=1, max_value=12)
    day = forms.IntegerField(label="日", min_value=1, max_value=31)
    in_reported_year = forms.BooleanField(label="在报告年度之内（不是次年）", required=False)
    hint = forms.CharField(label="说明", max_length=200, required=False)
    is_dropped = forms.BooleanField(label="不设这一环节", required=False)


class HeadingForm(forms.Form):
    """One heading of the outline."""

    section = forms.ChoiceField(label="部分", choices=_SECTIONS)
    head = forms.ChoiceField(
        label="规定方面", required=False,
        choices=[("", "—"), *((one.head, one.label) for one in OUTLINE if one.head)],
    )  # fmt: skip
    heading = forms.CharField(label="小标题", max_length=60, required=False)
    prompt = forms.CharField(label="写什么", max_length=300, required=False)
    draft = forms.CharField(label="底稿", max_length=5000, required=False, widget=forms.Textarea({"rows": 3}))


def _authority(request: StaffRequest) -> Organ:
    found = Organ.objects.filter(pk__in=request.standing.organs(Role.AUTHORITY)).order_by("path").first()
    if found is None:
        raise NotVisible
    return found


@staff_page
def report_season(request: StaffRequest) -> HttpResponse:
    """The dates as they hold; on POST one of them is set."""
    authority = _authority(request)
    codes = {step.code: step.label for step in STEPS if step.code not in _STATUTORY}
    own = {step.code: step for step in SeasonStep.objects.filter(authority=authority)}
    code = request.GET.get("code", "")
    posted = request.POST if request.method == "POST" else None
    if code and code not in codes and code not in own and not code.startswith("own-"):
        raise NotVisible
    form = StepForm(posted, initial=_initial(code, own))
    if posted is not None and form.is_valid():

        def act() -> object:
            step = StepText(**form.cleaned_data)
            return set_step(
                actor=request.user, authority_id=authority.pk, code=code or _next_code(own), step=step,
                now=timezone.now(),
            )  # fmt: skip

        if carried_out(form, act):
            messages.success(request, "已保存，所属机关的时间安排随之改变。")
            return redirect("desk:report_season")
    context = {
        "authority": authority, "season": season_of(authority, reported_year(localdate())), "form": form,
        "code": code, "changeable": codes | {key: step.label for key, step in own.items()},
        "dropped": [step for step in own.values() if step.is_dropped],
    }  # fmt: skip
    return render(request, "desk/reports/season.html", context)


def _next_code(own: Iterable[str]) -> str:
    """A code that no step bears yet."""
    numbers = [int(code[4:]) for code in own if code.startswith("own-") and code[4:].isdecimal()]
    return f"own-{max(numbers, default=0) + 1}"


def _initial(code: str, own: dict[str, SeasonStep]) -> dict[str, Any]:
    names = ("label", "month", "day", "in_reported_year", "hint")
    if code in own:
        return {name: getattr(own[code], name) for name in (*names, "is_dropped")}
    return {name: getattr(STEPS[code], name) for name in names} if code in STEPS else {}


@staff_page
def report_outline(request: StaffRequest) -> HttpResponse:
    """The outline as one form; emptied headings are left out, «use the usual one» empties it all."""
    authority = _authority(request)
    make = forms.formset_factory(HeadingForm, extra=0, max_num=40, can_order=False)
    posted = request.POST if request.method == "POST" else None
    formset = make(posted, initial=[*_rows(authority), *[{"section": "other"}] * _FREE_LINES], prefix="h")
    problem = forms.Form(posted)
    if posted is not None and ("usual" in posted or formset.is_valid()):
        headings = [] if "usual" in posted else _said(formset)

        def act() -> object:
            return set_outline(
                actor=request.user, authority_id=authority.pk, headings=headings, now=timezone.now()
            )

        if problem.is_valid() and carried_out(problem, act):
            messages.success(request, "提纲已保存；以后开始编制的年报用新的提纲。")
            return redirect("desk:report_outline")
    is_own = OutlineHeading.objects.filter(authority=authority).exists()
    context = {"authority": authority, "formset": formset, "problem": problem, "is_own": is_own}
    return render(request, "desk/reports/outline.html", context)


def _rows(authority: Organ) -> list[dict[str, Any]]:
    names = ("section", "head", "heading", "prompt", "draft")
    own = list(OutlineHeading.objects.filter(authority=authority).order_by("position"))
    if own:
        return [{name: getattr(row, name) for name in names} for row in own]
    return [
        {
            "section": one.section, "head": one.head, "heading": one.label, "prompt": one.prompt,
            "draft": one.draft,
        }
        for one in OUTLINE
    ]  # fmt: skip


def _said(formset: Any) -> list[HeadingText]:
    rows = [form.cleaned_data for form in formset if form.cleaned_data]
    return [HeadingText(**row) for row in rows if row["heading"].strip() or row["section"] == OPENING]
