"""The OLE container of doc, xls, ppt and older wps and et files: its directory and its streams."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.documents.errors import FileRefused, Refusal

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFE
_ENTRY = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_DAMAGED = "文件已损坏，无法打开。请用原软件打开后另存一份再上传。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One directory entry; ``kind`` is storage, stream or root."""

    name: str
    kind: int
    first_sector: int
    size: int

    @property
    def is_stream(self) -> bool:
        """Whether the entry holds bytes."""
        return self.kind == _STREAM


class OleFile:
    """A read-only OLE container in memory. Every chain is bounded by the file's own length."""

    def __init__(self, data: bytes) -> None:
        """Read the tables and the directory; raises FileRefused when they make no sense."""
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise FileRefused(Refusal.DAMAGED, _DAMAGED)
        self._data = data
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as error:
            raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error

    def _read_tables(self) -> None:
        sector_power, mini_power = struct.unpack_from("<HH", self._data, 30)
        if sector_power not in (9, 12) or mini_power != 6:
            raise ValueError("sector size")
        self._sector = 1 << sector_power
        self._mini = 1 << mini_power
        fat_count, directory_start = struct.unpack_from("<II", self._data, 44)
        self._mini_cutoff = self._u32(56)
        self._fat = self._table(self._fat_sectors(fat_count))
        directory = self._chain(directory_start, self._fat, self._sector_bytes)
        self.entries = [entry for entry in _directory(directory) if entry.kind in (_STORAGE, _STREAM, _ROOT)]
        self._mini_fat = self._table(list(self._chain_numbers(self._u32(60), self._fat)))
        roots = [entry for entry in self.entries if entry.kind == _ROOT]
        self._mini_stream = (
            self._chain(roots[0].first_sector, self._fat, self._sector_bytes) if roots else b""
        )

    def names(self) -> set[str]:
        """Return the names of all storages and streams."""
        return {entry.name for entry in self.entries}

    def stream(self, name: str) -> bytes | None:
        """Return the bytes of the first stream with this name, or None."""
        for entry in self.entries:
            if entry.is_stream and entry.name == name:
                return self.content(entry)
        return None

    def content(self, entry: Entry) -> bytes:
        """Return an entry's bytes; a broken chain gives what there is."""
        if entry.size < self._mini_cutoff:
            return self._chain(entry.first_sector, self._mini_fat, self._mini_bytes)[: entry.size]
        return self._chain(entry.first_sector, self._fat, self._sector_bytes)[: entry.size]

    def _u32(self, offset: int) -> int:
        value: int = struct.unpack_from("<I", self._data, offset)[0]
        return value

    def _fat_sectors(self, count: int) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        extra = self._u32(68)
        most = len(self._data) // self._sector
        for _ in range(min(self._u32(72), most)):
            block = self._sector_bytes(extra)
            if len(block) < self._sector:
                break
            *more, extra = struct.unpack(f"<{self._sector // 4}I", block)
            numbers += more
        return [number for number in numbers if number < _END_OF_CHAIN][: min(count, most)]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        data = b"".join(self._sector_bytes(number) for number in sectors)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _sector_bytes(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _mini_bytes(self, number: int) -> bytes:
        return self._mini_stream[number * self._mini : (number + 1) * self._mini]

    def _chain_numbers(self, first: int, table: tuple[int, ...]) -> Iterator[int]:
        seen: set[int] = set()
        number = first
        while number < len(table) and number not in seen:
            seen.add(number)
            yield number
            number = table[number]

    def _chain(self, first: int, table: tuple[int, ...], read: Callable[[int], bytes]) -> bytes:
        return b"".join(read(number) for number in self._chain_numbers(first, table))


def _directory(data: bytes) -> Iterator[Entry]:
    for offset in range(0, len(data) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", data, offset + 64)[0]
        name = data[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        first, size = struct.unpack_from("<II", data, offset + 116)
        yield Entry(name, data[offset + 66], first, size)
