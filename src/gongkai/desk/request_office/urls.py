"""Addresses of the office's pages around requests, below /desk/requests/."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.desk.request_office import printing, receipt, register, sheet

urlpatterns: list[URLPattern] = [
    path("new/", register.request_new, name="request_new"),
    path("new/hints/", register.request_hints, name="request_hints"),
    path("<int:case_id>/receipt/", receipt.request_receipt, name="request_receipt"),
    path("<int:case_id>/sheet/", sheet.case_sheet, name="case_sheet"),
    path(
        "<int:case_id>/sheet/<int:letter_id>/<slug:what>.<slug:extension>",
        printing.case_print,
        name="case_print",
    ),
]
