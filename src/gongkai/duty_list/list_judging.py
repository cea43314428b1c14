"""A row of a file against the organ: departments, contacts, columns looked up, rhythm read, doubts said."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from gongkai.disclosure.models import Column
from gongkai.duty_list.list_rows import ListRow, class_of
from gongkai.duty_list.models import DutyLine
from gongkai.kernel.models import Department, Organ, Role, RoleGrant
from gongkai.law.catalogue import STATUTORY_CLASSES
from gongkai.law.duty_list import Rhythm, RhythmKind, parse_rhythm

_LENGTHS = {
    "serial": 20, "level1": 100, "level2": 100, "content": 800, "basis": 800, "rhythm_text": 200,
    "audience": 100, "channel": 200,
}  # fmt: skip
_PLAIN = re.compile(r"[\s、，,。.;；（）()《》“”\"]+")


@dataclass
class JudgedRow:
    """What a row becomes: values for `apply_line` (the rhythm as a table), doubts, or why it is refused."""

    row: ListRow
    values: dict[str, Any] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    refused: str = ""


class RowJudge:
    """Judges rows for one organ, whose departments, people and columns are read once."""

    def __init__(self, organ: Organ) -> None:
        departments = list(Department.objects.filter(organ=organ, is_active=True))
        self._departments = {_plain(one.name): one.pk for one in departments}
        self._organ_names = {_plain(organ.name), _plain(organ.short_name)}
        self._columns: dict[str, int | None] = {}
        for column in Column.objects.filter(organ=organ, is_active=True):
            name = _plain(column.name)
            self._columns[name] = None if name in self._columns else column.pk
        grants = RoleGrant.objects.filter(
            organ=organ, ended_at=None, role__in=(Role.DRAFTER, Role.HEAD), person__is_active=True
        )
        self._people = {
            (department, name): pk
            for department, name, pk in grants.values_list("department", "person__name", "person")
        }

    def judge(self, row: ListRow) -> JudgedRow:
        """The row's values with everything that was assumed."""
        judged = JudgedRow(row)
        mode = row.texts.get("mode", "")
        if "依申请" in mode and "主动" not in mode.replace("依申请", ""):
            judged.refused = "公开方式是依申请公开，不列入主动公开基本目录。"
        self._read_texts(judged)
        self._read_places(judged)
        self._read_rhythm(judged)
        return judged

    def _read_texts(self, judged: JudgedRow) -> None:
        texts = dict(judged.row.texts)
        texts["rhythm_text"] = texts.get("rhythm", "")
        for name, most in _LENGTHS.items():
            text = texts.get(name, "")
            if len(text) > most:
                judged.doubts.append(f"有一格超过 {most} 字，只保留前面的部分：“{text[:12]}……”。")
            judged.values[name] = text[:most]
        code = class_of(texts.get("class", "")) or class_of(texts.get("basis", ""))
        named = texts.get("class", "")
        by_label = next((one.code for one in STATUTORY_CLASSES if named and one.label == named), "")
        judged.values["statutory_class"] = code or by_label
        if named and not (code or by_label):
            judged.doubts.append(f"法定类别“{named[:30]}”没有认出，先空着。")

    def _read_places(self, judged: JudgedRow) -> None:
        values, texts = judged.values, judged.row.texts
        named = texts.get("department", "")
        values["department"] = self._department(named)
        if named and values["department"] is None and _plain(named) not in self._organ_names:
            judged.doubts.append(f"本机关没有科室“{named[:30]}”，责任科室先空着。")
        elif values["department"] is None:
            judged.doubts.append("没有写责任科室，先空着，导入后请在目录里补上。")
        contact = texts.get("contact", "")
        values["contact"] = self._people.get((values["department"], contact))
        if contact and values["contact"] is None:
            judged.doubts.append(f"“{contact[:20]}”不是责任科室的填报人员，联系人先空着。")
        column = texts.get("column", "")
        last = re.split(r"[>＞/／\\—-]+", column)[-1] if column else ""
        values["column"] = self._columns.get(_plain(column)) or self._columns.get(_plain(last))
        if column and values["column"] is None:
            judged.doubts.append(f"没有唯一的在用栏目“{column[:30]}”，栏目先空着。")

    def _department(self, named: str) -> int | None:
        plain = _plain(named)
        if plain in self._departments:
            return self._departments[plain]
        inside = {pk for name, pk in self._departments.items() if name and name in plain}
        return inside.pop() if len(inside) == 1 else None

    def _read_rhythm(self, judged: JudgedRow) -> None:
        text = judged.row.texts.get("rhythm", "")
        read = parse_rhythm(text)
        if read is None:
            words = f"公开时限“{text[:40]}”没有读懂" if text else "没有写公开时限"
            judged.doubts.append(f"{words}，先按“有则公开”登记。")
            read = Rhythm(kind=RhythmKind.ON_EVENT)
        judged.doubts += [f"公开时限“{text[:40]}”：{doubt}" for doubt in read.doubts]
        judged.values["rhythm"] = asdict(read) | {"doubts": []}


def rhythm_from(table: dict[str, Any]) -> Rhythm:
    """The rhythm as it was kept in a row."""
    return Rhythm(**(table | {"kind": RhythmKind(table["kind"]), "doubts": ()}))


def _plain(text: str) -> str:
    return _PLAIN.sub("", text)


@dataclass
class KnownLines:
    """The organ's present lines, looked up by what they say or by their serial."""

    lines: list[DutyLine]

    def __post_init__(self) -> None:
        self._by_text: dict[tuple[str, str], list[DutyLine]] = {}
        self._by_serial: dict[str, list[DutyLine]] = {}
        self._taken: set[int] = set()
        for line in self.lines:
            self._by_text.setdefault((_plain(line.level2), _plain(line.content)), []).append(line)
            if line.serial:
                self._by_serial.setdefault(line.serial, []).append(line)

    def match(self, values: dict[str, Any]) -> DutyLine | None:
        """The line a row updates: the same words, or the same serial with the same name; each line once."""
        same = self._by_text.get((_plain(values["level2"]), _plain(values["content"])), [])
        found = next((line for line in same if line.pk not in self._taken), None)
        if found is None:
            numbered = self._by_serial.get(values["serial"], []) if values["serial"] else []
            free = [line for line in numbered if line.pk not in self._taken]
            found = next((line for line in free if _is_kin(line, values)), None)
        if found is not None:
            self._taken.add(found.pk)
        return found

    def gone(self) -> list[DutyLine]:
        """Lines that no row named."""
        return [line for line in self.lines if line.pk not in self._taken]


def _is_kin(line: DutyLine, values: dict[str, Any]) -> bool:
    """The same name or the same content; a longer or shorter name only below the same first level."""
    name, other = _plain(line.level2), _plain(values["level2"])
    content = _plain(values["content"])
    if name == other or (content and _plain(line.content) == content):
        return True
    is_longer = min(len(name), len(other)) > 3 and (name in other or other in name)
    return is_longer and _plain(line.level1) == _plain(values["level1"])
