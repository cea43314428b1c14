"""Addresses of 发文登记, below /desk/register/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.register import entry_page, imports, list_page, search_page, supervised_page, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", list_page.register_list, name="register"),
    path("export/", list_page.register_export, name="register_export"),
    path("bulk/", list_page.register_bulk, name="register_bulk"),
    path("new/", writing.register_new, name="register_new"),
    path("imports/", imports.register_imports, name="register_imports"),
    path("imports/new/", imports.register_import_new, name="register_import_new"),
    path("imports/<int:book_id>/", imports.register_import, name="register_import"),
    path("imports/<int:book_id>/faults/", imports.register_import_faults, name="register_import_faults"),
    path("organs/", supervised_page.register_organs, name="register_organs"),
    path("search/<int:case_id>/", search_page.register_search, name="register_search"),
    path("<int:entry_id>/", entry_page.register_entry, name="register_entry"),
    path("<int:entry_id>/edit/", writing.register_edit, name="register_edit"),
    path("<int:entry_id>/act/<slug:act>/", entry_page.register_act, name="register_act"),
]
