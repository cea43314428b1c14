"""`gongkai calendar`: the working days of a year, checking a notice, loading it."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta
from pathlib import Path

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINDINGS, FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_dir, add_json, sub_commands
from gongkai.law.calendar import Calendar, Day, DayKind, InvalidNotice, YearNotice, load_notice

WEEKDAYS = "一二三四五六日"
EARLIEST, LATEST = 1949, 2999


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command and its three parts."""
    parser = commands.add_parser("calendar", help="工作日日历：查看一年、检查通知、载入通知")
    parts = sub_commands(parser, dest="part")
    show = parts.add_parser("show", help="列出一年的放假和调休（不需要数据库）")
    show.add_argument("year", metavar="年份", type=int, help="四位年份，如 2026")
    add_json(show)
    show.set_defaults(run=run_show)
    check = parts.add_parser("check", help="检查放假安排通知能不能载入（不需要数据库）")
    load = parts.add_parser("load", help="载入放假安排通知，立即生效")
    for part in (check, load):
        part.add_argument("file", metavar="文件", help="通知全文（txt）或 JSON")
        part.add_argument("--extra-days", metavar="天数", type=int, default=0, help="国家临时增加的假日天数")
        part.add_argument("--extra-reason", metavar="理由", default="", help="增加假日的依据")
    add_dir(load)
    check.set_defaults(run=run_check)
    load.set_defaults(run=with_data(run_load))


def run_show(args: Namespace) -> int:
    """Print the days of the year that are not what their weekday says."""
    if not EARLIEST <= args.year <= LATEST:
        raise CommandFailed(f"年份须在 {EARLIEST} 至 {LATEST} 之间。")
    calendar = Calendar.builtin()
    first = date(args.year, 1, 1)
    days = [
        calendar.day(first + timedelta(days=n)) for n in range((date(args.year, 12, 31) - first).days + 1)
    ]
    special = [day for day in days if day.kind not in (DayKind.WORKDAY, DayKind.WEEKEND)]
    notice = calendar.notice_for(args.year)
    workdays = sum(day.is_workday for day in days)
    if args.json:
        say_json(_table(args.year, notice, workdays, special, calendar))
        return FINE
    say(f"{args.year}年：工作日 {workdays} 天。")
    say(f"依据：{notice.notice or notice.source}" if notice else "放假安排通知尚未载入，以下为暂定。")
    rows = [[day.date.isoformat(), f"星期{WEEKDAYS[day.date.weekday()]}", day.label] for day in special]
    say_table(["日期", "星期", "安排"], rows)
    return FINE


def _table(
    year: int, notice: YearNotice | None, workdays: int, special: list[Day], calendar: Calendar
) -> dict[str, object]:
    return {
        "year": year,
        "status": str(notice.status) if notice else "provisional",
        "notice": notice.notice if notice else "",
        "workdays": workdays,
        "calendar": calendar.version,
        "days": [
            {"date": day.date.isoformat(), "workday": day.is_workday, "label": day.label} for day in special
        ],
    }


def run_check(args: Namespace) -> int:
    """Say whether a notice could be loaded; 1 with every fault when it could not."""
    try:
        notice = _notice(args)
    except InvalidNotice as error:
        for problem in error.problems:
            say(problem)
        return FINDINGS
    say(f"{notice.year}年的通知可以载入：{notice.notice}")
    return FINE


def run_load(args: Namespace) -> int:
    """Keep the notice; the one of the same year is replaced."""
    from gongkai.kernel.calendars import keep_notice

    try:
        notice = _notice(args)
    except InvalidNotice as error:
        raise CommandFailed("通知没有载入。" + "".join(error.problems)) from error
    keep_notice(notice)
    say(f"已载入{notice.year}年的放假安排：{notice.notice}")
    return FINE


def _notice(args: Namespace) -> YearNotice:
    path = Path(args.file)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandFailed(f"打不开文件“{path}”，请检查路径和权限。") from error
    return load_notice(content, extra_days=args.extra_days, extra_reason=args.extra_reason)
