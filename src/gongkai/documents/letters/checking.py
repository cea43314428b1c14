"""Whether an organ's own template fits its letter, told in sentences for the person who made it."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.documents.letters.errors import TemplateRefused
from gongkai.documents.letters.fields import COMPUTED, FIELDS, Field
from gongkai.documents.letters.grammar import Uses, forbidden_uses, uses_of
from gongkai.documents.letters.harmless import harmful_things
from gongkai.documents.letters.parts import opened, parsed, sources_of
from gongkai.documents.letters.texts import wording_of


def check_template(template: bytes, code: str) -> tuple[str, ...]:
    """Return what is wrong with a template for this letter, one Chinese sentence each; nothing when it fits.

    Raises LetterError only for an unknown code.
    """
    letter = wording_of(code).code
    harmful = tuple(harmful_things(template))
    if harmful:
        return harmful
    return tuple(dict.fromkeys(_problems(template, {one.name: one for one in FIELDS[letter]})))


def _problems(template: bytes, known: dict[str, Field]) -> Iterator[str]:
    used = Uses()
    try:
        for source in sources_of(opened(template)):
            tree = parsed(source)
            yield from forbidden_uses(tree)
            found = uses_of(tree, known)
            used.names |= found.names
            used.unknown_parts |= found.unknown_parts
    except TemplateRefused as refused:
        yield refused.message
        return
    for name in sorted(used.names - known.keys() - COMPUTED.keys()):
        yield f"模板使用了没有定义的字段“{name}”。"
    for name in sorted(used.unknown_parts):
        yield f"模板使用了没有定义的分项“{name}”。"
    printed = used.names | {COMPUTED[name] for name in used.names & COMPUTED.keys()}
    for one in known.values():
        if one.required and one.name not in printed:
            yield f"模板缺少必须写明的字段“{one.name}”（{one.label}）。"
