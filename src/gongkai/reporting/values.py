"""The values a text may quote: facts about the organ, cells of the tables, named figures, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from gongkai.law.report_form import FORMS, CellId, Form
from gongkai.reporting import task_sentences
from gongkai.reporting.models import ImprovementTask, ReportEdition
from gongkai.reports.stored import unscaled

_CELL_LABEL = "{row}（{column}）"
_SITE, _SITE_ALONE = "政府门户网站（{url}）", "政府门户网站"
_FACTS = {
    "year": "报告年度",
    "next_year": "下一年度",
    "organ": "机关全称",
    "office": "公开工作机构",
    "address": "办公地址",
    "phone": "联系电话",
    "site": "网站名称",
    "tasks.faults": "任务清单中的问题",
    "tasks.measures": "任务清单中的措施",
    "tasks.answers": "上一年措施的落实情况",
}


@dataclass(frozen=True, slots=True)
class Values:
    """What can be filled in: as text (None: not provided), as whole numbers, and what each is called."""

    texts: Mapping[str, str | None]
    numbers: Mapping[str, int | None]
    labels: Mapping[str, str]


def values_of(edition: ReportEdition) -> Values:
    """Everything the edition's prose may quote, as last compiled."""
    texts: dict[str, str | None] = {**_facts(edition), **_tasks(edition)}
    numbers: dict[str, int | None] = {}
    labels = dict(_FACTS)
    form = FORMS[edition.report.form_code]
    for cell, kept in _cells(edition).items():
        value = unscaled(form, cell, kept)
        texts[str(cell)] = None if value is None else str(value)
        numbers[str(cell)] = value if isinstance(value, int) else None
        labels[str(cell)] = cell_label(form, cell)
    for name, figure in (edition.content or {}).get("figures", {}).items():
        texts[name], numbers[name], labels[name] = figure["text"], figure["number"], figure["label"]
    return Values(texts, numbers, labels)


def cell_label(form: Form, cell: CellId) -> str:
    """What a cell is called in a sentence for people."""
    row, column = form.row(cell).label, form.column(cell).label
    return _CELL_LABEL.format(row=row.partition("（")[0], column=column)


def _cells(edition: ReportEdition) -> dict[CellId, int | None]:
    rows: Any = edition.cells.values_list("table", "row", "column", "value")
    return {CellId(table, row, column): value for table, row, column, value in rows}


def _facts(edition: ReportEdition) -> dict[str, str | None]:
    report = edition.report
    organ = report.organ
    return {
        "year": str(report.year),
        "next_year": str(report.year + 1),
        "organ": organ.name,
        "office": organ.office_name or None,
        "address": organ.address or None,
        "phone": organ.phone or None,
        "site": _SITE.format(url=url) if (url := settings.GONGKAI_SITE_URL.rstrip("/")) else _SITE_ALONE,
    }


def _tasks(edition: ReportEdition) -> dict[str, str | None]:
    report = edition.report
    tasks = list(ImprovementTask.objects.filter(organ=report.organ, year=report.year))
    last = list(ImprovementTask.objects.filter(organ=report.organ, year=report.year - 1))
    return {
        "tasks.faults": task_sentences.faults(tasks) or None,
        "tasks.measures": task_sentences.measures(tasks) or None,
        "tasks.answers": task_sentences.answers(last),
    }
