"""Every public function says what it guarantees and takes and returns declared types."""

import ast
from collections.abc import Iterator

from tests.support.sources import found_in, modules_in

# Their meaning is the framework's; a docstring would only repeat Django's own.
FRAMEWORK_METHODS = {
    "add_arguments",
    "clean",
    "delete",
    "dispatch",
    "form_invalid",
    "form_valid",
    "get",
    "get_context_data",
    "get_queryset",
    "handle",
    "post",
    "ready",
    "save",
}


def public_functions(body: list[ast.stmt], in_class: bool = False) -> Iterator[tuple[ast.FunctionDef, bool]]:
    """Functions of a module and methods of its public classes, each with whether it is a method."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not node.name.startswith("_") and not (in_class and node.name in FRAMEWORK_METHODS):
                yield node, in_class
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body, in_class=True)


def lacking(source: str) -> Iterator[str]:
    """`line: name lacks …` for each public function without a docstring or with an undeclared type."""
    for function, is_method in public_functions(ast.parse(source).body):
        decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
        if any(name.endswith((".setter", "overload")) for name in decorators):
            continue
        if not ast.get_docstring(function):
            yield f"{function.lineno}: {function.name} lacks a docstring"
        arguments = function.args.posonlyargs + function.args.args
        if is_method and "staticmethod" not in decorators:
            arguments = arguments[1:]
        declared = [argument.annotation for argument in arguments + function.args.kwonlyargs]
        if None in [*declared, function.returns]:
            yield f"{function.lineno}: {function.name} lacks a type"


def silent(source: str) -> Iterator[str]:
    """A finding for a module that has code but no docstring."""
    if source.strip() and not ast.get_docstring(ast.parse(source)):
        yield "1: the module does not say what it is for"


def test_public_functions_have_docstrings_and_types():
    modules = modules_in("src")

    assert modules
    assert found_in(modules, lacking) == []


def test_every_module_says_what_it_is_for():
    assert found_in(modules_in("src", "config", "tools", "bench", "tests"), silent) == []


def test_what_is_lacking_is_found():
    source = """
def bare(x: int):
    return x

class A:
    def told(self) -> int:
        'One.'
        return 1
"""

    assert list(lacking(source)) == ["2: bare lacks a docstring", "2: bare lacks a type"]
    assert list(silent(source)) != []
