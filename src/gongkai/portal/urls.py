"""The portal's live addresses; published pages are files and need none."""

from __future__ import annotations

from django.urls import include, path

from gongkai.portal import report_check_api, report_check_page, views

app_name = "portal"

urlpatterns = [
    path("search", views.search, name="search"),
    path("report/check/", report_check_page.report_check, name="report_check"),
    path("api/report/check", report_check_api.check, name="api_report_check"),
    path("api/report/extract", report_check_api.extract, name="api_report_extract"),
    path("requests/", include("gongkai.portal.requests.urls")),
    path("api/requests/", include("gongkai.portal.requests.api_urls")),
]
