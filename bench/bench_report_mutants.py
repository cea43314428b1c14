"""How many defects of annual reports the checks find, kind by kind, and how often they cry wolf.

Good reports are invented, each gets exactly one defect, is written to a docx or an HTML file, read,
understood and checked together with the report on the year before. A defect counts as found only when the
check that is meant for it says something new. Ends with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from functools import partial

from bench.figures import machine_line, table
from tests.reports.mutants.judging import GOOD, KINDS, Clean, Judged, Manners, family, judge_clean, mutants
from tests.reports.truths.writing import HELD_OUT, MANNERS

BARS = {"arithmetic": Fraction(99, 100), "form": Fraction(9, 10), "prose": Fraction(9, 10)}
LABELS = {"arithmetic": "勾稽", "form": "格式", "prose": "文字"}
#: False warnings per good report must stay below it.
WARNINGS = Fraction(2, 10)
_CHUNK = 25


def _kind(task: tuple[int, int, Manners]) -> list[Judged]:
    at, many, manners = task
    return list(mutants(KINDS[at], many, manners))


def judge_all(
    many: int, reports: int, workers: int, manners: Manners = MANNERS
) -> tuple[dict[str, list[Judged]], Clean]:
    """`many` mutants shared among the kinds, and `reports` good ones, told in these manners."""
    share, rest = divmod(many, len(KINDS))
    tasks = [(at, share + (at < rest), manners) for at in range(len(KINDS))]
    found: dict[str, list[Judged]] = defaultdict(list)
    clean = Clean()
    with ProcessPoolExecutor(workers) as pool:
        for judged in pool.map(_kind, tasks):
            for one in judged:
                found[one.kind].append(one)
        seeds = (reports + 1) // 2
        chunks = [range(n, min(n + _CHUNK, seeds)) for n in range(0, seeds, _CHUNK)]
        for part in pool.map(partial(judge_clean, manners=manners), chunks):
            clean.reports += part.reports
            clean.fails += part.fails
            clean.warnings += part.warnings
    return dict(found), clean


def _rate(judged: list[Judged]) -> Fraction:
    return Fraction(sum(one.is_found for one in judged), len(judged)) if judged else Fraction(1)


def _percent(rate: Fraction) -> str:
    return f"{float(rate):.1%}"


def _figures(judged: list[Judged]) -> list[object]:
    return [len(judged), sum(one.is_found for one in judged), _percent(_rate(judged))]


def report(found: dict[str, list[Judged]], clean: Clean) -> list[str]:
    """Print every figure; gives back the bars that were missed."""
    rows = [
        [LABELS[family(kind.scope)], kind.name, *_figures(judged)]
        for kind in KINDS
        if (judged := found.get(kind.name))
    ]
    print(table(("类", "缺陷", "变异件", "查出", "查出率"), rows))
    missed, totals = [], []
    for name, bar in BARS.items():
        judged = [one for kind in KINDS if family(kind.scope) == name for one in found.get(kind.name, [])]
        totals.append([LABELS[name], *_figures(judged), _percent(bar)])
        if _rate(judged) < bar:
            missed.append(f"{LABELS[name]}查出率低于{_percent(bar)}")
    print(table(("类", "变异件", "查出", "查出率", "目标"), totals))
    return missed + _report_clean(clean)


def _report_clean(clean: Clean) -> list[str]:
    warnings = Fraction(len(clean.warnings), clean.reports or 1)
    row = [clean.reports, len(clean.fails), len(clean.warnings), f"{float(warnings):.3f}"]
    print(table(("好年报", "误判不符", "误报提醒", "每份误报"), [row]))
    missed = ["好年报有误判"] if clean.fails else []
    return [*missed, "误报提醒过多"] if warnings >= WARNINGS else missed


def main() -> None:
    """Judge, print, and end with 1 where a bar is missed."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--mutants", type=int, default=2000)
    made.add_argument("--good", type=int, default=2 * GOOD)
    made.add_argument("--workers", type=int, default=2)
    made.add_argument("--manners", nargs="+", choices=(*MANNERS, *HELD_OUT), help="two or more of them")
    made.add_argument("--held-out", action="store_true", help="only manners nobody who wrote a check saw")
    made.add_argument("--show", action="store_true", help="list what was missed and what was said in vain")
    chosen = made.parse_args()
    print(machine_line())
    manners = HELD_OUT if chosen.held_out else tuple(chosen.manners or MANNERS)
    if len(manners) < 2:
        made.error("--manners takes two or more: the year before is told in another")
    found, clean = judge_all(chosen.mutants, chosen.good, chosen.workers, manners)
    missed = report(found, clean)
    if chosen.show:
        for judged in found.values():
            for one in judged:
                if not one.is_found:
                    print(f"未查出 {one}")
        print(*clean.fails, *clean.warnings, sep="\n")
    for line in missed:
        print(line)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
