"""The values a text may quote: facts about the organ, cells of the tables, named figures, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings

from gongkai.law.catalogue import STATISTICAL_CATEGORIES
from gongkai.law.report_form import FORMS, CellId, Form
from gongkai.law.report_form.quoted import QUOTED_FIGURES
from gongkai.reporting import task_sentences
from gongkai.reporting.figures import Figure, Figures, figures_of
from gongkai.reporting.models import ImprovementTask, ReportEdition
from gongkai.reports.stored import unscaled

_CELL_LABEL = "{row}（{column}）"
_SITE, _SITE_ALONE = "政府门户网站（{url}）", "政府门户网站"
#: What is no figure: names and years, and the sentences of the tasks.
FACTS = {
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
    labels = dict(FACTS)
    form = FORMS[edition.report.form_code]
    for cell, kept in _cells(edition).items():
        value = unscaled(form, cell, kept)
        texts[str(cell)] = None if value is None else str(value)
        numbers[str(cell)] = value if isinstance(value, int) else None
        labels[str(cell)] = cell_label(form, cell)
    figures = figures_of(edition.report.organ, edition.report.year, edition=edition)
    for figure in figures:
        texts[figure.code] = None if figure.value is None else figure.text
        numbers[figure.code] = int(figure.value) if isinstance(figure.value, int | Decimal) else None
        labels[figure.code] = figure.label
    for name, label, parts, form_of_part in _LISTS:
        texts[name], labels[name] = _listed(figures, parts, form_of_part), label
    return Values(texts, numbers, labels)


#: Figures told one after another: the name to quote them by, what that is called, the parts, one part.
_LISTS = (
    ("published.list", "主动公开各类条数", "published.by_category.", "{part}{text}条"),
    ("proposals.grades", "建议提案办理结果的类别", "proposals.grades.", "{part}类{text}件"),
)


@cache
def known_names() -> frozenset[str]:
    """Every name that a text may quote in some year: facts, cells of any form, figures, lists."""
    cells = {str(cell) for form in FORMS for cell in form.cells()}
    figures = {code for figure in QUOTED_FIGURES for code, _ in figure.parts()}
    return frozenset({*FACTS, *cells, *figures, *(name for name, *_ in _LISTS)})


def _listed(figures: Figures, prefix: str, form: str) -> str | None:
    """«机构职能3条，业务动态50条»: the parts there are, without those at nought."""
    parts = [figure for figure in figures if figure.code.startswith(prefix) and figure.value]
    return "，".join(form.format(part=_part(figure, prefix), text=figure.text) for figure in parts) or None


def _part(figure: Figure, prefix: str) -> str:
    code = figure.code.removeprefix(prefix)
    return STATISTICAL_CATEGORIES.label(code) if code in STATISTICAL_CATEGORIES else code


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
        "site": _SITE.format(url=settings.GONGKAI_SITE_URL) if settings.GONGKAI_SITE_URL else _SITE_ALONE,
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
