"""The redo record: a publication is committed before it begins, so that it can always be finished.

Staged below `staging/<generation>/`: every new file under a number, then `redo.json`, sealed with the
release's key so that nobody can slip in a publication of his own. Once that name is on disk the
publication will happen; until then it never did.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from gongkai.release.disk import PRIVATE_DIRECTORY, Disk, digest_of_file
from gongkai.release.errors import PathObstructed, ReleaseError, SourceMismatch
from gongkai.release.manifest import FORMAT, ManifestStore, seal, unseal
from gongkai.release.plan import Plan, ancestors

RECORD = "redo.json"
DRAFT = "redo.draft"


@dataclass(slots=True)
class Redo:
    """What is left to do: [staged number, target below the root, digest], and paths to delete."""

    generation: int
    clear: list[str] = field(default_factory=list)
    files: list[list[str]] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    manifest: list[list[str]] = field(default_factory=list)


class RedoLog:
    """Stages, commits, completes and recovers publications below one root."""

    def __init__(self, root: str, disk: Disk, store: ManifestStore, *, signing_key: bytes) -> None:
        self._root = root
        self._staging = os.path.join(root, "staging")
        self._disk = disk
        self._store = store
        self._key = signing_key

    def stage(self, plan: Plan, parts: Sequence[tuple[str, bytes]], generation: int, *, bulk: bool) -> Redo:
        """Write everything aside and commit it; an error before the commit leaves no trace."""
        directory = os.path.join(self._staging, f"{generation:012d}")
        self._disk.make_directory(directory, PRIVATE_DIRECTORY)
        try:
            redo = Redo(generation, plan.clear, [], plan.delete)
            self._write_aside(directory, plan, parts, redo, sync=not bulk)
            if bulk:
                self._disk.sync_filesystem(directory)
            self._commit(directory, redo)
        except BaseException:
            if not os.path.exists(os.path.join(directory, RECORD)):
                self._disk.remove_tree(directory)
            raise
        return redo

    def complete(self, redo: Redo, *, bulk: bool = False, prove: bool = False) -> list[str]:
        """Carry out a committed record; safe to repeat from any point of an earlier attempt.

        With `prove` a staged file must still have its digest to be moved (it may have lain there
        since a crash). Returns a sentence for each file that could not be put in its place.
        """
        directory = os.path.join(self._staging, f"{redo.generation:012d}")
        touched: set[str] = set()
        for path in redo.clear:
            self._delete(path, touched)
        self._make_directories(redo, touched, bulk=bulk, prove=prove)
        notes = self._move(directory, redo.files, prove=prove)
        for path in redo.delete:
            self._delete(path, touched)
        notes += self._move(directory, redo.manifest, prove=prove)
        if bulk:
            self._disk.sync_filesystem(self._root)
        else:
            for path in sorted(touched):
                self._disk.sync_directory(path)
        self._drop(directory)
        return notes

    def recover(self) -> list[str]:
        """Finish what was committed, discard what was not; returns a sentence in Chinese for each."""
        notes: list[str] = []
        for name in sorted(os.listdir(self._staging)):
            directory = os.path.join(self._staging, name)
            redo = self._read(directory, notes)
            if redo is not None:
                notes += self.complete(redo, prove=True)
                notes.append(f"已补完第 {redo.generation} 次发布。")
            else:
                self._drop(directory)
        return notes

    @property
    def is_pending(self) -> bool:
        """Whether anything at all is staged."""
        with os.scandir(self._staging) as entries:
            return any(True for _ in entries)

    def _write_aside(
        self, directory: str, plan: Plan, parts: Sequence[tuple[str, bytes]], redo: Redo, *, sync: bool
    ) -> None:
        for spec, digest in plan.writes:
            staged = str(len(redo.files))
            path = os.path.join(directory, staged)
            if spec.content is not None:
                self._disk.write(path, spec.content, sync=sync)
            else:
                copied, _ = self._disk.copy(str(spec.source), path, self._store.algorithm, sync=sync)
                if copied != digest:
                    raise SourceMismatch(spec.path)
            redo.files.append([staged, "www/" + spec.path, digest])
        for name, raw in parts:
            staged = "m" + str(len(redo.manifest))
            self._disk.write(os.path.join(directory, staged), raw, sync=sync)
            redo.manifest.append([staged, "manifest/" + name, self._store.digest(raw)])

    def _commit(self, directory: str, redo: Redo) -> None:
        draft = os.path.join(directory, DRAFT)
        self._disk.write(draft, seal({"format": FORMAT, **asdict(redo)}, self._key), sync=True)
        self._disk.sync_directory(directory)
        self._disk.sync_directory(self._staging)
        self._disk.rename(draft, os.path.join(directory, RECORD))
        self._disk.sync_directory(directory)

    def _read(self, directory: str, notes: list[str]) -> Redo | None:
        """Return the record to complete; None if it was never committed, is forged or is past."""
        try:
            with open(os.path.join(directory, RECORD), "rb") as reader:
                value: dict[str, Any] = unseal(reader.read(), self._key)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:
            notes.append(f"「{os.path.basename(directory)}」的签名不符，已弃置。")
            return None
        value.pop("format")
        redo = Redo(**value)
        try:
            present = self._store.head().generation
        except ReleaseError:
            return redo
        # A record whose removal a power cut undid must not act upon what came after it.
        return redo if present in (redo.generation - 1, redo.generation) else None

    def _make_directories(self, redo: Redo, touched: set[str], *, bulk: bool, prove: bool) -> None:
        """Create what the moves need and see that it lasts, lest a file move into what is then lost.

        Follows no link. Adds to `touched` every directory whose names will change.
        """
        parents = {os.path.dirname(target) for _, target, _ in (*redo.files, *redo.manifest)}
        needed = {above for parent in parents for above in (parent, *ancestors(parent))}
        grown: set[str] = set()
        for name in sorted(needed):
            path = os.path.join(self._root, name)
            if self._disk.make_directory(path):
                grown.add(os.path.dirname(path))
            elif os.path.islink(path) or not os.path.isdir(path):
                raise PathObstructed(name)
        touched.update(os.path.join(self._root, parent) for parent in parents)
        if prove:
            # An earlier attempt may have created or emptied any of these without coming to sync it.
            grown |= {os.path.join(self._root, name) for name in needed} | {self._root}
            gone = ["www/" + path for path in (*redo.clear, *redo.delete)]
            touched.update(os.path.join(self._root, above) for path in gone for above in ancestors(path))
        if bulk and grown:
            self._disk.sync_filesystem(self._root)
        elif grown:
            for path in sorted(grown):
                self._disk.sync_directory(path)

    def _move(self, directory: str, moves: Sequence[Sequence[str]], *, prove: bool) -> list[str]:
        notes = []
        for staged, target, digest in moves:
            source, place = os.path.join(directory, staged), os.path.join(self._root, target)
            if prove and not self._is_sound(source, digest):
                if not self._is_sound(place, digest):
                    notes.append(f"「{target}」待发布的内容已丢失或被改动。")
                continue
            if os.path.isdir(place) and not os.path.islink(place):
                self._remove_empty(place)
            self._disk.rename(source, place)
        return notes

    def _remove_empty(self, top: str) -> None:
        """Clear a tree of empty directories out of the way of a file."""
        for directory, _, _ in os.walk(top, topdown=False):
            self._disk.remove_directory(directory)

    def _is_sound(self, path: str, digest: str) -> bool:
        try:
            return digest_of_file(path, self._store.algorithm)[0] == digest
        except OSError:
            return False

    def _delete(self, path: str, touched: set[str]) -> None:
        """Remove a served file and the directories that it leaves empty."""
        www = os.path.join(self._root, "www")
        # In a repeated attempt the new file or directory may already stand in the old one's place.
        with suppress(NotADirectoryError, IsADirectoryError):
            self._disk.unlink(os.path.join(www, path))
        for above in ancestors(path):
            directory = os.path.join(www, above)
            touched.discard(directory)
            if not self._disk.remove_directory(directory):
                touched.add(directory)
                return
        touched.add(www)

    def _drop(self, directory: str) -> None:
        """Forget a record first by its name, so that no half of it can be taken for a whole one."""
        if os.path.islink(directory) or not os.path.isdir(directory):
            self._disk.unlink(directory)
        else:
            if self._disk.unlink(os.path.join(directory, RECORD)):
                self._disk.sync_directory(directory)
            self._disk.remove_tree(directory)
        self._disk.sync_directory(self._staging)
