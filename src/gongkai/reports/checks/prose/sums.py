"""Checks that the parts the text names add up to the whole it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.reports.checks.prose.clauses import Clause, Sentence
from gongkai.reports.checks.prose.conclusions import Conclusion, written
from gongkai.reports.checks.prose.enumerations import REACH, Enumeration, enumerations, kinds_in
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.wordlists import read_words, sums_pattern
from gongkai.reports.verdicts import Result

CHECK = "prose_sum"
_FORMULA = "分项之和等于总数"
_HOLDS = "“{whole}”的各分项相加，{sum_}，与总数相符。"
_DIFFERS = "“{whole}”的各分项相加，{sum_}，与总数不符，请核对。"
_BEYOND = "“{whole}”的分项{sum_}，超过总数，请核对。"
_NEARLY = "“{whole}”的各分项相加，{sum_}，与总数只差一点，请核对。"
_ADDED = "{parts}，合计{total}{unit}"
_PLUS = "＋"
_LONE = "有{total}{unit}"
_JOINTS = "、和及与并"


def sums(sentences: Iterable[Sentence]) -> Iterator[Conclusion]:
    """What comes of every whole with its parts."""
    before: Sentence | None = None
    for sentence in sentences:
        near = before.clauses if before and before.paragraph == sentence.paragraph else ()
        before = sentence
        for each in enumerations(sentence, near):
            conclusion = _settle(each)
            if conclusion is not None:
                yield conclusion
        yield from _totals_after(sentence)


def _settle(each: Enumeration) -> Conclusion | None:
    figures = [part.figure for part in each.parts]
    total = sum((figure.value for figure in figures), Decimal(0))
    candidates = dict(each.sums) | {whole.value: whole.text for whole in each.wholes}
    nearest = each.wholes[0].text
    if total in candidates:
        return (
            None
            if len(figures) < 2
            else _conclude("parts", Result.PASS, _HOLDS, candidates[total], figures, each.clause)
        )
    if whole := _reached(figures, candidates):
        return _conclude("parts", Result.PASS, _HOLDS, candidates[whole[0]], list(whole[1]), each.clause)
    if total > max(candidates):
        if kinds_in(each.parts) > 1 and max(figure.value for figure in figures) <= max(candidates):
            return None
        return _conclude(
            "parts", Result.UNCERTAIN, _BEYOND, candidates[max(candidates)], figures, each.clause
        )
    if each.closed and kinds_in(each.parts) <= 1:
        return _conclude("parts", Result.UNCERTAIN, _DIFFERS, nearest, figures, each.clause)
    if _nearly(total, each):
        return _conclude("parts", Result.UNCERTAIN, _NEARLY, nearest, figures, each.clause, slight=True)
    return None


def _reached(
    figures: list[Figure], candidates: dict[Decimal, str]
) -> tuple[Decimal, tuple[Figure, ...]] | None:
    """The whole that the first parts make up; what follows them is said of something else."""
    total = Decimal(0)
    for count, figure in enumerate(figures, 1):
        total += figure.value
        if count > 1 and total in candidates:
            return total, tuple(figures[:count])
    return None


def _nearly(total: Decimal, each: Enumeration) -> bool:
    """Parts that need not be all of it, but come so close that one may have been mistyped."""
    limits = read_words("sums.toml")["parts"]
    whole = each.wholes[0].value
    return (
        len(each.parts) > 1 and whole >= limits["nearly_from"] and total >= Decimal(limits["nearly"]) * whole
    )


def _totals_after(sentence: Sentence) -> Iterator[Conclusion]:
    """«建议3件、提案4件，共7件»: the figures before, joined to one list."""
    for at, clause in enumerate(sentence.clauses):
        if len(clause.figures) != 1 or clause.figures[0].rough:
            continue
        total = clause.figures[0]
        said = clause.text[: total.start] + "#" + clause.text[total.end :]
        if not sums_pattern("parts", "total_after").search(said):
            continue
        run = _run_before(sentence.clauses, at, total.unit)
        if len(run) < 2:
            continue
        if any(sum(f.value for f in run[-count:]) == total.value for count in range(2, len(run) + 1)):
            yield _conclude("total", Result.PASS, _HOLDS, total.text, run, clause)
        else:
            yield _conclude("total", Result.UNCERTAIN, _DIFFERS, total.text, run, clause)


def _run_before(clauses: tuple[Clause, ...], at: int, unit: str) -> list[Figure]:
    run: list[Figure] = []
    depth = clauses[at].depth
    for index in range(at - 1, max(-1, at - REACH), -1):
        clause = clauses[index]
        if clause.depth > depth:
            continue
        if len(clause.figures) != 1 or clause.figures[0].unit != unit or clause.figures[0].rough:
            break
        run.insert(0, clause.figures[0])
        if clause.mark not in _JOINTS or not clause.mark:
            break
    return run


def _conclude(
    kind: str,
    result: Result,
    sentence: str,
    whole: str,
    figures: list[Figure],
    clause: Clause,
    *,
    slight: bool = False,
) -> Conclusion:
    total = sum((figure.value for figure in figures), Decimal(0))
    parts = _PLUS.join(written(figure.value) for figure in figures)
    form = _ADDED if len(figures) > 1 else _LONE
    sum_ = form.format(parts=parts, total=written(total), unit=figures[0].unit)
    return Conclusion(
        CHECK, kind, result, sentence.format(whole=whole, sum_=sum_), left=whole,
        right=parts, where=clause.where, formula=_FORMULA,
        slight=slight,
    )  # fmt: skip
