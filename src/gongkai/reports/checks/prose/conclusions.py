"""Puts what the checks of the prose conclude into findings with stable ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reports.verdicts import Finding, Result, Scope, Severity

_SOURCE = "年报正文与统计表一致的惯例"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One comparison. `kind` is the kind of quantity; findings are numbered by check and kind."""

    check: str
    kind: str
    result: Result
    message: str
    left: str = ""
    right: str = ""
    where: str = ""
    formula: str = ""
    slight: bool = False


def findings(conclusions: Iterable[Conclusion]) -> Iterator[Finding]:
    """The findings in the same order. What cannot be assessed is said once for each kind."""
    seen: Counter[tuple[str, str]] = Counter()
    unknown: set[tuple[str, str]] = set()
    for each in conclusions:
        key = (each.check, each.kind)
        seen[key] += 1
        if each.result is Result.NOT_ASSESSABLE:
            if key in unknown:
                continue
            unknown.add(key)
        yield Finding(
            check=each.check, id=f"{each.check}.{each.kind}.{seen[key]}", scope=Scope.PROSE,
            result=each.result, severity=_severity(each), message=each.message, left=each.left,
            right=each.right, where=each.where, formula=each.formula, source=_SOURCE,
        )  # fmt: skip


def _severity(each: Conclusion) -> Severity:
    if each.result is Result.UNCERTAIN and not each.slight:
        return Severity.WARNING
    return Severity.NOTICE


def written(value: Decimal | None) -> str:
    """A number without trailing zeros; empty where there is none."""
    if value is None:
        return ""
    return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")
