"""What is missing in a report, each thing with the door behind which it is provided."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.reporting.contents import Gap
from gongkai.reporting.entered import targets
from gongkai.reporting.models import AnnualReport

_BLANKS = "统计表有 {count} 格没有数，没有发生的填 0"
_FIGURES = "文字里缺 {count} 项数字：{labels}"
_TASKS = "还没有写：{labels}"
_BLOCKING = "有 {count} 处不符，请改正或者写明理由"
_DRAFTS = "有 {count} 段还是自动起草的底稿，请逐段看过"
_MOST_NAMED, _ETC = 4, "等"
#: Gaps that the list of tasks fills; the answers are written at last year's tasks.
_TASK_GAPS, _ANSWERS = "tasks.", "tasks.answers"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that is missing: in words, where it is done, what the link says."""

    words: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Lacks:
    """What was found missing: empty cells, figures of the prose, faults, passages nobody has touched."""

    blanks: int = 0
    gaps: tuple[Gap, ...] = ()
    blocking: int = 0
    drafts: tuple[int, ...] = ()


class Doors:
    """Where each missing figure of a report is provided."""

    def __init__(self, row: AnnualReport) -> None:
        self.row = row
        self._known: Collection[str] = targets(row.organ, row.year)

    def of(self, gap: Gap) -> str:
        """The list of tasks, the entry of figures, or the passage itself when nobody can enter it."""
        if gap.name == _ANSWERS:
            return reverse("desk:report_tasks") + "?view=all"
        if gap.name.startswith(_TASK_GAPS):
            return _asked(reverse("desk:improvement_new"), organ=self.row.organ.code, year=self.row.year)
        if gap.name in self._known:
            return figures_url(self.row, key=gap.name)
        family = gap.name.rpartition(".")[0]
        if family and any(key.startswith(f"{family}.") for key in self._known):
            return figures_url(self.row)
        return reverse("desk:passage", args=(self.row.pk, gap.passage_id))


def todos(row: AnnualReport, lacks: Lacks) -> Iterator[Todo]:
    """What has to be provided before the report can be checked, and what somebody should look at."""
    if lacks.blanks:
        yield Todo(_BLANKS.format(count=lacks.blanks), figures_url(row), "去录入")
    if lacks.gaps:
        yield from _of_prose(Doors(row), lacks.gaps)
    if lacks.blocking:
        yield Todo(_BLOCKING.format(count=lacks.blocking), "#checks", "看核对结果")
    if lacks.drafts:
        yield Todo(_DRAFTS.format(count=len(lacks.drafts)), f"#passage-{lacks.drafts[0]}", "看第一段")


def _of_prose(doors: Doors, gaps: tuple[Gap, ...]) -> Iterator[Todo]:
    figures = [gap for gap in gaps if not gap.name.startswith(_TASK_GAPS)]
    if figures:
        count = len({gap.name for gap in figures})
        yield Todo(_FIGURES.format(count=count, labels=_named(figures)), doors.of(figures[0]), "去录入")
    by_door: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.name.startswith(_TASK_GAPS):
            by_door.setdefault(doors.of(gap), []).append(gap)
    for url, found in by_door.items():
        yield Todo(_TASKS.format(labels=_named(found)), url, "去登记")


def _named(gaps: list[Gap]) -> str:
    labels = list(dict.fromkeys(gap.label for gap in gaps))
    return "、".join(labels[:_MOST_NAMED]) + (_ETC if len(labels) > _MOST_NAMED else "")


def figures_url(row: AnnualReport, *, key: str = "") -> str:
    """The page for entering figures of that organ and year, at one of them when it is named."""
    query = {"organ": row.organ.code, "year": row.year} | ({"key": key} if key else {})
    return _asked(reverse("desk:report_figures"), **query) + ("#enter" if key else "")


def _asked(path: str, **query: object) -> str:
    return f"{path}?{urlencode(query)}"
