"""Providing figures that live outside the system: one by one, or many from a table; taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.documents.blanks import without_controls
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.law.report_form import NoForm
from gongkai.reporting.acts.opening import harmless
from gongkai.reporting.entered import Target, Value, provided, targets
from gongkai.reporting.importing import MOST_SOURCE, read_figures, understood
from gongkai.reporting.models import EnteredFigure, Origin
from gongkai.reporting.rules import READER_ROLES, may_open

_NOT_YOURS = "年报数据由公开工作机构的人员录入。"
_FUTURE = "{year}年还没有开始，不能录入。"
_NO_SOURCE = "请写明数据来源，例如提供数据的科室和统计口径。"
_LONG_SOURCE = "数据来源最多 200 个字。"
_COMPUTED = "这一数字由系统统计，不能录入；有出入的，请核对有关的案件或者信息。"
_NOTHING = "这一数字没有录入过，或者已经撤回。"
_IN_LINE = "line_{line}"
_WHY = "请写明撤回的理由。"


def enter_figure(
    *, actor: Person, organ_id: int, year: int, key: str, value: str | Value, source: str, now: datetime
) -> EnteredFigure:  # fmt: skip
    """Enter one figure of an organ's year; an earlier entry stays on record.

    `key` is a cell («table2/licensing») or a named figure. Raises NotVisible, ActRefused or InputRefused.
    """
    with transaction.atomic():
        organ = _organ_for(actor, organ_id)
        target = _targets(organ, year, now).get(key)
        if target is None:
            raise InputRefused(_COMPUTED, fields={"key": _COMPUTED})
        kept = _source(source, _NO_SOURCE)
        try:
            scaled = target.scaled(value)
        except InputRefused as refusal:
            raise InputRefused(refusal.message, fields={"value": refusal.message}) from None
        row = EnteredFigure.objects.create(
            organ=organ, year=year, key=key, value=scaled, source=kept, entered_by=actor, entered_at=now
        )
        detail = {"year": year, "figure": key}
        _record(organ, actor, row.pk, act="reporting.figure.entered", now=now, detail=detail)
    return row


def take_back(
    *, actor: Person, organ_id: int, year: int, key: str, reason: str, now: datetime
) -> EnteredFigure:  # fmt: skip
    """Say that an entered figure holds no more; nobody provides it then, until it is entered again."""
    with transaction.atomic():
        organ = _organ_for(actor, organ_id)
        _targets(organ, year, now)
        if key not in provided(organ, year):
            raise ActRefused(_NOTHING)
        kept = _source(reason, _WHY)
        row = EnteredFigure.objects.create(
            organ=organ, year=year, key=key, value=None, source=kept, entered_by=actor, entered_at=now
        )
        detail = {"year": year, "figure": key}
        _record(organ, actor, row.pk, act="reporting.figure.taken_back", now=now, detail=detail)
    return row


def import_figures(
    *, actor: Person, organ_id: int, year: int, name: str, stream: BinaryIO, now: datetime
) -> list[EnteredFigure]:  # fmt: skip
    """Take in a table of figures, xlsx or csv, all of it or nothing. Raises InputRefused naming the rows."""
    with transaction.atomic():
        organ = _organ_for(actor, organ_id)
        lines = understood(read_figures(name, stream), _targets(organ, year, now))
        for line in lines:
            harmless(line.source, field=_IN_LINE.format(line=line.line), most=MOST_SOURCE)
        rows = EnteredFigure.objects.bulk_create(
            EnteredFigure(
                organ=organ, year=year, key=line.target.key, value=line.scaled, source=line.source,
                origin=Origin.IMPORTED, entered_by=actor, entered_at=now,
            )
            for line in lines
        )  # fmt: skip
        figures = sorted(line.target.key for line in lines)
        detail = {"year": year, "rows": len(lines), "figures": figures}
        _record(organ, actor, None, act="reporting.figure.imported", now=now, detail=detail)
    return rows


def _organ_for(actor: Person, organ_id: int) -> Organ:
    standing = standing_of(actor)
    organ = Organ.objects.filter(pk=organ_id).first()
    if organ is None or organ_id not in standing.organs(*READER_ROLES):
        raise NotVisible
    if not may_open(standing, organ_id):
        raise ActRefused(_NOT_YOURS)
    return organ


def _targets(organ: Organ, year: int, now: datetime) -> dict[str, Target]:
    if year > localdate(now).year:
        message = _FUTURE.format(year=year)
        raise InputRefused(message, fields={"year": message})
    try:
        return targets(organ, year)
    except NoForm as error:
        raise InputRefused(str(error), fields={"year": str(error)}) from None


def _source(text: str, missing: str) -> str:
    kept = without_controls(text).strip()
    if not kept:
        raise InputRefused(missing, fields={"source": missing})
    if len(kept) > MOST_SOURCE:
        raise InputRefused(_LONG_SOURCE, fields={"source": _LONG_SOURCE})
    return harmless(kept, field="source", most=MOST_SOURCE)


def _record(
    organ: Organ, actor: Person, pk: int | None, *, act: str, now: datetime, detail: Mapping[str, object]
) -> None:  # fmt: skip
    audit.record(
        organ=organ, actor=actor, act=act, subject="figure", subject_id=pk, now=now, detail=detail
    )  # fmt: skip
