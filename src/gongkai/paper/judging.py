"""What a scanned page is: whose sheet, and whether it can be entered; if not, what to do instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate

from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import WorkState
from gongkai.documents.scans import is_code
from gongkai.kernel.models import Organ
from gongkai.paper.models import FormState, PageState, PaperForm, ScanPage

_NONE = "没有找到审签表的二维码。请看图输入表上印的编号，或者选“不用处理”。"
_OTHER_CODE = "这一页有别的二维码，没有审签表的编号。请看图输入编号，或者选“不用处理”。"
_FOREIGN = "编号 {code} 不是本机关打印的审签表。请核对是不是别的单位的表；不是本机关的，选“不用处理”。"
_SEVERAL = "这一页上有两张表的编号。请把两张表分开扫描后重新送。"
_VOID = "这张表已作废：{reason}。请让签字人在新打印的表上签字，这一页选“不用处理”。"
_RETURNED = "这张表已在{day}登记过，这是又一份扫描，选“不用处理”即可。"
_REFUSED = "这张表已在{day}登记为不同意。改好的信息请重新打印审签表。"
_TWICE = "同一张表在本批《{name}》第{number}页已有一份，这一份选“不用处理”即可。"
_WAITING = "同一张表在{day}送来的一批里等着登记，请先登记那一份，这一份选“不用处理”。"
_CHANGED = "打印之后《{title}》的内容有改动，签字的不是现在的内容，不能登记。请重新打印审签。"
_NOT_IN_REVIEW = "《{title}》现在是“{state}”，不在审核中，不能登记。请先看这条信息的办理情况。"
_SETTLED = "《{title}》的急件手续已在{day}补齐，这一份选“不用处理”即可。"


@dataclass(frozen=True)
class Judgement:
    """What a page is taken for."""

    state: PageState
    form: PaperForm | None = None
    problem: str = ""


def forms_by_code(organ: Organ, codes: Iterable[str], *, for_change: bool = False) -> dict[str, PaperForm]:
    """The organ's sheets with these numbers; `for_change` in a transaction, each locked until its end."""
    forms = PaperForm.objects.filter(organ=organ, code__in=list(codes)).order_by("pk")
    if for_change:
        forms = forms.select_for_update(of=("self",))
    return {
        form.code: form for form in forms.select_related("organ", "item__organ", "item__column", "expedited")
    }


def judge(codes: Iterable[str], forms: Mapping[str, PaperForm]) -> Judgement:
    """What a page with these codes is, taken by itself."""
    found = list(codes)
    ours = [code for code in found if is_code(code)]
    if not ours:
        return Judgement(PageState.UNKNOWN, problem=_OTHER_CODE if found else _NONE)
    if len(set(ours)) > 1:
        return Judgement(PageState.PROBLEM, problem=_SEVERAL)
    form = forms.get(ours[0])
    if form is None:
        return Judgement(PageState.PROBLEM, problem=_FOREIGN.format(code=ours[0]))
    problem = why_not_now(form)
    return Judgement(PageState.PROBLEM if problem else PageState.READY, form, problem)


def why_not_now(form: PaperForm) -> str:
    """Why the sheet cannot be entered as things stand; nothing when it can."""
    day = _day(form.closed_at)
    if form.state == FormState.VOID:
        return _VOID.format(reason=form.closed_reason.rstrip("。"))
    if form.state == FormState.RETURNED:
        return _RETURNED.format(day=day)
    if form.state == FormState.REFUSED:
        return _REFUSED.format(day=day)
    title = form.item.title
    if form.expedited is not None:
        settled = form.expedited.settled_at
        return _SETTLED.format(title=title, day=_day(settled)) if settled else ""
    if content_digest(form.item) != form.digest:
        return _CHANGED.format(title=title)
    if form.item.work_state != WorkState.IN_REVIEW:
        return _NOT_IN_REVIEW.format(title=title, state=form.item.get_work_state_display())
    return ""


def twice_in_batch(name: str, number: int) -> str:
    """The sheet lies in the same batch already, on this page of this file."""
    return _TWICE.format(name=name, number=number)


def waiting_elsewhere(form: PaperForm, batch_id: int) -> str:
    """The sheet waits to be entered in another batch; nothing when it does not."""
    pages = ScanPage.objects.filter(form=form, state=PageState.READY).exclude(batch=batch_id)
    page = pages.select_related("batch").first()
    return _WAITING.format(day=_day(page.batch.at)) if page else ""


def _day(moment: object) -> str:
    if moment is None:
        return ""
    day = localdate(moment)  # type: ignore[arg-type]
    return f"{day.month}月{day.day}日"
