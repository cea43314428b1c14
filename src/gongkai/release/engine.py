"""The release: a directory of files that any web server can serve, written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from gongkai.release.artefact import Applied, Artefact, Difference, Purged, RecordedFile
from gongkai.release.audit import foreign_files, survey
from gongkai.release.disk import PRIVATE_DIRECTORY, Disk, digest_of_file
from gongkai.release.errors import LockNotHeld, ManifestDamaged, ReleaseError
from gongkai.release.lock import ReleaseLock
from gongkai.release.manifest import Head, ManifestStore, Snapshot
from gongkai.release.plan import Plan, Planner
from gongkai.release.redo import RedoLog

DIGEST_LENGTHS = {"sha256": 64, "sm3": 64, "sha512": 128, "sha384": 96}


class Release:
    """One release below `root`: `www/` is served, `manifest/` says what belongs there.

    `signing_key` seals the manifest and the redo records; whoever lacks it cannot alter a page
    without `verify` naming it. `durable=False` makes no syncs: for tests and throw-away builds.
    """

    def __init__(
        self,
        root: Path,
        *,
        signing_key: bytes,
        hash_algorithm: str = "sha256",
        durable: bool = True,
        disk: Disk | None = None,
    ) -> None:
        if len(signing_key) < 16:
            raise ValueError("the signing key needs 16 bytes or more")
        if hash_algorithm not in DIGEST_LENGTHS:
            raise ValueError("the hash algorithm must be one of {}".format(", ".join(DIGEST_LENGTHS)))
        self.root = Path(os.path.realpath(root))
        self.www = self.root / "www"
        self._disk = disk or Disk(durable=durable)
        self._lay_out()
        self._store = ManifestStore(
            str(self.root / "manifest"), signing_key=signing_key, algorithm=hash_algorithm
        )
        self._redo = RedoLog(str(self.root), self._disk, self._store, signing_key=signing_key)
        self._lock = ReleaseLock(str(self.root / "lock"))

    @contextmanager
    def locked(self) -> Iterator[Release]:
        """Keep every other writer out, after finishing what an earlier one left unfinished.

        Whoever publishes reads the database inside, so that the last writer writes the last state.
        """
        with self._lock.held() as is_outermost:
            if is_outermost and self._redo.is_pending:
                self._redo.recover()
            yield self

    def apply(
        self,
        artefacts: Sequence[Artefact],
        *,
        anchors: Mapping[str, str] | None = None,
        bulk: bool = False,
        prove_content: bool = False,
    ) -> Applied:
        """Make the release hold exactly these files for these keys; all of it happens or none.

        Files appear in the order given. A file whose digest and size are recorded and which is there
        is left alone (with `prove_content` it is read first, so that an altered one is replaced).
        `anchors` are kept in the signed head under their names. `bulk` syncs the whole file system
        twice instead of each file once: for batches of hundreds.
        Raises LockNotHeld, PathCollision, PathObstructed, SourceMismatch, ManifestDamaged; then
        nothing has changed.
        """
        if not self._lock.is_held:
            raise LockNotHeld
        if self._redo.is_pending:
            self._redo.recover()
        snapshot = self._store.snapshot()
        plan = Planner(snapshot, str(self.www), prove_content=prove_content).plan(artefacts)
        return self._carry_out(snapshot, plan, anchors, bulk=bulk)

    def recover(self) -> list[str]:
        """Finish or discard what a crash left; returns one Chinese sentence for each publication."""
        with self._lock.held():
            return self._redo.recover()

    def verify(self) -> list[Difference]:
        """Return every departure of the disk from the signed manifest, after recovery; sorted.

        Publishing goes on meanwhile: what looks wrong is looked at again under the lock.
        """
        with self.locked():
            pass
        suspects = survey(str(self.root), self._store).differences
        if not suspects:
            return []
        with self.locked():
            again = survey(str(self.root), self._store, {suspect.path for suspect in suspects})
        return sorted(again.differences)

    def purge(self, digests: Collection[str]) -> Purged:
        """Take down a leak: remove every copy with one of these digests, recorded or not.

        After it neither www nor staging holds such a file, and the manifest knows of none. Copies
        outside the release (file stores, caches, other servers) are the caller's.
        """
        wanted = {digest.lower() for digest in digests}
        with self.locked():
            removed, keys, is_intact = self._purge_recorded(wanted)
        for path in list(foreign_files(str(self.root), lambda _: False)):
            if self._is_copy(path, wanted) and self._remove_copy(path, wanted):
                removed.append(path)
        return Purged(tuple(removed), tuple(keys), is_intact)

    def remove_foreign(self) -> list[str]:
        """Delete from www whatever the manifest does not name; returns the paths below www.

        Raises ManifestDamaged if the manifest cannot say what is foreign.
        """
        with self.locked():
            known = {file.path for _, files in self._store.snapshot().entries() for file in files}
            foreign = sorted(foreign_files(str(self.www), known.__contains__))
            for path in foreign:
                self._disk.unlink(str(self.www / path))
                self._disk.sync_directory(os.path.dirname(str(self.www / path)))
        return foreign

    def discard_manifest(self) -> None:
        """Forget a damaged manifest, so that a rebuild can write it anew; www stays as it is.

        The counter goes on from the old head where that can still be read.
        """
        with self.locked():
            generation = self._store.unproved_generation()
            shutil.rmtree(self.root / "manifest")
            self._lay_out()
            if generation:
                head = Head(self._store.algorithm, generation)
                self._disk.write(
                    str(self.root / "manifest" / "head.json"), self._store.sealed(head), sync=True
                )
                self._disk.sync_directory(str(self.root / "manifest"))

    def files_of(self, key: str) -> tuple[RecordedFile, ...]:
        """Return what is recorded for a key; empty if it is not published."""
        with self.locked():
            return self._store.snapshot().files_of(key)

    def digest_of(self, path: str) -> str | None:
        """Return the recorded digest of a path below www, or None.

        The manifest is ordered by key, so this searches all of it: with the key use `files_of`.
        """
        for _, file in self._entries_of([path]):
            return file.digest
        return None

    def owners_of(self, paths: Collection[str]) -> dict[str, str]:
        """Return the key of each of these paths that is published; searches the whole manifest."""
        return {file.path: key for key, file in self._entries_of(paths)}

    def keys(self, *, shard: int | None = None) -> Iterator[str]:
        """Yield every published key, or those of one shard (see `manifest.shard_of`)."""
        with self.locked():
            snapshot = self._store.snapshot()
            found = list(
                snapshot.shard(shard) if shard is not None else (key for key, _ in snapshot.entries())
            )
        yield from found

    def head(self) -> Head:
        """Return the signed head: the generation and the anchors, to compare with another record."""
        with self.locked():
            return self._store.head()

    def _entries_of(self, paths: Collection[str]) -> list[tuple[str, RecordedFile]]:
        wanted = set(paths)
        with self.locked():
            entries = self._store.snapshot().entries_with(sorted(wanted))
            return [(key, file) for key, files in entries for file in files if file.path in wanted]

    def _lay_out(self) -> None:
        os.makedirs(self.root, exist_ok=True)
        devices = set()
        for name, mode in (("www", 0o755), ("manifest", 0o755), ("staging", PRIVATE_DIRECTORY)):
            path = str(self.root / name)
            if self._disk.make_directory(path, mode):
                self._disk.sync_directory(str(self.root))
            if os.path.islink(path):
                raise ReleaseError(f"发布目录下的「{name}」不能是链接。")
            devices.add(os.stat(path).st_dev)
        if len(devices) > 1:
            raise ReleaseError("发布目录须整个位于同一文件系统。")

    def _carry_out(
        self, snapshot: Snapshot, plan: Plan, anchors: Mapping[str, str] | None, *, bulk: bool
    ) -> Applied:
        head = snapshot.head
        is_anchored = all(head.anchors.get(name) == value for name, value in (anchors or {}).items())
        removed = (*plan.clear, *plan.delete)
        if not plan.writes and not removed and not plan.entries and is_anchored:
            return Applied(head.generation, untouched=plan.untouched)
        parts = snapshot.revised(plan.entries, anchors)
        redo = self._redo.stage(plan, parts, head.generation + 1, bulk=bulk)
        self._redo.complete(redo, bulk=bulk)
        return Applied(
            generation=redo.generation,
            written=tuple(spec.path for spec, _ in plan.writes),
            removed=removed,
            untouched=plan.untouched,
            touched=len(redo.files) + len(removed) + len(redo.manifest),
        )

    def _purge_recorded(self, wanted: set[str]) -> tuple[list[str], list[str], bool]:
        plan = Plan()
        try:
            snapshot = self._store.snapshot()
            for key, files in snapshot.entries_with(sorted(wanted)):
                kept = [file for file in files if file.digest not in wanted]
                if len(kept) < len(files):
                    plan.entries[key] = kept
                    plan.delete += [file.path for file in files if file.digest in wanted]
            if plan.entries:
                self._carry_out(snapshot, plan, None, bulk=False)
        except ManifestDamaged:
            return [], [], False
        return ["www/" + path for path in plan.delete], list(plan.entries), True

    def _remove_copy(self, path: str, wanted: set[str]) -> bool:
        with self.locked():
            # A publication may have put another file in its place since it was read.
            is_gone = self._is_copy(path, wanted) and self._disk.unlink(str(self.root / path))
            self._disk.sync_directory(os.path.dirname(str(self.root / path)))
        return is_gone

    def _is_copy(self, path: str, wanted: set[str]) -> bool:
        try:
            return digest_of_file(str(self.root / path), self._store.algorithm)[0] in wanted
        except OSError:
            return False
