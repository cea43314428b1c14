"""A duty answers to its acts' arguments: it knows no HTTP request, view or page."""

import ast
from collections.abc import Iterator

import pytest

from tests.support.sources import found_in, modules_in

DELIVERY = ("django.http", "django.shortcuts", "django.views", "django.template")


def delivery_imports(source: str) -> Iterator[str]:
    """`line: module` for every import of what belongs to delivery."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (f"{node.lineno}: {name}" for name in names if name.startswith(DELIVERY))


@pytest.mark.parametrize("room", ["kernel", "disclosure", "requests", "remedies"])
def test_the_room_imports_nothing_of_delivery(room: str):
    modules = modules_in(f"src/gongkai/{room}")

    assert modules, f"no module in {room}"
    assert found_in(modules, delivery_imports) == []


def test_an_import_of_delivery_is_found():
    source = "from django.http import Http404\nfrom django.db import models\n"

    assert list(delivery_imports(source)) == ["1: django.http"]
