"""An organ's own description, name, index numbers and end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.organ_forms import DescriptionForm, IndexNumberForm, MergeForm, RenameForm
from gongkai.desk.pages import StaffRequest, carried_out, confirm_page, staff_page
from gongkai.kernel.acts import organs as acts
from gongkai.kernel.queries import administered_organ, organs_administered_by
from gongkai.law.catalogue import INDEX_PATTERNS


@staff_page
def organs(request: StaffRequest) -> HttpResponse:
    """The organs one administers, for those who administer several."""
    rows = organs_administered_by(request.standing).select_related("merged_into")
    return render(request, "desk/organ/list.html", {"rows": rows})


@staff_page
def organ(request: StaffRequest, code: str) -> HttpResponse:
    """What the portal prints about the organ, to be changed here."""
    this = administered_organ(request.standing, code)
    initial = {name: getattr(this, name) for name in acts.DESCRIPTION_FIELDS}
    form = DescriptionForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form,
        lambda: acts.describe_organ(
            actor=request.user, organ_id=this.pk, changes=form.cleaned_data, now=timezone.now()
        ),
    ):
        messages.success(request, "已保存，门户上的页面随后更新。")
        return redirect("desk:organ", code=this.code)
    context = {
        "organ": this,
        "form": form,
        "names": this.former_names.all(),
        "pattern": INDEX_PATTERNS[this.index_pattern],
    }
    return render(request, "desk/organ/organ.html", context)


@staff_page
def rename(request: StaffRequest, code: str) -> HttpResponse:
    """A new name from a day on; what was issued under the old one keeps it."""
    this = administered_organ(request.standing, code)
    form = RenameForm(request.POST or None, initial={"name": this.name})
    if form.is_valid() and carried_out(
        form,
        lambda: acts.rename_organ(
            actor=request.user, organ_id=this.pk, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "机关名称已变更。原来公开的信息仍署原名，索引号不变。")
        return redirect("desk:organ", code=this.code)
    return confirm_page(
        request,
        title="变更机关名称",
        text=f"现名：{this.name}。变更后新公开的信息署新名；已经公开的仍署原名，索引号一个也不变。",
        act="变更名称",
        back=reverse("desk:organ", args=[this.code]),
        form=form,
    )


@staff_page
def merge(request: StaffRequest, code: str) -> HttpResponse:
    """Close the organ into another."""
    this = administered_organ(request.standing, code)
    others = organs_administered_by(request.standing).exclude(pk=this.pk).filter(merged_into=None)
    form = MergeForm(request.POST or None, others=others)

    def act() -> None:
        acts.merge_organ(
            actor=request.user,
            organ_id=this.pk,
            into_id=form.cleaned_data["into"].pk,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "已撤并。原来公开的信息、索引号和网页地址都保留。")
        return redirect("desk:organ", code=this.code)
    return confirm_page(
        request,
        title="撤并机关",
        text=f"把“{this.name}”并入另一个机关。除机关管理员外，本机关的角色全部终止；"
        "已公开的信息、索引号和网页地址保留。这一步不能撤销。",
        act="撤并",
        back=reverse("desk:organ", args=[this.code]),
        danger=True,
        form=form,
    )


@staff_page
def index_numbers(request: StaffRequest, code: str) -> HttpResponse:
    """How index numbers are written from now on."""
    this = administered_organ(request.standing, code)
    initial = {"pattern": this.index_pattern, "front": this.index_front}
    form = IndexNumberForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form,
        lambda: acts.set_index_pattern(
            actor=request.user, organ_id=this.pk, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "索引号编制方式已保存，今后公开的信息照此编号；已经编好的不变。")
        return redirect("desk:organ", code=this.code)
    context = {"organ": this, "form": form, "patterns": INDEX_PATTERNS}
    return render(request, "desk/organ/index_numbers.html", context)
