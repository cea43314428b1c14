"""Defects in what the text says of the figures."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from gongkai.reports.verdicts import Scope
from tests.reports.mutants.case import Case, Kind, Made, Maker
from tests.reports.mutants.form import marked, with_line
from tests.reports.truths.marked import replaced

_DONE = (
    "所有申请均已办结",
    "申请已全部办理完毕",
    "全部申请均已按期办结",
    "均已全部办结",
    "各项申请均在法定时限内办结",
)
_NOT_COLLECTED = (
    "全年未收取信息处理费", "没有收取任何政府信息公开信息处理费", "本机关未收取政府信息公开信息处理费",
)  # fmt: skip


def _wrong_count(text: str, chance: random.Random) -> str:
    number = int(text)
    turned = int(str(number)[::-1])
    choices = [number + chance.choice((1, 1, 2, 3, 10)), *([turned] if turned != number else [])]
    if number > 1:
        choices.append(number - 1)
    return str(chance.choice(choices))


def _changed(*names: str, wrong: Callable[[str, random.Random], str] = _wrong_count) -> Maker:
    """One of the spans of these names with another figure in it."""

    def make(case: Case, chance: random.Random) -> Made | None:
        found = marked(case.document, *names)
        if not found:
            return None
        code, at, text, span = chance.choice(found)
        by = wrong(text[span.inner_start : span.inner_end], chance)
        return with_line(case.document, code, at, replaced(text, span, by)), case.previous

    return make


def _wrong_percent(text: str, chance: random.Random) -> str:
    value = Decimal(text.rstrip("%"))
    other = value + chance.choice((Decimal("0.5"), Decimal("1.1"), Decimal(5), Decimal(10), Decimal("23.7")))
    if chance.random() < 0.5 and value > 12:
        other = value - chance.choice((Decimal(1), Decimal("2.2"), Decimal(10)))
    return f"{other.normalize():f}%"


def received_with_carried(case: Case, chance: random.Random) -> Made | None:
    """«收到» with the number that contains what was carried in."""
    found = marked(case.document, "quote:received", "quote:new")
    facts = case.truth.facts
    if not found or not facts["carried_in"]:
        return None
    code, at, text, span = chance.choice(found)
    return with_line(case.document, code, at, replaced(text, span, str(facts["accepted"]))), case.previous


def all_done(case: Case, chance: random.Random) -> Made | None:
    """Everything is said to be done, and the table carries some into the next year."""
    if not case.truth.facts["carried_out"]:
        return None
    for code, at, text, span in marked(case.document, "outcome"):
        inner = text[span.inner_start : span.inner_end]
        begin = inner[0] if inner[:1] in ("，", "；") else ""
        end = "。" if inner.endswith("。") or not inner else ""
        claim = f"{begin}{chance.choice(_DONE)}{end}"
        return with_line(case.document, code, at, replaced(text, span, claim)), case.previous
    return None


def not_collected(case: Case, chance: random.Random) -> Made | None:
    """No fee is said to be collected, and an amount of it is given."""
    for code, at, text, span in marked(case.document, "fee"):
        said = text[span.inner_start : span.inner_end]
        amount = chance.choice((100, 380, 540, 1200))
        if case.truth.facts["fee_count"]:
            claim = f"{said}{chance.choice(_NOT_COLLECTED)}。"
        else:
            claim = f"{said[:-1]}，收费金额共计{amount}元。"
        return with_line(case.document, code, at, replaced(text, span, claim)), case.previous
    return None


_RESULTS = tuple(f"quote:{name}" for name in ("open", "partial", "deny", "unable", "notproc", "rest"))
_KINDS: tuple[tuple[str, Maker], ...] = (
    ("requests_quoted", _changed("quote:received", "quote:new", "quote:accepted")),
    ("received_with_carried", received_with_carried),
    ("carried_quoted", _changed("quote:carried_in", "quote:carried_out")),
    ("done_quoted", _changed("quote:done")),
    ("applicants_quoted", _changed("quote:natural", "quote:legal")),
    ("results_quoted", _changed(*_RESULTS)),
    ("remedies_quoted", _changed("quote:review", "quote:suits", "quote:upheld", "quote:corrected")),
    ("documents_quoted", _changed("quote:made", "quote:repealed", "quote:valid")),
    ("decisions_quoted", _changed("quote:licensing", "quote:penalty", "quote:coercion")),
    ("parts_do_not_sum", _changed("part", "whole")),
    ("media_do_not_sum", _changed("media")),
    ("proposals_do_not_sum", _changed("kind")),
    ("grades_do_not_sum", _changed("grade")),
    ("percentage_wrong", _changed("percent", wrong=_wrong_percent)),
    ("all_done", all_done),
    ("not_collected", not_collected),
)  # fmt: skip
KINDS = tuple(Kind(name, Scope.PROSE, make) for name, make in _KINDS)
