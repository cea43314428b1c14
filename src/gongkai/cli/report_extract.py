"""`gongkai report extract`: the cells and sections of an annual report as they were read."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from gongkai.cli.output import FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_json
from gongkai.cli.report_files import Job
from gongkai.cli.report_reading import Unread, read_report
from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, CellId
from gongkai.reports.checks.labels import TABLE_LABELS, column_label, row_label
from gongkai.reports.report import Kind, ReadReport
from gongkai.reports.told import extract_json

_UNREAD = "{file}：没有读出。{error}"
_TITLE = "{organ}{year}年年报（{form}）"
_NO_NAME, _NO_YEAR = "（机关没有读出）", "（年份没有读出）"
_NO_TABLE = "没有找到这张表。"
_SECTIONS = "各部分"
_NOTES = "格里的说明和读不出的格"
_NOTE = "{row} {column}：{note}（{where}）"
_NOTE_NOWHERE = "{row} {column}：{note}"
_SIGNED = "落款：{organ} {day}"
_KINDS = {Kind.BLANK: "空", Kind.DASH: "/", Kind.UNREADABLE: "？"}
_MISSING = "？"


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("extract", help="读出年报的三张表和各部分（不需要数据库）")
    parser.add_argument("file", metavar="文件", help="docx、doc、xlsx、xls、html、pdf、txt 等文件")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print what was read; 2 when the file could not be read."""
    report = read_report(Job(args.file, Path(args.file)))
    if isinstance(report, Unread):
        raise CommandFailed(_UNREAD.format(file=report.file, error=report.error))
    if args.json:
        say_json({"file": args.file, **extract_json(report)})
    else:
        _tell(report)
    return FINE


def _tell(report: ReadReport) -> None:
    year = _NO_YEAR if report.year is None else report.year
    say(_TITLE.format(organ=report.organ or _NO_NAME, year=year, form=report.form.label))
    for gap in report.gaps:
        say(f"  {gap}")
    _tell_single_figures(report)
    for table in (TABLE3, TABLE4):
        _tell_table(report, table)
    notes = list(_notes(report))
    if notes:
        say(_NOTES)
        for note in notes:
            say(f"  {note}")
    if report.sections:
        say(_SECTIONS)
        say_table(
            ("标题", "字数", "位置"),
            [(section.heading, str(len(section.text)), section.where) for section in report.sections],
        )
    if report.signed_on or report.signed_by:
        day = report.signed_on.isoformat() if report.signed_on else ""
        say(_SIGNED.format(organ=report.signed_by, day=day))


def _tell_single_figures(report: ReadReport) -> None:
    """Table 2, whose blocks have columns of their own: a figure a line."""
    say(TABLE_LABELS[TABLE2])
    if TABLE2 not in report.tables:
        say(f"  {_NO_TABLE}")
        return
    rows = []
    for block in report.form.blocks:
        rows += [
            (block.label, row_label(report.form, at), column_label(report.form, at), _shown(report, at))
            for at in block.cells()
        ]
    say_table(("项目", "信息内容", "栏", "数"), rows)


def _tell_table(report: ReadReport, table: str) -> None:
    say(TABLE_LABELS[table])
    if table not in report.tables:
        say(f"  {_NO_TABLE}")
        return
    form = report.form
    columns = form.applicants if table == TABLE3 else form.results
    rows = [
        (
            row_label(form, CellId(table, row.code)),
            *(_shown(report, CellId(table, row.code, column.code)) for column in columns),
        )
        for row in (form.rows if table == TABLE3 else form.remedies)
    ]
    say_table(("", *(column.label for column in columns)), rows)


def _shown(report: ReadReport, at: CellId) -> str:
    cell = report.cells.get(at)
    if cell is None:
        return _MISSING
    return str(cell.value) if cell.value is not None else _KINDS.get(cell.kind, _MISSING)


def _notes(report: ReadReport) -> Iterator[str]:
    for at, cell in report.cells.items():
        note = cell.note or (cell.raw if cell.kind is Kind.UNREADABLE else "")
        if note:
            sentence = _NOTE if cell.where else _NOTE_NOWHERE
            row, column = row_label(report.form, at), column_label(report.form, at)
            yield sentence.format(row=row, column=column, note=note, where=cell.where)
