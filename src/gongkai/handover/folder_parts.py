"""What else lies in a year's folder: the year's own report, and the register of requests without a name."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import xlsxwriter
from django.utils.timezone import get_default_timezone, localtime

from gongkai.handover.folder_zip import FolderZip
from gongkai.kernel import filestore
from gongkai.kernel.models import Organ
from gongkai.reporting.models import AnnualReport
from gongkai.reporting.queries import newest_frozen
from gongkai.requests.models import Case

Part = Callable[[FolderZip, Organ, int, list[str]], None]
_NO_REPORT = "{year}年的政府信息公开工作年度报告还没有签发，没有放入。"
_REPORT = "年度报告/{title}.{kind}"
_REQUESTS = "依申请公开登记表.xlsx"
_HEADS = (("编号", 22), ("收到申请之日", 14), ("提交方式", 20), ("办结日期", 14), ("状态", 16))


def add_report(archive: FolderZip, organ: Organ, year: int, gaps: list[str]) -> None:
    """The files of the newest signed report on the year; said when there is none."""
    report = AnnualReport.objects.filter(organ=organ, year=year).first()
    edition = newest_frozen(report) if report else None
    if edition is None:
        gaps.append(_NO_REPORT.format(year=year))
        return
    title = f"{year}年政府信息公开工作年度报告"
    for one in edition.files.select_related("file"):
        archive.add_file(_REPORT.format(title=title, kind=one.kind), filestore.path_of(one.file))


def add_requests(archive: FolderZip, organ: Organ, year: int, gaps: list[str]) -> None:
    """The year's requests by number and date; who asked and for what stays in the case files."""
    zone = get_default_timezone()
    first, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    cases = Case.objects.filter(organ=organ, submitted_at__gte=first, submitted_at__lt=end).order_by("pk")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, head = book.add_worksheet("登记表"), book.add_format({"bold": True, "bg_color": "#ECEFF4"})
        for at, (words, width) in enumerate(_HEADS):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, words, head)
        for line, case in enumerate(cases.iterator(chunk_size=2000), start=1):
            for at, text in enumerate(_cells(case)):
                sheet.write_string(line, at, text)
    archive.add(_REQUESTS, out.getvalue())


def _cells(case: Case) -> list[str]:
    received = localtime(case.submitted_at).date().isoformat()
    ended = case.ended_on.isoformat() if case.ended_on else ""
    return [case.number, received, case.get_channel_display(), ended, "已办结" if ended else "在办"]


#: In the order in which they are written.
PARTS: tuple[Part, ...] = (add_report, add_requests)
