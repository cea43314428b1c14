"""Addresses of the item pages, below /desk/items/."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.desk.items import acting, bulk, drafting, history, imports, item_page, links, list_page, uploads

urlpatterns: list[URLPattern] = [
    path("", list_page.item_list, name="items"),
    path("export/", list_page.item_export, name="items_export"),
    path("bulk/", bulk.item_bulk, name="items_bulk"),
    path("new/", drafting.item_new, name="item_new"),
    path("clean/", uploads.clean_paste, name="clean_paste"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/template.xlsx", imports.import_template, name="import_template"),
    path("imports/seal/<int:organ_id>/", imports.import_seal, name="import_seal"),
    path("imports/<int:batch_id>/", imports.import_batch, name="import_batch"),
    path("imports/<int:batch_id>/approve/", imports.import_approve, name="import_approve"),
    path("imports/<int:batch_id>/drop/", imports.import_drop, name="import_drop"),
    path("imports/<int:batch_id>/rows/<int:row_id>/", imports.import_row, name="import_row"),
    path(
        "imports/<int:batch_id>/rows/<int:row_id>/files/<int:place>/",
        imports.import_row_file,
        name="import_row_file",
    ),
    path("<int:item_id>/", item_page.item_page, name="item"),
    path("<int:item_id>/edit/", drafting.item_edit, name="item_edit"),
    path("<int:item_id>/record/", item_page.item_record, name="item_record"),
    path("<int:item_id>/compare/", history.item_compare, name="item_compare"),
    path("<int:item_id>/links/", links.item_links, name="item_links"),
    path("<int:item_id>/files/<int:file_id>/", uploads.item_file, name="item_file"),
    path("<int:item_id>/pictures/add/", uploads.add_item_picture, name="add_item_picture"),
    path("<int:item_id>/pictures/<slug:digest>", uploads.item_picture, name="item_picture"),
    path("<int:item_id>/acts/<slug:name>/", acting.item_act, name="item_act"),
]
