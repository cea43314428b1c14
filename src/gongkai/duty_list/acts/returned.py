"""What departments returned: read and shown, then entered in their contacts' names by the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.body_files import read_body, with_kept_pictures
from gongkai.disclosure.models import Item, ItemPicture
from gongkai.documents import plain_to_html
from gongkai.duty_list.acts.draft_next import first_values
from gongkai.duty_list.acts.file import file_zero, link, not_applicable
from gongkai.duty_list.acts.import_list import locked_import
from gongkai.duty_list.acts.opening import locked_line, open_term, record
from gongkai.duty_list.models import DutyImportRow, ImportKind, ImportRowState, ImportState
from gongkai.duty_list.returned_judging import ALREADY_THERE
from gongkai.kernel import filestore
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import Person, StoredFile


@dataclass(frozen=True)
class Entered:
    """How many rows became what."""

    drafts: int = 0
    zeros: int = 0
    not_applicable: int = 0
    refused: int = 0


def enter_returned(*, actor: Person, import_id: int, now: datetime) -> Entered:
    """Enter the ready rows: drafts and reports in the contacts' names, with who entered them on record.

    A row that cannot be entered stays with its reason and stops no other.
    """
    counts = {"drafts": 0, "zeros": 0, "not_applicable": 0, "refused": 0}
    with transaction.atomic():
        upload = locked_import(actor, import_id, ImportKind.RETURNED)
        for row in upload.rows.filter(state=ImportRowState.READY).order_by("place"):
            counts[_enter(row, actor, now)] += 1
        upload.state, upload.confirmed_by, upload.confirmed_at = ImportState.ENTERED, actor, now
        upload.save(update_fields=("state", "confirmed_by", "confirmed_at"))
        record(
            act="duty_list.returned.entered", actor=actor, organ=upload.organ, subject="duty_import",
            subject_id=upload.pk, now=now, detail=counts,
        )  # fmt: skip
    return Entered(**counts)


def _enter(row: DutyImportRow, actor: Person, now: datetime) -> str:
    """Enter one row in a savepoint of its own; the name of the count it belongs to."""
    try:
        with transaction.atomic():
            done, item_id = _act_on(row, actor, now)
    except (Refused, NotVisible) as refusal:
        words = refusal.message if isinstance(refusal, Refused) else "这一项已经不在目录里。"
        row.state, row.reason = ImportRowState.REFUSED, words[:500]
        row.save(update_fields=("state", "reason"))
        return "refused"
    row.state, row.result = ImportRowState.ENTERED, {"item": item_id} if item_id else {}
    row.save(update_fields=("state", "result"))
    return done


def _act_on(row: DutyImportRow, actor: Person, now: datetime) -> tuple[str, int | None]:
    values = row.values
    line_id, period = row.line_id or 0, values["period"]
    contact = _contact(values, actor)
    common: dict[str, Any] = {"actor": actor, "line_id": line_id, "period": period, "now": now}
    if values["kind"] == "zero":
        file_zero(**common, on_behalf_of=contact)
        return "zeros", None
    if values["kind"] == "not_applicable":
        not_applicable(**common, reason=values["remark"], on_behalf_of=contact)
        return "not_applicable", None
    return "drafts", _drafted(row, actor, contact, now).pk


def _contact(values: dict[str, Any], actor: Person) -> Person | None:
    contact_id = values.get("contact")
    if contact_id is None or contact_id == actor.pk:
        return None
    return Person.objects.filter(pk=contact_id).first()


def _drafted(row: DutyImportRow, actor: Person, contact: Person | None, now: datetime) -> Item:
    values = row.values
    line = locked_line(actor, row.line_id or 0)
    term = open_term(line, values["period"], today=localdate(now))
    if line.column_id is None:
        raise InputRefused("这一项还没有定栏目，请先在目录里填上。")
    if line.filings.filter(period=term.key, item__title=values["title"]).exists():
        raise InputRefused(ALREADY_THERE)
    body, pictures = _body(row, now)
    text = first_values(line, term) | {
        "title": values["title"], "body_html": body,
        "formed_on": date.fromisoformat(values["day"]) if values["day"] else None,
    }  # fmt: skip
    item = draft(
        actor=actor, column_id=line.column_id, department_id=line.department_id, values=text, now=now,
        on_behalf_of=contact,
    )  # fmt: skip
    ItemPicture.objects.bulk_create([ItemPicture(item=item, file_id=one) for one in dict.fromkeys(pictures)])
    for name, stored_id, is_body in row.files:
        if not is_body:
            with filestore.path_of(StoredFile.objects.get(pk=stored_id)).open("rb") as stream:
                attach(actor=actor, item_id=item.pk, name=name, stream=stream, now=now)
    link(line, term, item.pk, actor=actor, now=now, on_behalf_of=contact)
    return item


def _body(row: DutyImportRow, now: datetime) -> tuple[str, list[int]]:
    """The text as HTML with the ids of its pictures: of the file that was named, else of the cell."""
    pictures: list[int] = []
    named = next(((name, stored) for name, stored, is_body in row.files if is_body), None)
    if named is None:
        return plain_to_html(row.values["body"]), pictures

    def keep(name: str, data: bytes) -> str:
        stored = filestore.take_in(name=name, stream=[data], now=now)
        pictures.append(stored.pk)
        return f"picture:{stored.digest}"

    stored = StoredFile.objects.filter(pk=named[1], purged_at=None).first()
    if stored is None:
        raise InputRefused("正文文件已经不在，请重新上传填报单和文件。")
    with filestore.path_of(stored).open("rb") as stream:
        return with_kept_pictures(read_body(name=named[0], stream=stream), keep), pictures
