"""Making the folder of a year: by the worker, piece by piece, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.disclosure.models import EditionAttachment, Item, PublicState
from gongkai.disclosure.queries import editions_of
from gongkai.dossier.names import safe_title
from gongkai.handover.folder_list import list_of
from gongkai.handover.folder_pages import PICTURES, published_sheet, review_sheet, reviews_of
from gongkai.handover.folder_parts import PARTS
from gongkai.handover.folder_zip import FolderZip
from gongkai.handover.models import FolderState, YearFolder
from gongkai.handover.pieces import Piece, number_pieces, pieces_of
from gongkai.kernel import filestore
from gongkai.kernel.models import StoredFile
from gongkai.kernel.registry import Payload

KIND = "handover.folder"
_LIST, _PIECES, _ATTACHMENTS, _PAPERS = "归档文件目录.xlsx", "公开信息", "附件", "签字件"
_FILE_GONE = "{number}号“{title}”的文件“{name}”不在文件库中，没有放入。"
_OVERTAKEN = "生成期间有信息被紧急撤下，将重新生成。"
_MAKING = "making-"
_BLOCK = 1024 * 1024


class FolderOvertaken(Exception):
    """Something that lies in the zip was taken down before it was ready; the text is Chinese."""


def folders_dir() -> Path:
    """Where the zips lie, outside the web's reach."""
    return Path(settings.GONGKAI_DIR) / "folders"


def path_of(folder: YearFolder) -> Path:
    """The zip of a folder that is ready."""
    return folders_dir() / folder.name


def make_folders(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: make what waits; one that is there already is left alone."""
    for payload in payloads:
        folder = YearFolder.objects.select_related("organ").get(pk=int(str(payload["folder"])))
        if folder.state == FolderState.WAITING:
            _make(folder, now)


def _make(folder: YearFolder, now: datetime) -> None:
    with transaction.atomic():
        number_pieces(folder.organ, folder.year)
    pieces = pieces_of(folder.organ, folder.year)
    folders_dir().mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folders_dir(), prefix=_MAKING)
    gaps: list[str] = []
    try:
        with os.fdopen(handle, "wb") as file:
            archive = FolderZip(file)
            rows = [(piece, _add_piece(archive, piece, gaps)) for piece in pieces]
            archive.add(_LIST, list_of(folder.organ, folder.year, rows))
            for part in PARTS:
                part(archive, folder.organ, folder.year, gaps)
            archive.close()
        folder.size, folder.digest = Path(temporary).stat().st_size, _digest(Path(temporary))
        folder.pieces, folder.gaps = len(pieces), gaps
        _put_out(folder, Path(temporary), [piece.item.pk for piece in pieces], now)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _put_out(folder: YearFolder, made: Path, items: Sequence[int], now: datetime) -> None:
    """Make the zip the folder's, unless something in it was taken down while it was being made.

    The items are locked as a take-down locks its own: it comes before, and is seen here, or after, and then
    finds the folder ready. Raises FolderOvertaken, and the outbox makes it anew.
    """
    with transaction.atomic():
        locked = Item.objects.select_for_update().filter(pk__in=items).order_by("pk")
        if PublicState.TAKEN_DOWN in set(locked.values_list("public_state", flat=True)):
            raise FolderOvertaken(_OVERTAKEN)
        os.replace(made, path_of(folder))
        folder.state, folder.made_at = FolderState.READY, now
        folder.save()


def _add_piece(archive: FolderZip, piece: Piece, gaps: list[str]) -> str:
    """Put the piece in; returns its folder."""
    folder = f"{_PIECES}/{piece.number:04d}-{safe_title(piece.edition.title)}"
    carried = list(
        piece.edition.attachments.filter(file__purged_at=None).select_related("file").order_by("position")
    )
    files = [(one, _name_of(one, n)) for n, one in enumerate(carried, start=1)]
    for one, name in files:
        _add_stored(archive, f"{folder}/{name}", one, piece, gaps)
    archive.add_text(f"{folder}/公开稿.html", published_sheet(piece, files))
    reviews = []
    for n, record in enumerate(reviews_of(piece.item), start=1):
        paper = ""
        if record.paper is not None and record.paper.purged_at is None:
            paper = f"{_PAPERS}/{n:02d}-{safe_title(record.reviewer.name)}.{record.paper.extension}"
            archive.add_file(f"{folder}/{paper}", filestore.path_of(record.paper))
        reviews.append((record, paper))
    editions = list(editions_of(piece.item))
    archive.add_text(f"{folder}/审查记录.html", review_sheet(piece, reviews, editions))
    return folder


def _name_of(carried: EditionAttachment, number: int) -> str:
    if carried.is_picture:
        return f"{PICTURES}/{carried.file.digest[:12]}.{carried.file.extension}"
    stem = carried.name.removesuffix(f".{carried.file.extension}")
    return f"{_ATTACHMENTS}/{number:02d}-{safe_title(stem)}.{carried.file.extension}"


def _add_stored(
    archive: FolderZip, name: str, carried: EditionAttachment, piece: Piece, gaps: list[str]
) -> None:
    path = filestore.path_of(carried.file)
    if path.is_file():
        archive.add_file(name, path)
    else:
        gaps.append(
            _FILE_GONE.format(number=piece.number, title=piece.edition.title, name=carried.name or name)
        )


def _digest(path: Path) -> str:
    hasher = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hasher.update(block)
    return hasher.hexdigest()


def clear_old(now: datetime) -> int:
    """Take away the zips that were made long ago, and every zip that no ready folder owns any more."""
    oldest = now - timedelta(days=settings.GONGKAI_FOLDER_KEPT_DAYS)
    cleared = YearFolder.objects.filter(state=FolderState.READY, made_at__lt=oldest).update(
        state=FolderState.CLEARED
    )
    _sweep(oldest)
    return cleared


def purge(item_id: int, now: datetime) -> list[StoredFile]:
    """Every folder of the organ goes when something is taken down as a leak: it may lie in any of them.

    The rows say so at once, the zips go after the commit or with the next sweep. Made anew, they lack it.
    """
    organ = Item.objects.values_list("organ_id", flat=True).get(pk=item_id)
    YearFolder.objects.filter(organ=organ, state=FolderState.READY).update(state=FolderState.CLEARED)
    transaction.on_commit(lambda: _sweep(now - timedelta(days=settings.GONGKAI_FOLDER_KEPT_DAYS)))
    return []


def _sweep(oldest: datetime) -> None:
    """Only zips of ready folders stay, and what is being made and is not older than that."""
    wanted = YearFolder.objects.filter(state__in=(FolderState.READY, FolderState.WAITING))
    ready = {folder.name for folder in wanted}
    for found in folders_dir().iterdir() if folders_dir().is_dir() else ():
        is_making = found.name.startswith(_MAKING)
        if found.name not in ready and not (is_making and found.stat().st_mtime >= oldest.timestamp()):
            found.unlink(missing_ok=True)
