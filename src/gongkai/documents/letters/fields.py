"""Which fields each letter takes, what they are called for people, and whether given values are enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from gongkai.documents.letters.codes import LetterCode
from gongkai.documents.letters.texts import read_table, wording_of

# Made by the rendering itself from other fields.
COMPUTED = {"tracking_qr": "tracking_url", "form_qr": "form_code", "form_qr_small": "form_code"}


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    NUMBER = "number"
    YES_NO = "yes_no"
    TEXTS = "texts"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a letter; ``items`` names what an item of a list holds, ``nested`` the lists inside it."""

    name: str
    label: str
    kind: Kind
    required: bool
    may_be_empty: bool = False
    items: Mapping[str, str] = field(default_factory=dict)
    nested: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def _fields_of(code: LetterCode) -> tuple[Field, ...]:
    wording = wording_of(code.value)
    table = read_table("fields.toml")
    names = [(name, True) for name in wording.required] + [(name, False) for name in wording.optional]
    return tuple(
        Field(
            name=name,
            label=table[name]["label"],
            kind=Kind(table[name].get("kind", "text")),
            required=required,
            may_be_empty=table[name].get("may_be_empty", False),
            items=table[name].get("items", {}),
            nested=table[name].get("nested", {}),
        )
        for name, required in names
    )


FIELDS: Mapping[LetterCode, tuple[Field, ...]] = {code: _fields_of(code) for code in LetterCode}


def missing_fields(code: str, fields: Mapping[str, Any]) -> tuple[Field, ...]:
    """The required fields of a letter for which ``fields`` gives no value; raises LetterError for no code."""
    wanted = FIELDS[wording_of(code).code]
    return tuple(one for one in wanted if one.required and not _is_given(one, fields))


def unknown_fields(code: str, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The names in ``fields`` that the letter does not know; raises LetterError for no code."""
    known = {one.name for one in FIELDS[wording_of(code).code]}
    return tuple(sorted(set(fields) - known))


@cache
def _samples() -> dict[str, Any]:
    return read_table("samples.toml")


def sample_fields(code: str) -> dict[str, Any]:
    """Made-up values for every field of a letter, for a preview; raises LetterError for no code."""
    samples = _samples()
    own = samples.get("of", {}).get(code, {})
    return {one.name: own.get(one.name, samples[one.name]) for one in FIELDS[wording_of(code).code]}


def _is_given(wanted: Field, fields: Mapping[str, Any]) -> bool:
    value = fields.get(wanted.name)
    if value is None:
        return False
    if wanted.may_be_empty:
        return True
    return bool(value.strip()) if isinstance(value, str) else value != [] and value != ()
