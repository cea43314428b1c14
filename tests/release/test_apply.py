"""Publishing, replacing and removing artefacts."""

import os

import pytest

from gongkai.release import (
    Artefact,
    BadPath,
    FileSpec,
    LockNotHeld,
    ManifestDamaged,
    PathCollision,
    PathObstructed,
    SourceMismatch,
)
from tests.release.samples import artefact, opened, publish, served


def test_files_are_served_and_recorded(tmp_path):
    release = opened(tmp_path)
    applied = publish(release, artefact("item:1", content__1="正文", index="首页"))
    assert served(release) == {"content/1.html": "正文".encode(), "index.html": "首页".encode()}
    assert applied.written == ("content/1.html", "index.html")
    assert [file.path for file in release.files_of("item:1")] == ["content/1.html", "index.html"]
    assert release.digest_of("index.html") == release.files_of("item:1")[1].digest
    assert release.digest_of("nowhere.html") is None
    assert release.owners_of(["index.html", "nowhere.html"]) == {"index.html": "item:1"}
    assert list(release.keys()) == ["item:1"]
    assert release.verify() == []


def test_unchanged_content_is_left_alone(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("item:1", a="1", b="2"))
    before = (release.www / "a.html").stat().st_ino
    applied = publish(release, artefact("item:1", a="1", b="3"))
    assert (applied.written, applied.untouched) == (("b.html",), 1)
    assert (release.www / "a.html").stat().st_ino == before


def test_nothing_new_writes_nothing_at_all(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("item:1", a="1"), anchors={"organ": "x"})
    again = publish(release, artefact("item:1", a="1"), anchors={"organ": "x"})
    assert (again.generation, again.touched, again.untouched) == (1, 0, 1)


def test_a_file_no_longer_rendered_goes_and_empty_directories_with_it(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("item:1", deep__er__a="1", deep__b="2"))
    publish(release, artefact("item:1", deep__b="2"))
    assert served(release) == {"deep/b.html": b"2"}
    assert not (release.www / "deep" / "er").exists()
    publish(release, Artefact("item:1"))
    assert list(release.www.iterdir()) == []
    assert list(release.keys()) == [] and release.verify() == []


def test_one_publication_touches_files_manifest_shard_group_and_head_only(tmp_path):
    release = opened(tmp_path)
    assert publish(release, artefact("item:1", a="1", b="2")).touched == 2 + 3


def test_anchors_are_kept_by_name_in_the_signed_head(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("item:1", a="1"), anchors={"A": "1", "B": "1"})
    publish(release, anchors={"B": "2"})
    assert dict(release.head().anchors) == {"A": "1", "B": "2"}
    assert release.head().generation == 2


def test_a_source_is_copied_and_not_linked(tmp_path):
    release = opened(tmp_path / "r")
    source = tmp_path / "附件.pdf"
    source.write_bytes(b"%PDF" * 1000)
    digest = opened(tmp_path / "r")._store.digest(source.read_bytes())
    publish(release, Artefact("item:1", (FileSpec("files/附件.pdf", source=source, digest=digest),)))
    assert served(release)["files/附件.pdf"] == source.read_bytes()
    assert (release.www / "files/附件.pdf").stat().st_ino != source.stat().st_ino
    assert release.verify() == []


@pytest.mark.parametrize("content", [None, b"other"])
def test_a_source_missing_or_not_as_promised_changes_nothing(tmp_path, content):
    release = opened(tmp_path / "r")
    source = tmp_path / "a.pdf"
    if content:
        source.write_bytes(content)
    files = (FileSpec("index.html", b"x"), FileSpec("a.pdf", source=source, digest="0" * 64))
    with pytest.raises(SourceMismatch):
        publish(release, Artefact("item:1", files))
    assert served(release) == {} and release.verify() == [] and os.listdir(tmp_path / "r/staging") == []


def test_a_path_of_another_artefact_is_refused_before_anything_is_written(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("item:1", a="1"))
    with pytest.raises(PathCollision) as refusal:
        publish(release, artefact("item:2", b="2", a="2"))
    assert (refusal.value.path, refusal.value.key, refusal.value.other) == ("a.html", "item:2", "item:1")
    assert served(release) == {"a.html": b"1"}
    with pytest.raises(PathCollision):
        publish(release, artefact("item:3", c="1"), artefact("item:4", c="1"))


def test_a_path_may_pass_from_one_artefact_to_another_in_one_publication(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("item:1", a="1"))
    publish(release, artefact("item:2", a="2"), Artefact("item:1"))
    assert served(release) == {"a.html": b"2"} and release.verify() == []
    publish(release, Artefact("item:2"), artefact("item:3", a="2"))
    assert served(release) == {"a.html": b"2"} and list(release.keys()) == ["item:3"]


