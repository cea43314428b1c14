"""Taking files in: each passes the gates by itself, and one that is refused stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.documents.filetypes import extension_of
from gongkai.drops.unpacking import Dropped, Piece, pieces_of
from gongkai.kernel import filestore
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import StoredFile

#: What may be an official document; everything else lies beside one.
DOCUMENT_EXTENSIONS = frozenset({"docx", "doc", "wps", "pdf"})
_TWICE = "与“{name}”内容相同，只收一份。"
_RICH_TEXT = "不收 rtf 文件。请用 Word 或 WPS 打开，另存为 docx 后再投放。"
_HIDDEN_NAME = "（文件名有国家秘密标志，没有保存）"


@dataclass(frozen=True)
class Taken:
    """A file that was handed in: kept, or refused with the reason in words."""

    name: str
    folder: str
    stored: StoredFile | None = None
    refusal: str = ""

    @property
    def may_be_document(self) -> bool:
        """Whether it was kept and is of a kind that official documents come in."""
        return self.stored is not None and extension_of(self.name) in DOCUMENT_EXTENSIONS


def take_all(dropped: Sequence[Dropped], *, now: datetime) -> list[Taken]:
    """Take every file in, in the order of the drop; raises InputRefused only for too many files."""
    known: dict[int, str] = {}
    return [_take(piece, known, now) for piece in pieces_of(dropped)]


def _take(piece: Piece, known: dict[int, str], now: datetime) -> Taken:
    try:
        refuse_secrecy_marks(f"{piece.folder}/{piece.name}")
    except InputRefused as refusal:
        return Taken(_HIDDEN_NAME, "", refusal=refusal.message[:500])
    if piece.refusal:
        return Taken(piece.name, piece.folder, refusal=piece.refusal[:500])
    if extension_of(piece.name) == "rtf":
        return Taken(piece.name, piece.folder, refusal=_RICH_TEXT)
    try:
        stored = filestore.take_in(name=piece.name, stream=piece.stream, now=now)
    except InputRefused as refusal:
        return Taken(piece.name, piece.folder, refusal=refusal.message[:500])
    if stored.pk in known:
        return Taken(piece.name, piece.folder, refusal=_TWICE.format(name=known[stored.pk])[:500])
    known[stored.pk] = piece.name
    return Taken(piece.name, piece.folder, stored)
