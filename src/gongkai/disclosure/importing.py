"""Old stock on its way in: a row of the table read into what an item needs, or into reasons why not."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gongkai.disclosure.body_files import read_body, with_kept_pictures
from gongkai.disclosure.import_files import FileSource
from gongkai.disclosure.import_table import TABLE_COLUMNS, TableRow
from gongkai.disclosure.models import Column, Outlet
from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.documents import plain_to_html
from gongkai.kernel import filestore
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Department, Organ
from gongkai.law import catalogue
from gongkai.law.catalogue import UnknownCode

_HEADS = {column.field: column.head for column in TABLE_COLUMNS}
_TEXTS = ("title", "summary", "doc_number", "issuer", "origin", "keywords", "audience")
_DATES = ("formed_on", "effective_on", "expires_on")
_CODED: dict[str, Iterable[catalogue.Entry]] = {
    "genre": catalogue.GENRES,
    "statutory_class": catalogue.STATUTORY_CLASSES,
    "statistical_category": catalogue.STATISTICAL_CATEGORIES,
    "validity": catalogue.VALIDITY_VALUES,
}
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")
#: A file that cannot be read to its end.
_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError)


class RowRefused(Exception):
    """A row that cannot be taken, with every reason; `keep_nothing` when its text must not be stored."""

    def __init__(self, reasons: list[str], *, keep_nothing: bool = False) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons
        self.keep_nothing = keep_nothing


@dataclass
class ReadRow:
    """What a row holds, in a form the batch can keep: plain values, ids, dates as 2019-03-18."""

    values: dict[str, Any] = field(default_factory=dict)
    files: list[list[object]] = field(default_factory=list)


class RowReader:
    """Reads the rows of one organ's table, with its columns and departments looked up once."""

    def __init__(self, *, organ: Organ, files: FileSource, now: datetime) -> None:
        self._organ, self._files, self._now = organ, files, now
        self._columns: dict[str, Column | None] = {}
        for column in Column.objects.filter(organ=organ, is_active=True):
            self._columns[column.code] = column
            self._columns[column.name] = None if column.name in self._columns else column
        departments = list(Department.objects.filter(organ=organ, is_active=True))
        self._departments = {department.name: department for department in departments}
        self._first_department = departments[0] if departments else None

    def read(self, row: TableRow) -> ReadRow:
        """The row's values with its files taken in; raises RowRefused with every reason found."""
        try:
            refuse_secrecy_marks(*(row.text(name) for name in row.cells))
        except InputRefused as refusal:
            raise RowRefused([refusal.message], keep_nothing=True) from None
        reasons: list[str] = []
        read = ReadRow(values={"external_key": row.text("external_key")[:100]})
        for column in TABLE_COLUMNS:
            if column.required and not row.text(column.field):
                reasons.append(f"“{column.head}”没有填")
        self._place(row, read, reasons)
        self._dates(row, read, reasons)
        self._codes(row, read, reasons)
        texts = {name: row.text(name) for name in _TEXTS if row.text(name)}
        read.values["fields"] = texts | read.values.get("fields", {})
        read.values["index_number"] = row.text("index_number")
        self._require_files(row, reasons)
        if reasons:
            raise RowRefused(reasons)
        self._take_files(row, read)
        return read

    def _place(self, row: TableRow, read: ReadRow, reasons: list[str]) -> None:
        wanted = row.text("column")
        column = self._columns.get(wanted)
        if wanted and column is None:
            several = wanted in self._columns
            reasons.append(
                f"栏目“{wanted}”有同名的，请改填栏目代码" if several else f"本机关没有在用的栏目“{wanted}”"
            )
        name = row.text("department")
        department = self._departments.get(name) if name else self._default_department(column)
        if name and department is None:
            reasons.append(f"本机关没有科室“{name}”")
        elif department is None:
            reasons.append("本机关还没有科室，请先设置")
        read.values["column"] = column.pk if column else None
        read.values["department"] = department.pk if department else None

    def _default_department(self, column: Column | None) -> Department | None:
        if column is not None and column.default_department_id:
            return column.default_department
        return self._first_department

    def _dates(self, row: TableRow, read: ReadRow, reasons: list[str]) -> None:
        days: dict[str, date] = {}
        for name in (*_DATES, "published_on"):
            if name not in row.cells:
                continue
            day = parse_day(row.cells[name])
            if day is None:
                reasons.append(f"“{_HEADS[name]}”不是日期，请写成 2019-03-18 的样子")
            else:
                days[name] = day
        published = days.pop("published_on", None)
        if published and published >= self._organ.opened_on:
            reasons.append("发布日期不早于本机关启用本系统的日期，应在系统中起草、审核、发布")
        if published and "formed_on" in days and days["formed_on"] > published:
            reasons.append("成文日期晚于发布日期，请核对")
        read.values["published_on"] = published.isoformat() if published else ""
        fields = {name: day.isoformat() for name, day in days.items()}
        read.values.setdefault("fields", {}).update(fields)

    def _codes(self, row: TableRow, read: ReadRow, reasons: list[str]) -> None:
        fields = read.values.setdefault("fields", {})
        for name, table in _CODED.items():
            wanted = row.text(name)
            if not wanted:
                continue
            code = next((entry.code for entry in table if wanted in {entry.code, entry.label}), None)
            if code is None:
                reasons.append(f"“{_HEADS[name]}”没有“{wanted}”这一项")
            else:
                fields[name] = code
        outlet = row.text("outlet")
        if outlet:
            chosen = next((one for one in Outlet if outlet in {one.value, one.label}), None)
            if chosen is None:
                reasons.append(f"“{_HEADS['outlet']}”没有“{outlet}”这一项")
            else:
                fields["outlet"] = str(chosen)
        topic = row.text("topic")
        if topic:
            code = _topic_code(topic)
            if code is None:
                reasons.append(f"“主题分类”没有“{topic}”这一项")
            else:
                fields["topic"] = code

    def _require_files(self, row: TableRow, reasons: list[str]) -> None:
        body_file = row.text("body_file")
        if body_file and row.text("body"):
            reasons.append("“正文”和“正文文件”只填一个")
        for name in filter(None, [body_file, *_names(row.text("attachments"))]):
            found = self._files.open(name)
            if found is None:
                reasons.append(f"文件包中没有“{name}”")
            else:
                found.close()

    def _take_files(self, row: TableRow, read: ReadRow) -> None:
        try:
            self._take_body(row, read)
            for name in _names(row.text("attachments")):
                display = name.replace("\\", "/").rsplit("/", 1)[-1][-150:]
                read.files.append([display, self._take_in(name, display)])
        except Refused as refusal:
            raise RowRefused([refusal.message], keep_nothing=refusal.code == "secrecy_mark") from None
        except _BROKEN:
            raise RowRefused(["文件包中的文件已损坏，读不出来"]) from None

    def _take_body(self, row: TableRow, read: ReadRow) -> None:
        name = row.text("body_file")
        if not name:
            read.values["body_html"] = plain_to_html(row.text("body"))
            return
        stream = self._files.open(name)
        if stream is None:
            raise InputRefused(f"文件包中没有“{name}”")
        with stream:
            converted = read_body(name=name, stream=stream)
        pictures: list[int] = []

        def keep(picture_name: str, data: bytes) -> str:
            stored = filestore.take_in(name=picture_name, stream=[data], now=self._now)
            pictures.append(stored.pk)
            return f"picture:{stored.digest}"

        read.values["body_html"] = with_kept_pictures(converted, keep)
        read.values["pictures"], read.values["notes"] = pictures, converted.notes

    def _take_in(self, name: str, display: str) -> int:
        stream = self._files.open(name)
        if stream is None:
            raise InputRefused(f"文件包中没有“{name}”")
        with stream:
            return filestore.take_in(name=display, stream=stream, now=self._now).pk


def _topic_code(wanted: str) -> str | None:
    if wanted in catalogue.TOPICS:
        return wanted
    try:
        return catalogue.topic_by_path(wanted.replace("/", "\\")).code
    except UnknownCode:
        labelled = [topic.code for topic in catalogue.TOPICS if topic.label == wanted]
        return labelled[0] if len(labelled) == 1 else None


def _names(cell: str) -> list[str]:
    return [name for name in (part.strip() for part in re.split(r"[；;\n]", cell)) if name]


def parse_day(cell: str | date) -> date | None:
    """The day a cell names (2019-03-18, 2019/3/18, 2019年3月18日, 20190318), or None."""
    if isinstance(cell, date):
        return cell
    found = _DATE.fullmatch(cell.strip().split(" ")[0])
    if not found:
        return None
    try:
        year, month, day = (int(part) for part in found.groups() if part)
        return date(year, month, day)
    except ValueError:
        return None
