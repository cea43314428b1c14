"""What paper keeps of an item that is taken down: printed sheets, scans of them, pictures of their pages."""

from __future__ import annotations

from datetime import datetime

from gongkai.kernel.models import StoredFile
from gongkai.paper.models import FormState, PaperForm, ScanPage
from gongkai.paper.waiting import no_longer_wait

_TAKEN_DOWN = "信息已紧急撤下，审签表作废。"


def purge(item_id: int, now: datetime) -> list[StoredFile]:
    """Void the item's sheets that are out, and give every file that shows one of them.

    A scan of many sheets goes as a whole: the other sheets have their own cut-outs.
    """
    forms = PaperForm.objects.filter(item_id=item_id).select_related("document", "scan")
    found: list[StoredFile | None] = []
    for form in forms:
        found += [form.document, form.scan, *(run.pdf for run in form.runs.select_related("pdf"))]
        for page in form.scan_pages.select_related("cutout", "picture", "upload__file"):
            found += [page.cutout, page.picture, page.upload.file]
    # What was the matter with a page may name the item.
    ScanPage.objects.filter(form__item_id=item_id).exclude(problem="").update(problem=_TAKEN_DOWN)
    out = forms.filter(state=FormState.OUT)
    no_longer_wait(list(out), _TAKEN_DOWN)
    out.update(state=FormState.VOID, closed_at=now, closed_reason=_TAKEN_DOWN)
    return [stored for stored in found if stored is not None]
