"""A bureau to test with: made through the real acts, with people for every role."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Column, Item
from gongkai.kernel import keys
from gongkai.kernel.acts.organs import found_organ, save_department
from gongkai.kernel.acts.people import enter_person, grant_role
from gongkai.kernel.models import Department, Organ, Person, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: A Monday morning; tests add to it.
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
PASSWORD = "Wenchuan-2026-open"
_numbers = itertools.count(1)


def later(**delta: int) -> datetime:
    """NOW and some more."""
    return NOW + timedelta(**delta)


@dataclass
class Bureau:
    """An organ with two departments, columns for each route, and a person for each role."""

    organ: Organ
    authority: Organ
    business: Department
    other: Department
    people: dict[str, Person] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        """People by role: bureau.drafter, bureau.reviewer …"""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def make_person(name: str, organ: Organ, *grants: tuple[str, Department | None]) -> Person:
    """Somebody with roles in an organ; the sign-in name is the given one with a number."""
    person = enter_person(
        actor=None, organ=organ, username=f"{name}{next(_numbers)}", name=f"张{name}", password=PASSWORD,
        now=NOW, must_change_password=False,
    )  # fmt: skip
    for role, department in grants:
        grant_role(actor=None, person=person, organ=organ, role=role, department=department, now=NOW)
    return person


def make_organ(code: str, name: str, *, parent: Organ | None = None, kind: str = "bureau") -> Organ:
    """An organ opened in 2023 with a front code for its index numbers."""
    number = next(_numbers)
    return found_organ(
        actor=None, code=f"{code}{number}", name=name, opened_on=date(2023, 1, 1), now=NOW, parent=parent,
        kind=kind, index_front=f"{number:09d}", phone="0631-8000000", address="文川区新安路1号",
        office_hours="工作日 8:30-17:00", fax="0631-8000001", email="gk@example.invalid",
        office_name="办公室",
    )  # fmt: skip


def make_bureau(parent: Organ | None = None) -> Bureau:
    """A bureau below a district authority."""
    if not (keys.keys_dir() / "fields.key").exists():
        keys.make_keys()
    authority = parent or make_organ("qu", "海岳市文川区人民政府办公室", kind="authority")
    organ = make_organ("gxj", "海岳市文川区工业和信息化局", parent=authority)
    business = save_department(actor=None, organ=organ, code="qykf", name="企业科", now=NOW)
    other = save_department(actor=None, organ=organ, code="cwk", name="财务科", now=NOW, position=1)
    bureau = Bureau(organ, authority, business, other)
    for name, role, department in (
        ("drafter", Role.DRAFTER, business), ("colleague", Role.DRAFTER, business),
        ("head", Role.HEAD, business), ("outsider", Role.DRAFTER, other),
        ("reviewer", Role.REVIEWER, None), ("reviewer2", Role.REVIEWER, None),
        ("office_head", Role.OFFICE_HEAD, None),
        ("signer", Role.SIGNER, None), ("admin", Role.ADMIN, None), ("security", Role.SECURITY, None),
        ("auditor", Role.AUDITOR, None),
    ):  # fmt: skip
        bureau.people[name] = make_person(name, organ, (role, department))
    bureau.people["supervisor"] = make_person("supervisor", authority, (Role.AUTHORITY, None))
    for code, route, zone in (
        ("tzgg", "one", "platform"), ("zcwj", "head_office", "platform"), ("zdly", "full", "platform"),
        ("gzdt", "one", "general"),
    ):  # fmt: skip
        bureau.columns[code] = make_column(organ, code, route=route, zone=zone)
    return bureau


def make_column(organ: Organ, code: str, **values: object) -> Column:
    """A column with its required texts."""
    filled = {
        "code": code, "name": f"栏目{code}", "description": "本栏目公开有关信息。",
        "platform_part": "statutory" if values.get("zone", "platform") == "platform" else "",
    } | values  # fmt: skip
    return save_column(actor=None, organ=organ, values=filled, now=NOW)


def make_draft(bureau: Bureau, column: str = "tzgg", *, now: datetime = NOW, **values: object) -> Item:
    """A draft by the bureau's drafter that would pass every check."""
    number = next(_numbers)
    filled = {
        "title": f"关于开展第{number}批技术改造项目申报的通知",
        "body_html": f"<p>各有关企业：现将第{number}批申报事项通知如下。</p>",
        "formed_on": localdate(now),
    } | values
    return draft(actor=bureau.drafter, column_id=bureau.columns[column].pk, values=filled, now=now)


def make_submitted(bureau: Bureau, column: str = "tzgg", *, now: datetime = NOW, **values: object) -> Item:
    """A draft handed in."""
    return submit(actor=bureau.drafter, item_id=make_draft(bureau, column, now=now, **values).pk, now=now)


def make_approved(bureau: Bureau, column: str = "tzgg", *, now: datetime = NOW, **values: object) -> Item:
    """An item past the last look of its route."""
    item = make_submitted(bureau, column, now=now, **values)
    by_step = {"second": "reviewer", "head": "head", "office": "reviewer", "leader": "signer"}
    while item.work_state == "in_review":
        item = review(actor=bureau.people[by_step[item.review_step]], item_id=item.pk, now=now)
    return item


def make_live(bureau: Bureau, column: str = "tzgg", *, now: datetime = NOW, **values: object) -> Item:
    """A published item."""
    item = make_approved(bureau, column, now=now, **values)
    publish(actor=bureau.reviewer, item_id=item.pk, now=now)
    return Item.objects.get(pk=item.pk)
