"""Addresses of 主动公开基本目录, below /desk/duty-list/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.duty_list import (
    import_pages,
    lines_page,
    month_page,
    returned_pages,
    term_pages,
    year_page,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", month_page.duty_month, name="duty_month"),
    path("zero/", term_pages.duty_zeros, name="duty_zeros"),
    path("call/", month_page.duty_call, name="duty_call"),
    path("year/", year_page.duty_year, name="duty_year"),
    path("lines/", lines_page.duty_lines, name="duty_lines"),
    path("lines/new/", lines_page.duty_line_new, name="duty_line_new"),
    path("lines/<int:line_id>/", lines_page.duty_line, name="duty_line"),
    path("lines/<int:line_id>/retire/", lines_page.duty_line_retire, name="duty_line_retire"),
    path("lines/<int:line_id>/<slug:period>/<slug:act>/", term_pages.duty_term, name="duty_term"),
    path("start/", lines_page.duty_start, name="duty_start"),
    path("imports/new/", import_pages.duty_import_new, name="duty_import_new"),
    path("imports/<int:import_id>/", import_pages.duty_import, name="duty_import"),
    path("imports/<int:import_id>/confirm/", import_pages.duty_import_confirm, name="duty_import_confirm"),
    path("imports/<int:import_id>/drop/", import_pages.duty_import_drop, name="duty_import_drop"),
    path("returned/", returned_pages.duty_returned, name="duty_returned"),
    path("forms/<int:department_id>/<slug:kind>/", returned_pages.duty_form, name="duty_form"),
]
