"""Publications approved by word of mouth: the paper that must follow."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.disclosure.acts.expedite import settle_expedited
from gongkai.disclosure.queries import papers_due
from gongkai.kernel import filestore
from gongkai.kernel.errors import NotVisible


class ConfirmForm(forms.Form):
    """The approver's own word."""

    note = forms.CharField(
        label="意见",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="可以不填。确认后即为书面手续。",
    )


class PaperForm(ConfirmForm):
    """The office's scan of the signed paper."""

    paper = forms.FileField(
        label="签字件扫描件", help_text="PDF 或图片。只存档备查，不对外公开。文件中有国家秘密标志的不予接收。"
    )
    field_order = ("paper", "note")


@staff_page
def expedited(request: StaffRequest) -> HttpResponse:
    """What still needs its paper, the oldest debt first."""
    rows = papers_due(request.standing).select_related("by").order_by("paper_due", "id")
    return render(request, "desk/expedited.html", {"rows": rows, "today": localdate()})


@staff_page
def settle(request: StaffRequest, expedited_id: int) -> HttpResponse:
    """The approver confirms in person, or the office files the signed paper."""
    row = papers_due(request.standing).filter(pk=expedited_id).first()
    if row is None:
        raise NotVisible
    is_approver = row.approver_id == request.user.pk
    kind = ConfirmForm if is_approver else PaperForm
    form = kind(request.POST or None, request.FILES or None)

    def act() -> None:
        now, upload = timezone.now(), form.cleaned_data.get("paper")
        stored = filestore.take_in(name=upload.name, stream=upload.file, now=now) if upload else None
        settle_expedited(
            actor=request.user,
            expedited_id=expedited_id,
            paper=stored,
            note=form.cleaned_data["note"],
            now=now,
        )

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "书面手续已补齐。")
        return redirect("desk:expedited")
    text = "《{title}》于急件先行发布，{approver}口头同意（{how}）。事由：{reason}。"
    return confirm_page(
        request,
        title="确认口头同意" if is_approver else "补办书面手续",
        text=text.format(
            title=row.item.title, approver=row.approver.name, how=row.how, reason=row.reason.rstrip("。")
        ),
        act="确认，补办手续" if is_approver else "上传并补办",
        back=reverse("desk:expedited"),
        form=form,
    )
