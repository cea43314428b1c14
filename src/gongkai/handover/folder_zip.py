"""Writing the zip of a folder: safe names, each file hashed as it goes in, the list of hashes at the end."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import IO

HASHES = "校验清单.txt"
_BLOCK = 1024 * 1024


class FolderZip:
    """A zip being written; `close` adds the list of SHA-256 sums, one «sum  name» a line."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False)
        self._sums: list[str] = []

    def add(self, name: str, data: bytes) -> None:
        """Put bytes in under a name."""
        self._copy(name, io.BytesIO(data))

    def add_text(self, name: str, text: str) -> None:
        """Put text in as UTF-8 with a mark, so that old editors on Windows read it."""
        self.add(name, text.encode("utf-8-sig"))

    def add_file(self, name: str, path: Path) -> None:
        """Copy a file in, block by block."""
        with path.open("rb") as source:
            self._copy(name, source)

    def _copy(self, name: str, source: IO[bytes]) -> None:
        hasher = hashlib.sha256()
        with self._archive.open(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), "w") as target:
            while block := source.read(_BLOCK):
                hasher.update(block)
                target.write(block)
        self._sums.append(f"{hasher.hexdigest()}  {name}")

    def close(self) -> None:
        """Write the sums and end the zip."""
        self._archive.writestr(HASHES, "\n".join(self._sums).encode() + b"\n")
        self._archive.close()
