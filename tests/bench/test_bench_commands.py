"""The benches run and print figures; what the figures are is no business of a test."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "bench.bench_bake": (),
    "bench.bench_publish": ("--times", "2"),
    "bench.bench_desk": ("--times", "2"),
    "bench.bench_case_desk": ("--times", "2"),
    "bench.bench_recount": (),
    "bench.bench_report_compile": (),
    "bench.bench_intake": ("--times", "4"),
    "bench.bench_serving": ("--requests", "60", "--rounds", "2"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """One small installation for all of them."""
    return tmp_path_factory.mktemp("bench")


@pytest.mark.parametrize("module", COMMANDS)
def test_a_bench_prints_machine_and_figures(module, kept):
    arguments = ["--sizes", "45", "--keep", str(kept), *COMMANDS[module]]
    values = os.environ | {"GONGKAI_RELEASE_DURABLE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=values, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    machine, *lines = done.stdout.splitlines()
    assert machine.startswith("机器：")
    rows = [line.split("\t") for line in lines if re.search(r"\t\d", line)]
    assert rows
    assert all(re.search(r"[1-9]", "".join(row[1:])) for row in rows)
