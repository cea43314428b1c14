"""The addresses for programs."""

from __future__ import annotations

from django.urls import path

from gongkai.portal.requests import api

urlpatterns = [
    path("new/<slug:code>/", api.requests, name="api_requests"),
    path("track/", api.track, name="api_track"),
]
