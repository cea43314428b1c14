"""Disks that fail: one that kills the process at a chosen step, one that forgets what was not synced."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from gongkai.release.disk import Disk

STEPS = (
    "make_directory",
    "write",
    "copy",
    "rename",
    "unlink",
    "remove_directory",
    "remove_tree",
    "sync_directory",
    "sync_filesystem",
)


class CountingDisk(Disk):
    """Calls `at_step` with the number of each primitive step before it is made."""

    def __init__(self, at_step: Callable[[int], None]) -> None:
        super().__init__(durable=False)
        self.count = 0
        self._at_step = at_step

    def __getattribute__(self, name: str):
        found = super().__getattribute__(name)
        if name not in STEPS:
            return found
        self.count += 1
        self._at_step(self.count)
        return found


def killed_at(step: int) -> CountingDisk:
    """A disk that ends the process without any clean-up just before step number `step`."""

    def kill(count: int) -> None:
        if count == step:
            os._exit(9)

    return CountingDisk(kill)


class PowerCut(BaseException):
    """The power is gone: nothing more reaches the disk."""


class ForgetfulDisk(Disk):
    """Obeys POSIX to the letter: a name survives only a sync of its directory, content only its own.

    After `cut_at` steps every call raises PowerCut. `lose(chooser)` then undoes those unsynced
    changes that `chooser` picks, newest first, and empties the files whose content was not synced.
    """

    def __init__(self, attic: Path, cut_at: int | None = None) -> None:
        super().__init__(durable=True)
        self._attic = attic
        self._cut_at = cut_at
        self.count = 0
        self._journal: list[tuple[str, Callable[[], None]]] = []
        self._unsynced: set[int] = set()

    def lose(self, chooser: random.Random | None, root: Path) -> None:
        """Undo all unsynced changes, or with a chooser about half of them."""
        for _, undo in reversed(self._journal):
            if chooser is None or chooser.random() < 0.5:
                try:
                    undo()
                except OSError:
                    continue  # what it undid lay in a directory that is lost as well
        for path in root.rglob("*"):
            if path.is_file() and path.stat().st_ino in self._unsynced:
                os.truncate(path, 0)

    def go_on(self) -> None:
        """Let the disk work again, with nothing lost: it was only the process that died."""
        self._cut_at = None

    def _step(self) -> None:
        self.count += 1
        if self._cut_at is not None and self.count >= self._cut_at:
            raise PowerCut

    def _kept(self, path: str) -> str | None:
        if not os.path.lexists(path):
            return None
        kept = str(self._attic / str(self.count))
        os.link(path, kept, follow_symlinks=False)
        return kept

    def _note(self, path: str, undo: Callable[[], None]) -> None:
        self._journal.append((os.path.dirname(path), undo))

    def make_directory(self, path: str, mode: int = 0o755) -> bool:
        self._step()
        is_made = super().make_directory(path, mode)
        if is_made:
            self._note(path, lambda: shutil.rmtree(path))
        return is_made

    def write(self, path: str, data: bytes, *, sync: bool) -> None:
        self._step()
        super().write(path, data, sync=False)
        self._created(path, sync)

    def copy(self, source: str, path: str, algorithm: str, *, sync: bool) -> tuple[str, int]:
        self._step()
        result = super().copy(source, path, algorithm, sync=False)
        self._created(path, sync)
        return result

    def _created(self, path: str, sync: bool) -> None:
        if not sync:
            self._unsynced.add(os.stat(path).st_ino)
        self._note(path, lambda: os.unlink(path))

    def rename(self, source: str, target: str) -> None:
        self._step()
        kept = self._kept(target)
        super().rename(source, target)

        def undo() -> None:
            os.rename(target, source)
            if kept:
                os.link(kept, target)

        self._note(target, undo)

    def unlink(self, path: str) -> bool:
        self._step()
        kept = self._kept(path) if not os.path.isdir(path) else None
        is_gone = super().unlink(path)
        if kept:
            self._note(path, lambda: os.link(kept, path))
        return is_gone

    def remove_directory(self, path: str) -> bool:
        self._step()
        is_gone = super().remove_directory(path)
        if is_gone:
            self._note(path, lambda: os.mkdir(path))
        return is_gone

    def remove_tree(self, path: str) -> None:
        self._step()
        kept = str(self._attic / f"tree{self.count}")
        shutil.copytree(path, kept)
        super().remove_tree(path)
        self._note(path, lambda: shutil.copytree(kept, path))

    def sync_directory(self, path: str) -> None:
        self._step()
        self._journal = [(directory, undo) for directory, undo in self._journal if directory != path]

    def sync_filesystem(self, path: str) -> None:
        self._step()
        self._journal.clear()
        self._unsynced.clear()
