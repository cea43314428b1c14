"""Addresses of the annual report, below /desk/reports/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.reports import (
    acting,
    carry,
    cell_page,
    exports,
    figures_page,
    list_page,
    page,
    roll_up_compare,
    roll_up_export,
    roll_up_page,
    roll_up_sum,
    season_page,
    supervising,
    tasks_page,
    writing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", list_page.reports, name="reports"),
    path("begin/", list_page.report_begin, name="report_begin"),
    path("figures/", figures_page.report_figures, name="report_figures"),
    path("figures/import/", figures_page.figures_import, name="figures_import"),
    path("figures/take-back/", figures_page.figure_take_back, name="figure_take_back"),
    path("figures/template/", figures_page.figures_template, name="figures_template"),
    path("tasks/", tasks_page.report_tasks, name="report_tasks"),
    path("tasks/new/", tasks_page.improvement_new, name="improvement_new"),
    path("tasks/<int:improvement_id>/", tasks_page.improvement, name="improvement"),
    path("tasks/<int:improvement_id>/<slug:act>/", tasks_page.improvement_act, name="improvement_act"),
    path("roll-up/", roll_up_page.roll_up, name="roll_up"),
    path("roll-up/remind/", roll_up_page.roll_up_remind, name="roll_up_remind"),
    path("roll-up/sum/", roll_up_sum.roll_up_sum, name="roll_up_sum"),
    path("roll-up/compare/", roll_up_compare.roll_up_compare, name="roll_up_compare"),
    path("roll-up/export/", roll_up_export.roll_up_export, name="roll_up_export"),
    path("season/", season_page.report_season, name="report_season"),
    path("season/outline/", season_page.report_outline, name="report_outline"),
    path("<int:report_id>/", page.report, name="report"),
    path("<int:report_id>/supervise/<slug:act>/", supervising.report_supervise, name="report_supervise"),
    path("<int:report_id>/acts/<slug:act>/", acting.report_act, name="report_act"),
    path("<int:report_id>/cells/<path:cell>/", cell_page.report_cell, name="report_cell"),
    path("<int:report_id>/carry-over/", carry.report_carry, name="report_carry"),
    path("<int:report_id>/passages/new/", writing.passage_new, name="passage_new"),
    path("<int:report_id>/passages/<int:passage_id>/", writing.passage, name="passage"),
    path("<int:report_id>/passages/<int:passage_id>/draft/", writing.passage_redraft, name="passage_redraft"),
    path("<int:report_id>/passages/<int:passage_id>/remove/", writing.passage_remove, name="passage_remove"),
    path("<int:report_id>/export/<slug:kind>/", exports.report_export, name="report_export"),
]
