"""The portal's live addresses; published pages are files and need none."""

from __future__ import annotations

from django.urls import include, path

from gongkai.portal import views

app_name = "portal"

urlpatterns = [
    path("search", views.search, name="search"),
    path("requests/", include("gongkai.portal.requests.urls")),
    path("api/requests/", include("gongkai.portal.requests.api_urls")),
]
