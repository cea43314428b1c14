"""`gongkai clock`: by when a request must be answered, and why, without any database."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gongkai.cli.output import FINDINGS, FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_json
from gongkai.law.calendar import Calendar, CalendarError, load_notice
from gongkai.law.clock import ClockError, Lamp, Reading, Story, clock, lamp, read_story, rules_on
from gongkai.law.clock.story_file import MOST_BYTES

WEEKDAYS = "一二三四五六日"
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LOCAL = ZoneInfo("Asia/Shanghai")

_STANDS = "截至{day}：{state}。"
_DUE = "最迟答复日：{day}，{lamp}。"
_DUE_PROVISIONAL = "最迟答复日：{day}，{lamp}。暂定：所涉年份的放假安排尚未载入。"
_NO_DUE = "现在没有正在计算的答复期限。"
_OTHER = "另一种算法（有争议的通知也使期限重新起算）：{day}。为稳妥，请按最迟答复日办理。"
_RESPOND = "申请人补正的期限：{day}。"
_PAY = "申请人缴费的期限：{day}。"
_BREACH = "违反规定：{text}（{basis}）"
_IMPOSSIBLE = "不合情理：{day}，{text}"
_LINE = "{day}  {text}（{basis}）"
_PROVISIONAL_DAY = "{why}，暂定"


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("clock", help="依申请公开的期限：到期日和每一天的理由（不需要数据库）")
    parser.add_argument("file", metavar="文件", help="案件文件（YAML），格式见 docs/features/clock.md")
    parser.add_argument(
        "--as-of", metavar="日期", help="截至哪一天，如 2026-03-01；不写为今天（文件里有更晚的事则为那一天）"
    )
    parser.add_argument("--calendar", metavar="通知", help="另加一年的放假安排通知（txt 或 JSON）")
    parser.add_argument("--days", action="store_true", help="逐日列出：第几个工作日，为什么算或不算")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Read the case and tell its clock; 1 for a breach or an impossible story."""
    try:
        story = read_story(_content(args.file))
        calendar = _calendar(args.calendar)
        as_of = _as_of(args.as_of, story)
        rules = rules_on(story.received.day0 or story.received.arrived_on or as_of)
        reading = clock(story, calendar=calendar, rules=rules, as_of=as_of)
    except (ClockError, CalendarError) as error:
        raise CommandFailed(str(error)) from error
    colour = lamp(reading, as_of, calendar)
    if args.json:
        days = {"days": days_of(reading)} if args.days else {}
        say_json(table_of(reading, colour) | days)
    else:
        _tell(reading, colour, as_of)
        if args.days:
            _tell_days(reading)
    return FINDINGS if reading.breaches or reading.impossible else FINE


def _content(name: str) -> bytes:
    path = Path(name)
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandFailed(f"打不开文件“{path}”，请检查路径和权限。") from error


def _calendar(name: str | None) -> Calendar:
    builtin = Calendar.builtin()
    return builtin.with_notice(load_notice(Path(name))) if name else builtin


def _as_of(text: str | None, story: Story) -> date:
    if text is None:
        today = datetime.now(LOCAL).date()
        return max([today, *(event.on for event in story.events)])
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise CommandFailed(f"--as-of 写作“{text}”，不是日期，请写成 2026-02-10 这样的形式。")


def table_of(reading: Reading, colour: Lamp | None) -> dict[str, object]:
    """The reading as the command's JSON, see docs/schemas/clock.schema.json."""
    return {
        "state": reading.state.value,
        "lamp": colour.value if colour else None,
        "day0": _iso(reading.day0),
        "restarted_on": _iso(reading.restarted_on),
        "first_due": _iso(reading.first_due),
        "due": _iso(reading.due),
        "due_if_restarted": _iso(reading.due_if_restarted),
        "respond_by": _iso(reading.respond_by),
        "pay_by": _iso(reading.pay_by),
        "provisional": reading.provisional,
        "used": reading.used,
        "remaining": reading.remaining,
        "excluded": [
            {"from": _iso(e.from_), "to": _iso(e.to), "working_days": e.working_days, "why": e.why}
            for e in reading.excluded
        ],
        "breaches": [{"code": b.code.value, "text": b.text} for b in reading.breaches],
        "impossible": [
            {"code": i.code.value, "date": _iso(i.date), "text": i.text} for i in reading.impossible
        ],
        "trace": [{"date": _iso(t.date), "text": t.text, "basis": t.basis} for t in reading.trace],
        "calendar_version": reading.calendar_version,
        "rules_version": reading.rules_version,
    }


def days_of(reading: Reading) -> list[dict[str, object]]:
    """Every day of the count as the command's JSON has it."""
    return [
        {
            "date": _iso(day.date),
            "counted": day.counted,
            "why": day.why,
            "source": day.source,
            "provisional": day.provisional,
        }
        for day in reading.days
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _tell(reading: Reading, colour: Lamp | None, as_of: date) -> None:
    say(_STANDS.format(day=_words(as_of), state=reading.state.label))
    say(_due_line(reading, colour))
    for sentence, day in (
        (_OTHER, reading.due_if_restarted),
        (_RESPOND, reading.respond_by),
        (_PAY, reading.pay_by),
    ):
        if day:
            say(sentence.format(day=_words(day)))
    for breach in reading.breaches:
        say(_BREACH.format(text=breach.text, basis=breach.basis))
    for impossible in reading.impossible:
        say(_IMPOSSIBLE.format(day=_words(impossible.date), text=impossible.text))
    say()
    for line in reading.trace:
        say(_LINE.format(day=_words(line.date), text=line.text, basis=line.basis))
    if reading.excluded:
        say()
        head = ["不计算的时间", "至", "工作日", "缘由"]
        rows = [[str(e.from_), str(e.to), str(e.working_days), e.why] for e in reading.excluded]
        say_table(head, rows)


def _due_line(reading: Reading, colour: Lamp | None) -> str:
    if reading.due is None:
        return _NO_DUE
    sentence = _DUE_PROVISIONAL if reading.provisional else _DUE
    day = _words(reading.due)
    return sentence.format(day=day, lamp=colour.label if colour else reading.state.label)


def _tell_days(reading: Reading) -> None:
    say()
    rows = [
        [
            day.date.isoformat(),
            str(day.counted) if day.counted else "",
            _PROVISIONAL_DAY.format(why=day.why) if day.provisional else day.why,
            day.source,
        ]
        for day in reading.days
    ]
    say_table(["日期", "第几个", "为什么", "依据"], rows)


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"
