"""Sheets as files: the docx of one at once, the PDF of a whole run by the worker."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pypdfium2 as pdfium
from django.db import transaction

from gongkai.disclosure.models import Item
from gongkai.documents.letters import LetterError, render, standard_template, to_pdfs
from gongkai.documents.scans import merge_pdfs
from gongkai.kernel import filestore
from gongkai.kernel.errors import Refused
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import Organ
from gongkai.kernel.registry import Payload
from gongkai.paper.models import PaperForm, PrintRun
from gongkai.paper.queries import template_in_use

PDF_JOB = "paper.make_pdf"
_NAME = "{kind}-{code}.docx"
_OVERTAKEN = "生成的时候有信息被紧急撤下，将重新生成。"
_RUN_NAME = "审签表.pdf"
#: One run of LibreOffice converts so many; more would pass its limit of time.
_AT_ONCE = 25


def sheet_docx(organ: Organ, kind: str, fields: Mapping[str, object]) -> bytes:
    """The sheet on the organ's own lay-out or the standard one; raises Refused when it cannot be made."""
    template = template_in_use(organ, kind)
    source = path_of(template.file).read_bytes() if template else standard_template(kind)
    try:
        return render(source, fields, code=None if template else kind)
    except LetterError as error:
        raise Refused(str(error)) from None


def docx_name(form: PaperForm) -> str:
    """What the sheet's file is called."""
    return _NAME.format(kind=form.get_kind_display(), code=form.code)


def zipped(forms: Sequence[PaperForm]) -> bytes:
    """The docx of several sheets in one zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for form in forms:
            archive.writestr(docx_name(form), path_of(form.document).read_bytes())
    return stream.getvalue()


def forms_of(run: PrintRun) -> list[PaperForm]:
    """The sheets of a run in order; those of an item that was taken down are gone."""
    return list(run.forms.filter(document__purged_at=None).select_related("document").order_by("pk"))


def make_pdfs(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: the PDF of each run, all its sheets in order; safe to repeat."""
    for payload in payloads:
        run = PrintRun.objects.filter(pk=int(str(payload["run"])), pdf=None).first()
        if run is not None:
            _make_pdf(run, now)


def _make_pdf(run: PrintRun, now: datetime) -> None:
    forms = forms_of(run)
    if not forms:
        return
    made: list[bytes] = []
    try:
        for start in range(0, len(forms), _AT_ONCE):
            made += _converted(forms[start : start + _AT_ONCE])
    except LetterError as error:
        PrintRun.objects.filter(pk=run.pk).update(failure=str(error)[:300])
        raise
    merged = io.BytesIO(merge_pdfs(made))
    with transaction.atomic():
        # Taking an item down locks it: what is kept now is open to all that are in it, or is made anew.
        items = Item.objects.filter(pk__in=[form.item_id for form in forms]).order_by("pk")
        list(items.select_for_update().values_list("pk", flat=True))
        if forms_of(run) != forms:
            raise Refused(_OVERTAKEN)
        stored = filestore.take_in(name=_RUN_NAME, stream=merged, now=now)
        for form, content in zip(forms, made, strict=True):
            PaperForm.objects.filter(pk=form.pk).update(pages=_count(content))
        PrintRun.objects.filter(pk=run.pk).update(pdf=stored, failure="")


def _converted(forms: Sequence[PaperForm]) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="gongkai-sheets-") as name:
        folder = Path(name)
        pairs = [(path_of(form.document), folder / f"{form.pk}.pdf") for form in forms]
        laid_out = []
        for form, (source, target) in zip(forms, pairs, strict=True):
            docx = folder / f"{form.pk}.docx"
            docx.write_bytes(source.read_bytes())
            laid_out.append((docx, target))
        to_pdfs(laid_out)
        return [target.read_bytes() for _, target in laid_out]


def _count(content: bytes) -> int:
    document = pdfium.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()
