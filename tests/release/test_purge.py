"""Taking down a leak: no copy stays anywhere below the root, and verify is at peace."""

import hashlib
import os

import pytest

from gongkai.release import Artefact, FileSpec
from gongkai.release.manifest import shard_name, shard_of
from tests.release.breaking_disks import killed_at
from tests.release.samples import artefact, opened, publish, served
from tests.release.test_crash import in_child

LEAK = b"name and number of a person"
DIGEST = hashlib.sha256(LEAK).hexdigest()


def leaked(root, **options):
    """A release in which the leak stands in two artefacts, once beside a harmless page."""
    release = opened(root, **options)
    publish(
        release,
        Artefact("item:1", (FileSpec("files/1.docx", LEAK), FileSpec("1.html", b"page"))),
        Artefact("item:2", (FileSpec("2/copy.docx", LEAK),)),
        artefact("item:3", three="other"),
    )
    return release


def holds_leak(root) -> list[str]:
    """Every file below `root` that contains the leak."""
    return [
        os.path.join(directory, name)
        for directory, _, names in os.walk(root)
        for name in names
        if LEAK in open(os.path.join(directory, name), "rb").read()
    ]


def test_every_recorded_copy_goes_and_the_rest_stays(tmp_path):
    release = leaked(tmp_path)
    purged = release.purge([DIGEST.upper()])
    assert set(purged.removed) == {"www/files/1.docx", "www/2/copy.docx"}
    assert set(purged.keys) == {"item:1", "item:2"} and purged.manifest_intact
    assert served(release) == {"1.html": b"page", "three.html": b"other"}
    assert sorted(release.keys()) == ["item:1", "item:3"] and release.verify() == []


def test_unrecorded_copies_go_too(tmp_path):
    release = leaked(tmp_path)
    (release.www / "foreign.docx").write_bytes(LEAK)
    (release.www / "three.html").write_bytes(LEAK)
    (release.root / "staging" / "left").mkdir()
    (release.root / "staging" / "left" / "0").write_bytes(LEAK)
    assert "www/foreign.docx" in release.purge([DIGEST]).removed
    assert holds_leak(tmp_path) == []
    assert [difference.path for difference in release.verify()] == ["www/three.html"]


def test_a_damaged_manifest_does_not_stop_a_take_down(tmp_path):
    release = leaked(tmp_path)
    (tmp_path / "manifest" / shard_name(shard_of("item:1"))).write_bytes(b"{}")
    assert not release.purge([DIGEST]).manifest_intact
    assert holds_leak(tmp_path) == []


def test_a_digest_nobody_has_changes_nothing(tmp_path):
    release = leaked(tmp_path)
    before = release.head().generation
    purged = release.purge(["0" * 64])
    assert purged.removed == () and release.head().generation == before
    assert len(served(release)) == 4


@pytest.mark.parametrize("step", range(1, 40, 2))
def test_a_take_down_killed_at_any_step_is_finished_by_the_next(tmp_path, step):
    leaked(tmp_path)
    code = in_child(lambda: opened(tmp_path, disk=killed_at(step)).purge([DIGEST]))
    assert code in (0, 9)
    release = opened(tmp_path)
    release.purge([DIGEST])
    assert holds_leak(tmp_path) == [] and release.verify() == []
