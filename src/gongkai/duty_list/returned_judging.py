"""Rows of returned forms against the organ's list: which line and period, what is to be entered, why not."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from gongkai.disclosure.importing import parse_day
from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.duty_list import queries
from gongkai.duty_list.models import DutyFiling, DutyImportRow, DutyLine, FilingKind, ImportRowState
from gongkai.duty_list.reckoning import term_by_key
from gongkai.duty_list.returned_files import Pool
from gongkai.duty_list.returned_reading import ReturnedRow
from gongkai.kernel import filestore
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Organ
from gongkai.law.duty_list import Term

_NO_LINE = "认不出是目录里的哪一项：“编号”一格缺失或者改动过，请用下载的填报单重填。"
_NO_TERM = "这一项没有这一期，可能目录改过，请重新下载填报单。"
_ANSWERED = "这一期已经办过，不再登记；要改的请先在本月任务里撤销。"
ALREADY_THERE = "这一期已经有同名的信息，不再登记；确实要另起一条的，请改标题后再上传。"
_DOUBLE = "和本次上传的另一行是同一项同一期。"
_BOTH = "既填了标题又填了零报告，请核对后只留一样。"
_NO_TITLE = "填了正文，没有填标题。"
_NO_COLUMN = "这一项还没有定栏目，请先在目录里填上。"
_NO_CONTACT = "科室没有联系人，草稿将记在您名下。"
_NO_BODY = "没有正文，草稿里要补上。"
_BAD_DAY = "日期“{text}”没有读懂，草稿里要补上。"
_NO_FILE = "没有找到文件“{name}”，请连同填报单一起上传。"
_LEGACY = "正文文件“{name}”不能直接转成正文，作为附件收下；正文请另存为 docx。"
_BODIES = ("docx", "html", "htm", "txt")
_MOST_TITLE = 200


class ReturnedJudge:
    """Judges the rows of one upload for one organ."""

    def __init__(self, organ: Organ, pool: Pool, now: datetime) -> None:
        lines = queries.in_force(DutyLine.objects.filter(organ=organ))
        self._lines = {line.pk: line for line in lines.select_related("organ", "department", "contact")}
        self._pool, self._now = pool, now
        self._seen: set[tuple[int, str]] = set()
        self._contacts: dict[tuple[int | None, int | None], Any] = {}
        filed = DutyFiling.objects.filter(line__organ=organ)
        self._answered = set(filed.exclude(kind=FilingKind.ITEM).values_list("line", "period"))
        items = filed.filter(kind=FilingKind.ITEM)
        self._filed_items = set(items.values_list("line", "period", "item__title"))

    def judge(self, row: ReturnedRow, package: str) -> DutyImportRow:
        """The row with its state, what will be entered, doubts; not saved."""
        made = DutyImportRow(where=row.where[-150:], state=ImportRowState.READY)
        made.values = {"name": row.texts.get("name", "")[:100]}
        key = row.key
        line = self._lines.get(key[0]) if key else None
        if key is None or line is None:
            made.state = ImportRowState.REFUSED if row.is_filled else ImportRowState.EMPTY
            made.reason = _NO_LINE
            return made
        made.line = line
        try:
            self._judge_known(made, row, line, key[1], package)
        except Refused as refusal:
            made.state, made.reason, made.files = ImportRowState.REFUSED, refusal.message[:500], []
            if refusal.code == "secrecy_mark":
                made.values = {}
        return made

    def _judge_known(
        self, made: DutyImportRow, row: ReturnedRow, line: DutyLine, period: str, package: str
    ) -> None:
        term = term_by_key(line, period)
        if term is None:
            raise InputRefused(_NO_TERM)
        refuse_secrecy_marks("\n".join(row.texts.values()))
        made.values = {"name": line.level2, "period": period, "label": term.label}
        contact = self._contact(line)
        if contact is not None:
            made.values |= {"contact": contact.pk, "contact_name": contact.name}
        if not row.is_filled:
            made.state = ImportRowState.EMPTY
            return
        if (line.pk, period) in self._answered:
            raise InputRefused(_ANSWERED)
        if (line.pk, period) in self._seen:
            raise InputRefused(_DOUBLE)
        self._seen.add((line.pk, period))
        if contact is None:
            made.doubts.append(_NO_CONTACT)
        self._fill(made, row, line, term, package)

    def _contact(self, line: DutyLine) -> Any:
        place = (line.department_id, line.contact_id)
        if place not in self._contacts:
            self._contacts[place] = queries.contact_of(line)
        return self._contacts[place]

    def _fill(self, made: DutyImportRow, row: ReturnedRow, line: DutyLine, term: Term, package: str) -> None:
        texts = row.texts
        title = " ".join(texts.get("title", "").split())[:_MOST_TITLE]
        remark = " ".join(texts.get("remark", "").split())[:300]
        made.values["remark"] = remark
        if row.is_zero:
            if title:
                raise InputRefused(_BOTH)
            made.values["kind"] = "zero"
            return
        if not title and not texts.get("body") and not texts.get("body_file"):
            made.values["kind"] = "not_applicable"
            return
        if not title:
            raise InputRefused(_NO_TITLE)
        if (line.pk, term.key, title) in self._filed_items:
            raise InputRefused(ALREADY_THERE)
        if line.column_id is None:
            raise InputRefused(_NO_COLUMN)
        made.values |= {"kind": "item", "title": title, "body": texts.get("body", "")}
        self._day(made, texts.get("day", ""))
        self._files(made, texts, package)

    def _day(self, made: DutyImportRow, text: str) -> None:
        day: date | None = parse_day(text) if text else None
        if text and day is None:
            made.doubts.append(_BAD_DAY.format(text=text[:20]))
        made.values["day"] = day.isoformat() if day else ""

    def _files(self, made: DutyImportRow, texts: dict[str, str], package: str) -> None:
        body = texts.get("body_file", "").strip()
        for name in filter(None, [body, *re.split(r"[;；\n、]", texts.get("attachments", ""))]):
            wanted = name.strip()
            found = self._pool.find(wanted, package=package) if wanted else None
            if found is None:
                raise InputRefused(_NO_FILE.format(name=wanted[:60]))
            is_body = wanted == body and found.reads_as.lower().rsplit(".", 1)[-1] in _BODIES
            if wanted == body and not is_body:
                made.doubts.append(_LEGACY.format(name=found.short_name[-60:]))
            name, data = (found.reads_as, found.readable) if is_body else (found.short_name, found.data)
            stored = filestore.take_in(name=name, stream=[data], now=self._now)
            made.files.append([name[-150:], stored.pk, is_body])
        if not texts.get("body") and not any(one[2] for one in made.files):
            made.doubts.append(_NO_BODY)
