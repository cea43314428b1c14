"""Compares the figures quoted in the text with the cells they quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.formulas import Formula, formula
from gongkai.reports.checks.prose.quoting import Quote
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Result

CHECK = "prose_count"
_FORMULA = "正文的{label}等于统计表中的数"
_HOLDS = "正文“{said}”，{label}与统计表一致。"
_DIFFERS = "正文“{said}”，{label}在统计表中是{right}，请核对。"
_LOOSE = "正文“{said}”，统计表中{label}是{strict}，{text}是加上上年结转的数，请核对说法。"
_UNKNOWN = "正文“{said}”，统计表中缺少{label}的数，无法核对。"
_PLACES = "{text}；{cells}"
_OR = "或"


def counts(quotes: Iterable[Quote], report: ReadReport) -> Iterator[Conclusion]:
    """What comes of every figure quoted from the tables."""
    for quote in quotes:
        conclusion = _compare(quote, report)
        if conclusion is not None:
            yield conclusion


def _compare(quote: Quote, report: ReadReport) -> Conclusion | None:
    accepted = _known(quote.accept, report)
    loose = _known(quote.loose, report)
    if not accepted:
        return None
    for sum_, value in accepted:
        if value is not None and quote.figure.agrees_with(value):
            return _conclude(quote, report, Result.PASS, _HOLDS, [(sum_, value)])
    if quote.weak:
        return None
    for sum_, value in loose:
        if value is not None and quote.figure.agrees_with(value):
            return _conclude(quote, report, Result.UNCERTAIN, _LOOSE, [(sum_, value), *accepted], slight=True)
    if any(value is None for _, value in (*accepted, *loose)):
        return _conclude(quote, report, Result.NOT_ASSESSABLE, _UNKNOWN, accepted)
    return _conclude(quote, report, Result.UNCERTAIN, _DIFFERS, accepted)


def _known(texts: tuple[str, ...], report: ReadReport) -> list[tuple[Formula, Decimal | None]]:
    sums = [formula(text, report.form_code) for text in texts]
    return [(sum_, sum_.value(report)) for sum_ in sums if sum_ is not None]


def _conclude(
    quote: Quote, report: ReadReport, result: Result, sentence: str,
    sums: list[tuple[Formula, Decimal | None]], *, slight: bool = False,
) -> Conclusion:  # fmt: skip
    right = _OR.join(dict.fromkeys(written(value) for _, value in sums[:3] if value is not None))
    cells = sums[0][0].where(report)
    return Conclusion(
        CHECK, quote.kind, result,
        sentence.format(
            said=quote.said, label=quote.label, right=right, text=quote.figure.text,
            strict=written(sums[-1][1]),
        ),
        left=quote.figure.text, right=right,
        where=_PLACES.format(text=quote.clause.where, cells=cells) if cells else quote.clause.where,
        formula=_FORMULA.format(label=quote.label), slight=slight,
    )  # fmt: skip
