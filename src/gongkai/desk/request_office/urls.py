"""Addresses of the office's pages around requests, below /desk/requests/."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.desk.request_office import (
    archive,
    printing,
    receipt,
    redact,
    register,
    settings_page,
    sheet,
    templates_page,
    wishes,
)

urlpatterns: list[URLPattern] = [
    path("new/", register.request_new, name="request_new"),
    path("new/hints/", register.request_hints, name="request_hints"),
    path("settings/", settings_page.request_settings_list, name="request_settings_list"),
    path("settings/<slug:code>/", settings_page.request_settings, name="request_settings"),
    path("templates/<slug:code>/", templates_page.letter_templates, name="letter_templates"),
    path("templates/<slug:code>/<slug:kind>/", templates_page.letter_template, name="letter_template"),
    path(
        "templates/<slug:code>/<slug:kind>/use/",
        templates_page.letter_template_use,
        name="letter_template_use",
    ),
    path(
        "templates/<slug:code>/<slug:kind>/<slug:which>.<slug:extension>",
        templates_page.letter_template_file,
        name="letter_template_file",
    ),
    path("archive/", archive.request_archive, name="request_archive"),
    path("archive/list.xlsx", archive.request_archive_export, name="request_archive_export"),
    path("wishes/", wishes.wishes, name="wishes"),
    path("wishes/<int:task_id>/", wishes.wish, name="wish"),
    path("<int:case_id>/receipt/", receipt.request_receipt, name="request_receipt"),
    path("<int:case_id>/receipt/code/", receipt.request_recode, name="request_recode"),
    path("<int:case_id>/sheet/", sheet.case_sheet, name="case_sheet"),
    path(
        "<int:case_id>/sheet/<int:letter_id>/<slug:what>.<slug:extension>",
        printing.case_print,
        name="case_print",
    ),
    path("<int:case_id>/given/<int:given_id>/redact/", redact.given_redact, name="given_redact"),
    path(
        "<int:case_id>/given/<int:given_id>/redact/pages/<int:number>.png",
        redact.given_page,
        name="given_page",
    ),
    path("<int:case_id>/given/<int:given_id>/redact/done/", redact.given_redacted, name="given_redacted"),
    path("<int:case_id>/given/<int:given_id>/copy/", redact.given_copy, name="given_copy"),
]
