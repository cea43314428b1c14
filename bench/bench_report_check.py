"""Five hundred annual reports of mixed kinds checked in one command, against merely opening the same files.

What is compared with is the least anyone must do who wants the tables: python-docx over every cell,
pdfplumber's tables, openpyxl over every cell, lxml over the page, LibreOffice for the old format of Word.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench.figures import machine_line, milliseconds, table
from tests.reports.lay_outs.catalogue import WRITERS
from tests.reports.lay_outs.office import convert
from tests.reports.truths.facts import pair
from tests.reports.truths.writing import MANNERS, write

T = TypeVar("T")

#: How many of a hundred reports are files of each kind.
SHARES = {"docx": 38, "html": 20, "pdf": 17, "xlsx": 10, "txt": 11, "doc": 4}
TARGET_SECONDS = 60


def write_reports(folder: Path, many: int) -> dict[str, list[Path]]:
    """So many reports in every lay-out in turn, by the kind of file."""
    files: dict[str, list[Path]] = {kind: [] for kind in SHARES}
    order = [kind for kind, share in SHARES.items() for _ in range(share)]
    for number in range(many):
        kind = order[number * 37 % len(order)]
        writer, lay_outs = WRITERS["docx" if kind == "doc" else kind]
        document = write(pair(number)[1], MANNERS[number % len(MANNERS)], number)
        path = folder / f"{number:03}.{'docx' if kind == 'doc' else kind}"
        writer(document, lay_outs[number % len(lay_outs)], path)
        files[kind].append(path)
    files["doc"] = _as_doc(files["doc"], folder)
    return files


def _as_doc(written: list[Path], folder: Path) -> list[Path]:
    if not written:
        return []
    with tempfile.TemporaryDirectory() as other:
        made = [Path(shutil.move(path, folder / path.name)) for path in convert(written, "doc", Path(other))]
    for path in written:
        path.unlink()
    return made


@dataclass(frozen=True, slots=True)
class Took:
    """By the clock on the wall, and in processor time, which other load on the machine does not stretch."""

    wall: float
    processor: float


def timed(work: Callable[[], T]) -> tuple[Took, T]:
    """What a piece of work took, its processes included, and what it gave back."""
    began, used = time.perf_counter(), _processor()
    done = work()
    return Took(time.perf_counter() - began, _processor() - used), done


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def checked(files: list[Path]) -> list[dict]:
    """What the command prints for these files or folders."""
    command = [str(Path(sys.executable).parent / "gongkai"), "report", "check", *map(str, files), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        sys.exit(done.stderr[-3000:])
    return json.loads(done.stdout)


def opened(files: list[Path], kind: str) -> None:
    """Merely open these files."""
    if kind == "doc":
        with tempfile.TemporaryDirectory() as folder:
            convert(files, "docx", Path(folder))
    else:
        for path in files:
            _OPENERS[kind](path)


def _open_docx(path: Path) -> int:
    import docx

    document = docx.Document(str(path))
    cells = sum(len(cell.text) for found in document.tables for row in found.rows for cell in row.cells)
    return cells + sum(len(paragraph.text) for paragraph in document.paragraphs)


def _open_pdf(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pages:
        return sum(len(page.extract_tables()) + len(page.extract_text() or "") for page in pages.pages)


def _open_xlsx(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return sum(len(str(cell.value)) for sheet in book for row in sheet.iter_rows() for cell in row)


def _open_html(path: Path) -> int:
    from lxml import html

    return sum(map(len, html.fromstring(path.read_bytes()).itertext()))


def _open_txt(path: Path) -> int:
    return len(path.read_bytes())


_OPENERS: dict[str, Callable[[Path], int]] = {
    "docx": _open_docx, "pdf": _open_pdf, "xlsx": _open_xlsx, "html": _open_html, "txt": _open_txt,
}  # fmt: skip


def main() -> None:
    """Write, check, open, print."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--reports", type=int, default=500)
    chosen = made.parse_args()
    print(machine_line())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {kind: paths for kind, paths in write_reports(folder, chosen.reports).items() if paths}
        whole, printed = timed(partial(checked, [folder]))
        start, _ = timed(partial(checked, files["txt"][:1]))
        single = {kind: timed(partial(checked, paths))[0] for kind, paths in files.items()}
        plain = {kind: timed(partial(opened, paths, kind))[0] for kind, paths in files.items()}
    _print_whole(whole, printed, sum(took.processor for took in plain.values()))
    rows = []
    for kind, paths in files.items():
        ours = max(0.0, single[kind].processor - start.processor) / len(paths)
        theirs = plain[kind].processor / len(paths)
        rows.append(
            [kind, len(paths), milliseconds(ours), milliseconds(theirs), f"{ours / (theirs or 1e-9):.1f}"]
        )
    print(table(("文件", "份数", "检查每份", "仅打开每份", "之比"), rows))


def _print_whole(took: Took, printed: list[dict], plain: float) -> None:
    unread = sum(1 for one in printed if one.get("report") is None)
    figures = [
        len(printed), f"{took.wall:.1f} 秒", f"{TARGET_SECONDS} 秒", f"{len(printed) / took.wall:.1f}",
        f"{took.processor:.1f} 秒", f"{plain:.1f} 秒", f"{took.processor / plain:.2f}", unread,
    ]  # fmt: skip
    heads = ("份数", "用时", "目标", "每秒份数", "处理器时间", "仅打开的处理器时间", "之比", "打不开")
    print(table(heads, [figures]))


if __name__ == "__main__":
    main()
