"""Article 44: what several applicants were given becomes an item of proactive disclosure, or not, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html_join

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.disclosure import queries as disclosure
from gongkai.disclosure.models import Column
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Role
from gongkai.requests.acts.publishing import decline_wish, publish_wish
from gongkai.requests.models import PublicationTask
from gongkai.requests.queries import open_wishes

_BODY = "这里写信息的内容；文件作为附件在起草页上传。"


class PublishForm(forms.Form):
    """What the item begins with; the rest is filled in where items are written."""

    title = forms.CharField(label="名称", max_length=200)
    column = forms.ModelChoiceField(label="栏目", queryset=Column.objects.none(), empty_label="请选择栏目")
    body = forms.CharField(
        label="内容", max_length=20000, required=False, widget=forms.Textarea({"rows": 5}), help_text=_BODY
    )

    def __init__(self, *args: Any, columns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["column"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101
        choice.queryset = columns

    def html(self) -> str:
        """The body as paragraphs; nothing in it is markup."""
        lines = [(line.strip(),) for line in self.cleaned_data["body"].splitlines() if line.strip()]
        return format_html_join("", "<p>{}</p>", lines)


class DeclineForm(forms.Form):
    """Why it stays at answering requests."""

    reason = forms.CharField(label="不转的理由", max_length=300, widget=forms.Textarea({"rows": 2}))


@staff_page
def wishes(request: StaffRequest) -> HttpResponse:
    """Every open wish of the person's organs."""
    if not request.standing.organs(Role.REVIEWER):
        raise NotVisible
    rows = open_wishes(request.standing).prefetch_related("cases")
    return render(request, "desk/request_office/wishes.html", {"rows": rows})


@staff_page
def wish(request: StaffRequest, task_id: int) -> HttpResponse:
    """One wish: publish it as an item, or decline with the reason."""
    task = _task(request, task_id)
    columns = disclosure.columns_visible_to(request.standing).filter(organ=task.organ_id, is_active=True)
    declines = "decline" in request.POST
    data = request.POST if request.method == "POST" else None
    publish = PublishForm(None if declines else data, columns=columns, initial={"title": task.subject})
    decline = DeclineForm(data if declines else None)
    if declines and decline.is_valid() and carried_out(decline, lambda: _decline(request, task, decline)):
        messages.success(request, "已登记，不转为主动公开。")
        return redirect("desk:wishes")
    if data is not None and not declines and publish.is_valid():
        made: list[int] = []
        if carried_out(publish, lambda: made.append(_publish(request, task, publish))):
            messages.success(request, "已成为一条信息的草稿，请补齐内容，送审后公开。")
            return redirect("desk:item", item_id=made[0])
    cases = list(task.cases.order_by("pk"))
    context = {"task": task, "cases": cases, "publish": publish, "decline": decline}
    return render(request, "desk/request_office/wish.html", context)


def _task(request: StaffRequest, task_id: int) -> PublicationTask:
    organs = request.standing.organs(Role.REVIEWER)
    task = PublicationTask.objects.select_related("organ").filter(pk=task_id, organ__in=organs).first()
    if task is None:
        raise NotVisible
    return task


def _publish(request: StaffRequest, task: PublicationTask, form: PublishForm) -> int:
    values = form.cleaned_data
    done = publish_wish(
        actor=request.user, task_id=task.pk, column_id=values["column"].pk, title=values["title"],
        body_html=form.html(), now=timezone.now(),
    )  # fmt: skip
    assert done.item_id is not None  # noqa: S101  # the act made it
    return done.item_id


def _decline(request: StaffRequest, task: PublicationTask, form: DeclineForm) -> object:
    return decline_wish(
        actor=request.user, task_id=task.pk, reason=form.cleaned_data["reason"], now=timezone.now()
    )
