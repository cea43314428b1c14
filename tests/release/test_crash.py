"""A process killed, or the power cut, at any single step leaves the old publication or the new one."""

import hashlib
import os
import random
from pathlib import Path

import pytest

from gongkai.release import Artefact, FileSpec
from gongkai.release.disk import Disk
from tests.release.breaking_disks import ForgetfulDisk, PowerCut, killed_at
from tests.release.samples import artefact, opened, publish, served

# All that was not synced is lost, or a half of it chosen by that seed.
LOSSES = ["all", 1, *(pytest.param(seed, marks=pytest.mark.campaign) for seed in range(2, 12))]
OLD = (
    artefact("item:1", item__1="old", item__1__extra="old extra"),
    artefact("item:2", gone__deep__2="withdrawn"),
    artefact("list:", list="1 2"),
    Artefact("swap", (FileSpec("place", b"a file"),)),
)


def new_artefacts(source: Path) -> list[Artefact]:
    """A publication that adds, replaces, removes, copies, and turns a file into a directory."""
    source.write_bytes(b"attachment")
    digest = hashlib.sha256(b"attachment").hexdigest()
    attached = FileSpec("files/1.pdf", source=source, digest=digest)
    return [
        Artefact("item:1", (attached, FileSpec("item/1.html", b"new"))),
        Artefact("item:2"),
        artefact("list:", list="1"),
        Artefact("swap", (FileSpec("place/inside", b"a directory"),)),
    ]


BEFORE = {"item/1.html": b"old", "item/1/extra.html": b"old extra", "gone/deep/2.html": b"withdrawn",
          "list.html": b"1 2", "place": b"a file"}  # fmt: skip
AFTER = {"files/1.pdf": b"attachment", "item/1.html": b"new", "list.html": b"1",
         "place/inside": b"a directory"}  # fmt: skip


def in_child(act) -> int:
    """Run `act` in a child process and return its exit code."""
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(0)
        finally:
            os._exit(70)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def chance(loss: str | int, step: int) -> random.Random | None:
    """What chooses the unsynced changes that a power cut undoes: all of them, or a repeatable half."""
    return None if loss == "all" else random.Random(f"{loss} {step}")  # noqa: S311 - no secret


def killed_publication(root: Path, source: Path, step: int, bulk: bool) -> int:
    """Publish in a process that dies at `step`; 0 if it got through."""
    artefacts = new_artefacts(source)
    publish(opened(root), *OLD)
    return in_child(lambda: publish(opened(root, disk=killed_at(step)), *artefacts, bulk=bulk))


@pytest.mark.parametrize("bulk", [False, True])
def test_a_publication_killed_at_any_step_is_whole_or_never_was(tmp_path, bulk):
    outcomes = []
    for step in range(1, 500):
        root = tmp_path / str(step)
        code = killed_publication(root, tmp_path / "source", step, bulk)
        release = opened(root)
        assert release.verify() == []
        assert served(release) in (BEFORE, AFTER)
        assert os.listdir(root / "staging") == []
        outcomes.append(served(release) == AFTER)
        if code == 0:
            break
        assert code == 9
    assert outcomes == sorted(outcomes) and outcomes.count(False) > 10 and outcomes.count(True) > 10
    assert len(outcomes) < 499


def test_a_recovery_killed_at_any_step_can_be_repeated(tmp_path):
    for step in range(20, 500, 7):
        root = tmp_path / str(step)
        if killed_publication(root, tmp_path / "source", step, bulk=False) == 0:
            break
        for again in range(1, 500):
            code = in_child(lambda root=root, again=again: opened(root, disk=killed_at(again)).recover())
            if code == 0:
                break
            assert code == 9
        release = opened(root)
        assert release.verify() == [] and served(release) in (BEFORE, AFTER)
    assert step > 30


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_power_cut_at_any_step_leaves_the_old_or_the_new(tmp_path, bulk, loss):
    step, outcomes, is_done = 0, [], False
    while not is_done:
        step += 1
        root, attic = tmp_path / str(step), tmp_path / f"attic{step}"
        attic.mkdir()
        artefacts = new_artefacts(tmp_path / "source")
        publish(opened(root), *OLD)
        disk = ForgetfulDisk(attic, cut_at=step)
        try:
            publish(opened(root, disk=disk), *artefacts, bulk=bulk)
            is_done = True
        except PowerCut:
            pass
        disk.lose(chance(loss, step), root)
        release = opened(root)
        assert release.verify() == []
        assert served(release) in (BEFORE, AFTER)
        outcomes.append(served(release) == AFTER)
    assert outcomes[-1], "a publication that was acknowledged is there after a power cut"
    assert outcomes.count(False) > 10


