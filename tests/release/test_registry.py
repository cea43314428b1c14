"""Kinds of pages, refreshing by key, and rebuilding the whole."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gongkai.release import Artefact, FileSpec, Pages, PathCollision, UnknownPageKind, rebuild, refresh
from gongkai.release.manifest import shard_of
from tests.release.breaking_disks import killed_at
from tests.release.samples import opened, publish, served
from tests.release.test_crash import in_child


class ItemPages:
    """Pages from a dictionary that stands for the database."""

    prefix = "item"

    def __init__(self, table: dict[str, str]) -> None:
        self.table = table
        self.rendered: list[str] = []

    def render(self, argument: str) -> Artefact | None:
        self.rendered.append(argument)
        if argument not in self.table:
            return None
        content = self.table[argument].encode()
        return Artefact("item:" + argument, (FileSpec(f"content/{argument}/index.html", content),))

    def all_arguments(self):
        return list(self.table)


class BatchItemPages(ItemPages):
    """The same, reading many at once."""

    prefix = "item"

    def __init__(self, table):
        super().__init__(table)
        self.batches: list[int] = []

    def render_batch(self, arguments):
        self.batches.append(len(arguments))
        return {argument: self.render(argument) for argument in arguments if argument in self.table}


def pages_of(*kinds) -> Pages:
    """A registry of these kinds."""
    pages = Pages()
    for kind in kinds:
        pages.register(kind)
    return pages


def expected(table: dict[str, str]) -> dict[str, bytes]:
    """What should be served for a table."""
    return {f"content/{argument}/index.html": text.encode() for argument, text in table.items()}


def test_a_kind_is_registered_once_and_an_unknown_one_is_an_error():
    pages = pages_of(ItemPages({}))
    with pytest.raises(UnknownPageKind):
        pages.register(ItemPages({}))
    with pytest.raises(UnknownPageKind):
        pages.render("list:1")
    with pytest.raises(UnknownPageKind):
        pages.key("list", "1")
    assert pages.key("item", "1:2") == "item:1:2"
    kind = ItemPages({})
    kind.prefix = "a:b"
    with pytest.raises(UnknownPageKind):
        pages.register(kind)


def test_a_kind_may_not_render_the_page_of_another_key():
    class Confused(ItemPages):
        def render(self, argument):
            return Artefact("item:other")

    with pytest.raises(UnknownPageKind):
        pages_of(Confused({})).render("item:1")


def test_refresh_makes_the_files_equal_the_database_now(tmp_path):
    release, table = opened(tmp_path), {"1": "a", "2": "b"}
    pages = pages_of(ItemPages(table))
    applied = refresh(release, pages, ["item:1", "item:2", "item:1", "item:9"], {"organ": "head"})
    assert len(applied.written) == 2 and dict(release.head().anchors) == {"organ": "head"}
    del table["1"]
    table["2"] = "c"
    refresh(release, pages, ["item:1", "item:2"])
    assert served(release) == expected(table) and release.verify() == []


def test_a_slow_refresh_never_puts_back_what_a_later_one_has_replaced(tmp_path):
    release, later = opened(tmp_path), []

    class SlowPages(ItemPages):
        def render(self, argument):
            found = super().render(argument)
            if not later:
                later.append(threading.Thread(target=replace))
                later[0].start()
                later[0].join(0.5)
            return found

    def replace():
        kind.table["1"] = "new"
        refresh(release, pages, ["item:1"])

    kind = SlowPages({"1": "old"})
    pages = pages_of(kind)
    refresh(release, pages, ["item:1"])
    later[0].join()
    assert served(release) == expected({"1": "new"})


@pytest.mark.parametrize("kind", [ItemPages, BatchItemPages])
@pytest.mark.parametrize("batch", [1, 7, 2000])
def test_rebuild_repairs_adds_and_removes_and_verify_is_clean(tmp_path, kind, batch):
    release, table = opened(tmp_path), {str(n): f"page {n}" for n in range(60)}
    pages = pages_of(kind(table))
    refresh(release, pages, list(pages.all_keys()))
    publish(release, Artefact("retired:kind", (FileSpec("old.html", b"x"),)))
    del table["3"]
    table["new"] = "new"
    (release.www / "content/5/index.html").write_text("PAGE 5")
    (release.www / "content/6/index.html").unlink()
    (release.www / "foreign.html").write_text("x")
    seen: list[tuple[int, int]] = []
    done = rebuild(release, pages, batch, progress=lambda *count: seen.append(count))
    assert served(release) == expected(table) and release.verify() == []
    assert (done.written, done.removed, done.foreign) == (3, 2, ("foreign.html",))
    assert seen[-1] == (60, 60) and not (tmp_path / "rebuild.json").exists()
    assert rebuild(release, pages, batch).written == 0


def test_a_rebuild_reads_in_batches_where_the_kind_can(tmp_path):
    kind = BatchItemPages({str(n): "x" for n in range(500)})
    rebuild(opened(tmp_path), pages_of(kind), 100)
    assert sum(kind.batches) == 500 and len(kind.batches) <= 8


def test_rebuild_does_not_remove_what_was_published_since_it_listed_the_keys(tmp_path):
    class GrowingPages(ItemPages):
        def all_arguments(self):
            listed = list(self.table)
            self.table["late"] = "published meanwhile"
            refresh(release, pages, ["item:late"])
            return listed

    release, kind = opened(tmp_path), GrowingPages({"1": "a"})
    pages = pages_of(kind)
    rebuild(release, pages)
    assert served(release) == expected(kind.table)


def test_paths_that_pass_to_keys_of_another_kind_are_rebuilt(tmp_path):
    class Renamed(ItemPages):
        prefix = "content"

        def render(self, argument):
            found = super().render(argument)
            return found and Artefact("content:" + argument, found.files)

    release, table = opened(tmp_path), {str(n): str(n) for n in range(50)}
    rebuild(release, pages_of(ItemPages(table)), 5)
    rebuild(release, pages_of(Renamed(table)), 5)
    assert served(release) == expected(table) and release.verify() == []
    assert {key.partition(":")[0] for key in list(release.keys())} == {"content"}
    with pytest.raises(PathCollision):
        rebuild(release, pages_of(ItemPages(table), Renamed(table)), 5)


def test_a_damaged_manifest_is_written_anew_and_the_counter_goes_on(tmp_path):
    release, table = opened(tmp_path), {str(n): str(n) for n in range(50)}
    pages = pages_of(ItemPages(table))
    rebuild(release, pages, 20)
    before = release.head().generation
    (tmp_path / "manifest" / "head.json").write_bytes(
        (tmp_path / "manifest" / "head.json").read_bytes().replace(b"signature", b"signaturf")
    )
    del table["7"]
    rebuild(release, pages, 20, discard_manifest=True)
    assert served(release) == expected(table) and release.verify() == []
    assert release.head().generation > before


def test_a_rebuild_goes_on_where_it_stopped_and_starts_anew_for_another_token(tmp_path):
    release, kind = opened(tmp_path), ItemPages({str(n): str(n) for n in range(200)})
    pages = pages_of(kind)
    (tmp_path / "rebuild.json").write_text(json.dumps({"token": "v2", "next": 512}))
    rebuild(release, pages, 50, token="v2")
    late = {argument for argument in kind.table if shard_of("item:" + argument) >= 512}
    assert set(kind.rendered) == late and 0 < len(late) < 200
    (tmp_path / "rebuild.json").write_text(json.dumps({"token": "v2", "next": 512}))
    rebuild(release, pages, 50, token="v3")
    assert served(release) == expected(kind.table)


def test_a_rebuild_killed_at_any_step_is_finished_by_the_next(tmp_path):
    table = {str(n): f"new {n}" for n in range(12)}
    for step in range(1, 2000, 7):
        root = tmp_path / str(step)
        rebuild(opened(root), pages_of(ItemPages({str(n): "old" for n in range(4, 16)})))
        code = in_child(
            lambda root=root, step=step: rebuild(
                opened(root, disk=killed_at(step)), pages_of(ItemPages(table)), 5
            )
        )
        release = opened(root)
        assert release.verify() == []
        rebuild(release, pages_of(ItemPages(table)), 5)
        assert served(release) == expected(table) and release.verify() == []
        if code == 0:
            break
    assert step > 100


WRITER = """
import sys, sqlite3
from pathlib import Path
from gongkai.release import Artefact, FileSpec, Pages, refresh
from tests.release.samples import opened
root, who = Path(sys.argv[1]), sys.argv[2]
base = sqlite3.connect(root / "base.sqlite3", timeout=60, isolation_level=None)
class Kind:
    prefix = "n"
    def render(self, argument):
        row = base.execute("select value from page where id = ?", (argument,)).fetchone()
        if row is None or row[0] % 5 == 0:
            return None
        return Artefact("n:" + argument, (FileSpec(argument + "/index.html", str(row[0]).encode()),))
    def all_arguments(self):
        return []
pages = Pages()
pages.register(Kind())
release = opened(root / "release")
for turn in range(120):
    page = str(turn % 3)
    base.execute("update page set value = value + 1 where id = ?", (page,))
    refresh(release, pages, ["n:" + page, "n:2"])
"""


def test_two_processes_publishing_at_once_leave_what_the_database_holds(tmp_path):
    base = sqlite3.connect(tmp_path / "base.sqlite3", isolation_level=None)
    base.execute("create table page (id text primary key, value integer)")
    base.executemany("insert into page values (?, 1)", [("0",), ("1",), ("2",)])
    here = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{here}:{here / 'src'}"}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(n)], env=environment)
        for n in range(3)
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    rows = dict(base.execute("select id, value from page"))
    assert sum(rows.values()) == 3 + 3 * 120
    release = opened(tmp_path / "release")
    assert served(release) == {
        f"{page}/index.html": str(value).encode() for page, value in rows.items() if value % 5
    }
    assert release.verify() == []
