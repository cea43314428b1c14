"""The clerk's month in the demo: what must be open, and what the office sent out these days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.demo import reading
from gongkai.demo.cast import Cast
from gongkai.duty_list.acts.lines import save_line
from gongkai.kernel.models import Person
from gongkai.law.duty_list import parse_rhythm
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.attributes import Attribute
from gongkai.register.linking import link_all


def set_up_duties(cast: Cast, now: datetime) -> None:
    """The bureau's list, in force from today."""
    clerk = cast.who("reviewer")
    for place, row in enumerate(reading.month()["line"], start=1):
        values = {name: row[name] for name in ("level1", "level2", "content", "statutory_class")}
        values |= {
            "serial": str(place), "department": cast.departments[row["department"]].pk,
            "rhythm_text": row["rhythm"], "rhythm": parse_rhythm(row["rhythm"]),
            "column": cast.columns[row["column"]].pk if "column" in row else None,
            "contact": _contact(cast, row["department"]).pk,
        }  # fmt: skip
        save_line(actor=clerk, organ_id=cast.organ.pk, values=values, now=now)


def register_documents(cast: Cast, now: datetime) -> None:
    """What was published before stands in the register of itself; some documents of late are entered."""
    link_all(now)
    for row in reading.month()["document"]:
        day = localdate(now) - timedelta(days=row["days"])
        facts = Facts(
            title=row["title"], doc_number=f"{cast.organ.doc_prefix}〔{day.year}〕{row['number']}号",
            formed_on=day, department_id=cast.departments[row["department"]].pk,
            attribute=Attribute(mode=row["mode"], ground=row.get("ground", "")),
        )  # fmt: skip
        enter(actor=cast.who("reviewer"), organ_id=cast.organ.pk, facts=facts, now=now)


def _contact(cast: Cast, department: str) -> Person:
    return cast.who(f"drafter@{department}")
