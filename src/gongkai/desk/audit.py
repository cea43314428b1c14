"""The audit as auditors read it: filtered, page by page, exported, and proved unaltered."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import xlsxwriter
from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import get_default_timezone, localtime
from django.views.decorators.http import require_POST

from gongkai.desk.audit_labels import ACTS, DOORS, SUBJECTS, act_label, detail_label, subject_label
from gongkai.desk.dates import POSSIBLE_DAYS
from gongkai.desk.organ_forms import DATE
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.kernel.acts.audit_reading import note_export, verify_own_chains
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import AuditEntry, Organ, Person
from gongkai.kernel.queries import audit_visible_to, chains_audited_by

#: Rows in one export; a longer span is exported in parts, by date.
MOST_EXPORTED = 50_000


class AuditFilter(forms.Form):
    """What to look for; everything may be left empty."""

    act = forms.ChoiceField(label="行为", required=False, choices=[("", "全部"), *ACTS.items()])
    since = forms.DateField(label="从", required=False, validators=POSSIBLE_DAYS, widget=DATE)
    until = forms.DateField(label="到", required=False, validators=POSSIBLE_DAYS, widget=DATE)
    subject = forms.ChoiceField(label="对象", required=False, choices=[("", "全部"), *SUBJECTS.items()])
    subject_id = forms.IntegerField(label="对象编号", required=False, min_value=1, max_value=2**62)
    who = forms.CharField(label="经办人登录名", required=False, max_length=60)

    def narrow(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """The entries that fit; a faulty filter finds nothing rather than everything."""
        if not self.is_valid():
            return entries.none()
        wanted, zone = self.cleaned_data, get_default_timezone()
        if wanted["act"]:
            entries = entries.filter(act=wanted["act"])
        if wanted["since"]:
            entries = entries.filter(at__gte=datetime.combine(wanted["since"], datetime.min.time(), zone))
        if wanted["until"]:
            after = wanted["until"] + timedelta(days=1)
            entries = entries.filter(at__lt=datetime.combine(after, datetime.min.time(), zone))
        if wanted["subject"]:
            entries = entries.filter(subject=wanted["subject"])
        if wanted["subject_id"]:
            entries = entries.filter(subject_id=wanted["subject_id"])
        if wanted["who"]:
            named = Person.objects.filter(username__iexact=wanted["who"].strip())
            entries = entries.filter(actor_id__in=list(named.values_list("pk", flat=True)))
        return entries


@dataclass(frozen=True)
class AuditLine:
    """A row as people read it."""

    entry: AuditEntry
    who: str
    act: str
    subject: str
    detail: str
    door: str
    organ: str


#: Details that are the ids of people.
_PEOPLE = frozenset({"successor", "approver"})


def _with_names(detail: dict[str, object], people: dict[int, Person]) -> dict[str, object]:
    named = dict(detail)
    for name in _PEOPLE & detail.keys():
        person = people.get(int(str(detail[name])))
        named[name] = person.name if person else detail[name]
    return named


def _lines(entries: Iterable[AuditEntry], chains: dict[str, Organ | None]) -> Iterator[AuditLine]:
    entries = list(entries)
    wanted = {entry.actor_id or 0 for entry in entries}
    wanted |= {entry.subject_id or 0 for entry in entries if entry.subject == "person"}
    wanted |= {int(str(entry.detail[name])) for entry in entries for name in _PEOPLE & entry.detail.keys()}
    people = Person.objects.in_bulk(wanted)
    for entry in entries:
        actor = people.get(entry.actor_id or 0)
        subject = people.get(entry.subject_id or 0) if entry.subject == "person" else None
        organ = chains.get(entry.chain)
        yield AuditLine(
            entry=entry,
            who=f"{actor.name}（{actor.username}）" if actor else "",
            act=act_label(entry.act),
            subject=subject.name if subject else subject_label(entry.subject, entry.subject_id),
            detail=detail_label(_with_names(entry.detail, people)),
            door=DOORS.get(entry.door, entry.door),
            organ=organ.short_name if organ else "全系统",
        )


def _chains(request: StaffRequest) -> dict[str, Organ | None]:
    chains = chains_audited_by(request.standing)
    if not chains:
        raise NotVisible
    return chains


@staff_page
def entries(request: StaffRequest) -> HttpResponse:
    """The rows of the chains one audits, newest first."""
    return _entries_page(request, _chains(request))


def _entries_page(request: StaffRequest, chains: dict[str, Organ | None], **more: object) -> HttpResponse:
    form = AuditFilter(request.GET)
    page = page_by_id(form.narrow(audit_visible_to(request.standing)), request.GET)
    context = {
        "form": form,
        "page": page,
        "lines": list(_lines(page.rows, chains)),
        "several": len(chains) > 1,
        "query": request.GET.urlencode(),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "desk/audit.html", context | more)


@staff_page
@require_POST
def verify(request: StaffRequest) -> HttpResponse:
    """Recompute the chains one audits and say how they stand."""
    chains = _chains(request)
    begun = time.monotonic()
    faults = verify_own_chains(actor=request.user, now=timezone.now())
    result = {
        "faults": [(_chain_word(chains, fault.chain), fault.seq, fault.message) for fault in faults[:50]],
        "more": max(len(faults) - 50, 0),
        "seconds": round(time.monotonic() - begun, 1),
        "chains": len(chains),
    }
    return _entries_page(request, chains, result=result)


def _chain_word(chains: dict[str, Organ | None], chain: str) -> str:
    organ = chains.get(chain)
    return organ.name if organ else "全系统"


@staff_page
@require_POST
def export(request: StaffRequest) -> HttpResponse | FileResponse:
    """The filtered rows as xlsx, newest first; that they were exported is itself written down."""
    chains = _chains(request)
    found = AuditFilter(request.GET).narrow(audit_visible_to(request.standing)).order_by("-pk")
    file = tempfile.TemporaryFile()  # noqa: SIM115
    written = _write(file, found[:MOST_EXPORTED], chains)
    note_export(actor=request.user, rows=written, now=timezone.now())
    file.seek(0)
    name = f"审计记录{localtime():%Y%m%d-%H%M}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


_HEADS = ("序号", "时间", "机关", "经办人", "行为", "对象", "详情", "途径", "请求编号", "哈希")


def _write(file: object, entries: QuerySet[AuditEntry], chains: dict[str, Organ | None]) -> int:
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, settings)
    sheet = book.add_worksheet("审计记录")
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 6, 24)
    sheet.write_row(0, 0, _HEADS, book.add_format({"bold": True}))
    row, batch = 0, []
    for entry in entries.iterator(chunk_size=2000):
        batch.append(entry)
        if len(batch) == 2000:
            row, batch = _write_batch(sheet, row, batch, chains), []
    row = _write_batch(sheet, row, batch, chains)
    book.close()
    return row


def _write_batch(sheet: object, row: int, batch: list[AuditEntry], chains: dict[str, Organ | None]) -> int:
    for line in _lines(batch, chains):
        row += 1
        entry = line.entry
        at = localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
        cells = (
            entry.seq, at, line.organ, line.who, line.act, line.subject, line.detail, line.door,
            entry.request_id, entry.hash,
        )  # fmt: skip
        sheet.write_row(row, 0, cells)  # type: ignore[attr-defined]
    return row
