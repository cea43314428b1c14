"""Addresses of 一次投放, below /desk/drops/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.drops import acting, document_page, drop_page, files, list_page, new_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", list_page.drops, name="drops"),
    path("new/", new_page.drop_new, name="drop_new"),
    path("<int:drop_id>/", drop_page.drop, name="drop"),
    path("<int:drop_id>/confirm-all/", acting.confirm_all, name="drop_confirm_all"),
    path("documents/<int:document_id>/", document_page.document, name="drop_document"),
    path("documents/<int:document_id>/dismiss/", acting.dismiss, name="drop_dismiss"),
    path("documents/<int:document_id>/restore/", acting.restore, name="drop_restore"),
    path("documents/<int:document_id>/attach/", acting.attach_to, name="drop_attach_to"),
    path("documents/<int:document_id>/file/", files.original, name="drop_original"),
    path("documents/<int:document_id>/pictures/<slug:digest>", files.picture, name="drop_picture"),
    path("files/<int:beside_id>/", files.beside, name="drop_file"),
    path("files/<int:beside_id>/assign/", acting.assign, name="drop_assign"),
    path("files/<int:beside_id>/separate/", acting.separate, name="drop_separate"),
]
