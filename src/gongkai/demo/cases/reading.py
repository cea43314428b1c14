"""Reading the requests of the content files: who asked, what was asked, what became of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from gongkai.demo.cases.made_up import with_check_character
from gongkai.requests.personal import Applicant, Asked
from gongkai.requests.submission import Submission

Table = Mapping[str, Any]

PEOPLE, GIVEN, SETTINGS = "applicants.toml", "given.toml", "settings.toml"
#: Ways that go with the consent to be served electronically, unless the file says otherwise.
_ELECTRONIC = frozenset({"online", "email"})


@dataclass(frozen=True)
class Told:
    """One request as the files tell it. `on` is the local day of submission; in the present `ago` counts
    working days back from today instead. A request split off another one names it in `part_of`.
    """

    key: str
    organ: str
    channel: str
    steps: tuple[Table, ...]
    on: date | None = None
    ago: int = 0
    part_of: str = ""
    more: Table = field(default_factory=dict)

    def submission(self, *, year: int) -> Submission:
        """What comes in; the year stands for «{year}» in its words."""
        more = self.more
        kind, applicant = _people()[more["by"]]
        asked = Asked(
            more["asked"].replace("{year}", str(year)), more.get("number", ""), more.get("features", "")
        )
        way = more.get("way", "pick_up")
        return Submission(
            kind, applicant, asked, form=more.get("form", "paper"), way=way,
            electronic_service=more.get("electronic", way in _ELECTRONIC),
            needs_help=more.get("needs_help", False), oral=more.get("oral", False),
        )  # fmt: skip


def told_cases() -> list[Told]:
    """Every request of every organ, in the order of the files."""
    found: list[Told] = []
    for source in sorted(_folder().iterdir(), key=lambda file: file.name):
        if source.name in {PEOPLE, GIVEN, SETTINGS} or not source.name.endswith(".toml"):
            continue
        table = _toml(source)
        found += [_told(table, row) for row in table["case"]]
    return found


def office_settings() -> Table:
    """Each organ's own values for requests, by its code."""
    return _toml(_folder().joinpath(SETTINGS))


@cache
def given_sheets() -> Table:
    """What goes into the files that are given out, by name."""
    return _toml(_folder().joinpath(GIVEN))


def _told(table: Table, row: Table) -> Told:
    return Told(
        key=row["key"],
        organ=row.get("organ", table.get("organ", "")),
        channel=row.get("channel", "counter"),
        steps=tuple(row.get("steps", ())),
        on=row.get("on"),
        ago=row.get("ago", 0),
        part_of=row.get("part_of", ""),
        more=row,
    )


@cache
def _people() -> dict[str, tuple[str, Applicant]]:
    rows = _toml(_folder().joinpath(PEOPLE))["applicant"]
    return {row["key"]: (row["kind"], _applicant(row)) for row in rows}


def _applicant(row: Table) -> Applicant:
    id_kind = row.get("id_kind", "resident_id" if row["kind"] == "natural" else "credit_code")
    number = with_check_character(id_kind, row["id"])
    return Applicant.from_mapping({**row, "id_kind": id_kind, "id_number": number})


def _folder() -> Traversable:
    return files("gongkai.demo").joinpath("content", "requests")


def _toml(source: Traversable) -> Table:
    return tomllib.loads(source.read_text("utf-8"))
