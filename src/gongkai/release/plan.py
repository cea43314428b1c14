"""What one publication will do to the served files, decided and refused before anything is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.release.artefact import Artefact, FileSpec, RecordedFile
from gongkai.release.disk import digest_of_file
from gongkai.release.errors import PathCollision, PathObstructed, SourceMismatch
from gongkai.release.manifest import Snapshot


@dataclass(slots=True)
class Plan:
    """Files to write in the order given, paths to delete, and what the manifest shall say of each key.

    `clear` is deleted before the writes because it stands in their way, `delete` after them.
    """

    writes: list[tuple[FileSpec, str]] = field(default_factory=list)
    clear: list[str] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    entries: dict[str, list[RecordedFile]] = field(default_factory=dict)
    untouched: int = 0


class Planner:
    """Compares artefacts with the manifest and the disk under one lock."""

    def __init__(self, snapshot: Snapshot, www: str, *, prove_content: bool = False) -> None:
        self._snapshot = snapshot
        self._www = www
        self._prove_content = prove_content
        self._owner: dict[str, str] = {}  # every path that this batch will leave behind → its key
        self._before: dict[str, str] = {}  # every path that the keys of this batch had → its key

    def plan(self, artefacts: Sequence[Artefact]) -> Plan:
        """Return the plan; PathCollision or PathObstructed if it cannot be carried out."""
        plan = Plan()
        before = self._claim(artefacts)
        claimed: list[tuple[str, str]] = []
        for artefact in artefacts:
            old = before[artefact.key]
            new = [self._compare(spec, old.get(spec.path), plan) for spec in artefact.files]
            if new != list(old.values()):
                plan.entries[artefact.key] = new
            claimed += [(file.path, artefact.key) for file in new if file.path not in old]
        gone = [path for path in self._before if path not in self._owner]
        self._refuse_collisions(claimed)
        self._refuse_obstructions([spec.path for spec, _ in plan.writes], set(gone))
        self._order_deletions(plan, gone)
        return plan

    def _claim(self, artefacts: Sequence[Artefact]) -> dict[str, dict[str, RecordedFile]]:
        before: dict[str, dict[str, RecordedFile]] = {}
        for artefact in artefacts:
            if artefact.key in before:
                raise ValueError(f"the key {artefact.key!r} was handed in twice")
            before[artefact.key] = {file.path: file for file in self._snapshot.files_of(artefact.key)}
            self._before.update(dict.fromkeys(before[artefact.key], artefact.key))
            for spec in artefact.files:
                other = self._owner.setdefault(spec.path, artefact.key)
                if other != artefact.key:
                    raise PathCollision(spec.path, artefact.key, other)
            if len({spec.path for spec in artefact.files}) != len(artefact.files):
                raise ValueError(f"the artefact {artefact.key!r} names a path twice")
        return before

    def _compare(self, spec: FileSpec, old: RecordedFile | None, plan: Plan) -> RecordedFile:
        digest, size = self._measure(spec)
        file = RecordedFile(spec.path, digest, size)
        if old == file and self._stands(file):
            plan.untouched += 1
        else:
            plan.writes.append((spec, digest))
        return file

    def _measure(self, spec: FileSpec) -> tuple[str, int]:
        if spec.content is not None:
            return self._snapshot.store.digest(spec.content), len(spec.content)
        assert spec.source is not None and spec.digest is not None  # noqa: S101 - FileSpec guarantees it
        try:
            return spec.digest, os.stat(spec.source).st_size
        except OSError as error:
            raise SourceMismatch(spec.path) from error

    def _stands(self, file: RecordedFile) -> bool:
        """Whether the file is on disk: by type and size, or by content when that is to be proved."""
        path = os.path.join(self._www, file.path)
        try:
            status = os.lstat(path)
            if not stat.S_ISREG(status.st_mode) or status.st_size != file.size:
                return False
            if not self._prove_content:
                return True
            return digest_of_file(path, self._snapshot.store.algorithm)[0] == file.digest
        except OSError:
            return False

    def _refuse_collisions(self, claimed: Sequence[tuple[str, str]]) -> None:
        """Refuse a new path that another artefact owns.

        A free path has nothing on disk, so the manifest is searched only for those that have.
        """
        taken = {
            path: key
            for path, key in claimed
            if path not in self._before and os.path.lexists(os.path.join(self._www, path))
        }
        if not taken:
            return
        for other, files in self._snapshot.entries_with(list(taken)):
            for file in files:
                if file.path in taken and other != taken[file.path]:
                    raise PathCollision(file.path, taken[file.path], other)

    def _refuse_obstructions(self, paths: Sequence[str], gone: set[str]) -> None:
        checked: set[str] = set()
        for path in paths:
            for above in ancestors(path):
                if above in self._owner:
                    raise PathCollision(above, self._owner[path], self._owner[above])
                if above not in checked:
                    checked.add(above)
                    self._refuse_file(above, path, gone)
            self._refuse_directory(path, gone)

    def _refuse_file(self, above: str, path: str, gone: set[str]) -> None:
        """Refuse a directory where a file stands that this batch does not remove."""
        try:
            mode = os.lstat(os.path.join(self._www, above)).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return
        if stat.S_ISDIR(mode) or above in gone:
            return
        for other, files in self._snapshot.entries_with([above]):
            if any(file.path == above for file in files):
                raise PathCollision(above, self._owner[path], other)
        raise PathObstructed(above)

    def _refuse_directory(self, path: str, gone: set[str]) -> None:
        """Refuse a file where a directory stands that holds more than this batch removes."""
        top = os.path.join(self._www, path)
        if os.path.islink(top) or not os.path.isdir(top):
            return
        for directory, _, names in os.walk(top):
            for name in names:
                inside = os.path.relpath(os.path.join(directory, name), self._www)
                if inside in self._owner:
                    raise PathCollision(path, self._owner[path], self._owner[inside])
                if inside not in gone:
                    raise PathObstructed(path)

    def _order_deletions(self, plan: Plan, gone: Sequence[str]) -> None:
        """Delete after writing, but first what stands in the way of a directory or a file."""
        written = {spec.path for spec, _ in plan.writes}
        needed = {above for path in written for above in ancestors(path)}
        for path in gone:
            is_in_the_way = path in needed or any(above in written for above in ancestors(path))
            (plan.clear if is_in_the_way else plan.delete).append(path)


def ancestors(path: str) -> Iterator[str]:
    """Yield the directories above `path`, nearest first, without the root."""
    while "/" in path:
        path = path.rsplit("/", 1)[0]
        yield path
