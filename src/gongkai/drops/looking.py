"""What the checks and the screening say of a document before it is an item; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.disclosure.acts.edit import apply_changes
from gongkai.disclosure.checks import Issue, Level
from gongkai.disclosure.checks.dates import dates_can_be, twenty_working_days
from gongkai.disclosure.checks.guide import guide_is_complete
from gongkai.disclosure.checks.metadata import codes_are_known, required_metadata
from gongkai.disclosure.models import AllowedValue, Column, Item
from gongkai.disclosure.screening import printed_texts
from gongkai.drops.matching import missing_of
from gongkai.drops.models import DropDocument, DropFile
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.filestore import KeptFinding, keep_finding
from gongkai.kernel.models import StoredFile
from gongkai.law.calendar import Calendar
from gongkai.screening import screen_text

#: The checks of the item page that need no saved item.
_CHECKS = (required_metadata, codes_are_known, dates_can_be, twenty_working_days, guide_is_complete)
_FOUND = "{where}中有{label}：{masked}。请删去，或由审核员说明理由后放行。"
_UNREAD = "附件“{name}”没有能全部自动检查，请人工核对：{note}"
_PICTURES = "正文有 {number} 幅图片，图片中的文字无法自动检查，请人工查看。"
_MISSING = "正文列出的附件“{name}”没有找到文件，请补充投放或者生成以后上传。"


def issues_of(
    document: DropDocument, values: Mapping[str, object], files: Sequence[DropFile], *, now: datetime
) -> list[Issue]:
    """Every issue the item would have, as the item page says it, the gravest first."""
    item, refusals = _imagined(document, values, now)
    issues = [*refusals, *_checked(item, localdate(now)), *_screened(item, document, files)]
    issues += [
        Issue("drops.missing_attachment", Level.WARNS, "attachments", _MISSING.format(name=name))
        for name in missing_of(document.listed, [file.name for file in files])
    ]
    return sorted(issues, key=lambda issue: issue.level.order)


def _imagined(
    document: DropDocument, values: Mapping[str, object], now: datetime
) -> tuple[Item, list[Issue]]:
    """The item as it would be, unsaved."""
    organ = document.drop.organ
    chosen = values.get("column")
    columns = Column.objects.filter(organ=organ, pk=chosen if isinstance(chosen, int) else 0)
    column = columns.first() or Column(organ=organ)
    item = Item(
        organ=organ, column=column, department=document.drop.department, created_at=now,
        issuer=organ.name, topic=column.default_topic, genre=column.default_genre,
        statutory_class=column.default_class, statistical_category=column.default_category,
        time_class=column.default_time_class,
    )  # fmt: skip
    own = {
        name: value for name, value in values.items()
        if name not in ("column", "department") and value not in ("", None)
    }  # fmt: skip
    try:
        apply_changes(item, own | {"body_html": document.body_html})
    except InputRefused as refusal:
        texts = list(refusal.fields.values()) or [refusal.message]
        return item, [Issue("drops.refused", Level.BLOCKS, "title", text) for text in texts]
    return item, []


def _checked(item: Item, today: date) -> Iterator[Issue]:
    calendar: Calendar = calendar_for(item.organ)
    for check in _CHECKS:
        yield from check(item, today, calendar)


def _screened(item: Item, document: DropDocument, files: Sequence[DropFile]) -> Iterator[Issue]:
    allowed = set(AllowedValue.objects.filter(organ=item.organ_id).values_list("key", flat=True))
    said: set[tuple[str, str]] = set()
    for finding in (*_in_text(item), *_in_files(document, files)):
        is_new = (finding.where, finding.key) not in said
        said.add((finding.where, finding.key))
        if is_new and finding.key not in allowed and finding.overridable:
            level = Level.BLOCKS_APPROVAL if finding.severity == "block" else Level.WARNS
            message = _FOUND.format(where=finding.where, label=finding.label, masked=finding.masked)
            yield Issue(finding.check, level, "body_html", message, key=finding.key, excerpt=finding.excerpt)
    for name, stored in _going_along(document, files):
        if not stored.read_completely:
            message = _UNREAD.format(name=name, note=stored.read_note)
            yield Issue("content.unread_file", Level.WARNS, "attachments", message)
    if document.pictures:
        message = _PICTURES.format(number=len(document.pictures))
        yield Issue("content.unread_file", Level.WARNS, "attachments", message)


def _in_text(item: Item) -> Iterator[KeptFinding]:
    for where, text in printed_texts(item):
        yield from (keep_finding(found) for found in screen_text(text, where=where))


def _in_files(document: DropDocument, files: Sequence[DropFile]) -> Iterator[KeptFinding]:
    for name, stored in _going_along(document, files):
        for found in stored.findings:
            yield KeptFinding(**(found | {"where": "附件“{}” {}".format(name, found["where"])}))


def _going_along(document: DropDocument, files: Sequence[DropFile]) -> Iterable[tuple[str, StoredFile]]:
    """The files that become attachments: those beside it, and the document itself where it has no text."""
    if not document.has_text:
        yield document.name, document.file
    for file in files:
        if file.file is not None:
            yield file.name, file.file
