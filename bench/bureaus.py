"""The organs, departments, columns and people that a measured stock is spread over, made by the real acts."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.models import Column
from gongkai.kernel import filestore, keys
from gongkai.kernel.acts.organs import found_organ, save_department
from gongkai.kernel.acts.people import enter_person, grant_role
from gongkai.kernel.models import Department, Organ, Person, Role, StoredFile

PASSWORD = "Wenchuan-2026-open"  # noqa: S105 - of a throw-away installation
#: name, share of the stock. One large organ, as a list grows with its organ and not with the site.
ORGANS = (("海岳市文川区工业和信息化局", 5), ("海岳市文川区教育和体育局", 3), ("海岳市文川区民政局", 2))
DEPARTMENTS = ("办公室", "企业科", "财务科", "安全生产科", "法规科")
COLUMNS = (
    ("tzgg", "通知公告", "platform", "other"), ("zcwj", "政策文件", "platform", "policy"),
    ("zcjd", "政策解读", "platform", "policy"), ("jgzn", "机构职能", "platform", "org_functions"),
    ("zdly", "重点领域", "platform", "key_areas"), ("czxx", "财政信息", "platform", "key_areas"),
    ("xzcf", "双公示", "platform", "key_areas"), ("zwgk", "公开工作", "platform", "openness_work"),
    ("gzdt", "工作动态", "general", "work_news"), ("yw", "要闻", "general", "work_news"),
)  # fmt: skip
#: One route throughout, so that every measured publication takes the same acts.
ROLES = (("drafter", Role.DRAFTER), ("reviewer", Role.REVIEWER))


@dataclass(frozen=True)
class Bureau:
    """An organ with where its items go and who makes them."""

    organ: Organ
    share: int
    departments: list[Department]
    columns: list[Column]
    drafter: Person
    reviewer: Person


def make_bureaus(now: datetime) -> list[Bureau]:
    """A district authority and its bureaus; the keys are made first where there are none."""
    keys.make_keys()
    authority = _organ("wcq", "海岳市文川区人民政府办公室", "authority", None, 0, now)
    supervisor = _person("qu", authority, now)
    grant_role(actor=None, person=supervisor, organ=authority, role=Role.AUTHORITY, department=None, now=now)
    return [_bureau(authority, number, now) for number in range(1, len(ORGANS) + 1)]


def _bureau(authority: Organ, number: int, now: datetime) -> Bureau:
    name, share = ORGANS[number - 1]
    organ = _organ(f"ju{number}", name, "bureau", authority, number, now)
    departments = [
        save_department(actor=None, organ=organ, code=f"ks{place}", name=label, now=now, position=place)
        for place, label in enumerate(DEPARTMENTS)
    ]
    columns = [_column(organ, place, now) for place in range(len(COLUMNS))]
    people = {}
    for role_name, role in ROLES:
        person = _person(f"{role_name}{number}", organ, now)
        department = departments[1] if role is Role.DRAFTER else None
        grant_role(actor=None, person=person, organ=organ, role=role, department=department, now=now)
        people[role_name] = person
    return Bureau(organ, share, departments, columns, people["drafter"], people["reviewer"])


def _organ(code: str, name: str, kind: str, parent: Organ | None, number: int, now: datetime) -> Organ:
    return found_organ(
        actor=None, code=code, name=name, opened_on=date(2016, 1, 1), now=now, parent=parent, kind=kind,
        index_front=f"{371000000 + number}", phone="0631-8000000", address="文川区新安路1号",
        office_hours="工作日 8:30-17:00", fax="0631-8000001", email="gk@example.invalid",
        office_name="办公室",
    )  # fmt: skip


def _person(username: str, organ: Organ, now: datetime) -> Person:
    return enter_person(
        actor=None, organ=organ, username=username, name=f"张{username}", password=PASSWORD, now=now,
        must_change_password=False,
    )  # fmt: skip


def _column(organ: Organ, place: int, now: datetime) -> Column:
    code, name, zone, category = COLUMNS[place]
    values = {
        "code": code, "name": name, "zone": zone, "default_category": category, "position": place,
        "description": f"本栏目公开{name}方面的信息。", "route": "one",
        "platform_part": "statutory" if zone == "platform" else "",
    }  # fmt: skip
    return save_column(actor=None, organ=organ, values=values, now=now)


def make_files(count: int, now: datetime) -> list[StoredFile]:
    """Small text files, received as an upload is, for items to carry."""
    lines = "序号,项目,金额（万元）\n" + "".join(f"{n},技术改造项目第{n}批,{n * 3}\n" for n in range(1, 120))
    return [
        filestore.take_in(name=f"附件{n}.csv", stream=io.BytesIO(f"{lines}{n}\n".encode()), now=now)
        for n in range(1, count + 1)
    ]
