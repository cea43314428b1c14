"""Whether the three tables are there, with figures in them that could be read, and no cell left empty."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, TABLES, CellId
from gongkai.reports.checks.declared import LIMITS, Outcome, Subject, passed
from gongkai.reports.checks.form_sections import has_pictures
from gongkai.reports.checks.labels import TABLE_LABELS, cell_label, row_label
from gongkai.reports.report import Kind, ReadReport
from gongkai.reports.verdicts import Result, Severity

_SECTIONS = {TABLE2: ("二", "proactive"), TABLE3: ("三", "requests"), TABLE4: ("四", "remedies")}
_MISSING = "第{number}部分没有找到统计表（{table}）。"
_IN_A_PICTURE = "第{number}部分没有找到统计表（{table}）；文件里有没有读取的图片，表可能在图片里，请核对。"
_NO_FIGURES = "第{number}部分的统计表（{table}）里没有数字。"
_PARTLY = "{table}有{count}格没有读出数字，涉及：{rows}。请打开文件核对。"
_READ = "{table}的{count}格都已读出。"
_BLANK = "{table}有{count}格没有填数字：{cells}。应填数字，没有发生的填0。"
_FULL = "{table}没有空格。"
_AND_SO_ON = "{words}等"


def tables_present(subject: Subject) -> Iterator[Outcome]:
    """For each table: missing, without figures, read in part, or read."""
    for table in TABLES:
        yield _table(subject.report, table)


def blank_cells(subject: Subject) -> Iterator[Outcome]:
    """For each table with figures: the cells that were left empty or struck out."""
    report = subject.report
    for table in TABLES:
        cells = _expected(report, table)
        empty = [at for at in cells if at in report.cells and _is_empty(report, at)]
        if not any(report.value(at) is not None for at in cells):
            continue
        if not empty:
            yield passed(_FULL.format(table=TABLE_LABELS[table]), table)
            continue
        names = _listed([cell_label(report.form, at).removeprefix(TABLE_LABELS[table]) for at in empty])
        message = _BLANK.format(table=TABLE_LABELS[table], count=len(empty), cells=names)
        places = _listed([report.cells[at].where for at in empty])
        yield Outcome(table, message, None, str(len(empty)), "0", places)


def _table(report: ReadReport, table: str) -> Outcome:
    label = TABLE_LABELS[table]
    number, code = _SECTIONS[table]
    section = report.section(code)
    where = section.where if section else ""
    cells = _expected(report, table)
    if table not in report.tables:
        result, sentence = (Result.UNCERTAIN, _IN_A_PICTURE) if has_pictures(report) else (None, _MISSING)
        return Outcome(table, sentence.format(number=number, table=label), result, where=where)
    if not any(report.value(at) is not None or _is_unreadable(report, at) for at in cells):
        return Outcome(table, _NO_FIGURES.format(number=number, table=label), left="0", where=where)
    lacking = [at for at in cells if at not in report.cells or _is_unreadable(report, at)]
    if not lacking:
        return passed(_READ.format(table=label, count=len(cells)), table)
    rows = _listed([row_label(report.form, at) for at in lacking])
    message = _PARTLY.format(table=label, count=len(lacking), rows=rows)
    places = [report.cells[at].where for at in lacking if at in report.cells]
    read = str(len(cells) - len(lacking))
    return Outcome(table, message, Result.UNCERTAIN, read, str(len(cells)), _listed(places), Severity.WARNING)


def _expected(report: ReadReport, table: str) -> list[CellId]:
    return [at for at in report.form.cells() if at.table == table]


def _is_unreadable(report: ReadReport, at: CellId) -> bool:
    return at in report.cells and report.cells[at].kind is Kind.UNREADABLE


def _is_empty(report: ReadReport, at: CellId) -> bool:
    return report.cells[at].kind in (Kind.BLANK, Kind.DASH)


def _listed(words: list[str]) -> str:
    words = [word for word in dict.fromkeys(words) if word]
    most = int(LIMITS["places_shown"])
    listed = "、".join(words[:most])
    return _AND_SO_ON.format(words=listed) if len(words) > most else listed
