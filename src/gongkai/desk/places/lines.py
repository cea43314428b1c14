"""Many addresses at once: lines «title address» pasted in."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.places import queries
from gongkai.places.acts.register import MOST_LINES, LineResult, register_lines


class LinesForm(forms.Form):
    """The lines."""

    lines = forms.CharField(
        label="标题和网址",
        max_length=200_000,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        help_text=f"一行一条，先标题后网址，中间空一格；也可以从表格里复制两列粘贴。最多 {MOST_LINES} 行。",
    )


@staff_page
def lines(request: StaffRequest, place_id: int) -> HttpResponse:
    """Paste, register, and see for each line what became of it."""
    place = queries.visible_place(request.standing, place_id)
    form, results = LinesForm(request.POST or None), list[LineResult]()

    def act() -> None:
        results.extend(
            register_lines(
                actor=request.user, place_id=place.pk, text=form.cleaned_data["lines"], now=timezone.now()
            )
        )

    done = form.is_valid() and carried_out(form, act)
    context = {
        "place": place, "form": form, "results": results, "is_done": done,
        "done": sum(one.is_done for one in results),
    }  # fmt: skip
    return render(request, "desk/places/lines.html", context)
