"""Which files a call means, and work done on each of them in processes of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_ENDINGS = frozenset(
    {".docx", ".doc", ".wps", ".rtf", ".html", ".htm", ".pdf", ".xlsx", ".xls", ".et", ".ods", ".txt"}
)
# Browsers save what belongs to a page beside it.
_PAGE_FOLDERS = (".files", "_files")
_NOT_SHOWN = (".", "~$")


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: `shown` is the name as given, `path` where its content lies."""

    shown: str
    path: Path


def files_in(name: str) -> list[Path]:
    """The file itself, or all files in a folder that may be reports, those in folders below included."""
    path = Path(name)
    if not path.is_dir():
        return [path]
    return [
        found
        for found in sorted(path.rglob("*"))
        if found.suffix.lower() in _ENDINGS and found.is_file() and not _is_left_out(found.relative_to(path))
    ]


def each(work: Callable[[Job], T], jobs: Sequence[Job], lost: Callable[[Job], T]) -> Iterator[T]:
    """The result of the work on every job, in order; `lost` stands in where a process died over one.

    One job alone is done here; more are shared out over the cores.
    """
    if len(jobs) < 2:
        yield from map(work, jobs)
        return
    results: dict[int, T] = {}
    pending = list(range(len(jobs)))
    while pending:
        undone = _run(work, jobs, pending, results)
        # The process that died took others down: those that may have been at work go one by one.
        suspects = undone[: 2 * _workers(len(undone)) + 1]
        for number in suspects:
            if _run(work, jobs, [number], results):
                results[number] = lost(jobs[number])
        pending = undone[len(suspects) :]
    yield from (results[number] for number in range(len(jobs)))


def _run(
    work: Callable[[Job], T], jobs: Sequence[Job], numbers: Sequence[int], results: dict[int, T]
) -> list[int]:
    """Work through some jobs until all are done or a process dies; returns those that were not done."""
    undone = []
    # A fresh interpreter each: a fork would take over whatever the caller's threads were at.
    with ProcessPoolExecutor(_workers(len(numbers)), mp_context=get_context("spawn")) as pool:
        futures: list[tuple[int, Future[T]]] = []
        for number in numbers:
            try:
                futures.append((number, pool.submit(work, jobs[number])))
            except BrokenProcessPool:
                undone.append(number)
        for number, future in futures:
            try:
                results[number] = future.result()
            except BrokenProcessPool:
                undone.append(number)
    return sorted(undone)


def _workers(jobs: int) -> int:
    return max(1, min(jobs, len(os.sched_getaffinity(0))))


def _is_left_out(inside: Path) -> bool:
    is_hidden = any(part.startswith(_NOT_SHOWN) for part in inside.parts)
    return is_hidden or any(folder.lower().endswith(_PAGE_FOLDERS) for folder in inside.parts[:-1])
