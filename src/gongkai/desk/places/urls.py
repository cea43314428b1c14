"""Addresses of 登载平台, below /desk/places/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.places import (
    day_page,
    differences,
    figures_page,
    lines,
    place_page,
    posting_page,
    queue,
    settings_page,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", place_page.places, name="places"),
    path("new/", settings_page.place_new, name="place_new"),
    path("day/", day_page.day, name="places_day"),
    path("queue/", queue.queue, name="postings"),
    path("queue/package.zip", queue.packages, name="postings_package"),
    path("<int:place_id>/", place_page.place, name="place"),
    path("<int:place_id>/settings/", settings_page.place_edit, name="place_edit"),
    path("<int:place_id>/columns/new/", settings_page.place_column, name="place_column_new"),
    path("<int:place_id>/columns/<int:place_column_id>/", settings_page.place_column, name="place_column"),
    path(
        "<int:place_id>/columns/<int:place_column_id>/drop/",
        settings_page.drop_column,
        name="place_column_drop",
    ),
    path("<int:place_id>/close/", settings_page.close, name="place_close"),
    path("<int:place_id>/reopen/", settings_page.reopen, name="place_reopen"),
    path("<int:place_id>/compare/", place_page.compare, name="place_compare"),
    path("<int:place_id>/lines/", lines.lines, name="place_lines"),
    path("<int:place_id>/figures/", figures_page.figures_page, name="place_figures"),
    path("<int:place_id>/figures/<slug:kind>/", figures_page.figures_file, name="place_figures_file"),
    path("postings/<int:posting_id>/", posting_page.posting, name="posting"),
    path("postings/<int:posting_id>/package.zip", posting_page.package, name="posting_package"),
    path("postings/<int:posting_id>/taken-off/", posting_page.taken_off, name="posting_taken_off"),
    path("differences/<int:difference_id>/settle/", differences.settle, name="difference_settle"),
    path("differences/<int:difference_id>/take-over/", differences.take_over, name="difference_take_over"),
]
