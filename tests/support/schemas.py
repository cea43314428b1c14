"""The part of JSON Schema our schemas use; any other keyword is an error, so nothing passes unread."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tools.tracked import ROOT

ANNOTATIONS = {"$schema", "$id", "title", "description"}
TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip


def problems(name: str, value: object) -> list[str]:
    """What in a value departs from docs/schemas/NAME.schema.json; empty when nothing does."""
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    return list(_problems(schema, value, "$"))


def _problems(schema: dict[str, Any], value: Any, place: str) -> Iterator[str]:
    for keyword, rule in schema.items():
        if keyword in ANNOTATIONS or keyword in {"additionalProperties", "required"}:
            continue
        check = _CHECKS[keyword]
        yield from check(rule, value, place, schema)


def _type(rule: Any, value: Any, place: str, schema: dict[str, Any]) -> Iterator[str]:
    names = [rule] if isinstance(rule, str) else rule
    is_one = any(isinstance(value, TYPES[name]) for name in names)
    if not is_one or (isinstance(value, bool) and "boolean" not in names):
        yield f"{place}: not {rule}"


def _properties(rule: Any, value: Any, place: str, schema: dict[str, Any]) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    yield from (f"{place}: {name} is missing" for name in schema.get("required", []) if name not in value)
    more = schema.get("additionalProperties", True)
    for name, part in value.items():
        if name in rule:
            yield from _problems(rule[name], part, f"{place}.{name}")
        elif more is False:
            yield f"{place}: {name} is not in the schema"
        elif isinstance(more, dict):
            yield from _problems(more, part, f"{place}.{name}")


def _items(rule: Any, value: Any, place: str, schema: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from _problems(rule, part, f"{place}[{number}]")


def _enum(rule: Any, value: Any, place: str, schema: dict[str, Any]) -> Iterator[str]:
    if value not in rule:
        yield f"{place}: {value!r} is none of {rule}"


def _pattern(rule: Any, value: Any, place: str, schema: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, str) and not re.search(rule, value):
        yield f"{place}: {value!r} does not match {rule}"


def _minimum(rule: Any, value: Any, place: str, schema: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, int) and value < rule:
        yield f"{place}: {value} is less than {rule}"


_CHECKS = {
    "type": _type, "properties": _properties, "items": _items, "enum": _enum, "pattern": _pattern,
    "minimum": _minimum,
}  # fmt: skip
