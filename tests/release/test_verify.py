"""Whatever is done to the release behind the engine's back is named, and nothing else is."""

import json
import os
import shutil
import threading

import pytest

from gongkai.release import Artefact, DifferenceKind, ManifestDamaged
from gongkai.release.manifest import shard_name, shard_of
from tests.release.samples import artefact, opened, publish


@pytest.fixture
def release(tmp_path):
    """A release of three artefacts in which nothing is wrong."""
    release = opened(tmp_path / "release")
    publish(release, *(artefact(f"item:{n}", **{f"content__{n}": f"page {n}"}) for n in range(3)))
    assert release.verify() == []
    return release


def found(release) -> list[tuple[str, DifferenceKind]]:
    """Path and kind of each difference; every one has a sentence."""
    differences = release.verify()
    assert all(difference.detail.endswith("。") for difference in differences)
    return [(difference.path, difference.kind) for difference in differences]


def test_an_altered_file_is_found_by_size_and_by_content(release):
    (release.www / "content/0.html").write_text("longer than before")
    page = release.www / "content/1.html"
    status = page.stat()
    page.write_text("page X")
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert found(release) == [("www/content/0.html", "altered"), ("www/content/1.html", "altered")]


def test_a_missing_file_and_a_missing_directory_are_found(release):
    shutil.rmtree(release.www / "content")
    assert found(release) == [(f"www/content/{n}.html", "missing") for n in range(3)]


def test_foreign_files_are_found_also_hidden_ones_and_links(release):
    (release.www / "hack.html").write_text("x")
    (release.www / ".htaccess").write_text("x")
    (release.www / "etc").symlink_to("/etc")
    (release.www / "deep").mkdir()
    os.mkfifo(release.www / "deep" / "pipe")
    assert found(release) == [
        ("www/.htaccess", "foreign"),
        ("www/deep/pipe", "foreign"),
        ("www/etc", "foreign"),
        ("www/hack.html", "foreign"),
    ]


def test_a_link_in_place_of_a_file_or_directory_is_found_though_it_leads_to_the_same(release, tmp_path):
    page = release.www / "content/0.html"
    page.rename(tmp_path / "elsewhere")
    page.symlink_to(tmp_path / "elsewhere")
    assert found(release) == [("www/content/0.html", "altered")]
    page.unlink()
    (tmp_path / "elsewhere").rename(page)
    (release.www / "content").rename(tmp_path / "content")
    (release.www / "content").symlink_to(tmp_path / "content")
    assert found(release) == [("www/content", "foreign")]


def test_an_edited_shard_is_found_and_named(release):
    part = shard_name(shard_of("item:1"))
    path = release.root / "manifest" / part
    path.write_bytes(path.read_bytes().replace(b"content/1", b"content/9"))
    assert found(release) == [("manifest/" + part, "manifest")]


def test_an_edit_carried_through_the_whole_manifest_still_lacks_the_signature(release, tmp_path):
    other = opened(tmp_path / "other")
    other._store._key = b"the key of somebody else, 32 by "
    publish(other, artefact("item:0", content__0="forged"))
    shutil.rmtree(release.root / "manifest")
    shutil.copytree(other.root / "manifest", release.root / "manifest")
    shutil.copy(other.www / "content/0.html", release.www / "content/0.html")
    assert found(release) == [("manifest/head.json", "manifest")]


@pytest.mark.parametrize("field", ["generation", "anchors", "groups", "format"])
def test_an_edited_head_is_found(release, field):
    path = release.root / "manifest" / "head.json"
    value = json.loads(path.read_bytes())
    value[field] = 7 if field in ("generation", "format") else {}
    value["anchors"] = {"organ": "x"} if field == "anchors" else value["anchors"]
    path.write_text(json.dumps(value))
    assert ("manifest/head.json", "manifest") in found(release)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"signature": 5}', '{"signature":"é"}'.encode()]
)
def test_a_head_that_is_rubbish_is_found(release, content):
    (release.root / "manifest" / "head.json").write_bytes(content)
    assert found(release) == [("manifest/head.json", "manifest")]


def test_a_missing_head_shard_or_group_is_found(release):
    manifest = release.root / "manifest"
    part = shard_name(shard_of("item:2"))
    (manifest / part).unlink()
    assert found(release) == [("manifest/" + part, "manifest")]
    (manifest / part).parent.joinpath("index.json").unlink()
    assert found(release) == [("manifest/" + part[:2] + "/index.json", "manifest")]
    (manifest / "head.json").unlink()
    assert found(release) == [("manifest/head.json", "manifest")]
    with pytest.raises(ManifestDamaged):
        publish(release, artefact("item:7", x="1"))


def test_a_part_put_back_from_an_earlier_generation_is_found(release):
    path = release.root / "manifest" / shard_name(shard_of("item:1"))
    earlier = path.read_bytes()
    publish(release, Artefact("item:1"))
    path.write_bytes(earlier)
    assert [kind for _, kind in found(release)] == ["manifest"]


def test_a_file_slipped_into_the_manifest_is_found(release):
    (release.root / "manifest" / "00").mkdir(exist_ok=True)
    (release.root / "manifest" / "00" / "extra.json").write_text("{}")
    assert found(release) == [("manifest/00/extra.json", "manifest")]


def test_a_whole_earlier_release_put_back_is_told_by_its_generation(release, tmp_path):
    shutil.copytree(release.root, tmp_path / "earlier")
    publish(release, Artefact("item:1"))
    assert opened(tmp_path / "earlier").verify() == []
    assert opened(tmp_path / "earlier").head().generation < release.head().generation


def test_publishing_goes_on_while_verify_reads_and_raises_no_alarm(release):
    stop, alarms = threading.Event(), []

    def verify_on():
        reader = opened(release.root)
        while not stop.is_set():
            alarms.extend(reader.verify())

    reader = threading.Thread(target=verify_on)
    reader.start()
    for n in range(150):
        publish(release, artefact("item:0", **{f"moving__{n}": str(n)}), artefact("list:", list=str(n)))
    stop.set()
    reader.join()
    assert alarms == []
