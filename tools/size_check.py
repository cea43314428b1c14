"""Names and sizes of the source: files of 300 lines, functions of 40, and no file named after nothing."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tracked import ROOT, tracked_files

FILE_LINES = 300
FUNCTION_LINES = 40
SIZED_SUFFIXES = {".py", ".sh", ".html", ".jinja", ".css", ".js"}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc"}
EXEMPT_FOLDERS = {"tests", "migrations"}


def findings(paths: list[Path], root: Path = ROOT) -> Iterator[str]:
    """One line per offence, in the form `path:line: what`; paths are relative to `root`."""
    for path in paths:
        relative = path.relative_to(root)
        if path.suffix not in SIZED_SUFFIXES:
            continue
        if EMPTY_NAMES & {part.removesuffix(path.suffix).lstrip("_") for part in relative.parts}:
            yield f"{relative}:1: a name that says nothing; name the thing"
        if EXEMPT_FOLDERS & set(relative.parts[:-1]):
            continue
        text = path.read_text("utf-8")
        lines = text.count("\n")
        if lines > FILE_LINES:
            yield f"{relative}:1: {lines} lines, more than {FILE_LINES}"
        if path.suffix == ".py":
            yield from (f"{relative}:{offence}" for offence in long_functions(text))


def long_functions(source: str) -> Iterator[str]:
    """`line: name has n lines` for every function longer than the limit, docstring included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.lineno}: {node.name} has {lines} lines, more than {FUNCTION_LINES}"


if __name__ == "__main__":
    offences = list(findings(tracked_files()))
    sys.stdout.writelines(f"{line}\n" for line in offences)
    sys.exit(1 if offences else 0)
