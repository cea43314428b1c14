"""Reading one document of a drop into what the drop keeps: proposals, body, pictures, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gongkai.disclosure.body_files import with_kept_pictures
from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.documents import Converted, FileRefused
from gongkai.documents.letters.errors import ConversionFailed
from gongkai.documents.official import OfficialReading, read_official
from gongkai.drops.models import DropDocument
from gongkai.drops.proposals import Proposal, kept
from gongkai.kernel import filestore, incoming
from gongkai.kernel.errors import InputRefused, Refused

#: The outbox job that reads the documents of a drop.
READ = "drops.read"
#: A document that broke this many readings is left to a person.
MOST_ATTEMPTS = 3
_GONE = "文件的内容已经清除，读不出来。"
_BROKE = (
    "读取时多次中断，没有读出。请用 Word 或 WPS 打开后另存一份再投放，或者填写名称，把原文件作为附件公开。"
)
_ODD = (
    "文件的内容不正常，没有读出。请用 Word 或 WPS 打开后另存一份再投放，或者填写名称，把原文件作为附件公开。"
)
_NO_PICTURE = "有一幅图片没有转入正文：{reason}"
SCANNED = "扫描件，没有可以读出的文字。请填写名称等各项，原文件作为附件公开。"
NOT_READABLE = "这种文件不能转成正文。请填写名称等各项，原文件作为附件公开。"
_READABLE = frozenset({"docx", "doc", "wps", "pdf"})


@dataclass(frozen=True)
class Outcome:
    """What came of reading a document; a `refusal` stands alone, `is_marked` by a secrecy mark."""

    proposal: dict[str, Any] = field(default_factory=dict)
    body_html: str = ""
    pictures: list[int] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_text: bool = True
    refusal: str = ""
    is_marked: bool = False


def read_document(document: DropDocument, *, now: datetime, modern: bytes | None = None) -> Outcome:
    """Read the kept file; takes as long as LibreOffice needs. Never raises for what the file holds."""
    stored = document.file
    if stored.extension not in _READABLE:
        return Outcome(has_text=False, notes=[NOT_READABLE])
    path = filestore.path_of(stored)
    if stored.purged_at or not path.is_file():
        return Outcome(has_text=False, refusal=_GONE)
    try:
        name = f"{document.name}.docx" if modern else document.name
        reading = read_official(modern or path.read_bytes(), name, limits=incoming.upload_limits())
        return _outcome(reading, now)
    except (FileRefused, ConversionFailed) as refusal:
        return Outcome(has_text=False, refusal=str(refusal)[:500])
    except Refused as refusal:
        marked = refusal.code == "secrecy_mark"
        return Outcome(has_text=False, refusal=refusal.message[:500], is_marked=marked)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OSError, RecursionError):
        return Outcome(has_text=False, refusal=_ODD)


def given_up() -> Outcome:
    """The outcome for a document over which the worker died several times."""
    return Outcome(has_text=False, refusal=_BROKE)


def _outcome(reading: OfficialReading, now: datetime) -> Outcome:
    if not reading.has_text:
        return Outcome(has_text=False, notes=[SCANNED])
    refuse_secrecy_marks(reading.text)
    pictures: list[int] = []
    notes = [note[:500] for note in reading.notes[:30]]

    def keep(name: str, data: bytes) -> str:
        try:
            stored = filestore.take_in(name=name, stream=[data], now=now)
        except InputRefused as refusal:
            if refusal.code == "secrecy_mark":
                raise
            notes.append(_NO_PICTURE.format(reason=refusal.message))
            return ""
        pictures.append(stored.pk)
        return f"picture:{stored.digest}"

    converted = Converted(html=reading.body_html, pictures=list(reading.pictures), notes=[])
    body = with_kept_pictures(converted, keep)
    return Outcome(
        proposal=kept(_proposals(reading)), body_html=body, pictures=list(dict.fromkeys(pictures)),
        listed=[name[:200] for name in reading.listed_attachments[:100]], notes=notes,
    )  # fmt: skip


def _proposals(reading: OfficialReading) -> dict[str, Proposal]:
    return {
        str(key): Proposal(
            value=one.value, source=one.source[:500], where=one.where, is_sure=one.is_sure,
            doubt=one.doubt, others=tuple(one.others[:5]),
        )
        for key, one in reading.fields.items()
    }  # fmt: skip
