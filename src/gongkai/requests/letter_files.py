"""A letter's files: the docx made when it is signed, and its PDF, made by the worker through LibreOffice."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from gongkai.documents.letters import LetterError, to_pdfs
from gongkai.kernel import private
from gongkai.kernel.models import PrivateFile
from gongkai.kernel.registry import Payload
from gongkai.law.letters import LETTERS
from gongkai.requests.letter_content import rendered
from gongkai.requests.models import Letter


def file_name(letter: Letter, extension: str) -> str:
    """What the letter's file is called: its kind and number."""
    return f"{LETTERS[letter.kind].label}{letter.number}.{extension}"


def make_document(letter: Letter, *, now: datetime) -> PrivateFile:
    """The signed letter as docx, sealed under the case's key."""
    content = rendered(letter, number=letter.number, issued_on=letter.issued_on)
    return private.take_in(
        key=letter.case.key, name=file_name(letter, "docx"), stream=io.BytesIO(content), now=now
    )


def make_pdfs(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: make PDFs of signed letters, several in one run of LibreOffice."""
    ids = [int(str(payload["letter"])) for payload in payloads]
    letters = Letter.objects.select_related("case__key", "document").filter(pk__in=ids, pdf=None)
    todo = [one for one in letters if one.document is not None and one.case.key.destroyed_at is None]
    if not todo:
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-letters-") as folder:
        pairs = [(_laid_out(letter, Path(folder)), Path(folder) / f"{letter.pk}.pdf") for letter in todo]
        try:
            to_pdfs(pairs, hold_together=True)
        except LetterError as error:
            Letter.objects.filter(pk__in=[one.pk for one in todo]).update(pdf_failure=str(error)[:200])
            raise
        for letter, (_, target) in zip(todo, pairs, strict=True):
            _keep_pdf(letter, target, now)


def _laid_out(letter: Letter, folder: Path) -> Path:
    assert letter.document is not None  # noqa: S101  # looked at by the caller
    source = folder / f"{letter.pk}.docx"
    with private.open_plain(letter.document) as plain:
        source.write_bytes(Path(plain).read_bytes())
    return source


def _keep_pdf(letter: Letter, made: Path, now: datetime) -> None:
    with made.open("rb") as stream, transaction.atomic():
        locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if locked.pdf_id is not None:
            return
        locked.pdf = private.take_in(
            key=letter.case.key, name=file_name(letter, "pdf"), stream=stream, now=now
        )
        locked.pdf_failure = ""
        locked.save(update_fields=("pdf", "pdf_failure"))
