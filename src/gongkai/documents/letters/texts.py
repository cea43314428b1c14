"""The wording of every letter, read from the tables beside the code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.documents.letters.codes import LetterCode
from gongkai.documents.letters.errors import LetterError

_HERE = files("gongkai.documents.letters")


class Shape(StrEnum):
    """How a document is laid out: a letter in running text, or a form of cells."""

    LETTER = "letter"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: cells of text, the columns each spans, and the loop that repeats the row."""

    cells: tuple[str, ...]
    spans: tuple[int, ...]
    height: int
    each: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One letter: its title, the fields it takes and its paragraphs or cells, with Jinja tags in them."""

    code: LetterCode
    title: str
    shape: Shape
    required: tuple[str, ...]
    optional: tuple[str, ...]
    addressee: str
    body: tuple[str, ...]
    closing: str
    signed: bool
    landscape: bool
    columns: tuple[int, ...]
    rows: tuple[FormRow, ...]


@cache
def wording_of(code: str) -> Wording:
    """The wording of a letter; raises LetterError for a code that is none."""
    try:
        letter = LetterCode(code)
    except ValueError as error:
        raise LetterError(f"没有“{code}”这种文书。") from error
    table = read_table(f"texts/{letter.value}.toml")
    return Wording(
        code=letter,
        title=table["title"],
        shape=Shape(table.get("shape", "letter")),
        required=tuple(table.get("required", ())),
        optional=tuple(table.get("optional", ())),
        addressee=table.get("addressee", ""),
        body=tuple(_expanded(table.get("body", ""))),
        closing=table.get("closing", ""),
        signed=table.get("signed", True),
        landscape=table.get("landscape", False),
        columns=tuple(table.get("columns", ())),
        rows=tuple(_row(row, table["columns"]) for row in table.get("rows", ())),
    )


@cache
def read_table(name: str) -> dict[str, Any]:
    """A table that lies beside the code, read once. Callers must not change what they get."""
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def spoken(text: str) -> str:
    """Text with its ready-made pieces (【你】 and the like) put in place."""
    for mark, piece in read_table("texts/_pieces.toml")["inline"].items():
        text = text.replace(f"【{mark}】", piece)
    return text


def _expanded(body: str) -> list[str]:
    """The paragraphs of a body; a line that is only a mark stands for the paragraphs of that piece."""
    blocks = read_table("texts/_pieces.toml")["blocks"]
    lines: list[str] = []
    for line in body.strip().splitlines():
        stripped = line.strip()
        if stripped.startswith("【") and stripped.endswith("】") and stripped[1:-1] in blocks:
            lines += _expanded(blocks[stripped[1:-1]])
        elif stripped:
            lines.append(spoken(stripped))
    return lines


def _row(row: dict[str, Any], columns: list[int]) -> FormRow:
    cells = tuple(spoken(cell) for cell in row["cells"])
    left_over = len(columns) - len(cells) + 1
    spans = tuple(row.get("spans", (1,) * (len(cells) - 1) + (left_over,)))
    if sum(spans) != len(columns) or len(spans) != len(cells):
        raise LetterError(f"表格行“{cells[0]}”的列数不对。")
    return FormRow(cells, spans, row.get("height", 10), row.get("each", ""), row.get("heading", False))
