"""Item pages per second and core: read from the database in bulk, rendered, written, entered in the manifest.

Processor time counts, so that other work on the machine hardly moves the figure. The last columns are a
whole rebuild from nothing: every page of the site (lists, catalogues, feeds, maps) is paid for, item pages
alone are counted.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.baking import MARK
from bench.figures import machine_line, table
from bench.installation import measure, parser, start_django

BAR = 3000
BATCH = 2000


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Processor and wall-clock seconds of `work`."""
    processor, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - wall


def write_items(keys: list[str], root: Path) -> None:
    """Render and write these item pages to a release of their own."""
    from django.conf import settings

    from gongkai.portal.pages import PAGES
    from gongkai.portal.reading import one_reading
    from gongkai.release import Release

    release = Release(root, signing_key=b"k" * 32, durable=settings.GONGKAI_RELEASE_DURABLE)
    for at in range(0, len(keys), BATCH):
        with release.locked(), one_reading():
            release.apply(PAGES.render_many(keys[at : at + BATCH]), bulk=True)


def one() -> None:
    """The figures of the installation that the environment names."""
    start_django()
    from gongkai.portal.pages import PAGES
    from gongkai.portal.publication import bake_all, release_dir

    keys = [key for key in PAGES.all_keys() if key.startswith("item:")]
    PAGES.render_many(keys[:200])  # templates compiled, modules read
    with tempfile.TemporaryDirectory(dir=os.environ["GONGKAI_DIR"]) as folder:
        processor, wall = timed(lambda: write_items(keys, Path(folder)))
    shutil.rmtree(release_dir(), ignore_errors=True)
    all_processor, all_wall = timed(bake_all)
    (Path(os.environ["GONGKAI_DIR"]) / MARK).touch()
    count = len(keys)
    figures = {
        "core": count / processor, "wall": count / wall, "all_core": count / all_processor,
        "all_wall": count / all_wall, "seconds": all_wall,
    }  # fmt: skip
    print(json.dumps(figures))


def main() -> None:
    """Measure every size and print the ratio to the bar."""
    arguments = parser(__doc__ or "", (1000, 10_000)).parse_args()
    if arguments.one:
        one()
        return
    print(machine_line())
    rows = []
    for items in arguments.sizes:
        found = measure("bench.bench_bake", items, arguments.keep)
        rows.append(
            [items, f"{found['core']:.0f}", f"{found['core'] / BAR:.2f}", f"{found['wall']:.0f}",
             f"{found['all_core']:.0f}", f"{found['all_wall']:.0f}", f"{found['seconds']:.1f}"]
        )  # fmt: skip
    heads = (
        "条数", "信息页/秒/核", f"与 {BAR} 之比", "信息页/秒", "整站重写 信息页/秒/核",
        "整站重写 信息页/秒", "整站重写 秒",
    )  # fmt: skip
    print(table(heads, rows))


if __name__ == "__main__":
    main()
