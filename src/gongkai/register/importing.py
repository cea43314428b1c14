"""Judging the rows of an office's register: what will be entered, what is there already, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.kernel.errors import InputRefused
from gongkai.register.acts.enter import Facts, require_sound
from gongkai.register.attributes import Attribute
from gongkai.register.import_dates import DayRefused, read_day
from gongkai.register.import_words import WordsRefused, read_attribute
from gongkai.register.models import RegisterBatch, RegisterEntry, RegisterRow, RowState
from gongkai.register.numbers import normalised

_LABELS = {
    "title": "题名", "formed_on": "成文日期", "department_id": "主办科室", "drafter_name": "拟稿人",
    "mode": "公开属性",
}  # fmt: skip
_CHANGED = "与登记号 {serial} 不同：{fields}"
_SAME = "与登记号 {serial} 相同"
_DOUBLE = "文号与前面第 {line} 行重复"
_NO_DEPARTMENT = "本机关没有科室“{name}”，科室留空"
_NOT_WHOLE = "“{text}”不是完整的文号，文号留空"
_KEPT_OUT = "有国家秘密标志或者属于国家秘密，不在本系统登记，内容没有保存"


class Judge:
    """Reads some rows of a batch against what the register holds now; the same few questions however many."""

    def __init__(self, batch: RegisterBatch, *, rows: Sequence[RegisterRow], now: datetime) -> None:
        self.year, self.today = batch.year, localdate(now)
        self.departments = {one.name: one.pk for one in batch.organ.departments.all()}
        numbers = {row.doc_number for row in rows if row.doc_number}
        titles = {str(row.raw.get("title", "")) for row in rows if not row.doc_number} - {""}
        known = RegisterEntry.objects.filter(organ=batch.organ, voided_at=None)
        self.by_number = {one.doc_number: one for one in known.filter(doc_number__in=numbers)}
        untold = known.filter(doc_number="", title__in=titles)
        self.by_title = {(one.title, one.formed_on): one for one in untold}
        self.seen = _taken_before(batch, rows, numbers)

    def judge(self, row: RegisterRow, *, sheet_year: int | None) -> None:
        """Put state, reason, values and the known entry on the row; a secret row keeps nothing."""
        row.entry, row.values = None, {}
        faults: list[str] = []
        notes: list[str] = []
        values = self._values(row.raw, sheet_year or self.year, faults, notes)
        if not faults:
            self._check(values, row, faults)
        if _KEPT_OUT in faults:
            row.raw, row.doc_number, faults = {}, "", [_KEPT_OUT]
        if faults:
            row.state, row.reason = RowState.REFUSED, "；".join(faults)[:500]
            return
        row.values, row.state = values, RowState.READY
        self._compare(row, notes)
        row.reason = "；".join(notes)[:500]

    def _values(
        self, raw: dict[str, str], year: int | None, faults: list[str], notes: list[str]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {
            name: raw.get(name, "") for name in ("title", "doc_number", "drafter_name", "remark")
        }
        if values["doc_number"].isdigit():
            notes.append(_NOT_WHOLE.format(text=values["doc_number"]))
            values["doc_number"] = ""
        for name in ("formed_on", "published_on"):
            values[name] = _day(raw.get(name, ""), year, faults)
        for name in ("copies", "pages"):
            digits = raw.get(name, "").removesuffix("份").removesuffix("页")
            values[name] = int(digits) if digits.isdecimal() and len(digits) < 7 else None
        values["department_id"] = self._department(raw.get("department", ""), notes)
        try:
            read = read_attribute(raw.get("attribute", ""), raw.get("ground", ""))
        except WordsRefused as refusal:
            faults.append(_KEPT_OUT if refusal.is_secret else str(refusal))
        else:
            notes += [read.note] if read.note else []
            one = read.attribute
            values |= {"mode": one.mode, "ground": one.ground, "ground_note": one.ground_note}
        return values

    def _department(self, name: str, notes: list[str]) -> int | None:
        if not name or name in self.departments:
            return self.departments.get(name)
        alike = [pk for known, pk in self.departments.items() if known in name or name in known]
        if len(alike) == 1:
            return alike[0]
        notes.append(_NO_DEPARTMENT.format(name=name[:30]))
        return None

    def _check(self, values: dict[str, Any], row: RegisterRow, faults: list[str]) -> None:
        try:
            require_sound(facts_of(values), today=self.today)
        except InputRefused as refusal:
            faults.append(_KEPT_OUT if refusal.code == "secrecy_mark" else refusal.message.strip("。"))
        number = normalised(values["doc_number"])
        here = (row.sheet, row.line)
        before = self.seen.get(number, here) if number else here
        if before != here:
            faults.append(_DOUBLE.format(line=before[1]))
        elif number and not faults:
            self.seen[number] = here

    def _compare(self, row: RegisterRow, notes: list[str]) -> None:
        values = row.values
        number = normalised(values["doc_number"])
        title_and_day = (values["title"], date.fromisoformat(values["formed_on"]))
        known = self.by_number.get(number) if number else self.by_title.get(title_and_day)
        if known is None:
            return
        row.entry = known
        fields = list(_differing(known, values))
        row.state = RowState.CHANGED if fields else RowState.SAME
        if fields:
            notes.insert(0, _CHANGED.format(serial=known.serial, fields="、".join(fields)))
        else:
            notes.insert(0, _SAME.format(serial=known.serial))


def _taken_before(
    batch: RegisterBatch, rows: Sequence[RegisterRow], numbers: set[str]
) -> dict[str, tuple[str, int]]:
    """Where earlier rows of the batch bear a number that these bear; refused ones do not count."""
    if not rows:
        return {}
    earlier = batch.rows.filter(pk__lt=rows[0].pk, doc_number__in=numbers).exclude(state=RowState.REFUSED)
    found = earlier.order_by("-pk").values_list("doc_number", "sheet", "line")
    return {number: (sheet, line) for number, sheet, line in found}


def facts_of(values: dict[str, Any]) -> Facts:
    """The facts a row's kept values stand for."""
    rest = {name: value for name, value in values.items() if name not in _ATTRIBUTE}
    for name in ("formed_on", "published_on"):
        rest[name] = date.fromisoformat(rest[name]) if rest.get(name) else None
    return Facts(attribute=attribute_in(values), **rest)


def attribute_in(values: dict[str, Any]) -> Attribute:
    """The attribute of a row's kept values."""
    return Attribute(*(values.get(name, "") for name in _ATTRIBUTE))


_ATTRIBUTE = ("mode", "ground", "ground_note")


def _day(text: str, year: int | None, faults: list[str]) -> str:
    if not text:
        return ""
    try:
        return read_day(text, year=year).isoformat()
    except DayRefused as refusal:
        faults.append(str(refusal))
        return ""


def _differing(known: RegisterEntry, values: dict[str, Any]) -> Iterable[str]:
    """What the row says otherwise; where it says nothing it does not differ."""
    for name, label in _LABELS.items():
        said = values.get(name)
        have = (
            known.formed_on.isoformat() if name == "formed_on" and known.formed_on else getattr(known, name)
        )
        if said and said != have:
            yield label
