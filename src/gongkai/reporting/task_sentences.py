"""Section 五 in words: the tasks of a year as sentences, and what became of last year's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.documents.counting import chinese
from gongkai.reporting.models import ImprovementTask

_ITEM, _ALONE = "{number}是{text}", "{text}"
_ANSWERED = "针对“{fault}”，{answer}"
_SILENT = "针对“{fault}”提出的措施，［待填：落实情况］"
_DROPPED = "“{fault}”不再列入：{reason}"
_STOPS = "。；;，,、 "


def faults(tasks: Iterable[ImprovementTask]) -> str:
    """«一是…；二是…。» over the faults of the year."""
    return _listed([task.fault for task in tasks])


def measures(tasks: Iterable[ImprovementTask]) -> str:
    """The same over the measures."""
    return _listed([task.measure for task in tasks])


def answers(last_year: Iterable[ImprovementTask]) -> str:
    """What became of each measure of the last report; empty when there were none."""
    return _listed([_answer(task) for task in last_year])


def _answer(task: ImprovementTask) -> str:
    fault = task.fault.strip(_STOPS)
    if task.dropped_reason:
        return _DROPPED.format(fault=fault, reason=task.dropped_reason.strip(_STOPS))
    if not task.answer:
        return _SILENT.format(fault=fault)
    return _ANSWERED.format(fault=fault, answer=task.answer.strip(_STOPS))


def _listed(texts: Sequence[str]) -> str:
    clean = [text.strip().strip(_STOPS) for text in texts]
    if not clean:
        return ""
    form = _ALONE if len(clean) == 1 else _ITEM
    items = [form.format(number=chinese(at), text=text) for at, text in enumerate(clean, start=1)]
    return "；".join(items) + "。"
