"""What one publication costs as the release grows: files touched and time, side by side.

Run: python bench/release_engine.py [SIZES [DIRECTORY]]   e.g. 1000,10000,100000 /var/tmp
A publication here is an item page, its column's list and the home page (three artefacts). Times are
medians; `durable` makes every sync, `engine` makes none and so shows the engine's own work. `plain`
is a loop that only writes the same files, without rename, manifest or sync: what the disk allows.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from gongkai.release import Applied, Artefact, FileSpec, Pages, Release, rebuild, refresh

KEY = b"a key for measuring only, 32 byt"
TEXT = "<p>为了规范政府信息公开工作，根据有关规定，现将有关事项公开如下。</p>\n" * 80  # about 9 kB
TURNS = 60


class Kind:
    """Pages made of a constant text, so that rendering costs next to nothing."""

    def __init__(self, prefix: str, count: int) -> None:
        self.prefix = prefix
        self.count = count
        self.turn = 0

    def render(self, argument: str) -> Artefact | None:
        """Return one page whose text changes with the turn."""
        content = f"<h1>{argument} {self.turn}</h1>{TEXT}".encode()
        path = f"{self.prefix}/{int(argument) // 1000}/{argument}.html"
        return Artefact(f"{self.prefix}:{argument}", (FileSpec(path, content),))

    def all_arguments(self) -> Iterable[str]:
        """Yield the numbers of the pages that exist before measuring."""
        return map(str, range(self.count))


def timed(act: Callable[[], object]) -> tuple[float, object]:
    """Return seconds and result."""
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def publications(root: Path, size: int, *, durable: bool) -> tuple[float, set[int]]:
    """Return the median seconds of a publication and the numbers of files touched."""
    release = Release(root, signing_key=KEY, durable=durable)
    items, lists, home = Kind("item", size), Kind("list", 20), Kind("home", 1)
    pages = Pages()
    for kind in (items, lists, home):
        pages.register(kind)
    seconds, touched = [], set()
    offset = size + (TURNS if durable else 0)
    for turn in range(TURNS):
        items.turn = lists.turn = home.turn = turn + 1 + offset
        keys = [f"item:{offset + turn}", f"list:{turn % 20}", "home:0"]
        spent, applied = timed(lambda keys=keys: refresh(release, pages, keys))
        seconds.append(spent)
        assert isinstance(applied, Applied)
        touched.add(applied.touched)
    return statistics.median(seconds), touched


def plain_writes(root: Path, pages: Pages) -> None:
    """Write the files of all pages and do nothing else."""
    for key in pages.all_keys():
        for spec in pages.render(key).files:
            path = root / "plain" / spec.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(spec.content or b"")


def measure(root: Path, size: int) -> dict[str, float]:
    """Build a release of `size` pages and return its figures."""
    release = Release(root, signing_key=KEY)
    pages = Pages()
    pages.register(Kind("item", size))
    pages.register(Kind("list", 20))
    pages.register(Kind("home", 1))
    plain, _ = timed(lambda: plain_writes(root, pages))
    built, _ = timed(lambda: rebuild(release, pages))
    again, _ = timed(lambda: rebuild(release, pages))
    engine, _ = publications(root, size, durable=False)
    durable, touched = publications(root, size, durable=True)
    verified, differences = timed(release.verify)
    assert differences == [], differences
    return {
        "files touched": max(touched),
        "durable ms": durable * 1000,
        "engine ms": engine * 1000,
        "plain pages/s": (size + 21) / plain,
        "build pages/s": (size + 21) / built,
        "rebuild pages/s": (size + 21) / again,
        "verify files/s": (size + 21) / verified,
    }


def main() -> None:
    """Print a table with one row for each size and the ratio of the last to the first."""
    sizes = [int(size) for size in (sys.argv[1] if len(sys.argv) > 1 else "1000,10000,100000").split(",")]
    rows = []
    for size in sizes:
        root = Path(tempfile.mkdtemp(prefix="release-bench-", dir=sys.argv[2] if len(sys.argv) > 2 else None))
        try:
            rows.append(measure(root, size))
        finally:
            shutil.rmtree(root)
        print("{:>9} {}".format(size, "  ".join(f"{name} {value:,.1f}" for name, value in rows[-1].items())))
    ratios = {name: rows[-1][name] / rows[0][name] for name in rows[0]}
    print("{:>9} {}".format("ratio", "  ".join(f"{name} {value:.2f}" for name, value in ratios.items())))


if __name__ == "__main__":
    main()
