"""Good reports to make mutants of, and what a mutant is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from gongkai.reports.verdicts import Scope
from tests.reports.truths.document import Document
from tests.reports.truths.facts import Truth, pair
from tests.reports.truths.writing import MANNERS, write


@dataclass(frozen=True, slots=True)
class Case:
    """A good report and the good report on the year before."""

    seed: int
    truth: Truth
    document: Document
    previous_truth: Truth
    previous: Document


Made = tuple[Document, Document]
Maker = Callable[[Case, random.Random], Made | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of defect: which checks are meant to find it, and how it is made.

    The maker gives the report and the one before it, one of them with a defect, or None where the case
    offers no place for it. A maker that needs marks of editing works only in docx.
    """

    name: str
    scope: Scope
    make: Maker
    checks: frozenset[str] = frozenset()
    only_docx: bool = False


def case(seed: int, manners: tuple[str, ...] = MANNERS) -> Case:
    """The good report of that number; its year before is told in another manner, save the opening."""
    before, after = pair(seed)
    count = len(manners)
    manner = manners[seed % count]
    other = manners[(seed + 1 + seed // count % (count - 1)) % count]
    document = write(after, manner, seed)
    previous = replace(write(before, other, seed), opening=write(before, manner, seed).opening)
    return Case(seed, after, document, before, previous)


def chance_of(*parts: object) -> random.Random:
    """A chance that is the same in every run."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - defects, not secrets
