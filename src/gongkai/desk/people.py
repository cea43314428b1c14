"""People of an organ: the list, and entering somebody."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.desk.pages import StaffRequest, carried_out, staff_page
from gongkai.desk.people_forms import EnterForm
from gongkai.kernel.acts.people import enter_with_role
from gongkai.kernel.models import RoleGrant
from gongkai.kernel.queries import administered_organ, people_visible_to


@staff_page
def people(request: StaffRequest, code: str) -> HttpResponse:
    """Everybody with a role here, now or before; who holds none any more stands on the second list."""
    organ = administered_organ(request.standing, code)
    grants = RoleGrant.objects.filter(organ=organ, ended_at=None).select_related("department")
    everybody = (
        people_visible_to(request.standing)
        .filter(grants__organ=organ)
        .prefetch_related(Prefetch("grants", queryset=grants, to_attr="grants_here"))
        .order_by("username")
    )
    former = request.GET.get("former") == "1"
    guarded = set(Authenticator.objects.filter(user__in=everybody).values_list("user_id", flat=True))
    rows = [(person, person.pk in guarded) for person in everybody if bool(person.grants_here) != former]
    return render(request, "desk/people/list.html", {"organ": organ, "rows": rows, "former": former})


@staff_page
def enter(request: StaffRequest, code: str) -> HttpResponse:
    """A new sign-in with its first role."""
    organ = administered_organ(request.standing, code)
    form = EnterForm(request.POST or None, organ=organ)
    if form.is_valid() and carried_out(
        form,
        lambda: enter_with_role(actor=request.user, organ=organ, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(
            request, "已录入{name}，请把登录名和一次性密码当面告诉本人。".format(**form.cleaned_data)
        )
        return redirect("desk:people", code=organ.code)
    return render(request, "desk/people/enter.html", {"organ": organ, "form": form})
