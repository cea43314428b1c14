"""Gathers everything of one case: what a package is written from."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files

from django.utils.timezone import localdate, localtime

from gongkai.dossier import Contents
from gongkai.kernel import private
from gongkai.kernel.calendars import calendar_for
from gongkai.law.archive import RETENTIONS
from gongkai.law.clock import Story
from gongkai.law.outcomes import OUTCOMES, REPORT_ROWS
from gongkai.requests.clockwork import reading_of, standing_events, story_of
from gongkai.requests.evidence.course import due_moves_of, lines_of, services_of
from gongkai.requests.evidence.papers import documents_of
from gongkai.requests.evidence.tables import audit_table, decision_table, events_table, record_table
from gongkai.requests.letter_content import asked_words
from gongkai.requests.models import ArchiveEntry, Case
from gongkai.requests.notices import spoken
from gongkai.requests.personal import applicant_of

#: The tables of the law that every case rests on, and one more where a fee was asked.
_RULES = (
    "clock.toml", "procedure.toml", "outcomes.toml", "report_rows.toml", "letters.toml", "remedies.toml",
    "retention.toml",
)  # fmt: skip
_FEES = "fees.toml"
_FILED = "{retention}，件号 {number}，{day}归档"
_BASIS = "；"


def contents_of(case: Case, *, now: datetime) -> Contents:
    """Everything on record, the clock read with the organ's calendar of today and the case's own rules."""
    story = story_of(standing_events(case))
    as_of, calendar = _as_of(case, story, now), calendar_for(case.organ)
    return Contents(
        organ=case.organ.name,
        organ_code=case.organ.code,
        number=case.number,
        made_at=localtime(now),
        as_of=as_of,
        story=story,
        reading=reading_of(case, as_of=as_of, calendar=calendar),
        calendar=calendar,
        rules={name: _rule(name) for name in _rule_names(case)},
        facts=tuple(_facts(case)),
        lines=tuple(lines_of(case)),
        services=services_of(case),
        due_moves=due_moves_of(case),
        events=events_table(case),
        decision=decision_table(case),
        record=record_table(case),
        audit=audit_table(case),
        documents=documents_of(case),
    )


def _as_of(case: Case, story: Story, now: datetime) -> date:
    """The day up to which the dates are told: the end of a case that ended, else today."""
    last = case.ended_on or localdate(now)
    return max([last, *(event.on for event in story.events)])


def _rule_names(case: Case) -> tuple[str, ...]:
    return (*_RULES, _FEES) if case.fee_notices.exists() else _RULES


def _rule(name: str) -> str:
    return (files("gongkai.law") / "data" / name).read_text(encoding="utf-8")


def _facts(case: Case) -> list[tuple[str, str]]:
    applicant = applicant_of(case)
    decision = case.decisions.filter(superseded_at=None).first()
    entry = ArchiveEntry.objects.filter(case=case).first()
    return [
        ("申请人", applicant.name),
        ("申请人类别", case.get_applicant_kind_display()),
        ("证件号码", private.mask_id_number(applicant.id_number) if applicant.id_number else ""),
        ("申请内容", asked_words(case)),
        ("提交方式", case.get_channel_display()),
        ("提供形式和途径", _BASIS.join((case.get_form_display(), case.get_way_display()))),
        ("办理状态", case.get_stage_display()),
        ("办理结果", OUTCOMES.label(case.outcome) if case.outcome in OUTCOMES else ""),
        ("依据", _BASIS.join(str(article) for article in decision.articles) if decision else ""),
        ("年报统计", _row(case)),
        ("办结日期", spoken(case.ended_on)),
        *_links(case),
        ("归档", _filed(entry) if entry else ""),
    ]


def _row(case: Case) -> str:
    if not case.counted:
        return "不另计"
    return REPORT_ROWS.label(case.report_row) if case.report_row in REPORT_ROWS else ""


def _links(case: Case) -> list[tuple[str, str]]:
    linked = (
        ("并入案件", case.answered_by_case),
        ("拆分自", case.split_from),
        ("重新办理自", case.redo_of),
        ("重复于", case.repeats),
    )
    return [(label, other.number) for label, other in linked if other is not None]


def _filed(entry: ArchiveEntry) -> str:
    retention = RETENTIONS.label(entry.retention)
    day = spoken(localdate(entry.archived_at))
    return _FILED.format(retention=retention, number=entry.item_number, day=day)
