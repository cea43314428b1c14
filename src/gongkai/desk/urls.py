"""The desk's addresses, all under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from gongkai.desk import account, help_page, home

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("account/", account.account, name="account"),
    path("help/", help_page.help_page, name="help"),
    path("items/", include("gongkai.desk.items.urls")),
]
