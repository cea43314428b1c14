"""What a template may say: names, conditions, loops over fields, known filters; nothing that computes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from gongkai.documents.letters.environment import environment
from gongkai.documents.letters.fields import Field, Kind

_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For),
    *(nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter),
    *(nodes.Getattr, nodes.Test, nodes.Tuple, nodes.List, nodes.Concat),
)
_LOOP_NAMES = frozenset({"index", "index0", "first", "last", "length", "revindex"})
_DEEPEST_LOOPS = 3
_LONGEST_TEXT = 2000
_FORBIDDEN = (
    "模板使用了不允许的写法（第{line}段附近）。只能使用字段名、条件、对字段清单的循环和规定的过滤器。"
)


def forbidden_uses(tree: nodes.Template) -> Iterator[str]:
    """A Chinese sentence for everything in a parsed template that letters do not allow."""
    filters, tests = environment().filters, environment().tests
    for node in _below(tree):
        if not isinstance(node, _ALLOWED):
            yield _FORBIDDEN.format(line=node.lineno)
        elif isinstance(node, nodes.Filter) and node.name not in filters:
            yield f"模板使用了未知的过滤器“{node.name}”。"
        elif isinstance(node, nodes.Test) and node.name not in tests:
            yield f"模板使用了未知的判断“{node.name}”。"
        elif _reaches_too_far(node):
            yield _FORBIDDEN.format(line=node.lineno)
    if _loop_depth(tree) > _DEEPEST_LOOPS:
        yield f"模板中的循环套得太深，最多{_DEEPEST_LOOPS}层。"


def _reaches_too_far(node: nodes.Node) -> bool:
    match node:
        case nodes.Getattr():
            return node.attr.startswith("_") or not _is_path(node)
        case nodes.Name():
            return node.name.startswith("_")
        case nodes.For():
            return node.recursive or not _loops_over_field(node)
        case nodes.Const():
            return isinstance(node.value, str) and len(node.value) > _LONGEST_TEXT
    return False


@dataclass(slots=True)
class Uses:
    """What a template refers to: fields by name, and what is asked of list items without being known."""

    names: set[str] = field(default_factory=set)
    unknown_parts: set[str] = field(default_factory=set)


def uses_of(tree: nodes.Template, known: Mapping[str, Field]) -> Uses:
    """The fields a template refers to, and the unknown names it asks of their items."""
    uses = Uses()
    _walk(tree, {}, known, uses)
    return uses


_Shape = Mapping[str, Mapping[str, str] | None] | None


def _walk(node: nodes.Node, scope: dict[str, _Shape], known: Mapping[str, Field], uses: Uses) -> None:
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        _walk(node.iter, scope, known, uses)
        inner = {**scope, node.target.name: _item_shape(node.iter, scope, known)}
        for child in [*node.body, *([node.test] if node.test else [])]:
            _walk(child, inner, known, uses)
        for child in node.else_:
            _walk(child, scope, known, uses)
        return
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        _judge_attribute(node.node.name, node.attr, scope, known, uses)
    elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in {*scope, "loop"}:
        uses.names.add(node.name)
    for child in node.iter_child_nodes():
        _walk(child, scope, known, uses)


def _judge_attribute(
    owner: str, attribute: str, scope: dict[str, _Shape], known: Mapping[str, Field], uses: Uses
) -> None:
    if owner == "loop":
        is_known = attribute in _LOOP_NAMES
    elif owner in scope:
        is_known = attribute in (scope[owner] or {})
    else:
        is_known = owner not in known
    if not is_known:
        uses.unknown_parts.add(f"{owner}.{attribute}")


def _item_shape(source: nodes.Node, scope: dict[str, _Shape], known: Mapping[str, Field]) -> _Shape:
    if isinstance(source, nodes.Name):
        if source.name in known and known[source.name].kind is Kind.ITEMS:
            listed = known[source.name]
            return {name: listed.nested.get(name) for name in listed.items}
        return None
    if isinstance(source, nodes.Getattr) and isinstance(source.node, nodes.Name):
        inner = (scope.get(source.node.name) or {}).get(source.attr)
        return dict.fromkeys(inner) if inner else None
    return None


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _below(child)


def _is_path(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name)


def _loops_over_field(node: nodes.For) -> bool:
    source: nodes.Node = node.iter
    if isinstance(source, nodes.Filter) and source.name == "paragraphs" and source.node is not None:
        source = source.node
    return isinstance(node.target, nodes.Name) and isinstance(source, nodes.Name | nodes.Getattr)


def _loop_depth(node: nodes.Node) -> int:
    deepest = max((_loop_depth(child) for child in node.iter_child_nodes()), default=0)
    return deepest + isinstance(node, nodes.For)
