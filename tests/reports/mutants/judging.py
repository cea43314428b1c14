"""Mutants and good reports through the whole way: written to a file, read, understood, checked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from gongkai.reports.checks import check
from gongkai.reports.finding import understand
from gongkai.reports.reading import read_source
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Finding, Result, Scope
from tests.reports.lay_outs.catalogue import DOCX, HTML, WRITERS
from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.mutants import arithmetic, form, prose
from tests.reports.mutants.case import Case, Kind, case, chance_of
from tests.reports.truths.document import Document
from tests.reports.truths.writing import MANNERS

Manners = tuple[str, ...]

KINDS: tuple[Kind, ...] = (*arithmetic.KINDS, *form.KINDS, *prose.KINDS)
#: How many good reports the mutants are made of.
GOOD = 300
_FILES = ("docx", "html")
#: A good report prints nought where it has nothing, so that empty cells are a defect.
_LAY_OUTS = {
    "docx": [lay_out for lay_out in DOCX if lay_out.nothing == "0"],
    "html": [lay_out for lay_out in HTML if lay_out.nothing == "0"],
}
_FAMILIES = {Scope.ARITHMETIC: "arithmetic", Scope.CROSS_YEAR: "arithmetic"}


def family(scope: Scope) -> str:
    """The group a bar is set for: figures within and across years, form, prose."""
    return _FAMILIES.get(scope, str(scope))


@dataclass(frozen=True, slots=True)
class Judged:
    """One mutant: whether a fitting check found it, and every new finding for whoever asks why."""

    kind: str
    number: int
    seed: int
    file: str
    lay_out: str
    is_found: bool
    new: tuple[str, ...]


@dataclass(slots=True)
class Clean:
    """What was said of good reports that should not have been."""

    reports: int = 0
    fails: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read(document: Document, file: str, lay_out: LayOut) -> ReadReport:
    """The report as it comes back from a real file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{file}"
        WRITERS[file][0](document, lay_out, path)
        return understand(read_source(path), file_name=path.name)


@lru_cache(maxsize=64)
def good(seed: int, manners: Manners = MANNERS) -> Case:
    """The good report of that number, told in one of these manners."""
    return case(seed, manners)


def lay_out_of(seed: int, file: str) -> LayOut:
    """The lay-out in which that organ prints."""
    return chance_of("lay-out", seed, file).choice(_LAY_OUTS[file])


@lru_cache(maxsize=4 * GOOD)
def _previous(seed: int, file: str, manners: Manners) -> ReadReport:
    return read(good(seed, manners).previous, file, lay_out_of(seed, file))


@lru_cache(maxsize=4 * GOOD)
def clean_findings(seed: int, file: str, manners: Manners = MANNERS) -> tuple[Finding, ...]:
    """What is said of the good report itself: fails and uncertain findings."""
    report = read(good(seed, manners).document, file, lay_out_of(seed, file))
    return tuple(_speaking(check(report, _previous(seed, file, manners))))


def _speaking(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    return (one for one in findings if one.result in (Result.FAIL, Result.UNCERTAIN))


def mutants(kind: Kind, many: int, manners: Manners = MANNERS) -> Iterator[Judged]:
    """So many mutants of a kind, each judged."""
    for number in range(many):
        yield _judged(kind, number, manners)


def _judged(kind: Kind, number: int, manners: Manners) -> Judged:
    chance = chance_of(kind.name, number)
    file = "docx" if kind.only_docx else _FILES[number % 2]
    for _ in range(20 * GOOD):
        seed = chance.randrange(GOOD)
        made = kind.make(good(seed, manners), chance)
        if made is not None:
            break
    else:
        raise AssertionError(kind.name)
    document, before = made
    lay_out = lay_out_of(seed, file)
    is_same = before is good(seed, manners).previous
    previous = _previous(seed, file, manners) if is_same else read(before, file, lay_out)
    known = {_key(one) for one in clean_findings(seed, file, manners)}
    new = [one for one in _speaking(check(read(document, file, lay_out), previous)) if _key(one) not in known]
    fitting = [one for one in new if _fits(kind, one)]
    said = tuple(f"{one.id} {one.result}: {one.message}" for one in new)
    return Judged(kind.name, number, seed, file, lay_out.name, bool(fitting), said)


def _key(one: Finding) -> tuple[str, ...]:
    return one.check, one.id, one.result, one.left, one.right


def _fits(kind: Kind, one: Finding) -> bool:
    return one.scope is kind.scope and (not kind.checks or one.check in kind.checks)


def judge_clean(seeds: range, manners: Manners = MANNERS) -> Clean:
    """Good reports, each in both kinds of file."""
    clean = Clean()
    for seed in seeds:
        for file in _FILES:
            clean.reports += 1
            for one in clean_findings(seed, file, manners):
                where = f"{seed} {file} {lay_out_of(seed, file).name}"
                said = f"{where} {one.id}: {one.message} {one.left}|{one.right}"
                (clean.fails if one.result is Result.FAIL else clean.warnings).append(said)
    return clean
