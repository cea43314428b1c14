"""Answering one term: draft from the last issue, zero report, link, not applicable, take back."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.desk.duty_list.access import chosen_month, chosen_organ
from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.duty_list import queries
from gongkai.duty_list.acts.draft_next import draft_from_last
from gongkai.duty_list.acts.file import file_item, file_zero, file_zeros, not_applicable, take_back
from gongkai.duty_list.acts.match import proposals
from gongkai.duty_list.models import DutyLine
from gongkai.duty_list.reckoning import term_by_key
from gongkai.kernel.errors import ActRefused, NotVisible, Refused
from gongkai.law.duty_list import Term

MOST_PROPOSED = 30
Answer = Callable[[StaffRequest, DutyLine, Term, str], HttpResponse]


class ReasonForm(forms.Form):
    """Why a term does not apply."""

    reason = forms.CharField(
        label="为什么本期不适用", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：本年度没有这项工作。没有内容可公开的，请用“零报告”。",
    )  # fmt: skip


@require_POST
@staff_page
def duty_zeros(request: StaffRequest) -> HttpResponse:
    """Zero reports for all the terms that were ticked; what was refused says why."""
    organ, _ = chosen_organ(request)
    month, view = chosen_month(request.POST.get("month")), request.POST.get("view", "")
    back = f"{reverse('desk:duty_month')}?organ={organ.code}&month={month:%Y-%m}"
    back += "&view=late" if view == "late" else ""
    try:
        outcomes = file_zeros(
            actor=request.user, terms=_ticked(request.POST.getlist("term")), now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    done = sum(not one.refusal for one in outcomes)
    if done:
        messages.success(request, f"已做零报告 {done} 项，当天可以撤销。")
    for one in [one for one in outcomes if one.refusal][:10]:
        messages.error(request, f"“{one.name}”没有办成：{one.refusal}")
    return redirect(back)


def _ticked(values: list[str]) -> list[tuple[int, str]]:
    """Line and period of what was ticked; nonsense is left out."""
    found = []
    for value in values:
        line, _, period = value.partition(":")
        line_id = read_id(line)
        if line_id is not None and period:
            found.append((line_id, period[:10]))
    return found


@staff_page
def duty_term(request: StaffRequest, line_id: int, period: str, act: str) -> HttpResponse:
    """Do one of the acts on a term of a line the person may see."""
    line = queries.visible_line(request.standing, line_id)
    term = term_by_key(line, period)
    answer = _ANSWERS.get(act)
    if term is None or answer is None:
        raise Http404
    if not queries.may_file(request.standing, line):
        raise ActRefused("这一项由责任科室或者公开办办理。")
    return answer(request, line, term, _back(line, term))


def _back(line: DutyLine, term: Term) -> str:
    month = min(term.due_on, localdate()) if term.due_on < localdate() else term.due_on
    return f"{reverse('desk:duty_month')}?organ={line.organ.code}&month={month:%Y-%m}"


def _draft(request: StaffRequest, line: DutyLine, term: Term, back: str) -> HttpResponse:
    if request.method != "POST":
        text = f"按上一期起草“{line.level2}”{term.label}的草稿：标题里的期次换成这一期，成文日期请您填。"
        return confirm_page(request, title="照上期起草", text=text, act="起草", back=back)
    item = draft_from_last(
        actor=request.user, line_id=line.pk, period=term.key, now=timezone.now(),
        on_behalf_of=queries.behalf_of(request.user, line),
    )  # fmt: skip
    messages.success(request, "草稿已照上期写好，请逐处核对、填成文日期再提交。发布后这一期就算完成。")
    return redirect(reverse("desk:item_edit", args=(item.pk,)) + "?more=1")


def _zero(request: StaffRequest, line: DutyLine, term: Term, back: str) -> HttpResponse:
    if request.method != "POST":
        text = f"“{line.level2}”{term.label}没有应公开的信息（长期公开的，为核对后没有变化）。当天可以撤销。"
        return confirm_page(request, title="零报告", text=text, act="零报告", back=back)
    file_zero(
        actor=request.user, line_id=line.pk, period=term.key, now=timezone.now(),
        on_behalf_of=queries.behalf_of(request.user, line),
    )  # fmt: skip
    messages.success(request, f"“{line.level2}”{term.label}已做零报告，当天可以撤销。")
    return redirect(back)


def _not_applicable(request: StaffRequest, line: DutyLine, term: Term, back: str) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: not_applicable(
                actor=request.user, line_id=line.pk, period=term.key, reason=form.cleaned_data["reason"],
                now=timezone.now(), on_behalf_of=queries.behalf_of(request.user, line),
            ),
        )  # fmt: skip
        if done:
            messages.success(request, "已登记本期不适用。")
            return redirect(back)
    text = f"“{line.level2}”{term.label}不适用的，写明理由，公开办看得到。"
    return confirm_page(request, title="本期不适用", text=text, act="登记", back=back, form=form)


def _link(request: StaffRequest, line: DutyLine, term: Term, back: str) -> HttpResponse:
    if request.method == "POST":
        item_id = read_id(request.POST.get("item"))
        if item_id is None:
            raise NotVisible
        file_item(
            actor=request.user, line_id=line.pk, period=term.key, item_id=item_id, now=timezone.now(),
            on_behalf_of=queries.behalf_of(request.user, line),
        )  # fmt: skip
        messages.success(request, "已关联。信息公开以后这一期就算完成。")
        return redirect(back)
    everything = request.GET.get("all") == "1"
    found = proposals(line, term.key, everything=everything)
    context = {
        "line": line, "term": term, "back": back, "candidates": found[:MOST_PROPOSED], "all": everything,
    }  # fmt: skip
    return render(request, "desk/duty_list/link.html", context)


def _take_back(request: StaffRequest, line: DutyLine, term: Term, back: str) -> HttpResponse:
    filing_id = read_id(request.POST.get("filing") or request.GET.get("filing"))
    if request.method != "POST":
        text = f"撤销“{line.level2}”{term.label}的登记。关联的信息本身不受影响。"
        return confirm_page(request, title="撤销登记", text=text, act="撤销", back=back, danger=True)
    if filing_id is None:
        raise NotVisible
    take_back(actor=request.user, line_id=line.pk, period=term.key, filing_id=filing_id, now=timezone.now())
    messages.success(request, "已撤销，这一期重新待办。")
    return redirect(back)


_ANSWERS: dict[str, Answer] = {
    "draft": _draft, "zero": _zero, "not-applicable": _not_applicable, "link": _link, "take-back": _take_back,
}  # fmt: skip
