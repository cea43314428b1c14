"""The table in docs/law-coverage.md names only what exists, and every value an organ must confirm."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from gongkai.law.uncertain import all_uncertain_values

ROOT = Path(__file__).parents[2]
COVERAGE = (ROOT / "docs" / "law-coverage.md").read_text(encoding="utf-8")
RULES, CONFIRMED_BY_THE_ORGAN = COVERAGE.split("## 二、")
ROWS = re.findall(
    r"^\| (.+?) \| `(gongkai\.law[\w.]*)` \| (.+?) \| `(tests/[\w/]+\.py)::(\w+)` \|$", RULES, re.M
)


@pytest.mark.parametrize(("article", "module", "example", "file", "test"), ROWS)
def test_a_rule_names_a_module_an_example_and_a_test_that_exist(
    article: str, module: str, example: str, file: str, test: str
) -> None:
    importlib.import_module(module)
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))

    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert article.strip() and example.strip()


def test_every_line_of_the_table_was_read() -> None:
    lines = [line for line in RULES.splitlines() if line.startswith("|")]

    assert len(ROWS) == len(lines) - 2 > 0


def test_every_module_of_rules_has_a_line() -> None:
    plumbing = {"__init__", "days", "errors", "loading", "entries", "uncertain"}
    names = (
        "calendar",
        "catalogue",
        "outcomes",
        "letters",
        "remedies",
        "fees",
        "clock",
        "procedure",
        "archive",
        "report_form",
        "duty_list",
    )
    rooms = [ROOT / "src/gongkai/law" / name for name in names]
    modules = {
        f"gongkai.law.{room.name}.{path.stem}"
        for room in rooms
        for path in room.glob("*.py")
        if path.stem not in plumbing
    }

    assert {module for _, module, *_ in ROWS} == modules


def test_every_uncertain_value_stands_in_the_list_and_nothing_else() -> None:
    listed = re.findall(r"^\| (\S+) \| `([\w.]+)` \| (.+?) \|", CONFIRMED_BY_THE_ORGAN, re.M)

    assert listed == [(u.table, u.entry.code, u.entry.label) for u in all_uncertain_values()]
