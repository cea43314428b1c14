"""Reports read for a command: the file is opened, understood, and whatever stands against it is said."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gongkai.cli.report_files import Job, each, files_in
from gongkai.reports.report import ReadReport

T = TypeVar("T")

NO_REPORTS = "文件夹里没有可以读取的文件（docx、doc、wps、xlsx、xls、html、pdf、txt 等）。"
DIED = "读取时进程中断，没有读完。请用原软件打开，另存后重试。"
_BROKEN = "读取时出错，没有读完。请用原软件打开，另存后重试。"
_NO_REPORT = "文件里没有找到年度报告：没有标题、六个部分和统计表。请检查是否选错了文件。"
_OLD = frozenset({".doc", ".wps", ".rtf"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and what to do about it."""

    file: str
    error: str


def read_report(job: Job) -> ReadReport | Unread:
    """The report in a file, or why there is none to be had."""
    # Every command loads this module; only reading a report needs the readers with their libraries.
    from gongkai.reports.finding import understand
    from gongkai.reports.reading import read_source
    from gongkai.reports.reading.refusals import ReportUnreadable

    try:
        source = read_source(job.path, name=Path(job.shown).name)
        report = understand(source, file_name=Path(job.shown).name)
    except ReportUnreadable as refused:
        return Unread(job.shown, refused.message)
    except Exception:  # noqa: BLE001 - whatever a hostile file brings about, the others are to be read
        return Unread(job.shown, _BROKEN)
    is_report = report.tables or report.title or any(section.code for section in report.sections)
    return report if is_report else Unread(job.shown, _NO_REPORT)


def over_files(names: Sequence[str], work: Callable[[Job], T], failed: Callable[[Unread], T]) -> Iterator[T]:
    """The work's result for every file the names stand for; old Word files are converted in one run first."""
    from gongkai.reports.reading.doc import convert_many

    jobs: list[Job | Unread] = []
    for name in names:
        found = files_in(name)
        jobs += [Job(str(path), path) for path in found] or [Unread(name, NO_REPORTS)]
    old = [job.path for job in jobs if isinstance(job, Job) and job.path.suffix.lower() in _OLD]
    with tempfile.TemporaryDirectory(prefix="gongkai-reports-") as folder:
        made = convert_many([path for path in old if path.is_file()], Path(folder)) if len(old) > 1 else {}
        ready = [Job(job.shown, made.get(job.path, job.path)) for job in jobs if isinstance(job, Job)]
        done = each(work, ready, lambda job: failed(Unread(job.shown, DIED)))
        for job in jobs:
            yield failed(job) if isinstance(job, Unread) else next(done)
