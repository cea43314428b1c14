"""The list of proceedings: ready-made selections, a search, pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.paging import page_by_id
from gongkai.desk.remedies.access import require_office
from gongkai.desk.remedies.rows import rows_of
from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing
from gongkai.remedies import queries
from gongkai.remedies.models import Proceeding, Stage

MOST_WORDS = 80
_JOINED = ("organ", "case", "handler")
Select = Callable[[Standing, date], QuerySet[Proceeding]]


@dataclass(frozen=True)
class ListView:
    """A selection: its key in the address, its name, what it holds, what to say when it is empty."""

    key: str
    label: str
    select: Select
    empty: str


VIEWS = {
    view.key: view
    for view in (
        ListView("open", "在办", lambda s, t: queries.open_proceedings(s), "没有在办的复议和诉讼。"),
        ListView(
            "overdue", "期限已过", lambda s, t: queries.pressing(s, today=t).filter(next_due__lt=t),
            "没有过了期限的复议和诉讼。",
        ),
        ListView(
            "pressing", "将到期", lambda s, t: queries.pressing(s, today=t).filter(next_due__gte=t),
            "没有五个工作日内到期的复议和诉讼。",
        ),
        ListView(
            "unlearnt", "待写明教训", lambda s, t: queries.without_lesson(s), "被纠正的都已写明教训。"
        ),
        ListView(
            "decided", "已审结", lambda s, t: queries.visible_to(s).filter(stage=Stage.DECIDED),
            "没有已审结的复议和诉讼。",
        ),
        ListView("all", "全部", lambda s, t: queries.visible_to(s), "还没有登记过复议和诉讼。"),
    )
}  # fmt: skip


@staff_page
def remedies(request: StaffRequest) -> HttpResponse:
    """One page of the selection, narrowed by the words that were typed."""
    require_office(request)
    view = VIEWS.get(request.GET.get("view", ""), VIEWS["open"])
    words, today = request.GET.get("q", "").replace("\0", "").strip()[:MOST_WORDS], localdate()
    chosen = view.select(request.standing, today)
    if words:
        chosen = chosen.filter(
            Q(docket__icontains=words) | Q(body__icontains=words) | Q(case__number__icontains=words)
        )
    page = page_by_id(chosen.select_related(*_JOINED), request.GET)
    standing = request.standing
    context = {
        "view": view, "views": VIEWS.values(), "words": words, "page": page,
        "rows": rows_of(page.rows, today=today),
        "several_organs": len(standing.organs(Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER)) > 1,
        "may_register": bool(standing.organs(Role.REVIEWER, Role.OFFICE_HEAD)),
    }  # fmt: skip
    return render(request, "desk/remedies/list.html", context)
