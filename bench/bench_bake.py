"""Item pages per second and core: read from the database in bulk, rendered, written, entered in the manifest.

Processor time counts, so that other work on the machine moves the figure less; the kernel's part of it is
what the file system takes for making files, and differs from disk to disk. The last columns are a whole
rebuild from nothing: every page of the site (lists, catalogues, feeds, maps) is paid for, item pages alone
are counted.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.baking import MARK
from bench.figures import machine_line, table
from bench.installation import measure, parser, prepare, start_django

BAR = 3000
BATCH = 2000
#: What is done with is put here and deleted when all sizes are measured: for half a minute after many files
#: were deleted, ext4 makes new ones slowly.
USED = "used"


@dataclass(frozen=True)
class Spent:
    """Processor seconds of our own and of the kernel for us (files made, bytes written), and by the clock."""

    own: float
    kernel: float
    wall: float


def timed(work: Callable[[], object]) -> Spent:
    """What `work` takes."""
    before, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return Spent(
        after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime, time.perf_counter() - wall
    )


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
    home = Path(os.environ["GONGKAI_DIR"])
    items = timed(lambda: write_items(keys, home / USED / "items"))
    if release_dir().exists():
        release_dir().rename(home / USED / "release")
    site = timed(bake_all)
    (home / MARK).touch()
    count = len(keys)
    figures = {
        "core": count / (items.own + items.kernel), "own": count / items.own, "wall": count / items.wall,
        "all_core": count / (site.own + site.kernel), "seconds": site.wall,
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
    homes = [Path(prepare(items, arguments.keep)["GONGKAI_DIR"]) for items in arguments.sizes]
    for items in arguments.sizes:
        found = measure("bench.bench_bake", items, arguments.keep)
        rows.append(
            [items, f"{found['core']:.0f}", f"{found['core'] / BAR:.2f}", f"{found['own']:.0f}",
             f"{found['wall']:.0f}", f"{found['all_core']:.0f}", f"{found['seconds']:.1f}"]
        )  # fmt: skip
    heads = (
        "条数", "信息页/秒/核", f"与 {BAR} 之比", "不计内核", "信息页/秒", "整站重写 信息页/秒/核",
        "整站重写 秒",
    )  # fmt: skip
    print(table(heads, rows))
    for home in homes:
        shutil.rmtree(home / USED)


if __name__ == "__main__":
    main()
