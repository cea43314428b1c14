"""Reads the tables of the law that lie beside the code under `data/`."""

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("gongkai.law") / "data"


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The table `data/<name>`, read once. Callers must not change what they get."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


@cache
def read_json(name: str) -> Any:
    """The table `data/<name>`, read once. Callers must not change what they get."""
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


def names_in(folder: str) -> tuple[str, ...]:
    """The file names in one folder of `data/`, sorted."""
    return tuple(sorted(entry.name for entry in (_DATA / folder).iterdir() if entry.is_file()))
