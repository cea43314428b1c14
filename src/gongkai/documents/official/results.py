"""What reading an official document gives back: each field with where it was read, and the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai.documents.results import Picture


class FieldKey(StrEnum):
    """What an official document says of itself; the values are the names of an item's fields."""

    TITLE = "title"
    DOC_NUMBER = "doc_number"
    FORMED_ON = "formed_on"
    ISSUER = "issuer"
    MODE = "mode"
    GENRE = "genre"
    EFFECTIVE_ON = "effective_on"
    EXPIRES_ON = "expires_on"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One field as proposed, for a person's confirming look.

    ``value`` is None when the document does not say it (a letter without a number): then ``is_sure`` tells
    whether that is certain. ``source`` is the very text it was read from, ``where`` names its place for
    people («版头», «正文第3段», «落款»). An unsure value says in ``doubt`` (Chinese) what to look at;
    ``others`` are further readings of the same field.
    """

    value: str | date | None
    source: str = ""
    where: str = ""
    is_sure: bool = True
    doubt: str = ""
    others: tuple[str | date, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialReading:
    """A document as read. ``has_text`` is False for a scan: then nothing is proposed and the body is empty.

    ``body_html`` is clean and holds what belongs on a page: no head, number, title, copies or printing line.
    Pictures are referred to as ``picture:1`` … ``listed_attachments`` are the names in «附件：1. …».
    ``notes`` say in Chinese what the reader should look at.
    """

    fields: Mapping[FieldKey, Proposed] = field(default_factory=dict)
    body_html: str = ""
    pictures: tuple[Picture, ...] = ()
    listed_attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    has_text: bool = True
    text: str = ""
