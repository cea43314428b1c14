"""The report as a file: of a signed edition the one that is kept, of a working one made at once."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.reports.access import seen_edition, seen_report
from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.reporting.contents import content_of
from gongkai.reporting.files import file_name
from gongkai.reporting.models import ReportEdition
from gongkai.reports.content import Content
from gongkai.reports.writing import to_docx, to_json, to_xlsx

_MADE: dict[str, Callable[[Content], bytes]] = {"docx": to_docx, "xlsx": to_xlsx}
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_DRAFT = "（未定稿）{name}"
_LATER = "PDF 在签发后由后台生成，请过一会儿再取；未定稿的请用 Word 文件。"


@staff_page
def report_export(request: StaffRequest, report_id: int, kind: str) -> HttpResponseBase:
    """One file; `?edition=` chooses an earlier one."""
    row = seen_report(request, report_id)
    edition = seen_edition(request, row)
    if edition is None:
        raise NotVisible
    content = content_of(edition)
    if kind == "json":
        return _json(content)
    if kind not in _TYPES:
        raise Http404
    name = file_name(content, kind)
    kept = edition.files.filter(kind=kind).select_related("file").first()
    if kept is not None:
        return FileResponse(
            filestore.path_of(kept.file).open("rb"), as_attachment=True, filename=name,
            content_type=_TYPES[kind],
        )  # fmt: skip
    if kind not in _MADE:
        raise ActRefused(_LATER)
    return _fresh(edition, content, kind, name)


def _fresh(edition: ReportEdition, content: Content, kind: str, name: str) -> FileResponse:
    shown = name if edition.frozen_at else _DRAFT.format(name=name)
    return FileResponse(
        io.BytesIO(_MADE[kind](content)), as_attachment=True, filename=shown, content_type=_TYPES[kind]
    )


def _json(content: Content) -> HttpResponse:
    return JsonResponse(
        to_json(content),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="report.json"'},
    )
