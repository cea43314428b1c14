"""Arithmetic and print-outs that every bench shares."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from pathlib import Path


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, nearest rank; the values are not empty."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return percentile(values, 0.5)


def machine_line() -> str:
    """The machine the figures are from: processor, cores, load, Python and SQLite."""
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    return (
        f"机器：{_processor()}，{cores} 核，当前负载 {load:.1f}，"
        f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under their heads, columns parted by tabs: readable, and easy to paste into a sheet."""
    return "\n".join("\t".join(str(cell) for cell in row) for row in (heads, *rows))


def milliseconds(seconds: float) -> str:
    """A duration in milliseconds with one decimal."""
    return f"{seconds * 1000:.1f} ms"
