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

from gongkai.disclosure.models import EditionAttachment
from gongkai.disclosure.queries import editions_of
from gongkai.dossier.names import safe_title
from gongkai.handover.folder_list import list_of
from gongkai.handover.folder_pages import PICTURES, published_sheet, review_sheet, reviews_of
from gongkai.handover.folder_parts import PARTS
from gongkai.handover.folder_zip import FolderZip
from gongkai.handover.models import FolderState, YearFolder
from gongkai.handover.pieces import Piece, number_pieces, pieces_of
from gongkai.kernel import filestore
from gongkai.kernel.registry import Payload

KIND = "handover.folder"
_LIST, _PIECES, _ATTACHMENTS, _PAPERS = "归档文件目录.xlsx", "公开信息", "附件", "签字件"
_FILE_GONE = "{number}号“{title}”的文件“{name}”不在文件库中，没有放入。"
_BLOCK = 1024 * 1024


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
    handle, temporary = tempfile.mkstemp(dir=folders_dir(), prefix="making-")
    gaps: list[str] = []
    try:
        with os.fdopen(handle, "wb") as file:
            archive = FolderZip(file)
            rows = [(piece, _add_piece(archive, piece, gaps)) for piece in pieces]
            archive.add(_LIST, list_of(folder.organ, folder.year, rows))
            for part in PARTS:
                part(archive, folder.organ, folder.year, gaps)
            archive.close()
        name = f"{folder.organ.code}-{folder.year}-{folder.pk}.zip"
        os.replace(temporary, folders_dir() / name)
    finally:
        Path(temporary).unlink(missing_ok=True)
    folder.state, folder.made_at, folder.name = FolderState.READY, now, name
    folder.size, folder.digest = path_of(folder).stat().st_size, _digest(path_of(folder))
    folder.pieces, folder.gaps = len(pieces), gaps
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
    """Take away the zips that were made long ago, and fail what was asked for and never came."""
    oldest = now - timedelta(days=settings.GONGKAI_FOLDER_KEPT_DAYS)
    old = YearFolder.objects.filter(state=FolderState.READY, made_at__lt=oldest)
    for folder in old:
        path_of(folder).unlink(missing_ok=True)
        folder.state = FolderState.CLEARED
        folder.save(update_fields=("state",))
    for left_over in folders_dir().glob("making-*") if folders_dir().is_dir() else ():
        if left_over.stat().st_mtime < oldest.timestamp():
            left_over.unlink(missing_ok=True)
    return len(old)
