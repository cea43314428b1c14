"""Time is an argument: only the doors and the workers read the clock."""

import ast
from collections.abc import Iterator

import pytest

from tests.support.sources import found_in, modules_in

ROOMS_WITHOUT_CLOCK = ["law", "screening", "documents", "release", "disclosure"]
READS = {"now", "utcnow", "today", "localdate", "localtime"}
OWNERS = {"datetime", "date", "timezone"}


def clock_reads(source: str) -> Iterator[str]:
    """`line: call` for every argument-less reading of the wall clock."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        call = ast.unparse(node.func)
        owner, _, name = call.rpartition(".")
        reads_date = name in READS and owner.rpartition(".")[2] in OWNERS
        # localtime(value) and localdate(value) convert; without a value they read the clock.
        if name in {"localdate", "localtime"} and node.args:
            reads_date = False
        if reads_date or call == "time.time":
            yield f"{node.lineno}: {call}"


@pytest.mark.parametrize("room", ROOMS_WITHOUT_CLOCK)
def test_the_room_takes_time_as_an_argument(room: str):
    modules = modules_in(f"src/gongkai/{room}")

    assert modules, f"no module in {room}"
    assert found_in(modules, clock_reads) == []


def test_a_clock_read_is_found_and_a_conversion_is_not():
    reads = ["timezone.now()", "date.today()", "datetime.datetime.now(UTC)", "time.time()"]
    source = "\n".join([*reads, "timezone.localdate(moment)"])

    assert [found.split(":")[0] for found in clock_reads(source)] == ["1", "2", "3", "4"]
