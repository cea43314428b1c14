"""Reading the codes of a scan page by page, in a process of its own that may be stopped."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.documents.errors import FileRefused, Refusal

_DAMAGED = "扫描件打不开，可能已损坏或者加了密。请重新扫描，存为不加密的 PDF 或者图片。"
_TOO_MANY = "一个扫描件最多 {most} 页，这个有 {count} 页。请分成几个文件再送。"
_SLOW = "这一页太复杂，读了 {seconds} 秒没有读完。请用扫描仪按 300 dpi 重新扫描这一页。"
_UNREADABLE = "这一页读不出来，可能已损坏。请重新扫描这一页。"
#: Starting the process and opening the file.
_START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class ScanLimits:
    """Bounds on one scan; `page_seconds` is for reading one page, `memory` in bytes for the process."""

    pages: int = 300
    pixels: int = 40_000_000
    page_seconds: float = 20
    memory: int = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PageRead:
    """What is on one page, counted from 1: the codes found, where its picture lies, or what is wrong.

    `turn` says by how many degrees clockwise the page is to be turned to stand upright.
    """

    number: int
    codes: tuple[str, ...] = ()
    picture: Path | None = None
    problem: str = ""
    turn: int = 0
    is_blank: bool = False


_LIMITS = ScanLimits()


def read_scan(path: Path, folder: Path, *, limits: ScanLimits = _LIMITS) -> tuple[PageRead, ...]:
    """The pages of a PDF in order, each with its codes and a small picture of it in `folder`.

    A page that hangs or kills the reading process is passed over and says so. Raises FileRefused for a file
    that cannot be opened and for too many pages.
    """
    pages: list[PageRead] = []
    count = None
    while count is None or len(pages) < count:
        with _Reader(path, folder, first=len(pages) + 1, limits=limits) as reader:
            total = reader.next(_START_SECONDS)
            if total is None or "pages" not in total:
                raise FileRefused(Refusal.DAMAGED, _DAMAGED)
            count = int(str(total["pages"]))
            if count > limits.pages:
                message = _TOO_MANY.format(most=limits.pages, count=count)
                raise FileRefused(Refusal.TOO_LARGE, message)
            for page in _pages_of(reader, len(pages) + 1, count, folder, limits):
                pages.append(page)
    return tuple(pages)


def _pages_of(
    reader: _Reader, first: int, count: int, folder: Path, limits: ScanLimits
) -> Iterator[PageRead]:
    """The pages until the last one, or until one after which the process has to be started anew."""
    for number in range(first, count + 1):
        # The process itself stops searching in time; what hangs is the drawing of a hostile page.
        answer = reader.next(limits.page_seconds * 1.5)
        if answer is None:
            slow = reader.is_alive
            seconds = int(limits.page_seconds)
            yield PageRead(number, problem=_SLOW.format(seconds=seconds) if slow else _UNREADABLE)
            return
        if answer.get("failed"):
            yield PageRead(number, problem=_UNREADABLE)
            continue
        codes = answer["codes"]
        yield PageRead(
            number, tuple(map(str, codes if isinstance(codes, list) else ())), folder / f"page-{number}.jpg",
            turn=int(str(answer["turn"])), is_blank=bool(answer["blank"]),
        )  # fmt: skip


class _Reader:
    """The process; its lines arrive through a thread, so that waiting for one can end."""

    def __init__(self, path: Path, folder: Path, *, first: int, limits: ScanLimits) -> None:
        command = [sys.executable, "-m", "gongkai.documents.scans.reading_apart", str(path), str(folder)]
        command += [str(first), str(limits.pixels), str(limits.page_seconds), str(limits.memory)]
        self._process = subprocess.Popen(  # noqa: S603  # our own module, paths as arguments
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._pump, daemon=True).start()

    def _pump(self) -> None:
        assert self._process.stdout is not None  # noqa: S101  # opened above
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def next(self, seconds: float) -> dict[str, object] | None:
        """The next line, or None when there is none in time or the process ended."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return None
        return dict(json.loads(line)) if line else None

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
