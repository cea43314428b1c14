"""Reports to test with."""

from __future__ import annotations

from datetime import datetime

from gongkai.kernel import outbox
from gongkai.reporting import files
from gongkai.reporting.acts.begin import begin
from gongkai.reporting.acts.check import check_
from gongkai.reporting.acts.review import review
from gongkai.reporting.acts.sign import sign
from gongkai.reporting.acts.submit import submit
from gongkai.reporting.acts.tasks import TaskText, add_task, answer
from gongkai.reporting.models import AnnualReport, EnteredFigure, ImprovementTask
from tests.factories import NOW, Bureau

#: What nobody but people can tell about a year, as they would enter it.
BY_HAND = {
    "table2/licensing": 12, "table2/penalty": 3, "table2/coercion": 0, "table2/fees": 0, "wechat": 348,
    "hotline": 1, "press_conferences": 1, "trainings": 2, "proposals.npc": 3, "proposals.cppcc": 3,
    "proposals.answered": 6, "proposals.grades.A": 6, "enterprise_actions": 46,
}  # fmt: skip


def provide(bureau: Bureau, year: int, **values: int) -> None:
    """Enter the figures of a year, as if somebody had typed them."""
    for key, value in (BY_HAND | values).items():
        EnteredFigure.objects.create(
            organ=bureau.organ, year=year, key=key, value=value * 10_000, source="各科室报送",
            entered_by=bureau.reviewer, entered_at=NOW,
        )  # fmt: skip


def begun(bureau: Bureau, year: int = 2025, *, now: datetime = NOW) -> AnnualReport:
    """A report with its tasks, last year's answered, as the reviewer begins it."""
    for task in ImprovementTask.objects.filter(organ=bureau.organ, year=year - 1, answer=""):
        answer(actor=bureau.reviewer, task_id=task.pk, text="已逐项补充公开", now=now)
    add_task(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, year=year, now=now,
        text=TaskText(fault="公开内容不够全面", measure="对照目录逐项补充公开内容"),
    )  # fmt: skip
    return begin(actor=bureau.reviewer, organ_id=bureau.organ.pk, year=year, now=now)


def checked(bureau: Bureau, year: int = 2025, *, now: datetime = NOW) -> AnnualReport:
    """A report that passed its own check."""
    return check_(actor=bureau.reviewer, report_id=begun(bureau, year, now=now).pk, now=now)


def signed(bureau: Bureau, year: int = 2025, *, now: datetime = NOW) -> AnnualReport:
    """A frozen report."""
    report = checked(bureau, year, now=now)
    review(actor=bureau.office_head, report_id=report.pk, now=now)
    return sign(actor=bureau.signer, report_id=report.pk, now=now)


def submitted(bureau: Bureau, year: int = 2025, *, now: datetime = NOW) -> AnnualReport:
    """A report handed in."""
    return submit(actor=bureau.reviewer, report_id=signed(bureau, year, now=now).pk, now=now)


def with_files(report: AnnualReport, *, now: datetime = NOW) -> AnnualReport:
    """The worker's part of it done."""
    files.make_files([{"edition": report.editions.exclude(frozen_at=None).last().pk}], now)
    return report


def run_jobs(now: datetime = NOW) -> None:
    """The worker's round."""
    outbox.drain(owner="test", clock=lambda: now)
