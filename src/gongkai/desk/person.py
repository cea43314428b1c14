"""One person in one organ: roles, password, second factor, hand-over."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.pages import (
    StaffRequest,
    carried_out,
    confirm_page,
    refuse_into,
    refused_page,
    staff_page,
)
from gongkai.desk.people_forms import GrantForm, HandOverForm, PasswordResetForm
from gongkai.handover.acts.hand_over import hand_over as pass_work_on
from gongkai.kernel.acts import people as acts
from gongkai.kernel.acts.sign_ins import remove_second_factor
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Organ, Person, RoleGrant
from gongkai.kernel.queries import administered_organ, grants_visible_to, people_visible_to

_MOVED = "{label} {count} 件"
_NOTHING_OPEN = "没有在办工作"
_HANDED_OVER = "已交接（{moved}），全部角色转给{name}，接手人登录后会看到交接页。"


def _organ_and_person(request: StaffRequest, code: str, person_id: int) -> tuple[Organ, Person]:
    organ = administered_organ(request.standing, code)
    somebody = people_visible_to(request.standing).filter(pk=person_id, grants__organ=organ).first()
    if somebody is None:
        raise NotVisible
    return organ, somebody


def _page(request: StaffRequest, organ: Organ, somebody: Person, form: GrantForm) -> HttpResponse:
    grants = grants_visible_to(request.standing).filter(organ=organ, person=somebody)
    context = {
        "organ": organ,
        "somebody": somebody,
        "form": form,
        "held": [grant for grant in grants if grant.ended_at is None],
        "past": [grant for grant in grants if grant.ended_at is not None],
        "has_factor": Authenticator.objects.filter(user=somebody, type="totp").exists(),
        "is_self": somebody.pk == request.user.pk,
    }
    return render(request, "desk/people/person.html", context)


@staff_page
def person(request: StaffRequest, code: str, person_id: int) -> HttpResponse:
    """Everything about somebody's sign-in and roles here."""
    organ, somebody = _organ_and_person(request, code, person_id)
    return _page(request, organ, somebody, GrantForm(organ=organ))


@staff_page
def grant(request: StaffRequest, code: str, person_id: int) -> HttpResponse:
    """Give a role."""
    organ, somebody = _organ_and_person(request, code, person_id)
    form = GrantForm(request.POST or None, organ=organ)
    if form.is_valid() and carried_out(
        form,
        lambda: acts.grant_role(
            actor=request.user, person=somebody, organ=organ, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "角色已授予。")
        return redirect("desk:person", code=organ.code, person_id=somebody.pk)
    return _page(request, organ, somebody, form)


@staff_page
def end(request: StaffRequest, code: str, grant_id: int) -> HttpResponse:
    """Take a role back, after asking."""
    organ = administered_organ(request.standing, code)
    held: RoleGrant | None = (
        grants_visible_to(request.standing).filter(pk=grant_id, organ=organ, ended_at=None).first()
    )
    if held is None:
        raise NotVisible
    back = reverse("desk:person", args=[organ.code, held.person_id])
    if request.method == "POST":
        acts.end_role(actor=request.user, grant_id=grant_id, now=timezone.now())
        messages.success(request, "角色已取消。")
        return redirect(back)
    text = "取消{person}的“{role}”角色。手头还有在办信息的，请改用“交接工作”，信息会一并转给接手人。"
    return confirm_page(
        request,
        title="取消角色",
        text=text.format(person=held.person.name, role=held.get_role_display()),
        act="取消这个角色",
        back=back,
        danger=True,
    )


@staff_page
def password(request: StaffRequest, code: str, person_id: int) -> HttpResponse:
    """Set a one-time password."""
    organ, somebody = _organ_and_person(request, code, person_id)
    back = reverse("desk:person", args=[organ.code, somebody.pk])
    form = PasswordResetForm(request.POST or None)
    if form.is_valid() and carried_out(
        form,
        lambda: acts.reset_password(
            actor=request.user,
            organ_id=organ.pk,
            person_id=somebody.pk,
            password=form.cleaned_data["password"],
            now=timezone.now(),
        ),
    ):
        messages.success(request, "密码已重置，本人下次登录时须改成自己的密码。")
        return redirect(back)
    text = f"为{somebody.name}设一个一次性密码，原来的密码立即失效。"
    return confirm_page(request, title="重置密码", text=text, act="重置密码", back=back, form=form)


@staff_page
@require_POST
def second_factor(request: StaffRequest, code: str, person_id: int) -> HttpResponse:
    """Take off the second factor of somebody who lost the telephone."""
    organ, somebody = _organ_and_person(request, code, person_id)
    try:
        remove_second_factor(actor=request.user, organ_id=organ.pk, person_id=somebody.pk, now=timezone.now())
    except Refused as refusal:
        return refused_page(request, refusal)
    messages.success(request, "两步验证已解除，请提醒本人重新开启。")
    return redirect("desk:person", code=organ.code, person_id=somebody.pk)


@staff_page
def hand_over(request: StaffRequest, code: str, person_id: int) -> HttpResponse:
    """Pass roles and open work on in one act."""
    organ, leaver = _organ_and_person(request, code, person_id)
    form = HandOverForm(request.POST or None, organ=organ, leaver=leaver)
    back = reverse("desk:person", args=[organ.code, leaver.pk])
    if form.is_valid():
        try:
            done = _pass_on(request, organ, leaver, form)
        except Refused as refusal:
            refuse_into(form, refusal)
        else:
            messages.success(request, done)
            return redirect(back)
    text = (
        "把{name}在本机关的角色、在办工作和填报任务一次转给接手人。"
        "已经签过的意见、公开过的信息仍记在原经办人名下。"
    )
    return confirm_page(
        request, title="交接工作", text=text.format(name=leaver.name), act="交接", back=back, form=form
    )


def _pass_on(request: StaffRequest, organ: Organ, leaver: Person, form: HandOverForm) -> str:
    """Carry it out; what went over, in words."""
    chosen = form.cleaned_data
    row = pass_work_on(
        actor=request.user, organ_id=organ.pk, leaver_id=leaver.pk, successor_id=chosen["successor"].pk,
        note=chosen["note"], leaves=chosen["leaves"], now=timezone.now(),
    )  # fmt: skip
    moved = [_MOVED.format(**one) for one in row.moved if one["count"]]
    return _HANDED_OVER.format(moved="、".join(moved) or _NOTHING_OPEN, name=chosen["successor"].name)
