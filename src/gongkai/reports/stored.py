"""A report's content as plain values and back: how an edition is frozen, hashed and read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.law.report_form import MONEY_UNIT, CellId, Form, parse_cell
from gongkai.reports.content import Content, Passage

#: Amounts are kept as whole ten-thousandths of 万元, so that they are exact.
SCALE = 10_000


def as_values(content: Content) -> dict[str, Any]:
    """Everything an edition says, as strings, integers and None; the order of keys means nothing."""
    return {
        "organ": content.organ,
        "year": content.year,
        "form": content.form_code,
        "title": content.title,
        "opening": list(content.opening),
        "prose": {
            section: [{"heading": one.heading, "paragraphs": list(one.paragraphs)} for one in passages]
            for section, passages in content.prose.items()
        },
        "cells": {str(cell): _plain(value) for cell, value in content.cells.items()},
        "notes": {str(cell): note for cell, note in (content.notes or {}).items()},
        "signed_by": content.signed_by,
        "signed_on": content.signed_on.isoformat() if content.signed_on else None,
        "edition": content.edition,
        "correction": content.correction,
    }


def from_values(values: Mapping[str, Any]) -> Content:
    """The content again; raises KeyError or ValueError for what `as_values` did not write."""
    return Content(
        organ=values["organ"],
        year=values["year"],
        form_code=values["form"],
        title=values["title"],
        opening=tuple(values["opening"]),
        prose={
            section: tuple(Passage(one["heading"], tuple(one["paragraphs"])) for one in passages)
            for section, passages in values["prose"].items()
        },
        cells={parse_cell(cell): _number(value) for cell, value in values["cells"].items()},
        notes={parse_cell(cell): note for cell, note in values["notes"].items()} or None,
        signed_by=values["signed_by"],
        signed_on=date.fromisoformat(values["signed_on"]) if values["signed_on"] else None,
        edition=values["edition"],
        correction=values["correction"],
    )


def digest_of(values: Mapping[str, Any], *, algorithm: str = "sha256") -> str:
    """The hash of a content's values, the same whatever the order of their keys."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(algorithm, text.encode()).hexdigest()


def scaled(form: Form, cell: CellId, value: int | Decimal | None) -> int | None:
    """The whole number a cell's value is kept as; raises ValueError for more than four decimals."""
    if value is None or form.column(cell).unit != MONEY_UNIT:
        if value is not None and value != int(value):
            raise ValueError(value)
        return None if value is None else int(value)
    kept = Decimal(value) * SCALE
    if kept != kept.to_integral_value():
        raise ValueError(value)
    return int(kept)


def unscaled(form: Form, cell: CellId, kept: int | None) -> int | Decimal | None:
    """The value again: an amount of 万元 as a Decimal without needless noughts, a count as it is."""
    if kept is None or form.column(cell).unit != MONEY_UNIT:
        return kept
    amount = Decimal(kept) / SCALE
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def _plain(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _number(value: int | str | None) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value
