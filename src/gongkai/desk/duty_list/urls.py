"""Addresses of 主动公开基本目录, below /desk/duty-list/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
