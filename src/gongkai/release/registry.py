"""Kinds of pages register here; the release renders by key and never learns what a page means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from gongkai.release.artefact import Applied, Artefact
from gongkai.release.engine import Release
from gongkai.release.errors import UnknownPageKind

SEPARATOR = ":"


@runtime_checkable
class PageKind(Protocol):
    """One kind of page. Its keys are `prefix:argument`."""

    prefix: str

    def render(self, argument: str) -> Artefact | None:
        """Return the artefact as the database has it now; None if it is not to be public."""
        ...

    def all_arguments(self) -> Iterable[str]:
        """Yield the argument of every artefact that should be public now."""
        ...


@runtime_checkable
class BatchPageKind(PageKind, Protocol):
    """A kind that reads the database once for many pages; a rebuild uses it where it is offered."""

    def render_batch(self, arguments: Sequence[str]) -> Mapping[str, Artefact | None]:
        """Return an artefact or None for each argument; one left out counts as None."""
        ...


class Pages:
    """All kinds of pages of one installation."""

    def __init__(self) -> None:
        self._kinds: dict[str, PageKind] = {}

    def register(self, kind: PageKind) -> None:
        """Add a kind; UnknownPageKind if its prefix is taken or cannot be part of a key."""
        if not kind.prefix or SEPARATOR in kind.prefix or kind.prefix in self._kinds:
            raise UnknownPageKind(f"页面种类「{kind.prefix}」无效或已登记。")
        self._kinds[kind.prefix] = kind

    def key(self, prefix: str, argument: str) -> str:
        """Return the key of an artefact; UnknownPageKind if nobody registered the prefix."""
        self._kind(prefix)
        return prefix + SEPARATOR + argument

    def render(self, key: str) -> Artefact:
        """Return the artefact of a key; empty (that is, to be removed) if it is not to be public."""
        prefix, _, argument = key.partition(SEPARATOR)
        return _keyed(key, self._kind(prefix).render(argument))

    def render_many(self, keys: Sequence[str]) -> list[Artefact]:
        """Return the artefacts of `keys` in their order, asking each kind once where it allows that."""
        arguments: dict[str, list[str]] = {}
        for key in keys:
            prefix, _, argument = key.partition(SEPARATOR)
            arguments.setdefault(prefix, []).append(argument)
        rendered: dict[str, Artefact] = {}
        for prefix, wanted in arguments.items():
            kind = self._kind(prefix)
            if isinstance(kind, BatchPageKind):
                batch = kind.render_batch(wanted)
            else:
                batch = {argument: kind.render(argument) for argument in wanted}
            for argument in wanted:
                key = prefix + SEPARATOR + argument
                rendered[key] = _keyed(key, batch.get(argument))
        return [rendered[key] for key in keys]

    def all_keys(self) -> Iterator[str]:
        """Yield the key of every artefact that should be public now, kind by kind as registered."""
        for prefix, kind in self._kinds.items():
            for argument in kind.all_arguments():
                yield prefix + SEPARATOR + argument

    def claims(self, key: str) -> bool:
        """Whether some registered kind is responsible for `key`."""
        return key.partition(SEPARATOR)[0] in self._kinds

    def _kind(self, prefix: str) -> PageKind:
        try:
            return self._kinds[prefix]
        except KeyError:
            raise UnknownPageKind(f"没有登记过页面种类「{prefix}」。") from None


def refresh(
    release: Release, pages: Pages, keys: Sequence[str], anchors: Mapping[str, str] | None = None
) -> Applied:
    """Make the artefacts of `keys` equal the database now, in the order given.

    They are rendered under the release's lock: of two refreshes the later one reads the later state,
    so that a late job cannot expose what was withdrawn meanwhile. A key given twice is done once.
    """
    with release.locked():
        artefacts = [pages.render(key) for key in dict.fromkeys(keys)]
        return release.apply(artefacts, anchors=anchors)


def _keyed(key: str, artefact: Artefact | None) -> Artefact:
    if artefact is None:
        return Artefact(key)
    if artefact.key != key:
        raise UnknownPageKind(f"页面「{key}」渲染成了另一个页面「{artefact.key}」。")
    return artefact
