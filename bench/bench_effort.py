"""What a clerk's work costs in clicks and keys, now and in the first form of the desk, counted in a browser.

    python -m bench.bench_effort [--json FILE]

Both ways begin in an office founded afresh and end in the same state. Seconds are those for which the
machine is waited for (reading files in the background); they are of this machine, and no test depends on
them. `--json` also writes down the counts and what stands afterwards.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import sync_playwright

from bench.figures import machine_line, table
from tests.browser.effort_table import COUNTS, SENDING, Gone, first_way, new_way
from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS

_HEADS = ("任务", "最初的工作台", "现在", "少了", "等待机器")


def main() -> None:
    """Go both ways and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="次数和最后的状态另外写进这个文件")
    asked = options.parse_args()
    first, new = gone_both_ways()
    print(machine_line())
    print(told(first, new))
    if asked.json:
        ways: Mapping[str, Gone] = {"first": first, "new": new}
        asked.json.write_text(json.dumps({name: asdict(gone) for name, gone in ways.items()}), "utf-8")


def gone_both_ways() -> tuple[Gone, Gone]:
    """The three tasks in the first form of the desk and now, each in an office that is gone afterwards."""
    day = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        ways = []
        for way in (first_way, new_way):
            place = Path(folder) / way.__name__
            place.mkdir()
            ways.append(way(browser, place, day))
        browser.close()
    return ways[0], ways[1]


def told(first: Gone, new: Gone) -> str:
    """The table: clicks and keys of each task either way, the share saved, and the seconds of waiting."""
    rows = []
    for task in COUNTS:
        before, now = first.efforts[task], new.efforts[task]
        saved = 1 - (now.clicks + now.keys) / (before.clicks + before.keys)
        rows.append((task, before.told, now.told, f"{saved:.0%}", f"{now.waited:.1f} 秒"))
    sending = new.efforts[SENDING]
    rows.append((SENDING, "—", sending.told, "—", "—"))
    return table(_HEADS, rows)


if __name__ == "__main__":
    main()
