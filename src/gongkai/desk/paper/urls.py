"""Addresses of 纸面审签, below /desk/paper/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.paper import (
    batch_page,
    files,
    form_page,
    layouts_page,
    mine,
    overview,
    pages_page,
    print_page,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.paper, name="paper"),
    path("print/", print_page.paper_print, name="paper_print"),
    path("settling/<int:expedited_id>/", print_page.paper_settling, name="paper_settling"),
    path("layouts/", layouts_page.paper_layouts, name="paper_layouts"),
    path("layouts/<int:organ_id>/<slug:sheet>/", layouts_page.paper_layout, name="paper_layout"),
    path("layouts/<int:organ_id>/<slug:sheet>/use/", layouts_page.paper_layout_use, name="paper_layout_use"),
    path(
        "layouts/<int:organ_id>/<slug:sheet>/<slug:which>.<slug:extension>",
        layouts_page.paper_layout_file,
        name="paper_layout_file",
    ),
    path("runs/<int:run_id>/", print_page.paper_run, name="paper_run"),
    path("runs/<int:run_id>/pdf/", files.run_pdf, name="paper_run_pdf"),
    path("runs/<int:run_id>/docx/", files.run_docx, name="paper_run_docx"),
    path("forms/<int:form_id>/", form_page.paper_form, name="paper_form"),
    path("forms/<int:form_id>/docx/", files.form_docx, name="paper_form_docx"),
    path("forms/<int:form_id>/scan/", files.form_scan, name="paper_form_scan"),
    path("forms/<int:form_id>/void/", form_page.paper_void, name="paper_void"),
    path("forms/<int:form_id>/refusal/", form_page.paper_refusal, name="paper_refusal"),
    path("batches/<int:scan_batch_id>/", batch_page.paper_batch, name="paper_batch"),
    path("pages/", pages_page.paper_pages, name="paper_pages"),
    path("pages/<int:page_id>/assign/", pages_page.paper_assign, name="paper_assign"),
    path("pages/<int:page_id>/follow/", pages_page.paper_follow, name="paper_follow"),
    path("pages/<int:page_id>/take-back/", pages_page.paper_take_back, name="paper_take_back"),
    path("pages/<int:page_id>/discard/", pages_page.paper_discard, name="paper_discard"),
    path("pages/<int:page_id>/picture/", files.page_picture, name="paper_page_picture"),
    path("mine/", mine.paper_mine, name="paper_mine"),
    path("mine/<int:record_id>/scan/", files.record_scan, name="paper_record_scan"),
    path("mine/<int:record_id>/object/", mine.paper_object, name="paper_object"),
    path("objections/", mine.paper_objections, name="paper_objections"),
    path("objections/<int:objection_id>/settle/", mine.paper_settle, name="paper_settle"),
]
