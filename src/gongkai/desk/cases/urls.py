"""Addresses of cases and their letters, below /desk/requests/."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.desk.cases import (
    acting,
    advice,
    case_page,
    decide_page,
    letter_acting,
    letter_page,
    list_page,
    personal,
)

urlpatterns: list[URLPattern] = [
    path("", list_page.case_list, name="cases"),
    path("export/", list_page.case_export, name="cases_export"),
    path("<int:case_id>/", case_page.case_page, name="case"),
    path("<int:case_id>/act/<slug:name>/", acting.case_act, name="case_act"),
    path("<int:case_id>/decide/", decide_page.case_decide, name="case_decide"),
    path("<int:case_id>/applicant/", personal.case_applicant, name="case_applicant"),
    path("<int:case_id>/files/<int:file_id>/", personal.case_file, name="case_file"),
    path("advice/", advice.advice_list, name="advice"),
    path("advice/<int:advice_id>/noted/", advice.advice_noted, name="advice_noted"),
    path("letters/<int:letter_id>/", letter_page.letter_page, name="letter"),
    path("letters/<int:letter_id>/act/<slug:name>/", letter_acting.letter_act, name="letter_act"),
    path("letters/<int:letter_id>/file/<slug:which>/", letter_acting.letter_file, name="letter_file"),
]
