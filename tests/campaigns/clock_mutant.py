"""One small change to the clock's code, and whether examples and second clock notice it.

Run as `python -m tests.campaigns.clock_mutant list`, or with a number of that list: code 1 says noticed.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tools.tracked import ROOT

FOLDER = ROOT / "src" / "gongkai" / "law" / "clock"
#: The modules that count; what only names, reads files or words sentences is proved elsewhere.
MODULES = (
    "clock", "consultations", "corrections", "counting", "course", "endings", "extensions", "fees",
    "following", "lamps", "opinions",
)  # fmt: skip
SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
STORIES = 1_500


@dataclass(frozen=True)
class Mutant:
    """A change: the module, the place of the node among those that can be changed, its kind and its line."""

    module: str
    place: int
    kind: str
    line: str


def changeable(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that can be changed, always in the same order; decorators do not count."""
    decorators = (node.decorator_list for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    spared = {id(part) for listed in decorators for node in listed for part in ast.walk(node)}
    return (node for node in ast.walk(tree) if id(node) not in spared and _is_changeable(node))


def _is_changeable(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return len(node.ops) == 1 and type(node.ops[0]) in SWAPS
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Sub)
    return isinstance(node, ast.BoolOp) or (
        isinstance(node, ast.Constant) and type(node.value) in (int, bool)
    )


def change(node: ast.AST) -> None:
    """Change the node in place."""
    if isinstance(node, ast.Compare):
        node.ops = [SWAPS[type(node.ops[0])]()]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1


def mutants() -> list[Mutant]:
    """Every small change to the modules that count."""
    found = []
    for module in MODULES:
        source = (FOLDER / f"{module}.py").read_text("utf-8")
        lines = source.splitlines()
        for place, node in enumerate(changeable(ast.parse(source))):
            line = lines[int(getattr(node, "lineno", 1)) - 1].strip()
            found.append(Mutant(module, place, type(node).__name__, line))
    return found


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with one node changed, and leaves no compiled file behind."""

    place = 0

    def get_code(self, fullname: str) -> CodeType:
        """The changed module's code."""
        tree = ast.parse(Path(self.path).read_text("utf-8"))
        change(list(changeable(tree))[self.place])
        return compile(ast.fix_missing_locations(tree), self.path, "exec")


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the module to be changed before anything else does."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """A loader that changes the module; None for every other module."""
        if name != f"gongkai.law.clock.{self.mutant.module}":
            return None
        file = str(FOLDER / f"{self.mutant.module}.py")
        loader = _Loader(name, file)
        loader.place = self.mutant.place
        return importlib.machinery.ModuleSpec(name, loader, origin=file)


def is_noticed(mutant: Mutant) -> bool:
    """Whether an example or a random story comes out otherwise with the changed clock."""
    sys.meta_path.insert(0, _Finder(mutant))
    try:
        from tests.law.clock_stories import random_story
        from tests.law.test_clock_examples import examples, test_the_clock_reads_the_example_as_a_lawyer_does
        from tests.law.test_clock_properties import check_days
        from tests.law.test_clock_two_ways import compare

        for example in examples():
            test_the_clock_reads_the_example_as_a_lawyer_does(*example.values)
        compare(STORIES)
        for n in range(STORIES // 3):
            check_days(*random_story(random.Random(n)))  # noqa: S311
    except Exception:  # noqa: BLE001  # whatever goes wrong, the change was noticed
        return True
    return False


if __name__ == "__main__":
    if sys.argv[1] == "list":
        for number, mutant in enumerate(mutants()):
            print(number, mutant.module, mutant.kind, mutant.line)
    else:
        sys.exit(is_noticed(mutants()[int(sys.argv[1])]))
