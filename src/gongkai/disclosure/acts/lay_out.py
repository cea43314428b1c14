"""Giving an organ the columns it begins with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files

from django.db import transaction

from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.models import Column
from gongkai.kernel import outbox
from gongkai.kernel.models import Organ, Person

Row = Mapping[str, object]


def starting_columns() -> list[Row]:
    """The usual columns of an organ, parents before their children."""
    text = files("gongkai.disclosure").joinpath("data/starting_columns.toml").read_text("utf-8")
    rows: list[Row] = tomllib.loads(text)["column"]
    return rows


def lay_out_columns(
    *, actor: Person | None, organ: Organ, now: datetime, rows: Sequence[Row] | None = None
) -> dict[str, Column]:
    """Make the columns of the rows (the usual ones by default), by code; those that exist are left alone.

    Without an actor only set-up calls it. A row's `parent` is the code of an earlier row.
    """
    columns: dict[str, Column] = {}
    with transaction.atomic():
        present = {column.code: column for column in Column.objects.filter(organ=organ)}
        for position, row in enumerate(rows if rows is not None else starting_columns(), start=1):
            code, parent = str(row["code"]), row.get("parent")
            columns[code] = present.get(code) or save_column(
                actor=actor,
                organ=organ,
                values={"position": position * 10, **{k: v for k, v in row.items() if k != "parent"}},
                parent_id=columns[str(parent)].pk if parent else None,
                now=now,
                announces=False,
            )
        outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return columns
