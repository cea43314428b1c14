"""Requests whose number and query code are printed when the demo starts, to follow them on the portal."""

from __future__ import annotations

from gongkai.kernel.models import Organ
from gongkai.requests.acts.intake import code_of
from gongkai.requests.models import Case, CaseStage, IntakeChannel

#: One that came in just now, one that was answered.
STAGES = (CaseStage.FILED, CaseStage.ANSWERED)


def tracked(organ: Organ) -> list[list[str]]:
    """Number, query code and stage of the organ's latest request from the form in each of the stages."""
    cases = Case.objects.filter(organ=organ, channel=IntakeChannel.ONLINE).select_related("key")
    found = [cases.filter(stage=stage).order_by("-pk").first() for stage in STAGES]
    return [[case.number, code_of(case), case.get_stage_display()] for case in found if case]
