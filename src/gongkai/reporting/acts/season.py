"""The authority's own dates of the season and its own outline for the written parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.law.report_form import OPENING, OUTLINE, STEPS
from gongkai.reporting.acts.opening import harmless, written
from gongkai.reporting.contents import SECTIONS
from gongkai.reporting.fields import has_loose_braces, names_in
from gongkai.reporting.models import OutlineHeading, SeasonStep
from gongkai.reporting.values import known_names

_STATUTORY = frozenset(step.code for step in STEPS if not step.basis.needs_confirmation)
#: A leap year, so that 29 February is a date; what a year lacks is found when it is used.
_ANY_YEAR = 2024
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")
_NO_CODE = "环节的代码只能用小写字母、数字和连字符，最多 30 个。"
_UNKNOWN = "底稿里没有这项数字：{names}。请核对名称。"
_BRACES = "底稿里数字的写法不对：双花括号须成对，里面只写数字的名称。"


@dataclass(frozen=True, kw_only=True)
class StepText:
    """A date of the season as the authority sets it."""

    label: str
    month: int
    day: int
    in_reported_year: bool = False
    hint: str = ""
    is_dropped: bool = False


def set_step(*, actor: Person, authority_id: int, code: str, step: StepText, now: datetime) -> SeasonStep:
    """Set a date of the season, one of the usual ones or one's own; those of article 49 stay as they are."""
    with transaction.atomic():
        authority = _authority(actor, authority_id)
        if code in _STATUTORY:
            raise ActRefused("条例规定的日期不能改动。")
        if not _CODE.fullmatch(code):
            raise InputRefused(_NO_CODE, fields={"code": _NO_CODE})
        try:
            date(_ANY_YEAR, step.month, step.day)
        except ValueError:
            raise InputRefused("没有这一天，请核对月和日。", fields={"day": "没有这一天"}) from None
        if (step.month, step.day) == (2, 29):
            raise InputRefused("请不要用2月29日，不是每年都有。", fields={"day": "不是每年都有"})
        label = written(step.label, field="label", message="请写明事项。", most=60)
        made, _ = SeasonStep.objects.update_or_create(
            authority=authority, code=code,
            defaults={
                "label": label, "month": step.month, "day": step.day, "is_dropped": step.is_dropped,
                "in_reported_year": step.in_reported_year,
                "hint": harmless(step.hint.strip(), field="hint", most=200),
            },
        )  # fmt: skip
        _record("season.set", actor, authority, made.pk, now)
    return made


@dataclass(frozen=True, kw_only=True)
class HeadingText:
    """A heading of the authority's outline."""

    section: str
    heading: str
    head: str = ""
    prompt: str = ""
    draft: str = ""


def set_outline(
    *, actor: Person, authority_id: int, headings: Sequence[HeadingText], now: datetime
) -> list[OutlineHeading]:
    """Put an outline in the place of the usual one; with no headings the usual one is used again.

    Reports begun before keep theirs. Raises InputRefused when one of the five heads of section 一 is missing.
    """
    with transaction.atomic():
        authority = _authority(actor, authority_id)
        _require_heads(headings)
        OutlineHeading.objects.filter(authority=authority).delete()
        made = [_heading(authority, at, one) for at, one in enumerate(headings)]
        OutlineHeading.objects.bulk_create(made)
        _record("outline.set", actor, authority, None, now, count=len(made))
    return made


def _heading(authority: Organ, at: int, one: HeadingText) -> OutlineHeading:
    if one.section not in (OPENING, *SECTIONS):
        raise InputRefused("提纲只能写在须写文字的部分里。", fields={"section": "请选择"})
    heading = harmless(one.heading.strip(), field="heading", most=60)
    if one.section != OPENING:
        heading = written(heading, field="heading", message="请写明小标题。", most=60)
    return OutlineHeading(
        authority=authority, section=one.section, head=one.head, position=at, heading=heading,
        prompt=harmless(one.prompt.strip(), field="prompt", most=300),
        draft=_draft(one.draft),
    )  # fmt: skip


def _draft(text: str) -> str:
    kept = harmless(text.replace("\r\n", "\n").strip(), field="draft", most=5000)
    known = known_names()
    unknown = [name for name in names_in(kept) if name not in known]
    if unknown:
        message = _UNKNOWN.format(names="、".join(unknown))
        raise InputRefused(message, fields={"draft": message})
    if has_loose_braces(kept, fields=True):
        raise InputRefused(_BRACES, fields={"draft": _BRACES})
    return kept


def _require_heads(headings: Sequence[HeadingText]) -> None:
    if not headings:
        return
    wanted = {one.head: one.label for one in OUTLINE if one.head}
    placed = {one.head for one in headings if one.section == "overview"}
    missing = [label for head, label in wanted.items() if head not in placed]
    if missing:
        message = _MISSING.format(labels="、".join(missing))
        raise InputRefused(message, fields={"headings": message})


_MISSING = "格式规定第一部分须写五个方面，提纲缺少：{labels}。"


def _authority(actor: Person, authority_id: int) -> Organ:
    standing = standing_of(actor)
    if authority_id not in standing.organs(Role.AUTHORITY):
        raise NotVisible
    return Organ.objects.select_for_update(of=("self",)).get(pk=authority_id)


def _record(
    act: str, actor: Person, authority: Organ, pk: int | None, now: datetime, **detail: object
) -> None:
    audit.record(
        organ=authority, actor=actor, act=f"reporting.{act}", subject="season", subject_id=pk, now=now,
        detail=detail,
    )  # fmt: skip
