"""Sign-in, sign-out, password and second factor: the routes that staff need, and no registration."""

from __future__ import annotations

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", RedirectView.as_view(url=reverse_lazy("desk:account")), name="mfa_index"),
    path("2fa/", include("allauth.mfa.urls")),
]
