"""The list itself: its lines, one line, retiring one, starting from the law's own."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.desk.duty_list.access import chosen_organ, kept_line, kept_organ
from gongkai.desk.duty_list.line_form import LineForm, initial_of
from gongkai.desk.ids import read_id
from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.duty_list import queries
from gongkai.duty_list.acts.lines import retire_line, save_line, take_starting_list
from gongkai.duty_list.models import DutyLine
from gongkai.kernel.models import Department, Organ
from gongkai.law.catalogue import STATUTORY_CLASSES
from gongkai.law.duty_list import STARTING_LINES, parse_rhythm, rhythm_words

LINES_TO_A_PAGE = 100
MOST_WORDS = 80


class RetireForm(forms.Form):
    """Why a line is no longer needed."""

    reason = forms.CharField(label="停用原因", max_length=200, help_text="例如：职能划转、目录调整。")


@require_GET
@staff_page
def duty_lines(request: StaffRequest) -> HttpResponse:
    """The lines one may see, in the order of the list, narrowed by words and department."""
    organ, organs = chosen_organ(request)
    words = request.GET.get("q", "").replace("\0", "").strip()[:MOST_WORDS]
    department, retired = read_id(request.GET.get("department")), request.GET.get("retired") == "1"
    lines = queries.visible_to(request.standing).filter(organ=organ, active_until__isnull=not retired)
    if words:
        lines = lines.filter(
            Q(level1__icontains=words) | Q(level2__icontains=words) | Q(content__icontains=words)
        )
    if department:
        lines = lines.filter(department=department)
    elif request.GET.get("department") == "none":
        lines = lines.filter(department=None)
    start = read_id(request.GET.get("from")) or 0
    shown = list(lines.order_by("position", "id")[start : start + LINES_TO_A_PAGE + 1])
    context = {
        "organ": organ, "organs": organs, "words": words, "retired": retired,
        "department": request.GET.get("department", ""),
        "departments": Department.objects.filter(organ=organ, is_active=True),
        "lines": [(line, rhythm_words(line.rhythm), _class(line)) for line in shown[:LINES_TO_A_PAGE]],
        "keeps": queries.may_keep(request.standing, organ.pk),
        "following": start + LINES_TO_A_PAGE if len(shown) > LINES_TO_A_PAGE else 0, "is_later": bool(start),
        "is_new": not shown and not words and not department and not retired and not _has_any(organ),
    }  # fmt: skip
    return render(request, "desk/duty_list/lines.html", context)


def _has_any(organ: Organ) -> bool:
    return DutyLine.objects.filter(organ=organ).exists()


def _class(line: DutyLine) -> str:
    known = line.statutory_class in STATUTORY_CLASSES
    return STATUTORY_CLASSES.label(line.statutory_class) if known else ""


@staff_page
def duty_line_new(request: StaffRequest) -> HttpResponse:
    """Add a line to the organ's list."""
    organ, _ = kept_organ(request)
    form = LineForm(request.POST or None, organ=organ)
    return _edit(request, organ, form, None)


@staff_page
def duty_line(request: StaffRequest, line_id: int) -> HttpResponse:
    """Change a line."""
    line = kept_line(request, line_id)
    form = LineForm(request.POST or None, organ=line.organ, line=line, initial=initial_of(line))
    return _edit(request, line.organ, form, line)


def _edit(request: StaffRequest, organ: Organ, form: LineForm, line: DutyLine | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        saved: list[DutyLine] = []
        done = carried_out(
            form,
            lambda: saved.append(
                save_line(
                    actor=request.user, organ_id=organ.pk, line_id=line.pk if line else None,
                    values=form.values(), now=timezone.now(),
                )
            ),
        )  # fmt: skip
        if done:
            read = form.cleaned_data.get("read")
            doubts = "".join(read.doubts) if read else ""
            messages.success(request, f"已保存：{rhythm_words(saved[0].rhythm)}。{doubts}")
            return redirect(f"{reverse('desk:duty_lines')}?organ={organ.code}")
    context = {"organ": organ, "form": form, "line": line}
    return render(request, "desk/duty_list/line.html", context)


@staff_page
def duty_line_retire(request: StaffRequest, line_id: int) -> HttpResponse:
    """Ask why, then take the line out of the list."""
    line = kept_line(request, line_id)
    back = f"{reverse('desk:duty_lines')}?organ={line.organ.code}"
    form = RetireForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        if carried_out(
            form, lambda: retire_line(actor=request.user, line_id=line.pk, reason=reason, now=now)
        ):
            messages.success(request, f"“{line.level2}”已停用，以前的填报仍可查看。")
            return redirect(back)
    text = f"停用“{line.level2}”后，从今天起不再提醒；以前的填报保留。"
    return confirm_page(request, title="停用这一项", text=text, act="停用", back=back, danger=True, form=form)


@staff_page
def duty_start(request: StaffRequest) -> HttpResponse:
    """Show the starting list and, on POST, lay it out."""
    organ, organs = kept_organ(request)
    if request.method == "POST":
        count = take_starting_list(actor=request.user, organ_id=organ.pk, now=timezone.now())
        messages.success(request, f"已列出 {count} 项，请给每一项定责任科室和栏目，不适用的停用。")
        return redirect(f"{reverse('desk:duty_lines')}?organ={organ.code}")
    lines = []
    for one in STARTING_LINES:
        read = parse_rhythm(one.rhythm)
        lines.append((one, rhythm_words(read) if read else "", one.basis.certainty.label))
    context = {"organ": organ, "organs": organs, "lines": lines, "has_any": _has_any(organ)}
    return render(request, "desk/duty_list/start.html", context)
