"""What lies on the clerk's table in the demo: files to look at, sheets out for signing and back again."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.demo import reading
from gongkai.demo.attachments import make_file
from gongkai.demo.cast import Cast
from gongkai.demo.red_head import red_head
from gongkai.demo.signed_sheets import signed_scan
from gongkai.disclosure.models import Item, WorkState
from gongkai.drops.acts.drop_files import drop_files
from gongkai.drops.unpacking import Dropped
from gongkai.kernel.filestore import path_of
from gongkai.paper.acts.print_forms import print_forms
from gongkai.paper.acts.take_in_scans import NamedFile, take_in_scans
from gongkai.paper.models import FormKind, PrintRun

#: So many sheets are out; one of them has come back and waits to be entered.
_SHEETS = 2


def drop_documents(cast: Cast, now: datetime) -> None:
    """A document with its table and its interpretation, brought by a department, for the worker to read."""
    said = reading.month()["drop"]
    day = localdate(now) - timedelta(days=said["days"])
    files = []
    for one in said["paper"]:
        content = red_head(
            organ=cast.organ.name, number=_number(cast, one, day.year), title=one["title"],
            lines=one["lines"], day=day, end=one["end"],
        )  # fmt: skip
        files.append(Dropped(f"{one['title']}.docx", io.BytesIO(content)))
    table = said["table"]
    content = make_file("xlsx", table)
    files.append(Dropped(f"{table['title']}.xlsx", io.BytesIO(content)))
    department = cast.departments[said["department"]]
    drop_files(actor=cast.who("reviewer"), department_id=department.pk, files=files, now=now)


def _number(cast: Cast, paper: reading.Table, year: int) -> str:
    return f"{cast.organ.doc_prefix}〔{year}〕{paper['number']}号" if "number" in paper else ""


def print_sheets(cast: Cast, now: datetime) -> None:
    """Two documents under review are to be signed on paper."""
    waiting = Item.objects.filter(organ=cast.organ, work_state=WorkState.IN_REVIEW).order_by("pk")
    for item in waiting[:_SHEETS]:
        print_forms(actor=cast.who("reviewer"), item_ids=[item.pk], kind=FormKind.REVIEW, now=now)


def bring_back_signed(cast: Cast, now: datetime) -> None:
    """The first of them is signed and scanned; nothing happens where its PDF could not be made."""
    run = PrintRun.objects.filter(organ=cast.organ).exclude(pdf=None).order_by("pk").first()
    if run is None or run.pdf is None:
        return
    scan = signed_scan([path_of(run.pdf).read_bytes()])
    file = NamedFile("扫描件.pdf", io.BytesIO(scan))
    take_in_scans(actor=cast.who("reviewer"), organ_id=cast.organ.pk, files=[file], now=now)
