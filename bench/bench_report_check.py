"""Five hundred annual reports of mixed kinds checked in one command, against merely opening the same files.

What is compared with is the least anyone must do who wants the tables: python-docx over every cell,
pdfplumber's tables, openpyxl over every cell, lxml over the page, LibreOffice for the old format of Word.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import machine_line, milliseconds, table
from tests.reports.lay_outs.catalogue import WRITERS
from tests.reports.lay_outs.office import convert
from tests.reports.truths.facts import pair
from tests.reports.truths.writing import MANNERS, write

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


def checked(files: Path | list[Path]) -> tuple[float, list[dict]]:
    """How long the command took, from start to end, and what it printed."""
    command = [str(Path(sys.executable).parent / "gongkai"), "report", "check"]
    names = [str(path) for path in files] if isinstance(files, list) else [str(files)]
    began = time.perf_counter()
    done = subprocess.run([*command, *names, "--json"], capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode not in (0, 1, 2) or not done.stdout:
        sys.exit(done.stderr[-3000:])
    return took, json.loads(done.stdout)


def opened(files: list[Path], kind: str) -> float:
    """How long merely opening these files takes."""
    began = time.perf_counter()
    if kind == "doc":
        with tempfile.TemporaryDirectory() as folder:
            convert(files, "docx", Path(folder))
    else:
        for path in files:
            _OPENERS[kind](path)
    return time.perf_counter() - began


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
        files = write_reports(folder, chosen.reports)
        took, printed = checked(folder)
        plain = {kind: opened(paths, kind) for kind, paths in files.items() if paths}
        single = {kind: checked(paths)[0] for kind, paths in files.items() if paths}
    count = sum(map(len, files.values()))
    unread = sum(1 for one in printed if one.get("report") is None)
    rest = sum(plain.values())
    figures = [
        count, f"{took:.1f} 秒", f"{count / took:.1f}", f"{TARGET_SECONDS} 秒", unread, f"{rest:.1f} 秒",
        f"{took / rest:.2f}",
    ]  # fmt: skip
    print(table(("份数", "用时", "每秒份数", "目标", "打不开", "仅打开", "与仅打开之比"), [figures]))
    print(table(
        ("文件", "份数", "检查每份", "仅打开每份", "之比"),
        [
            [
                kind, len(files[kind]), milliseconds(single[kind] / len(files[kind])),
                milliseconds(plain[kind] / len(files[kind])), f"{single[kind] / plain[kind]:.1f}",
            ]
            for kind in plain
        ],
    ))  # fmt: skip


if __name__ == "__main__":
    main()
