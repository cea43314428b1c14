"""The live addresses of requests: the form of each organ, and following a case."""

from __future__ import annotations

from django.urls import path

from gongkai.portal.requests import form_pages, identity_pages, sending_pages, tracking_pages

urlpatterns = [
    path("new/<slug:code>/", form_pages.new, name="request_new"),
    path("new/<slug:code>/resume/<str:secret>/", form_pages.resume, name="request_resume"),
    path("new/<slug:code>/confirm/", sending_pages.confirm, name="request_confirm"),
    path("new/<slug:code>/receipt/", sending_pages.receipt, name="request_receipt"),
    path("new/<slug:code>/published/<int:item_id>/", sending_pages.open_offer, name="request_offer"),
    path("new/<slug:code>/identity/", identity_pages.begin, name="request_identity"),
    path("identity/return/", identity_pages.come_back, name="request_identity_return"),
    path("track/", tracking_pages.track, name="request_track"),
    path("track/case/", tracking_pages.case_page, name="request_case"),
    path("track/case/letter/<int:letter_id>/", tracking_pages.letter, name="request_letter"),
    path("track/case/file/<int:given_id>/", tracking_pages.given, name="request_given"),
]
