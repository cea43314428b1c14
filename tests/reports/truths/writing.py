"""Writes a report around its figures, in the manner of one locality or another."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from gongkai.law.report_form import FORMS, TABLE2, TABLE3, TABLE4
from tests.reports.truths.document import Document, Part
from tests.reports.truths.facts import Truth, change, percent

_FOLDER = Path(__file__).parent / "manners"
_FILES = {path.stem: path for path in sorted(_FOLDER.rglob("*.txt"))}
#: The manners that were there to look at when the checks of prose were written.
MANNERS = tuple(name for name, path in _FILES.items() if path.parent == _FOLDER)
#: Those nobody who wrote a check has seen: what is measured with them holds for reports to come.
HELD_OUT = tuple(name for name in _FILES if name not in MANNERS)
_SECTION = re.compile(r"^@(\w+)\n", re.MULTILINE)
_TABLES = {"proactive": TABLE2, "requests": TABLE3, "remedies": TABLE4}
_NUMERALS = "一二三四五六"
_JINJA = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text
_SAME_FACT = {"received": "new"}


class _Quoted:
    """Figures of the tables as spans, so that one of them can be made wrong."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts

    def __getattr__(self, name: str) -> str:
        return f"⟦quote:{name}|{self._facts[_SAME_FACT.get(name, name)]}⟧"


def write(truth: Truth, manner: str, seed: int = 0) -> Document:
    """The report on these figures in that manner; `seed` chooses among equal wordings."""
    chance = random.Random(f"{manner} {seed} {truth.year}")  # noqa: S311 - words, not secrets
    texts = _texts(truth, manner, chance)
    signed = truth.facts["signed_on"]
    parts = tuple(
        Part(
            code=section.code,
            number=f"{_NUMERALS[at]}、",
            title=section.label,
            paragraphs=texts.get(section.code, ()),
            table=_TABLES.get(section.code, ""),
        )
        for at, section in enumerate(FORMS[truth.form_code].sections)
    )
    return Document(
        organ=truth.organ, year=truth.year, form_code=truth.form_code, cells=truth.cells,
        title=(truth.organ, f"{truth.year}年政府信息公开工作年度报告"), opening=texts["opening"], parts=parts,
        signed_by=truth.organ, signed_on=f"{signed.year}年{signed.month}月{signed.day}日",
    )  # fmt: skip


def _texts(truth: Truth, manner: str, chance: random.Random) -> dict[str, tuple[str, ...]]:
    facts = truth.facts
    template = _JINJA.from_string(_FILES[manner].read_text("utf-8"))
    text = template.render(
        **facts,
        form_code=truth.form_code,
        y=f"⟦year|{truth.year}年⟧",
        q=_Quoted(facts),
        pick=lambda *options: chance.choice(options),
        change=change,
        **_shares(facts),
    )
    found = _SECTION.split(text)[1:]
    return {
        code: tuple(line for line in body.splitlines() if line.strip())
        for code, body in zip(found[::2], found[1::2], strict=True)
    }


def _shares(facts: Mapping[str, Any]) -> dict[str, str]:
    label, most = max(facts["parts"], key=lambda part: part[1])
    return {
        "parts_line": "，".join(f"{name}⟦part|{count}⟧条" for name, count in facts["parts"]),
        "biggest": label,
        "biggest_share": percent(most, facts["published"], 1),
        "open_share": percent(facts["open"], facts["done"], 1) if facts["done"] else "",
    }
