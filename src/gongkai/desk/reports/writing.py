"""Writing a passage: the text with its figures, what it will read like, last year's beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.reports.access import seen_report
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.law.report_form import OPENING
from gongkai.reporting import queries
from gongkai.reporting.acts.write import MOST_HEADING, MOST_TEXT, add, redraft, remove, write
from gongkai.reporting.contents import SECTIONS, filled
from gongkai.reporting.fields import names_in
from gongkai.reporting.models import AnnualReport, Passage, ReportEdition
from gongkai.reporting.outline import planned_for
from gongkai.reporting.own_checks import previous_content
from gongkai.reporting.rules import OFFICE_ROLES, why_not
from gongkai.reporting.values import FACTS, Values, values_of

_SECTIONS = {
    OPENING: "报告开头", "overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}  # fmt: skip
#: Offered for inserting beside the named figures: the totals of table 3, called as a sentence calls them.
_OFFERED_TOTALS = {
    "table3/new/total": "表三：本年新收总计", "table3/carried_in/total": "表三：上年结转总计",
    "table3/r.total/total": "表三：本年办理总计", "table3/carried_out/total": "表三：结转下年总计",
}  # fmt: skip


class PassageForm(forms.Form):
    """A heading and its text."""

    heading = forms.CharField(label="小标题", max_length=MOST_HEADING, required=False)
    text = forms.CharField(
        label="正文", max_length=MOST_TEXT, required=False, widget=forms.Textarea({"rows": 12}),
        help_text="一行一段。双花括号里的是自动填入的数字，数据变了文字跟着变；不要把数字直接打进去。",
    )  # fmt: skip
    read_at = forms.CharField(required=False, widget=forms.HiddenInput)


class NewPassageForm(forms.Form):
    """Where it stands, what it says."""

    section = forms.ChoiceField(label="放在哪一部分", choices=[(code, _SECTIONS[code]) for code in SECTIONS])
    heading = forms.CharField(label="小标题", max_length=MOST_HEADING)
    text = forms.CharField(
        label="正文", max_length=MOST_TEXT, required=False, widget=forms.Textarea({"rows": 8})
    )


@dataclass(frozen=True)
class Offer:
    """A figure that can be put in: its name, what it is called, its value now, whether the text has it."""

    name: str
    label: str
    value: str | None
    is_used: bool = False


@staff_page
def passage(request: StaffRequest, report_id: int, passage_id: int) -> HttpResponse:
    """Show a passage for writing and, on POST, keep it."""
    row, edition = _open(request, report_id)
    found = _passage(edition, passage_id)
    values = values_of(edition)
    posted = request.POST if request.method == "POST" else None
    planned = planned_for(row.organ, found.section, found.heading, values.numbers)
    read_at = (found.changed_at or edition.opened_at).isoformat()
    form = PassageForm(posted, initial={"heading": found.heading, "text": found.text, "read_at": read_at})
    if posted is not None and form.is_valid():
        chosen = form.cleaned_data

        def act() -> object:
            return write(
                actor=request.user, report_id=row.pk, passage_id=found.pk, heading=chosen["heading"],
                text=chosen["text"], read_at=_moment(chosen["read_at"]) or edition.opened_at,
                now=timezone.now(),
            )  # fmt: skip

        if carried_out(form, act):
            messages.success(request, "已保存。")
            return redirect(f"{reverse('desk:report', args=(row.pk,))}#passage-{found.pk}")
    context = {
        "row": row, "passage": found, "form": form, "section": _SECTIONS[found.section],
        "preview": filled(found, values).splitlines(), "offers": offers_of(values, found.text),
        "last_year": _last_year(row, found), "prompt": planned.prompt if planned else "",
        "has_draft": planned is not None, "may_remove": not found.head and found.section != OPENING,
    }  # fmt: skip
    return render(request, "desk/reports/passage.html", context)


@staff_page
def passage_new(request: StaffRequest, report_id: int) -> HttpResponse:
    """Add a passage of one's own."""
    row, edition = _open(request, report_id)
    posted = request.POST if request.method == "POST" else None
    form = NewPassageForm(posted, initial={"section": request.GET.get("section", "")})
    if posted is not None and form.is_valid():
        made: list[Passage] = []

        def act() -> object:
            made.append(add(actor=request.user, report_id=row.pk, now=timezone.now(), **form.cleaned_data))
            return made

        if carried_out(form, act):
            messages.success(request, "已添加。")
            return redirect(f"{reverse('desk:report', args=(row.pk,))}#passage-{made[0].pk}")
    context = {"row": row, "form": form, "offers": offers_of(values_of(edition))}
    return render(request, "desk/reports/passage_new.html", context)


@require_POST
@staff_page
def passage_redraft(request: StaffRequest, report_id: int, passage_id: int) -> HttpResponse:
    """Put the draft back."""
    row, edition = _open(request, report_id)
    found = _passage(edition, passage_id)
    redraft(actor=request.user, report_id=row.pk, passage_id=found.pk, now=timezone.now())
    messages.success(request, "已换回按今年数据起草的底稿。")
    return redirect("desk:passage", report_id=row.pk, passage_id=found.pk)


@require_POST
@staff_page
def passage_remove(request: StaffRequest, report_id: int, passage_id: int) -> HttpResponse:
    """Take a passage away."""
    row, edition = _open(request, report_id)
    found = _passage(edition, passage_id)
    remove(actor=request.user, report_id=row.pk, passage_id=found.pk, now=timezone.now())
    messages.success(request, "已删去这一段。")
    return redirect("desk:report", report_id=row.pk)


def _open(request: StaffRequest, report_id: int) -> tuple[AnnualReport, ReportEdition]:
    row = seen_report(request, report_id)
    if row.organ_id not in request.standing.organs(*OFFICE_ROLES):
        raise NotVisible
    reason = why_not("write", row, request.standing)
    edition = queries.working_edition(row)
    if reason or edition is None:
        raise ActRefused((reason or "没有在编的版本") + "。")
    return row, edition


def _passage(edition: ReportEdition, passage_id: int) -> Passage:
    found = edition.passages.filter(pk=passage_id).first()
    if found is None:
        raise NotVisible
    return found


def _moment(text: str) -> datetime | None:
    """When the writer was shown the text; None for what is no moment with its zone."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def offers_of(values: Values, text: str = "") -> list[Offer]:
    """What can be put into a text, what it has already first: figures, totals mostly quoted, then facts."""
    names = [name for name in values.texts if "/" not in name or name in _OFFERED_TOTALS]
    used = names_in(text)
    labels = {**values.labels, **_OFFERED_TOTALS}
    offers = [Offer(name, labels.get(name, name), values.texts[name], name in used) for name in names]
    return sorted(offers, key=lambda one: (not one.is_used, one.name in FACTS))


def _last_year(row: AnnualReport, found: Passage) -> Any:
    """The same section of last year's signed report."""
    content = previous_content(row.organ, row.year)
    if content is None:
        return None
    if found.section == OPENING:
        return [{"heading": "", "paragraphs": content.opening}]
    return content.prose.get(found.section)
