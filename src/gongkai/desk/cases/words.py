"""Words for what a case holds as codes: its facts, their details, who asked and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.law.clock import Channel, EventType, Party
from gongkai.requests.clockwork import RECEIVED, VOID
from gongkai.requests.models import Case, CaseEvent
from gongkai.requests.notices import spoken

_RECEIVED_WORDS = "收到申请"
#: Without them there would be no case, or no end of it: only their days are put right.
_KEPT = frozenset({RECEIVED, EventType.REPLIED})
_VOID_WORDS = "删去一项事实"
_DETAILS: Mapping[str, str] = {
    "submitted": "提交于{value}", "confirmed": "确认于{value}", "how": "确认方式：{value}",
    "respond_by": "最迟{value}", "until": "延至{value}", "working_days": "{value}个工作日",
}  # fmt: skip
_DATES = frozenset({"submitted", "confirmed", "respond_by", "until"})


@dataclass(frozen=True)
class Fact:
    """A line of a quiet table."""

    label: str
    value: str


@dataclass(frozen=True)
class EventRow:
    """A fact of the case with its corrections: what stands now, and what was entered before."""

    pk: int
    on: date
    label: str
    detail: str
    letter_id: int | None
    reason: str
    recorded_at: datetime
    recorded_by: str
    stands: bool
    corrects: str
    may_be_void: bool


def event_label(type_: str) -> str:
    """What kind of fact it is, in words."""
    if type_ == RECEIVED:
        return _RECEIVED_WORDS
    if type_ == VOID:
        return _VOID_WORDS
    return EventType(type_).label if type_ in set(EventType) else type_


def event_detail(data: Mapping[str, object]) -> str:
    """The details of a fact in one line."""
    told = []
    if data.get("channel") in set(Channel):
        told.append(Channel(str(data["channel"])).label)
    if data.get("party") in set(Party):
        told.append(Party(str(data["party"])).label)
    for name, sentence in _DETAILS.items():
        value = data.get(name)
        if value not in (None, ""):
            shown = spoken(date.fromisoformat(str(value))) if name in _DATES else str(value)
            told.append(sentence.format(value=shown))
    return "，".join(told)


def event_rows(events: Iterable[CaseEvent]) -> list[EventRow]:
    """Every fact ever entered, in its order; what was replaced stays to be seen, struck through."""
    rows = list(events)
    replaced = {row.replaces_id for row in rows if row.replaces_id}
    by_id = {row.pk: row for row in rows}
    return [_event_row(row, by_id, row.pk not in replaced) for row in rows]


def _event_row(row: CaseEvent, by_id: Mapping[int, CaseEvent], is_last: bool) -> EventRow:
    corrects = ""
    if row.replaces_id:
        old = by_id[row.replaces_id]
        corrects = (_VOIDS if row.type == VOID else _CORRECTS).format(
            label=event_label(old.type), on=spoken(old.on)
        )
    return EventRow(
        pk=row.pk, on=row.on, label=event_label(row.type),
        detail="" if row.type == VOID else event_detail(row.data),
        letter_id=row.letter_id, reason=row.reason, recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.name if row.recorded_by else "系统", stands=is_last and row.type != VOID,
        corrects=corrects,
        may_be_void=row.letter_id is None and row.type not in _KEPT,
    )  # fmt: skip


_CORRECTS = "更正原来登记的“{label}”（{on}）"
_VOIDS = "删去原来登记的“{label}”（{on}）"


def case_facts(case: Case, *, is_office: bool) -> list[Fact]:
    """The registered facts of a case; who asks is left out for a department."""
    yes = {True: "是", False: "否"}
    facts = [Fact("编号", case.number), Fact("机关", case.organ.name)]
    if is_office:
        facts += [
            Fact("申请人", case.applicant_masked),
            Fact("申请人类别", case.get_applicant_kind_display()),
        ]
    facts += [
        Fact("提交方式", case.get_channel_display() + ("（口头提出、代为填写）" if case.oral else "")),
        Fact("收到申请之日", spoken(case.day0) if case.day0 else "待与申请人确认"),
        Fact("提供形式", case.get_form_display()),
        Fact("获取途径", case.get_way_display()),
    ]
    if is_office:
        facts += [Fact("同意电子送达", yes[case.electronic_service]), Fact("经办人", _handler(case))]
    if case.needs_help:
        facts.append(Fact("协助", "申请人有阅读或者视听障碍，需要协助（条例第四十三条）"))
    return facts


def _handler(case: Case) -> str:
    return case.handler.name if case.handler else "尚未确定"
