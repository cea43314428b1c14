"""Building the demo: organs, people, years of items, then the release; once, and found again afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from gongkai.demo import reading
from gongkai.demo.cases.telling import case_events, make_letter_pdfs, set_up_offices
from gongkai.demo.cast import Cast, found_all
from gongkai.demo.month import register_documents, set_up_duties
from gongkai.demo.office_hours import SHANGHAI
from gongkai.demo.paperwork import bring_back_signed, drop_documents, print_sheets
from gongkai.demo.reports import report_events
from gongkai.demo.telling import Event, events
from gongkai.kernel import keys, outbox
from gongkai.kernel.calendars import current_calendar
from gongkai.kernel.origin import Origin, acting_from

#: The last working day before the first year begins.
FOUNDED = datetime(2022, 12, 30, 14, 0, tzinfo=SHANGHAI)
MARK = "demo.json"
OWNER = "demo"
_NO_PDF = "{why}文书的 PDF 暂时没有生成，其余部分不受影响；问题排除后由后台任务补上。"

Progress = Callable[[str], None]


class NotADemo(Exception):
    """A directory that holds something else; the text is Chinese."""


@dataclass(frozen=True)
class Found:
    """A demo that was built here before, and when."""

    built_at: datetime


def existing(directory: Path) -> Found | None:
    """The demo in a directory, or None when there is nothing yet.

    Raises NotADemo when the directory holds another installation or a demo that was not finished.
    """
    mark = directory / MARK
    if mark.is_file():
        try:
            return Found(datetime.fromisoformat(json.loads(mark.read_text("utf-8"))["built_at"]))
        except (ValueError, KeyError, TypeError):
            raise NotADemo(f"{mark} 读不出来，请删除目录 {directory} 后重新运行。") from None
    if directory.exists() and any(directory.iterdir()):
        raise NotADemo(
            f"目录 {directory} 里已有别的内容，或者上次演示没有建完。请换一个目录，或删除它再运行。"
        )
    return None


def build(*, now: datetime, progress: Progress) -> None:
    """Make the demo in the empty directory the settings name, as of `now`."""
    directory = Path(settings.GONGKAI_DIR)
    directory.mkdir(parents=True, exist_ok=True)
    keys.make_keys()
    progress("建立数据库……")
    call_command("migrate", interactive=False, verbosity=0)
    _sync("OFF")
    with acting_from(Origin("demo")):
        progress("建立机关、栏目和人员……")
        cast = found_all(FOUNDED)
        set_up_offices(cast, FOUNDED)
        steps = _steps(cast, timezone.localdate(now))
        progress(f"发布信息、办理申请、编制年报：共 {len(steps)} 步……")
        for step in steps:
            step.act(step.at)
        progress("列出公开目录，登记发文……")
        set_up_duties(cast[reading.BUREAU], now)
        register_documents(cast[reading.BUREAU], now)
        drop_documents(cast[reading.BUREAU], now)
        print_sheets(cast[reading.BUREAU], now)
        progress("生成文书的 PDF……")
        failure = make_letter_pdfs(timezone.now())
        if failure:
            progress(_NO_PDF.format(why=failure))
        progress("生成门户网页和案卷包……")
        outbox.drain(owner=OWNER, clock=timezone.now)
        bring_back_signed(cast[reading.BUREAU], timezone.now())
        outbox.drain(owner=OWNER, clock=timezone.now)
    _sync("FULL")
    _mark(directory, now)


def _steps(cast: dict[str, Cast], today: date) -> list[Event]:
    calendar = current_calendar()
    stories = events(reading.stories(), cast, calendar, today=today)
    told = [*stories, *case_events(cast, calendar, today=today), *report_events(cast, today=today)]
    return sorted(told, key=lambda step: (step.at, step.order))


def _sync(level: str) -> None:
    """Waiting for the disk after each of a thousand acts would take minutes on a slow one.

    A demo cut off by a power failure is simply built again, so this connection alone does without;
    before anybody uses the demo all of it is on the disk, and every later connection is safe again.
    """
    with connection.cursor() as cursor:
        if level == "FULL":
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("PRAGMA synchronous=OFF")


def _mark(directory: Path, now: datetime) -> None:
    """Written last: a directory without it holds no finished demo."""
    aside = directory / f"{MARK}.draft"
    aside.write_text(json.dumps({"organ": reading.BUREAU, "built_at": now.isoformat()}), "utf-8")
    os.replace(aside, directory / MARK)
