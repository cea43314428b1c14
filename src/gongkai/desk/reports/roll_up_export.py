"""All signed reports of a year in one archive: the files, and a workbook of every organ's cells."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse
from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.roll_up_page import Scope, scope_of
from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused
from gongkai.law.report_form import form_for
from gongkai.reporting.contents import content_of
from gongkai.reporting.models import AnnualReport, ReportEdition
from gongkai.reporting.queries import newest_frozen
from gongkai.reports.content import Content
from gongkai.reports.writing import place, table_name, to_docx

_NAME = "{year}年政府信息公开工作年度报告汇总{day}.zip"
_TABLE, _FOLDER = "各机关数据.xlsx", "{code} {organ}/{title}.{kind}"
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]|\.\.+')
_NOTHING = "{year}年还没有签发的年报，没有可以导出的。"


@staff_page
def roll_up_export(request: StaffRequest) -> FileResponse:
    """The archive of the organs one supervises."""
    scope = scope_of(request)
    editions = _editions(scope)
    if not editions:
        raise ActRefused(_NOTHING.format(year=scope.year))
    file = tempfile.TemporaryFile(suffix=".zip")  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_TABLE, _workbook(scope, editions))
        for edition in editions:
            _add(archive, edition)
    file.seek(0)
    name = _NAME.format(year=scope.year, day=localdate().strftime("%Y%m%d"))
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _editions(scope: Scope) -> list[ReportEdition]:
    reports = AnnualReport.objects.filter(organ__in=scope.organs, year=scope.year).select_related("organ")
    found = [newest_frozen(report) for report in reports.order_by("organ__path")]
    return [edition for edition in found if edition is not None]


def _add(archive: zipfile.ZipFile, edition: ReportEdition) -> None:
    """The kept files of an edition; the Word file is made where the worker has not come to it yet."""
    content = content_of(edition)
    kept = {one.kind: one for one in edition.files.select_related("file")}
    for kind in ("docx", "pdf"):
        name = _FOLDER.format(
            code=edition.report.organ.code, organ=_safe(content.organ), title=_safe(content.title), kind=kind
        )
        if kind in kept:
            archive.write(filestore.path_of(kept[kind].file), name)
        elif kind == "docx":
            archive.writestr(name, to_docx(content))


def _safe(text: str) -> str:
    """The text as part of a file's name: nothing in it leads into another folder."""
    return _NO_NAME.sub("_", text)


def _workbook(scope: Scope, editions: list[ReportEdition]) -> bytes:
    form = form_for(scope.year)
    out: IO[bytes] = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, bold = book.add_worksheet("各机关数据"), book.add_format({"bold": True, "text_wrap": True})
        sheet.set_column(0, 0, 34)
        sheet.freeze_panes(1, 1)
        sheet.write_string(0, 0, "机关", bold)
        for at, cell in enumerate(form.cells(), start=1):
            sheet.write_string(0, at, f"{table_name(cell.table)} {place(form, cell)}", bold)
        for line, edition in enumerate(editions, start=1):
            _write_line(sheet, line, content_of(edition), form.cells())
    assert isinstance(out, io.BytesIO)  # noqa: S101 - made above
    return out.getvalue()


def _write_line(sheet: Any, line: int, content: Content, cells: Any) -> None:
    sheet.write_string(line, 0, content.organ)
    for at, cell in enumerate(cells, start=1):
        value = content.cells.get(cell)
        if value is not None:
            sheet.write_number(line, at, float(value))
