"""Addresses of reconsideration and litigation, below /desk/remedies/."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.desk.remedies import acting, evidence, lessons, list_page, page, registering, table4_page

urlpatterns: list[URLPattern] = [
    path("", list_page.remedies, name="remedies"),
    path("new/", registering.remedy_find, name="remedy_find"),
    path("lessons/", lessons.remedy_lessons, name="remedy_lessons"),
    path("table4/", table4_page.remedy_table4, name="remedy_table4"),
    path("cases/<int:case_id>/new/", registering.remedy_new, name="remedy_new"),
    path("cases/<int:case_id>/evidence/", evidence.case_evidence, name="case_evidence"),
    path("<int:proceeding_id>/", page.remedy, name="remedy"),
    path("<int:proceeding_id>/acts/<slug:act>/", acting.remedy_act, name="remedy_act"),
]
