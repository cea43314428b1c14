"""`gongkai report check`: what stands against annual reports, file by file."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.cli.output import (
    FAILED,
    FINDINGS,
    FINE,
    CommandFailed,
    complain,
    say,
    say_json,
    say_table,
    width_of,
)
from gongkai.cli.parser import ChineseParser, Commands, add_json
from gongkai.cli.report_files import Job
from gongkai.cli.report_reading import Unread, over_files, read_report
from gongkai.law.report_form import EQUATIONS
from gongkai.reports.checks import CHECKS, check
from gongkai.reports.report import ReadReport
from gongkai.reports.told import check_json
from gongkai.reports.verdicts import Finding, Result

_ONE_FILE = "--previous 只能与一个年报文件一起用，请逐个检查。"
_PREVIOUS_UNREAD = "上一年的年报 {file} 没有读出：{error}"
_UNREAD = "{file}：没有读出。{error}"
_TITLE = "{file}：{organ}{year}年年报（{form}）"
_NO_YEAR = "{file}：{organ}年报，年份没有读出（{form}）"
_NO_ORGAN = "（机关没有读出）"
_GROUP = "{label}（{count}项）"
_AT = "{message}（位置：{where}）"
_NOT_ASSESSABLE = "无法判断{count}项：{reasons}"
_PASSED = "相符{count}项"
_TIMES = "{name}（{count}项）"
_NOTHING_WRONG = "没有发现问题。"
_TOTAL = "共{files}个文件，{unread}个没有读出，{failed}个有错误。"
_HEAD = ("文件", "错误", "不符", "需要核实", "无法判断", "相符")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read and checked."""

    file: str
    report: ReadReport
    findings: tuple[Finding, ...]

    @property
    def has_failed(self) -> bool:
        """Whether any of it must be put right."""
        return any(one.counts_as_failure for one in self.findings)


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "check", help="检查年报：勾稽关系、跨年衔接、文字与数字、格式与内容（不需要数据库）"
    )
    parser.add_argument("files", metavar="文件", nargs="+", help="年报文件，或者放年报的文件夹")
    parser.add_argument(
        "--previous", metavar="上年年报", help="同一机关上一年的年报，用来核对结转和照抄；只能检查一个文件"
    )
    parser.add_argument("--all", action="store_true", help="相符的和无法判断的检查也逐项列出")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Check each file; 1 when something must be put right, 2 when a file could not be read."""
    previous = _previous(args) if args.previous else None
    results = list(over_files(args.files, partial(check_file, previous=previous), failed=_as_it_is))
    if args.json:
        say_json([_table(result) for result in results])
    else:
        for result in results:
            _tell(result, every=args.all)
        if len(results) > 1:
            _sum_up(results)
    if any(isinstance(result, Unread) for result in results):
        return FAILED
    return FINDINGS if any(isinstance(r, Checked) and r.has_failed for r in results) else FINE


def check_file(job: Job, *, previous: ReadReport | None = None) -> Checked | Unread:
    """Read and check one file."""
    report = read_report(job)
    if isinstance(report, Unread):
        return report
    return Checked(job.shown, report, check(report, previous))


def _as_it_is(unread: Unread) -> Checked | Unread:
    return unread


def _previous(args: Namespace) -> ReadReport:
    if len(args.files) != 1 or Path(args.files[0]).is_dir():
        raise CommandFailed(_ONE_FILE)
    report = read_report(Job(args.previous, Path(args.previous)))
    if isinstance(report, Unread):
        raise CommandFailed(_PREVIOUS_UNREAD.format(file=report.file, error=report.error))
    return report


def _table(result: Checked | Unread) -> dict[str, Any]:
    if isinstance(result, Unread):
        return {"file": result.file, "error": result.error}
    return {"file": result.file, **check_json(result.report, result.findings)}


def _tell(result: Checked | Unread, *, every: bool) -> None:
    if isinstance(result, Unread):
        complain(_UNREAD.format(file=result.file, error=result.error))
        return
    report = result.report
    title = _NO_YEAR if report.year is None else _TITLE
    say(
        title.format(
            file=result.file, organ=report.organ or _NO_ORGAN, year=report.year, form=report.form.label
        )
    )
    for gap in report.gaps:
        say(f"  {gap}")
    for kind in (Result.FAIL, Result.UNCERTAIN):
        _list(result.findings, kind)
    if not any(one.result in (Result.FAIL, Result.UNCERTAIN) for one in result.findings):
        say(f"  {_NOTHING_WRONG}")
    if every:
        _list(result.findings, Result.NOT_ASSESSABLE)
        _list(result.findings, Result.PASS)
        return
    _count(result.findings)


def _list(findings: Iterable[Finding], kind: Result) -> None:
    """One kind of result, the heavier first, each on a line of its own."""
    found = [one for one in findings if one.result is kind]
    if not found:
        return
    say("  " + _GROUP.format(label=kind.label, count=len(found)))
    names = [check_name(one) for one in found]
    widest = max(width_of(name) for name in names)
    for one, name in sorted(zip(found, names, strict=True), key=lambda pair: not pair[0].counts_as_failure):
        message = _AT.format(message=one.message, where=one.where) if one.where else one.message
        padded = name + " " * (widest - width_of(name))
        say(f"    {one.severity.label}  {padded}  {message}")


def _count(findings: Iterable[Finding]) -> None:
    """What could not be judged in one line by check, and how many hold."""
    kinds = Counter(one.result for one in findings)
    unjudged = Counter(check_name(one) for one in findings if one.result is Result.NOT_ASSESSABLE)
    if unjudged:
        reasons = "、".join(_TIMES.format(name=name, count=count) for name, count in unjudged.items())
        say("  " + _NOT_ASSESSABLE.format(count=kinds[Result.NOT_ASSESSABLE], reasons=reasons))
    say("  " + _PASSED.format(count=kinds[Result.PASS]))


def check_name(one: Finding) -> str:
    """What a check is called for people."""
    if one.check in EQUATIONS:
        return f"{one.scope.label} {one.check}"
    return CHECKS.label(one.check) if one.check in CHECKS else one.scope.label


def _sum_up(results: Sequence[Checked | Unread]) -> None:
    """All files in one table, so that the faulty ones are seen at once."""
    rows: list[tuple[str, ...]] = []
    for result in results:
        if isinstance(result, Unread):
            rows.append((result.file, "没有读出", "", "", "", ""))
            continue
        kinds = Counter(one.result for one in result.findings)
        counts = (kinds[k] for k in (Result.FAIL, Result.UNCERTAIN, Result.NOT_ASSESSABLE, Result.PASS))
        errors = sum(one.counts_as_failure for one in result.findings)
        rows.append((result.file, str(errors), *map(str, counts)))
    say()
    say_table(_HEAD, rows)
    unread = sum(isinstance(result, Unread) for result in results)
    failed = sum(isinstance(result, Checked) and result.has_failed for result in results)
    say(_TOTAL.format(files=len(results), unread=unread, failed=failed))
