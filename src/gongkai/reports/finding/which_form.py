"""Which version of the form a report is printed on: told by its tables, else by its year."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.law.report_form import FORMS
from gongkai.reports.finding.labels import fold, without_bracket

_LATEST = "2021"
_SUBROW = "逾期不补正"
_TELLING = {
    "2019": frozenset(
        fold(label)
        for label in (
            "本年新公开数量", "对外公开总数量", "上一年项目数量", "其他对外管理服务事项", "政府集中采购",
            "采购项目数量", "采购总金额",
        )
    ),
    "2021": frozenset(
        fold(label)
        for label in (
            "本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额", _SUBROW,
        )
    ),
}  # fmt: skip
_DOUBT = "统计表里既有{first}的栏目，又有{second}的栏目，按{chosen}读取，请核对。"


def which_form(texts: Iterable[str], year: int | None) -> tuple[str, str]:
    """The form's code, and a sentence where it is in doubt. `texts` are all lines and cells of the file."""
    folded = {
        folded for text in texts if len(text) <= 40 for folded in (fold(text), fold(without_bracket(text)))
    }
    if any(_SUBROW in text for text in folded):
        folded.add(_SUBROW)
    seen = {code: len(labels & folded) for code, labels in _TELLING.items()}
    by_year = next((form.code for form in FORMS if year is not None and form.covers(year)), _LATEST)
    first, second = seen
    chosen = by_year if seen[first] == seen[second] else max(seen, key=lambda code: seen[code])
    if seen[first] and seen[second]:
        names = FORMS[first].label, FORMS[second].label, FORMS[chosen].label
        return chosen, _DOUBT.format(first=names[0], second=names[1], chosen=names[2])
    return chosen, ""
