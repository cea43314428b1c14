"""The few things the release does to a disk, each one step that either happened or did not."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil

COPY_BLOCK = 1 << 20  # bytes read at a time while a source is copied
SERVED_FILE = 0o644  # the web server reads what the application wrote
SERVED_DIRECTORY = 0o755
PRIVATE_DIRECTORY = 0o700  # staging holds what is not public yet


class Disk:
    """Primitive steps on one file system.

    With `durable` every sync asked for is made; without it none is, and a power cut may lose or
    tear what was written last (a killed process never does).
    """

    def __init__(self, *, durable: bool = True) -> None:
        self.durable = durable

    def make_directory(self, path: str, mode: int = SERVED_DIRECTORY) -> bool:
        """Create one directory; False if something by that name is there already."""
        try:
            os.mkdir(path)
        except FileExistsError:
            return False
        os.chmod(path, mode)
        return True

    def write(self, path: str, data: bytes, *, sync: bool) -> None:
        """Create a new file with `data`; an existing one is an error."""
        descriptor = _create(path)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            if sync and self.durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def copy(self, source: str, path: str, algorithm: str, *, sync: bool) -> tuple[str, int]:
        """Copy `source` to a new file; return the digest and the size of what was copied."""
        hasher, size = hashlib.new(algorithm), 0
        descriptor = _create(path)
        try:
            with open(source, "rb", buffering=0) as reader:
                while block := reader.read(COPY_BLOCK):
                    hasher.update(block)
                    size += len(block)
                    view = memoryview(block)
                    while view:
                        view = view[os.write(descriptor, view) :]
            if sync and self.durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return hasher.hexdigest(), size

    def rename(self, source: str, target: str) -> None:
        """Put `source` in the place of `target` in one step; FileNotFoundError if it is gone."""
        os.rename(source, target)

    def unlink(self, path: str) -> bool:
        """Remove one name; False if it was gone already."""
        try:
            os.unlink(path)
        except FileNotFoundError:
            return False
        return True

    def remove_directory(self, path: str) -> bool:
        """Remove a directory if it is there and empty; say whether it went."""
        try:
            os.rmdir(path)
        except OSError:
            return False
        return True

    def remove_tree(self, path: str) -> None:
        """Remove a directory and all that is in it; what is gone already is no error."""
        shutil.rmtree(path, ignore_errors=True)

    def sync_directory(self, path: str) -> None:
        """Make the names in a directory survive a power cut; a directory that is gone is no error."""
        if not self.durable:
            return
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except (FileNotFoundError, NotADirectoryError):
            return
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_filesystem(self, path: str) -> None:
        """Make everything written so far on the file system of `path` survive a power cut."""
        if not self.durable:
            return
        call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if call is None:
            os.sync()
            return
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            if call(descriptor) != 0:
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), path)
        finally:
            os.close(descriptor)


def digest_of_file(path: str, algorithm: str) -> tuple[str, int]:
    """Return the digest and size of a regular file; OSError if it cannot be read or is a link."""
    hasher, size = hashlib.new(algorithm), 0
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        while block := os.read(descriptor, COPY_BLOCK):
            hasher.update(block)
            size += len(block)
    finally:
        os.close(descriptor)
    return hasher.hexdigest(), size


def _create(path: str) -> int:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, SERVED_FILE)
    os.fchmod(descriptor, SERVED_FILE)
    return descriptor
