"""`backup` and `restore`: what comes back is what was there, proved; and nothing is ever overwritten."""

import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest

from tests.support.commands import gongkai, gongkai_ok


@pytest.fixture(scope="module")
def archive(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demo."""
    target = tmp_path_factory.mktemp("backup") / "gongkai.tar.gz"
    gongkai_ok("backup", target, "--dir", built_demo)
    return target


def tree(directory: Path) -> dict[str, bytes]:
    """The files that a backup carries, the database apart."""
    tops = ("files", "keys", "release/www", "release/manifest")
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for top in tops
        for path in (directory / top).rglob("*")
        if path.is_file()
    }


def dump(directory: Path) -> list[str]:
    """The whole database as text."""
    connection = sqlite3.connect(directory / "gongkai.sqlite3")
    lines = list(connection.iterdump())
    connection.close()
    return lines


def repacked(archive: Path, target: Path, change) -> Path:
    """A copy of an archive with one member's bytes changed by `change(name, bytes)`; None drops it."""
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return target


def test_a_restored_installation_is_the_same_and_verifies(archive: Path, built_demo: Path, tmp_path: Path):
    target = tmp_path / "恢复"

    printed = gongkai_ok("restore", archive, "--dir", target)

    assert "审计记录核对无误" in printed
    assert "发布目录核对无误" in printed
    assert tree(target) == tree(built_demo)
    assert dump(target) == dump(built_demo)
    assert (target / "keys").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob(".恢复*"))


def test_a_backup_is_taken_while_the_installation_writes(demo: Path, tmp_path: Path):
    writer = sqlite3.connect(demo / "gongkai.sqlite3")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE kernel_organ SET phone = 'unfinished' WHERE code = 'gxj'")

    gongkai_ok("backup", tmp_path / "b.tar", "--dir", demo)
    writer.rollback()
    writer.close()

    gongkai_ok("restore", tmp_path / "b.tar", "--dir", tmp_path / "back")
    assert not any("unfinished" in line for line in dump(tmp_path / "back"))


def test_an_existing_file_is_not_overwritten(built_demo: Path, tmp_path: Path):
    target = tmp_path / "有的.tar"
    target.write_text("别动", "utf-8")

    assert gongkai("backup", target, "--dir", built_demo).returncode == 2
    assert target.read_text("utf-8") == "别动"


def test_a_directory_in_use_is_not_restored_into(archive: Path, tmp_path: Path):
    (tmp_path / "某个文件").touch()

    done = gongkai("restore", archive, "--dir", tmp_path)

    assert done.returncode == 2
    assert "不是空的" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["某个文件"]


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: content[:-1] + b"!" if name.startswith("files/") else content,
        lambda name, content: None if name.startswith("release/www/gxj/xx/") else content,
        lambda name, content: None if name == "MANIFEST.json" else content,
    ],
    ids=["altered", "missing", "without a list"],
)
def test_a_damaged_backup_is_refused_and_leaves_nothing(change, archive: Path, tmp_path: Path):
    damaged = repacked(archive, tmp_path / "damaged.tar", change)

    done = gongkai("restore", damaged, "--dir", tmp_path / "back")

    assert done.returncode == 2
    assert "没有恢复" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["damaged.tar"]


def test_a_backup_cut_short_is_refused(archive: Path, tmp_path: Path):
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])

    assert gongkai("restore", cut, "--dir", tmp_path / "back").returncode == 2
    assert not (tmp_path / "back").exists()


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path):
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        info = tarfile.TarInfo("../outside.txt")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))

    assert gongkai("restore", evil, "--dir", tmp_path / "in" / "back").returncode == 2
    assert not (tmp_path / "in" / "outside.txt").exists()


def test_the_list_names_every_file_with_its_hash(archive: Path):
    with tarfile.open(archive) as tar:
        listed = json.loads(tar.extractfile("MANIFEST.json").read())
        names = set(tar.getnames()) - {"MANIFEST.json"}

    assert listed["database"] == "sqlite"
    assert {entry["path"] for entry in listed["files"]} == names
    assert all(len(entry["sha256"]) == 64 for entry in listed["files"])
