"""Founding the demo's organs and giving every role to somebody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gongkai.demo import reading
from gongkai.disclosure.acts.lay_out import lay_out_columns, starting_columns
from gongkai.disclosure.models import Column
from gongkai.kernel.acts.organs import found_organ, save_department
from gongkai.kernel.acts.people import enter_person, grant_role
from gongkai.kernel.models import Department, Organ, Person

OPENED = date(2023, 1, 1)
OFFICE_HOURS = "工作日 8:30—12:00，13:30—17:30"
POSTCODE = "264999"
#: Everybody's in the demo, printed at its end. Nothing in a real installation knows it.
PASSWORD = "Wenchuan-2023-demo"  # noqa: S105


@dataclass
class Cast:
    """One organ with its departments, columns and people."""

    organ: Organ
    departments: dict[str, Department] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    by_role: dict[str, list[Person]] = field(default_factory=dict)

    def who(self, role: str, *, turn: int = 0) -> Person:
        """Somebody with the role («drafter@jjyx» in a department); `turn` takes them by turns."""
        people = self.by_role[role]
        return people[turn % len(people)]


def found_all(now: datetime) -> dict[str, Cast]:
    """Found every organ of the demo, the authority first; by code."""
    cast: dict[str, Cast] = {}
    for row in reading.organs():
        parent = next((made.organ for made in cast.values()), None)
        cast[row["code"]] = _found(row, parent, now)
    return cast


def _found(row: reading.Table, parent: Organ | None, now: datetime) -> Cast:
    organ = found_organ(
        actor=None, code=row["code"], name=row["name"], kind=row["kind"], parent=parent,
        opened_on=OPENED, now=now,
        short_name=row["short_name"], index_front=row["front"], doc_prefix=row["doc_prefix"],
        office_name=row["office"], address=row["address"], phone=row["phone"],
        fax=row["fax"], email=row["email"],
        office_hours=OFFICE_HOURS, postcode=POSTCODE,
    )  # fmt: skip
    cast = Cast(organ)
    for position, (code, name) in enumerate(row["departments"]):
        cast.departments[code] = save_department(
            actor=None, organ=organ, code=code, name=name, position=position, now=now
        )
    extra = reading.bureau_columns() if row["code"] == reading.BUREAU else []
    cast.columns = lay_out_columns(actor=None, organ=organ, now=now, rows=[*starting_columns(), *extra])
    for person in row["people"]:
        _enter(cast, person, now)
    return cast


def _enter(cast: Cast, row: dict[str, Any], now: datetime) -> None:
    person = enter_person(
        actor=None, organ=cast.organ, username=row["username"], name=row["name"], password=PASSWORD, now=now,
        must_change_password=False,
    )  # fmt: skip
    cast.people[row["username"]] = person
    for held in row["roles"]:
        role, _, department = held.partition("@")
        grant_role(
            actor=None, person=person, organ=cast.organ, role=role, now=now,
            department=cast.departments[department] if department else None,
        )  # fmt: skip
        cast.by_role.setdefault(held, []).append(person)
