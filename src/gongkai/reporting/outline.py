"""The outline a report is begun with: the authority's template, or the usual one with drafts that fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.kernel.models import Organ
from gongkai.law.report_form import OUTLINE, Heading
from gongkai.reporting.fields import holds
from gongkai.reporting.models import OutlineHeading


@dataclass(frozen=True, slots=True)
class Planned:
    """A passage to be written: where it stands, what is asked for, the draft it begins with."""

    section: str
    head: str
    heading: str
    prompt: str
    draft: str


def authority_of(organ: Organ) -> Organ:
    """The organ that supervises the reporting: the one above it, or itself where there is none."""
    return organ.parent or organ


def outline_of(organ: Organ, numbers: Mapping[str, int | None]) -> list[Planned]:
    """The headings in their order, each with the draft that the year's figures call for."""
    own = list(OutlineHeading.objects.filter(authority=authority_of(organ)).order_by("position", "id"))
    if own:
        return [Planned(row.section, row.head, row.heading, row.prompt, row.draft) for row in own]
    return [
        Planned(heading.section, heading.head, heading.label, heading.prompt, draft_of(heading, numbers))
        for heading in OUTLINE
    ]


def planned_for(
    organ: Organ, section: str, heading: str, numbers: Mapping[str, int | None]
) -> Planned | None:  # fmt: skip
    """What the outline plans under that heading; None for a passage of somebody's own."""
    plan = outline_of(organ, numbers)
    return next((one for one in plan if (one.section, one.heading) == (section, heading)), None)


def draft_of(heading: Heading, numbers: Mapping[str, int | None]) -> str:
    """The first variant whose condition holds, else the draft itself."""
    for variant in heading.variants:
        if holds(variant.when, numbers):
            return variant.draft
    return heading.draft
