"""Reads the worked examples of the law: Chinese YAML files that a lawyer can check."""

from pathlib import Path
from typing import Any

import pytest
import yaml

EXAMPLES = Path(__file__).parent / "examples"
KEYS = {"title", "article", "input", "expected", "why"}


def examples(room: str, file: str = "*") -> list[Any]:
    """Every example of a room as a test parameter named by its title."""
    found = []
    for path in sorted((EXAMPLES / room).glob(f"{file}.yaml")):
        for example in yaml.safe_load(path.read_text("utf-8")):
            assert set(example) == KEYS, f"{path.name}: {example.get('title')}"
            found.append(pytest.param(example, id=example["title"]))
    return found
