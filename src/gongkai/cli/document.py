"""`gongkai document`: what official documents say of themselves, without any database."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from gongkai.cli.document_files import Given, given_by, not_opened
from gongkai.cli.output import FAILED, FINDINGS, FINE, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_json
from gongkai.documents.official import FieldKey, OfficialReading, Proposed, as_json, read_many
from gongkai.law.catalogue import GENRES, MODES

# Old formats are converted in one run for each batch; more at once would only fill the memory.
_BATCH = 20
_LONGEST = 40
_LABELS = {
    FieldKey.TITLE: "名称", FieldKey.DOC_NUMBER: "文号", FieldKey.FORMED_ON: "成文日期",
    FieldKey.ISSUER: "发布机构", FieldKey.MODE: "公开方式", FieldKey.GENRE: "体裁",
    FieldKey.EFFECTIVE_ON: "施行日期", FieldKey.EXPIRES_ON: "有效期至",
}  # fmt: skip
_HEADINGS = ("项", "内容", "是否确定", "位置", "原文")


@dataclass(frozen=True, slots=True)
class Read:
    """One document: its reading, or the sentence that says why there is none."""

    shown: str
    reading: OfficialReading | None = None
    message: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether it was read and nothing in it waits for a look."""
        reading = self.reading
        return (
            reading is not None and reading.has_text and all(one.is_sure for one in reading.fields.values())
        )

    def table(self) -> dict[str, object]:
        """The document's part of the JSON."""
        return {
            "file": self.shown,
            "read": self.reading is not None,
            "message": self.message,
            "reading": as_json(self.reading) if self.reading is not None else None,
        }


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "document", help="读出公文的名称、文号、成文日期、公开属性等各项及其原文（不需要数据库）"
    )
    parser.add_argument(
        "files", metavar="文件", nargs="+", help="docx、doc、wps、rtf、pdf 文件或者目录；- 为标准输入"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Read each document; 1 when something in one is to be checked, 2 when one could not be read."""
    results = []
    for result in read_documents(given_by(args.files)):
        results.append(result)
        if not args.json:
            _tell(result)
    if args.json:
        say_json({"files": [result.table() for result in results]})
    if any(result.reading is None for result in results):
        return FAILED
    return FINE if all(result.is_settled for result in results) else FINDINGS


def read_documents(documents: Iterator[Given]) -> Iterator[Read]:
    """What came of every document, in order; one that cannot be read does not keep the others."""
    while batch := list(islice(documents, _BATCH)):
        yield from _read_batch(batch)


def _read_batch(batch: Sequence[Given]) -> Iterator[Read]:
    opened = []
    for given in batch:
        try:
            opened.append((given, b"" if given.message else given.content()))
        except OSError:
            opened.append((not_opened(given), b""))
    outcomes = iter(read_many([(given.name, data) for given, data in opened if not given.message]))
    for given, _ in opened:
        if given.message:
            yield Read(given.shown, message=given.message)
            continue
        outcome = next(outcomes)
        if isinstance(outcome, OfficialReading):
            yield Read(given.shown, outcome)
        else:
            yield Read(given.shown, message=outcome.message)


def _tell(result: Read) -> None:
    reading = result.reading
    if reading is None:
        say(f"{result.shown}：没有读取。{_line(result.message)}")
        return
    say(f"{result.shown}：")
    if reading.fields:
        say_table(_HEADINGS, [_row(key, reading.fields[key]) for key in FieldKey if key in reading.fields])
    for key, field in reading.fields.items():
        if field.doubt:
            say(f"  请核对{_LABELS[key]}：{_line(field.doubt)}")
    if reading.listed_attachments:
        say(f"  附件目录：{_line('；'.join(reading.listed_attachments))}")
    for note in reading.notes:
        say(f"  {_line(note)}")


def _row(key: FieldKey, field: Proposed) -> tuple[str, ...]:
    return (
        _LABELS[key],
        _short(_shown(key, field)),
        "确定" if field.is_sure else "存疑",
        field.where or "—",
        _short(_line(field.source)) or "—",
    )


def _shown(key: FieldKey, field: Proposed) -> str:
    value = field.value
    if value is None:
        return "没有写" if field.is_sure else "没有读出"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if key is FieldKey.MODE:
        return MODES.label(value)
    return GENRES.label(value) if key is FieldKey.GENRE else _line(value)


def _line(text: str) -> str:
    """A text on one line, without signs that would command the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
