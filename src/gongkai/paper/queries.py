"""Reading sheets and scans: every list starts at what the person's roles reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from gongkai.disclosure.models import ReviewRecord
from gongkai.disclosure.queries import may_read_work
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Role
from gongkai.kernel.rights import Standing
from gongkai.paper.models import (
    FormState,
    Objection,
    PageState,
    PaperForm,
    PaperTemplate,
    PrintRun,
    ScanBatch,
    ScanPage,
)

#: How long somebody is reminded of what was entered in his name.
MINE_DAYS = 30


def offices_of(standing: Standing) -> QuerySet[Organ]:
    """Organs whose scans the person takes in."""
    return Organ.objects.filter(pk__in=standing.organs(Role.REVIEWER)).order_by("pk")


def managed_organs(standing: Standing) -> QuerySet[Organ]:
    """Organs whose lay-outs the person keeps."""
    return Organ.objects.filter(pk__in=standing.organs(Role.OFFICE_HEAD)).order_by("pk")


def forms_visible_to(standing: Standing) -> QuerySet[PaperForm]:
    """Sheets of items whose working copy the person may read."""
    return PaperForm.objects.filter(
        Q(organ__in=standing.organs(Role.REVIEWER, Role.SIGNER))
        | Q(item__department__in=standing.departments(Role.DRAFTER, Role.HEAD))
    ).select_related("item__department", "organ", "printed_by", "document", "scan", "expedited")


def visible_form(standing: Standing, form_id: int) -> PaperForm:
    """The sheet; raises NotVisible."""
    form = forms_visible_to(standing).filter(pk=form_id).first()
    if form is None:
        raise NotVisible
    return form


def forms_of_office(standing: Standing) -> QuerySet[PaperForm]:
    """Sheets the person may enter."""
    return forms_visible_to(standing).filter(organ__in=standing.organs(Role.REVIEWER))


def forms_out(standing: Standing) -> QuerySet[PaperForm]:
    """Sheets that have not come back."""
    return forms_visible_to(standing).filter(state=FormState.OUT)


def runs_visible_to(standing: Standing) -> QuerySet[PrintRun]:
    """One's own print runs as long as every sheet is still open to one, and those of one's office."""
    hidden = PrintRun.forms.through.objects.filter(printrun=OuterRef("pk")).exclude(
        paperform__in=forms_visible_to(standing).order_by().values("pk")
    )
    return PrintRun.objects.filter(
        Q(~Exists(hidden), by=standing.person_id, organ__in=standing.home_organs)
        | Q(organ__in=standing.organs(Role.REVIEWER))
    ).select_related("organ", "by", "pdf")


def pdf_run_of(standing: Standing, form: PaperForm) -> PrintRun | None:
    """The newest run of the sheet whose PDF is made and open to the person."""
    runs = runs_visible_to(standing).filter(forms=form, pdf__isnull=False, pdf__purged_at=None)
    return runs.order_by("-pk").first()


def batches_visible_to(standing: Standing) -> QuerySet[ScanBatch]:
    """Scans handed in for organs whose office one works for."""
    return ScanBatch.objects.filter(organ__in=standing.organs(Role.REVIEWER)).select_related("organ", "by")


def recent_batches(standing: Standing) -> QuerySet[ScanBatch]:
    """Those scans with what waits in each, where something waits first, then the newest."""
    of = {
        "ready": (PageState.READY,), "entered": (PageState.ENTERED,),
        "open": (PageState.UNKNOWN, PageState.PROBLEM),
    }  # fmt: skip
    counted = batches_visible_to(standing).annotate(
        **{name: Count("pages", filter=Q(pages__state__in=states)) for name, states in of.items()}
    )
    waits = Case(When(Q(ready__gt=0) | Q(open__gt=0), then=0), default=1)
    return counted.order_by(waits, "-pk")


def pages_visible_to(standing: Standing) -> QuerySet[ScanPage]:
    """Pages of those scans."""
    return ScanPage.objects.filter(batch__organ__in=standing.organs(Role.REVIEWER)).select_related(
        "batch__organ",
        "upload",
        "form__item__department",
        "form__item__column",
        "form__item__organ",
        "form__item__live_edition__column",
        "form__organ",
        "form__expedited__approver",
        "picture",
        "cutout",
    )


def pages_to_enter(standing: Standing) -> QuerySet[ScanPage]:
    """Sheets that came back and wait to be entered."""
    return pages_visible_to(standing).filter(state=PageState.READY)


def sheets_to_enter(standing: Standing, batch: ScanBatch) -> QuerySet[ScanPage]:
    """Those of a batch as they lie in the stack, with all by which their content is known again."""
    return (
        pages_to_enter(standing)
        .filter(batch=batch)
        .order_by("upload", "number")
        .prefetch_related(
            "form__item__attachments__file", "form__item__pictures__file", "form__item__interprets"
        )
    )


def pages_to_sort_out(standing: Standing) -> QuerySet[ScanPage]:
    """Pages nobody can place without looking."""
    return pages_visible_to(standing).filter(state__in=(PageState.UNKNOWN, PageState.PROBLEM))


def records_in_name_of(standing: Standing) -> QuerySet[ReviewRecord]:
    """Reviews that somebody entered from a sheet signed with the person's name, newest first."""
    return (
        ReviewRecord.objects.filter(reviewer=standing.person_id, paper__isnull=False)
        .select_related("item__organ", "entered_by", "paper", "objection")
        .order_by("-id")
    )


def recent_in_name_of(standing: Standing, now: datetime) -> QuerySet[ReviewRecord]:
    """Those of the last thirty days that the person did not enter herself."""
    since = now - timedelta(days=MINE_DAYS)
    return records_in_name_of(standing).filter(at__gte=since).exclude(entered_by=standing.person_id)


def record_with_paper(standing: Standing, record_id: int) -> ReviewRecord:
    """The review and its sheet, for who is named there and for who reads the item's work.

    Raises NotVisible.
    """
    found = ReviewRecord.objects.select_related("item__organ", "paper", "reviewer", "entered_by").filter(
        pk=record_id, paper__isnull=False, paper__purged_at=None
    )
    record = found.first()
    if record is None:
        raise NotVisible
    if record.reviewer_id != standing.person_id and not may_read_work(standing, record.item):
        raise NotVisible
    return record


def open_objections(standing: Standing) -> QuerySet[Objection]:
    """Objections the person's office has to settle."""
    return Objection.objects.filter(
        settled_at=None, record__item__organ__in=standing.organs(Role.REVIEWER)
    ).select_related("record__item", "record__reviewer", "by")


def layouts_of(organs: Iterable[Organ]) -> QuerySet[PaperTemplate]:
    """The own lay-outs of these organs, newest first."""
    return PaperTemplate.objects.filter(organ__in=organs).order_by("-id")


def templates_of(organ: Organ, kind: str) -> QuerySet[PaperTemplate]:
    """The organ's own lay-outs of a sheet, newest first."""
    return PaperTemplate.objects.filter(organ=organ, kind=kind).select_related("by", "file").order_by("-id")


def template_in_use(organ: Organ, kind: str) -> PaperTemplate | None:
    """The lay-out that is in use instead of the standard one."""
    return templates_of(organ, kind).filter(until=None).first()
