"""A letter's files: the docx made when it is signed, and its PDF, made by the worker through LibreOffice."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from gongkai.documents.letters import LetterError, to_pdf
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


def make_pdf(letter: Letter, *, now: datetime) -> PrivateFile | None:
    """The PDF of a signed letter. Safe to repeat: one that is there stays. None when there is no document."""
    if letter.document is None or letter.pdf is not None:
        return letter.pdf
    with tempfile.TemporaryDirectory(prefix="gongkai-letter-") as folder:
        with private.open_plain(letter.document) as plain:
            source = Path(folder) / "letter.docx"
            source.write_bytes(Path(plain).read_bytes())
        target = Path(folder) / "letter.pdf"
        try:
            to_pdf(source, target)
        except LetterError as error:
            Letter.objects.filter(pk=letter.pk).update(pdf_failure=str(error)[:200])
            raise
        with target.open("rb") as stream, transaction.atomic():
            locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
            if locked.pdf_id is None:
                locked.pdf = private.take_in(
                    key=letter.case.key, name=file_name(letter, "pdf"), stream=stream, now=now
                )
                locked.pdf_failure = ""
                locked.save(update_fields=("pdf", "pdf_failure"))
    return locked.pdf


def make_pdfs(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: make the PDF equal the signed letter."""
    for payload in payloads:
        letter = (
            Letter.objects.select_related("case__key", "document", "pdf")
            .filter(pk=int(str(payload["letter"])))
            .first()
        )
        if letter is not None:
            make_pdf(letter, now=now)
