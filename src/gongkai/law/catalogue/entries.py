"""The common shape of a coded table: entries with code, label and basis, looked up by code."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from gongkai.law.provenance import Basis, read_basis
from gongkai.law.tables import read_toml


class UnknownCode(KeyError):
    """A code that is not in its table."""

    def __init__(self, table: str, code: str) -> None:
        self.table = table
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        return f"“{self.table}”中没有代码“{self.code}”，请从给定的选项中选择。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One coded value: `code` is stored in databases and never changes, `label` is shown."""

    code: str
    label: str
    basis: Basis


E = TypeVar("E", bound=Entry)


class Table(Generic[E]):
    """An ordered, immutable table of entries."""

    def __init__(self, name: str, entries: Iterable[E]) -> None:
        self.name = name
        self._entries = {entry.code: entry for entry in entries}

    def __getitem__(self, code: str) -> E:
        """The entry with that code. Raises UnknownCode."""
        try:
            return self._entries[code]
        except KeyError:
            raise UnknownCode(self.name, code) from None

    def __contains__(self, code: object) -> bool:
        return code in self._entries

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def confirmed(self, code: str, *, basis: Basis, **values: Any) -> "Table[E]":
        """A table with one entry's values replaced by what the organ has confirmed, on that basis.

        The code and the order stay. Raises UnknownCode.
        """
        entry = replace(self[code], basis=basis, **values)
        return Table(self.name, (entry if other.code == code else other for other in self))

    def codes(self) -> tuple[str, ...]:
        """Every code, in the order of the law."""
        return tuple(self._entries)

    def choices(self) -> list[tuple[str, str]]:
        """Pairs of code and label for a form field."""
        return [(entry.code, entry.label) for entry in self]

    def label(self, code: str) -> str:
        """The label of a code. Raises UnknownCode."""
        return self[code].label


def rows(file: str, key: str) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    """Each row of a file of the catalogue with the arguments every entry takes (code, label, basis)."""
    return rows_at(f"catalogue/{file}", key)


def rows_at(path: str, key: str) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    """Each row of a table file under `data/` with the arguments every entry takes."""
    table = read_toml(path)
    default = read_basis(table["basis"])
    for row in table[key]:
        basis = read_basis(row.get("basis", {}), default)
        yield row, {"code": row["code"], "label": row["label"], "basis": basis}