def test_a_file_and_a_directory_may_change_places(tmp_path):
    release = opened(tmp_path)
    publish(release, Artefact("k", (FileSpec("a", b"1"),)))
    publish(release, Artefact("k", (FileSpec("a/b/c", b"2"),)))
    assert served(release) == {"a/b/c": b"2"} and release.verify() == []
    publish(release, Artefact("k", (FileSpec("a", b"3"),)))
    assert served(release) == {"a": b"3"} and release.verify() == []


def test_a_directory_is_refused_where_another_artefact_has_a_file_and_the_reverse(tmp_path):
    release = opened(tmp_path)
    publish(release, Artefact("file", (FileSpec("a", b"1"),)), Artefact("dir", (FileSpec("b/c", b"1"),)))
    with pytest.raises(PathCollision):
        publish(release, Artefact("new", (FileSpec("a/x", b"1"),)))
    with pytest.raises(PathObstructed):
        publish(release, Artefact("new", (FileSpec("b", b"1"),)))
    with pytest.raises(PathCollision):
        publish(release, Artefact("one", (FileSpec("n", b"1"),)), Artefact("two", (FileSpec("n/m", b"1"),)))
    assert release.verify() == []


def test_a_link_in_the_way_is_never_followed(tmp_path):
    release, outside = opened(tmp_path / "r"), tmp_path / "outside"
    outside.mkdir()
    (release.www / "a").symlink_to(outside)
    with pytest.raises(PathObstructed):
        publish(release, artefact("k", a__b="1"))
    (release.www / "c.html").symlink_to(outside / "victim")
    publish(release, artefact("k", c="1"))
    assert list(outside.iterdir()) == [] and not (release.www / "c.html").is_symlink()


def test_a_foreign_file_gives_way_to_a_page_that_is_published_there(tmp_path):
    release = opened(tmp_path)
    (release.www / "a.html").write_text("foreign")
    publish(release, artefact("k", a="ours"))
    assert served(release) == {"a.html": b"ours"} and release.verify() == []


@pytest.mark.parametrize(
    "path",
    ["", "/a", "../a", "a/../b", "a//b", "a/", ".env", "a/.git/b", "a\0b", "a\nb", "a\\b", "./a", "a/.",
     "x" * 256, "x/" * 600 + "x", "a\u202eb", "\ud800"],
)  # fmt: skip
def test_a_path_that_must_not_be_served_is_refused(path):
    with pytest.raises(BadPath):
        FileSpec(path, b"")


@pytest.mark.parametrize("path", ["公开/附件 1.docx", "附件　一.pdf", "a.b/c..d", "𠮷.html"])
def test_a_chinese_name_is_a_fine_path(tmp_path, path):
    release = opened(tmp_path)
    publish(release, Artefact("k", (FileSpec(path, b"1"),)))
    assert served(release) == {path: b"1"} and release.verify() == []


def test_writing_needs_the_lock_and_the_lock_is_re_entrant(tmp_path):
    release = opened(tmp_path)
    with pytest.raises(LockNotHeld):
        release.apply([artefact("k", a="1")])
    with release.locked(), opened(tmp_path).locked():
        release.apply([artefact("k", a="1")])
        assert release.verify() == []
    with pytest.raises(LockNotHeld):
        release.apply([])


def test_what_is_handed_in_twice_or_half_is_an_error(tmp_path):
    release = opened(tmp_path)
    with pytest.raises(ValueError, match="twice"):
        publish(release, artefact("k", a="1"), artefact("k", b="1"))
    with pytest.raises(ValueError, match="twice"):
        publish(release, Artefact("k", (FileSpec("a", b"1"), FileSpec("a", b"2"))))
    with pytest.raises(ValueError, match="either"):
        FileSpec("a")
    with pytest.raises(ValueError, match="digest"):
        FileSpec("a", source=tmp_path)


def test_a_damaged_manifest_is_never_built_upon(tmp_path):
    release = opened(tmp_path)
    publish(release, artefact("k", a="1"))
    shard = next(path for path in (tmp_path / "manifest").rglob("???.json"))
    shard.write_bytes(shard.read_bytes().replace(b"a.html", b"b.html"))
    with pytest.raises(ManifestDamaged):
        publish(release, artefact("k", a="2"))
    assert served(release) == {"a.html": b"1"}


@pytest.mark.parametrize("algorithm", ["sha256", "sm3", "sha512"])
def test_the_hash_algorithm_is_kept_beside_the_hashes(tmp_path, algorithm):
    release = opened(tmp_path, hash_algorithm=algorithm)
    publish(release, artefact("k", a="1"))
    assert release.head().algorithm == algorithm and release.verify() == []
    with pytest.raises(ManifestDamaged):
        opened(tmp_path, hash_algorithm="sha384").head()


def test_bulk_and_durable_publications_hold_the_same_as_any_other(tmp_path):
    release = opened(tmp_path, durable=True)
    publish(release, *[artefact("k" + str(n), **{"d__" + str(n): "x"}) for n in range(50)], bulk=True)
    publish(release, artefact("k1", a="1"), Artefact("k2"))
    assert len(served(release)) == 49 and release.verify() == []
