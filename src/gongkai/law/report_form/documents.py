"""Which documents table 2 counts under article 20(1), and which document numbers are the organ's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.law.catalogue.attributes import VALIDITY_VALUES
from gongkai.law.catalogue.document_number import InvalidDocumentNumber, parse_document_number
from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "report_documents.toml"
UNMARKED = "not_applicable"
_ORDER = re.compile(r"(?P<issuer>.{1,60}?)令?[（(]?第(?P<number>[0-9]{1,6})号[）)]?(?:令)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedDocument(Entry):
    """A kind of document that has a row in table 2; empty `genres` or `classes` mean any.

    With `is_ordered` a number such as «某某令第3号» is a document number too.
    """

    genres: tuple[str, ...]
    without_genres: tuple[str, ...]
    classes: tuple[str, ...]
    is_ordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMarks(Entry):
    """What may follow an organ's sign in its document numbers; a `tail` at the sign's end is left aside."""

    marks: str
    tail: str


REPORT_DOCUMENTS: Table[ReportedDocument] = Table(
    "年报表二的文件",
    (
        ReportedDocument(
            **entry,
            genres=tuple(row["genres"]),
            without_genres=tuple(row["without_genres"]),
            classes=tuple(row["classes"]),
            is_ordered=row["order"],
        )
        for row, entry in rows_at(FILE, "document")
    ),
)
NUMBER_MARKS: Table[NumberMarks] = Table(
    "年报表二的本机关文号",
    (NumberMarks(**entry, marks=row["marks"], tail=row["tail"]) for row, entry in rows_at(FILE, "number")),
)
#: How documents are counted; `in_force` and the compiling of table 2 follow these rules.
DOCUMENT_RULES: Table[Entry] = Table(
    "年报表二的计数规则", (Entry(**entry) for _, entry in rows_at(FILE, "rule"))
)


def is_own_number(kind: str, number: str, *, sign: str, names: Iterable[str]) -> bool:
    """Whether a document number is that of the organ with this sign (机关代字) and these names.

    `kind` is a code of REPORT_DOCUMENTS. Without a sign no number is known to be the organ's own.
    """
    text = number.strip()
    if REPORT_DOCUMENTS[kind].is_ordered and _is_own_order(text, (sign, *names)):
        return True
    if not sign:
        return False
    try:
        agency = parse_document_number(text).agency
    except InvalidDocumentNumber:
        return False
    own = NUMBER_MARKS["own_marks"]
    stem = sign.removesuffix(own.tail)
    return agency.startswith(stem) and set(agency.removeprefix(stem)) <= set(own.marks)


def _is_own_order(text: str, names: Iterable[str]) -> bool:
    found = _ORDER.fullmatch(text)
    return found is not None and "令" in text and found["issuer"] in {name for name in names if name}


def in_force(validity: str) -> bool:
    """Whether a document so marked is counted as in force."""
    return validity == UNMARKED or VALIDITY_VALUES[validity].live
