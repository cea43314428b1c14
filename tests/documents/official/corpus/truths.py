"""What a document of the corpus says of itself, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.documents.official import FieldKey


class Unclear:
    """The truth of a field no careful reader would settle: right only when marked uncertain."""


UNCLEAR = Unclear()
Value = str | date | None | Unclear


@dataclass(frozen=True, slots=True)
class Truth:
    """The expected reading. A field not given is one the document does not say: None.

    ``also`` are further values of a field that are as good. ``body`` are phrases the clean body must hold,
    ``not_body`` phrases it must not.
    """

    fields: dict[FieldKey, Value]
    listed: tuple[str, ...]
    body: tuple[str, ...]
    not_body: tuple[str, ...]
    also: dict[FieldKey, tuple[Value, ...]]

    def accepts(self, key: FieldKey, value: str | date | None) -> bool:
        """Whether a value read for this field is right."""
        return value == self.fields.get(key) or value in self.also.get(key, ())

    def is_unclear(self, key: FieldKey) -> bool:
        """Whether only an uncertain reading is right."""
        return self.fields.get(key) is UNCLEAR


@dataclass(frozen=True, slots=True)
class Document:
    """One document: how it is built, and under which ending; what is no docx is read as it is.

    ``is_ooxml_wps`` tells that its wps file is OOXML inside, as newer WPS Office keeps it.
    """

    name: str
    truth: Truth
    build: Callable[[], bytes]
    ending: str = "docx"
    is_ooxml_wps: bool = False


Catalogue = dict[str, Document]


def _dated(said: str | Unclear | None) -> Value:
    return date.fromisoformat(said) if isinstance(said, str) else said


def truth_of(
    title: Value,
    number: Value = None,
    formed: str | Unclear | None = None,
    issuer: Value = None,
    mode: Value = None,
    genre: Value = None,
    effective: str | Unclear | None = None,
    expires: str | Unclear | None = None,
    listed: tuple[str, ...] = (),
    body: tuple[str, ...] = (),
    not_body: tuple[str, ...] = (),
    also: dict[FieldKey, tuple[Value, ...]] | None = None,
) -> Truth:
    """A truth from plain words; dates as 2023-02-15."""
    fields: dict[FieldKey, Value] = {
        FieldKey.TITLE: title,
        FieldKey.DOC_NUMBER: number,
        FieldKey.FORMED_ON: _dated(formed),
        # As an item has it: the organs of a joint issue divided by a blank.
        FieldKey.ISSUER: issuer.replace("、", " ") if isinstance(issuer, str) else issuer,
        FieldKey.MODE: mode,
        FieldKey.GENRE: genre,
        FieldKey.EFFECTIVE_ON: _dated(effective),
        FieldKey.EXPIRES_ON: _dated(expires),
    }
    return Truth(fields, listed, body, not_body, also or {})


def entry(catalogue: Catalogue, name: str, *, ending: str = "docx", wps: bool = False, **said):
    """Enter a function that builds a document, with its truth, into a catalogue."""

    def entered(build: Callable[[], bytes]) -> Callable[[], bytes]:
        assert name not in catalogue, name
        catalogue[name] = Document(name, truth_of(**said), build, ending, wps)
        return build

    return entered
