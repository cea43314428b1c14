"""Comparison of the release on disk with its manifest: altered, missing, foreign, broken manifest."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from gongkai.release.artefact import Difference, DifferenceKind, RecordedFile
from gongkai.release.disk import digest_of_file
from gongkai.release.errors import ManifestDamaged
from gongkai.release.manifest import GROUPS, HEAD, SHARDS_PER_GROUP, ManifestStore, Snapshot
from gongkai.release.manifest import shard_name as name_of_shard

ALTERED_SIZE = "文件大小与清单不符，应为 {expected} 字节，实为 {actual} 字节。"
ALTERED_CONTENT = "文件内容与清单登记的哈希值不符。"
ALTERED_TYPE = "此处应为普通文件，现被换成了链接、目录或其他类型。"
UNREADABLE = "文件无法读取。"
MISSING = "清单中有此文件，发布目录中没有。"
FOREIGN = "发布目录中有此文件，清单中没有。"
CLAIMED_TWICE = "清单中有两项内容都登记了此文件。"
EXTRA_PART = "清单目录中有不属于清单的文件。"


@dataclass(slots=True)
class Survey:
    """Everything found, and what the manifest names: the paths known and whether all was readable."""

    differences: list[Difference] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    manifest_whole: bool = True

    def add(self, path: str, kind: DifferenceKind, detail: str) -> None:
        """Note one difference; `path` is relative to the root."""
        self.differences.append(Difference(path, kind, detail))


def survey(root: str, store: ManifestStore, only: Collection[str] | None = None) -> Survey:
    """Compare the disk with the manifest; with `only`, look at the contents of those paths alone.

    Where a part of the manifest cannot be trusted, the files that it would name are not called
    foreign: nobody can say what they are.
    """
    found = Survey()
    www = os.path.join(root, "www")
    for _key, file in _recorded(store, found):
        if file.path in found.known:
            found.add("www/" + file.path, DifferenceKind.MANIFEST, CLAIMED_TWICE)
        found.known.add(file.path)
        if only is None or "www/" + file.path in only:
            _check_file(www, file, store.algorithm, found)
    if found.manifest_whole:
        for path in foreign_files(www, found.known.__contains__):
            if only is None or "www/" + path in only:
                found.add("www/" + path, DifferenceKind.FOREIGN, FOREIGN)
        for path in foreign_files(store.directory, found.parts.__contains__):
            found.add("manifest/" + path, DifferenceKind.MANIFEST, EXTRA_PART)
    return found


def foreign_files(top: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield, relative to `top`, whatever is neither a directory nor known; links are not followed."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = os.scandir(os.path.join(top, prefix))
        except (FileNotFoundError, NotADirectoryError):
            continue  # pruned by a publication that goes on meanwhile
        with entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path + "/")
                elif not is_known(path):
                    yield path


def _recorded(store: ManifestStore, found: Survey) -> Iterator[tuple[str, RecordedFile]]:
    """Yield every recorded file whose part of the manifest is proved; note the parts that are not."""
    try:
        snapshot = store.snapshot()
    except ManifestDamaged as error:
        _note_damage(error, found)
        return
    if snapshot.head.generation:
        found.parts.add(HEAD)
    found.parts.update(snapshot.head.groups)
    for group in range(GROUPS):
        try:
            found.parts.update(snapshot.group(group))
        except ManifestDamaged as error:
            _note_damage(error, found)
            continue
        for number in range(group * SHARDS_PER_GROUP, (group + 1) * SHARDS_PER_GROUP):
            yield from _recorded_in(snapshot, number, found)


def _recorded_in(snapshot: Snapshot, number: int, found: Survey) -> Iterator[tuple[str, RecordedFile]]:
    if name_of_shard(number) not in snapshot.group(number // SHARDS_PER_GROUP):
        return
    try:
        shard = snapshot.read_shard(number)
    except ManifestDamaged as error:
        _note_damage(error, found)
        return
    for key, rows in shard.items():
        for row in rows:
            yield key, RecordedFile(*row)


def _note_damage(error: ManifestDamaged, found: Survey) -> None:
    found.manifest_whole = False
    found.add("manifest/" + error.part, DifferenceKind.MANIFEST, str(error))


def _check_file(www: str, file: RecordedFile, algorithm: str, found: Survey) -> None:
    path, name = os.path.join(www, file.path), "www/" + file.path
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        found.add(name, DifferenceKind.MISSING, MISSING)
        return
    if not stat.S_ISREG(status.st_mode):
        found.add(name, DifferenceKind.ALTERED, ALTERED_TYPE)
    elif status.st_size != file.size:
        detail = ALTERED_SIZE.format(expected=file.size, actual=status.st_size)
        found.add(name, DifferenceKind.ALTERED, detail)
    else:
        _check_content(path, file, algorithm, found)


def _check_content(path: str, file: RecordedFile, algorithm: str, found: Survey) -> None:
    name = "www/" + file.path
    try:
        digest, _ = digest_of_file(path, algorithm)
    except FileNotFoundError:
        found.add(name, DifferenceKind.MISSING, MISSING)
    except OSError:
        found.add(name, DifferenceKind.ALTERED, UNREADABLE)
    else:
        if digest != file.digest:
            found.add(name, DifferenceKind.ALTERED, ALTERED_CONTENT)
