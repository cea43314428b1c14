"""`gongkai user`: people and their roles, for set-up and for an administrator who cannot get in."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gongkai.cli.installation import with_data
from gongkai.cli.organ import organ_named
from gongkai.cli.output import FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_dir, add_json, sub_commands
from gongkai.cli.passwords import HANDED_OUT, one_time_password

if TYPE_CHECKING:
    from gongkai.kernel.models import Person

#: The codes of kernel.models.Role, which cannot be imported before Django is set up; a test compares.
ROLES = ("drafter", "head", "reviewer", "office_head", "signer", "admin", "security", "auditor", "authority")


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("user", help="人员：添加、授予角色、重置密码、列出")
    parts = sub_commands(parser, dest="part")
    add = parts.add_parser("add", help="添加一个人，给出一次性密码")
    add.add_argument("username", metavar="登录名", help="用来登录的名字，不分大小写")
    add.add_argument("name", metavar="姓名", help="真实姓名")
    grant = parts.add_parser("grant", help="授予角色")
    grant.add_argument("username", metavar="登录名", help="用来登录的名字，不分大小写")
    for part in (add, grant):
        part.add_argument("--organ", metavar="代码", required=True, help="机关代码")
        part.add_argument("--department", metavar="代码", help="科室代码（起草人、科室负责人须填）")
    add.add_argument("--role", metavar="角色", choices=ROLES, help="同时授予的角色：" + "、".join(ROLES))
    grant.add_argument("role", metavar="角色", choices=ROLES, help="、".join(ROLES))
    reset = parts.add_parser("reset", help="重置密码，给出新的一次性密码")
    reset.add_argument("username", metavar="登录名", help="用来登录的名字，不分大小写")
    listing = parts.add_parser("list", help="列出人员和角色")
    listing.add_argument("--organ", metavar="代码", help="只列这个机关的")
    add_json(listing)
    for part, run in ((add, run_add), (grant, run_grant), (reset, run_reset), (listing, run_list)):
        add_dir(part)
        part.set_defaults(run=with_data(run))


def run_add(args: Namespace) -> int:
    """Enter somebody, with a role if one is named; both or neither."""
    from django.db import transaction
    from django.utils import timezone

    from gongkai.kernel.acts.people import enter_person

    organ, password, now = organ_named(args.organ), one_time_password(), timezone.now()
    with transaction.atomic():
        person = enter_person(
            actor=None, organ=organ, username=args.username, name=args.name, password=password, now=now
        )
        if args.role:
            _grant(person, args)
    say(f"已添加：{args.name}（登录名 {args.username}）")
    say(HANDED_OUT.format(password=password))
    return FINE


def run_grant(args: Namespace) -> int:
    """Give a role."""
    _grant(person_named(args.username), args)
    say(f"已授予 {args.username} 角色 {args.role}。")
    return FINE


def _grant(person: Person, args: Namespace) -> None:
    from django.utils import timezone

    from gongkai.kernel.acts.people import grant_role
    from gongkai.kernel.models import Department

    organ, department = organ_named(args.organ), None
    if args.department:
        department = Department.objects.filter(organ=organ, code=args.department).first()
        if department is None:
            raise CommandFailed(f"机关“{args.organ}”没有代码为“{args.department}”的科室。")
    grant_role(
        actor=None, person=person, organ=organ, role=args.role, department=department, now=timezone.now()
    )


def run_reset(args: Namespace) -> int:
    """Set a one-time password for somebody who cannot get in."""
    from django.utils import timezone

    from gongkai.kernel.acts.people import reset_password

    person, password = person_named(args.username), one_time_password()
    grant = person.grants.filter(ended_at=None).first()
    if grant is None:
        raise CommandFailed(f"“{args.username}”没有任何角色，请先用 gongkai user grant 授予。")
    reset_password(
        actor=None, organ_id=grant.organ_id, person_id=person.pk, password=password, now=timezone.now()
    )
    say(HANDED_OUT.format(password=password))
    return FINE


def person_named(username: str) -> Person:
    """The person with that sign-in name; raises CommandFailed."""
    from gongkai.kernel.models import Person

    person = Person.objects.filter(username__iexact=username).first()
    if person is None:
        raise CommandFailed(f"没有登录名为“{username}”的人，可用 gongkai user list 查看。")
    return person


def run_list(args: Namespace) -> int:
    """Print people with the roles they hold."""
    from gongkai.kernel.models import RoleGrant

    grants = RoleGrant.objects.filter(ended_at=None).select_related("person", "organ", "department")
    if args.organ:
        grants = grants.filter(organ=organ_named(args.organ))
    found = list(grants.order_by("organ__path", "person__username", "role"))
    if args.json:
        say_json(
            [
                {
                    "username": g.person.username,
                    "name": g.person.name,
                    "organ": g.organ.code,
                    "department": g.department.code if g.department else None,
                    "role": g.role,
                }
                for g in found
            ]
        )
        return FINE
    rows = [
        [g.person.username, g.person.name, g.organ.code, g.department.name if g.department else "", str(g)]
        for g in found
    ]
    say_table(["登录名", "姓名", "机关", "科室", "角色"], rows)
    return FINE
