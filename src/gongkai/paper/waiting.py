"""Scanned pages that wait to be entered for a sheet, and what becomes of them when the sheet is closed."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.paper.models import PageState, PaperForm, ScanPage


def no_longer_wait(forms: Sequence[PaperForm], problem: str) -> None:
    """The scans of these sheets that wait to be entered need somebody to look at them, who is told why."""
    waiting = ScanPage.objects.filter(form__in=[form.pk for form in forms], state=PageState.READY)
    waiting.update(state=PageState.PROBLEM, problem=problem[:300])


def newest_entered_scan(form: PaperForm) -> int | None:
    """The scan by which signatures of the sheet were last entered; none when none were."""
    entered = ScanPage.objects.filter(form=form, state=PageState.ENTERED).order_by("-pk")
    return entered.values_list("cutout", flat=True).first()