@pytest.mark.parametrize("loss", LOSSES)
def test_a_power_cut_during_recovery_can_be_recovered_from(tmp_path, loss):
    for step in range(1, 200):
        root, attic = tmp_path / str(step), tmp_path / f"attic{step}"
        attic.mkdir()
        committed = killed_publication(root, tmp_path / "source", 25, bulk=False)
        assert committed == 9
        disk = ForgetfulDisk(attic, cut_at=step)
        try:
            opened(root, disk=disk).recover()
        except PowerCut:
            disk.lose(chance(loss, step), root)
            release = opened(root)
            assert release.verify() == [] and served(release) == AFTER
        else:
            disk.lose(None, root)
            release = opened(root)
            assert release.verify() == [] and served(release) == AFTER
            break
    assert step > 10


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("only_deep", [False, True])
def test_what_a_killed_process_left_unsynced_is_synced_by_the_recovery(tmp_path, loss, only_deep):
    for step in range(10, 200):
        root, attic = tmp_path / str(step), tmp_path / f"attic{step}"
        attic.mkdir()
        artefacts = new_artefacts(tmp_path / "source")
        publish(opened(root), *OLD)
        disk = ForgetfulDisk(attic, cut_at=step)
        try:
            publish(opened(root, disk=disk), *([artefact("k", x__y__z="deep")] if only_deep else artefacts))
        except PowerCut:
            disk.go_on()
        else:
            break
        is_completed = any("已补完" in note for note in opened(root, disk=disk).recover())
        state = served(opened(root))
        disk.lose(chance(loss, step), root)
        release = opened(root)
        assert release.verify() == [] and served(release) == state
        assert (state != BEFORE) or not is_completed
    assert step > 20


def test_every_new_file_and_its_directory_are_synced(tmp_path, monkeypatch):
    synced: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    source = tmp_path / "source"
    source.write_bytes(b"attachment")
    digest = hashlib.sha256(b"attachment").hexdigest()
    release = opened(tmp_path / "r", durable=True)
    publish(
        release, Artefact("k", (FileSpec("a.html", b"1"), FileSpec("b/c.pdf", source=source, digest=digest)))
    )
    names = {name.removeprefix(str(release.root)) for name in synced}
    staged = {f"/staging/000000000001/{name}" for name in ("0", "1", "m0", "m1", "m2", "redo.draft")}
    assert staged | {"/staging/000000000001", "/staging", "/www", "/www/b", "/manifest"} <= names
    synced.clear()
    publish(opened(tmp_path / "r", durable=False), artefact("k", a="2"))
    assert synced == []


def test_an_old_record_that_a_power_cut_brings_back_does_nothing(tmp_path):
    class DyingDisk(Disk):
        def rename(self, source, target):
            if "/www/" in target:
                os._exit(9)
            super().rename(source, target)

    release = opened(tmp_path)
    publish(release, artefact("a", a="1"), artefact("b", b="1"))
    dying = opened(tmp_path, disk=DyingDisk())
    assert in_child(lambda: publish(dying, Artefact("a"), artefact("b", b="2"))) == 9
    staged = next((tmp_path / "staging").iterdir())
    record = (staged / "redo.json").read_bytes()
    assert release.recover() == ["已补完第 2 次发布。"]
    publish(release, artefact("a", a="3"))
    staged.mkdir()
    (staged / "redo.json").write_bytes(record)
    assert release.verify() == [] and served(release) == {"a.html": b"3", "b.html": b"2"}


def test_a_forged_record_is_not_carried_out(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("a", a="1"))
    forged = tmp_path / "staging" / "000000000002"
    forged.mkdir()
    (forged / "redo.json").write_bytes(
        b'{"format":1,"generation":2,"clear":[],"files":[],"delete":["a.html"],"manifest":[],"signature":"x"}'
    )
    assert len(release.recover()) == 1
    assert served(release) == {"a.html": b"1"} and release.verify() == []


def test_rubbish_in_staging_is_cleared(tmp_path):
    release = opened(tmp_path)
    (tmp_path / "staging" / "file").write_text("x")
    (tmp_path / "staging" / "dir").mkdir()
    (tmp_path / "staging" / "dir" / "redo.json").write_bytes(b"\xff not json")
    (tmp_path / "staging" / "link").symlink_to("/")
    publish(release, artefact("a", a="1"))
    assert os.listdir(tmp_path / "staging") == [] and release.verify() == []


def test_a_full_disk_while_writing_aside_changes_nothing(tmp_path):
    release = opened(tmp_path)
    publish(release, *OLD)

    class FullDisk(type(release._disk)):
        def write(self, path, data, *, sync):
            raise OSError(28, "No space left on device", path)

    with pytest.raises(OSError, match="No space"):
        publish(opened(tmp_path, disk=FullDisk(durable=False)), *new_artefacts(tmp_path / "source"))
    assert served(release) == BEFORE and os.listdir(tmp_path / "staging") == [] and release.verify() == []
