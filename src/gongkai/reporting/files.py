"""The files of a signed edition, made by the worker: docx, its PDF through LibreOffice, the workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from gongkai.kernel import filestore
from gongkai.kernel.registry import Payload
from gongkai.reporting.contents import content_of
from gongkai.reporting.models import EditionFile, ReportEdition
from gongkai.reports.content import Content
from gongkai.reports.writing import to_docx, to_pdf, to_xlsx

KIND = "reporting.files"
_NAME = "{title}.{extension}"


def make_files(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: make what is missing; safe to run twice."""
    for payload in payloads:
        edition = ReportEdition.objects.select_related("report__organ").get(pk=int(str(payload["edition"])))
        content = content_of(edition)
        made = set(edition.files.values_list("kind", flat=True))
        for kind, write in _WRITERS.items():
            if kind not in made:
                _keep(edition, kind, content, write(content), now)


def file_name(content: Content, extension: str) -> str:
    """What an export is called."""
    return _NAME.format(title=content.title, extension=extension)


def _pdf(content: Content) -> bytes:
    return to_pdf(to_docx(content))


_WRITERS: dict[str, Callable[[Content], bytes]] = {
    EditionFile.Kind.DOCX: to_docx,
    EditionFile.Kind.XLSX: to_xlsx,
    # Last: without LibreOffice the others are there all the same.
    EditionFile.Kind.PDF: _pdf,
}


def _keep(edition: ReportEdition, kind: str, content: Content, data: bytes, now: datetime) -> None:
    stored = filestore.take_in(name=file_name(content, kind), stream=io.BytesIO(data), now=now)
    with transaction.atomic():
        EditionFile.objects.get_or_create(
            edition=edition, kind=kind, defaults={"file": stored, "made_at": now}
        )
