"""Addresses of handing over and of the year's folder, below /desk/handover/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.handover import first_day, folders

urlpatterns: list[URLPattern | URLResolver] = [
    path("", first_day.handovers, name="handovers"),
    path("<int:handover_id>/", first_day.first_day, name="first_day"),
    path("<int:handover_id>/seen/", first_day.first_day_seen, name="first_day_seen"),
    path("folders/", folders.folders, name="year_folders"),
    path("folders/retention/", folders.retention, name="folder_retention"),
    path("folders/<int:folder_id>/", folders.take_folder, name="year_folder"),
]
