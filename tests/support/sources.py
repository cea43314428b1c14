"""Python files of the tree, and what a check finds in them."""

from collections.abc import Callable, Iterable
from pathlib import Path

from tools.tracked import ROOT, tracked_files


def modules_in(*folders: str) -> list[Path]:
    """The Python files below folders of the tree, such as `src/gongkai/law`; migrations are left out."""
    roots = {ROOT / folder for folder in folders}
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and roots & set(path.parents) and "migrations" not in path.parts
    ]


def found_in(modules: Iterable[Path], check: Callable[[str], Iterable[str]]) -> list[str]:
    """`path:finding` for everything `check` finds in the text of the modules."""
    return [f"{path.relative_to(ROOT)}:{line}" for path in modules for line in check(path.read_text("utf-8"))]
