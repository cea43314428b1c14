"""«我的账号»: one's own roles, password and second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.kernel.models import RoleGrant


@staff_page
def account(request: StaffRequest) -> HttpResponse:
    """What I am here, and how my sign-in is kept safe."""
    grants = RoleGrant.objects.filter(person=request.user, ended_at=None).select_related(
        "organ", "department"
    )
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "desk/account.html",
        {"grants": grants, "has_totp": "totp" in kinds, "has_codes": "recovery_codes" in kinds},
    )
