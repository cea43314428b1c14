"""`gongkai organ`: entering an organ, listing them."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gongkai.cli.init import day_of
from gongkai.cli.installation import with_data
from gongkai.cli.output import FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_dir, add_json, sub_commands
from gongkai.cli.passwords import HANDED_OUT, one_time_password

if TYPE_CHECKING:
    from gongkai.kernel.models import Organ

KINDS = ("bureau", "township", "entrusted", "authority")


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("organ", help="公开机关：添加、列出")
    parts = sub_commands(parser, dest="part")
    add = parts.add_parser("add", help="添加一个机关，带常用栏目、科室和一名管理员")
    add.add_argument("code", metavar="代码", help="用在网址里，如 gxj")
    add.add_argument("name", metavar="全称", help="规范全称")
    add.add_argument("--kind", choices=KINDS, default="bureau", help="部门、乡镇街道、授权组织、主管部门")
    add.add_argument("--parent", metavar="代码", help="上级主管部门的代码；默认最早建立的主管部门")
    add.add_argument("--department", metavar="代码=名称", action="append", default=[], help="科室，可写多次")
    add.add_argument("--admin", metavar="登录名", help="同时建立这个机关的管理员")
    add.add_argument("--admin-name", metavar="姓名", default="机关管理员", help="管理员的姓名")
    add.add_argument("--opened-on", metavar="日期", help="启用日期，此前的信息只能作为历史存量导入；默认今天")
    add.add_argument("--index-front", metavar="前段码", default="", help="索引号前段，如组织机构代码")
    add_dir(add)
    add.set_defaults(run=with_data(run_add))
    listing = parts.add_parser("list", help="列出所有机关")
    add_dir(listing)
    add_json(listing)
    listing.set_defaults(run=with_data(run_list))


def run_add(args: Namespace) -> int:
    """Enter the organ with its columns, departments and, if asked for, an administrator; all or nothing."""
    from django.db import transaction
    from django.utils import timezone

    from gongkai.disclosure.acts.lay_out import lay_out_columns
    from gongkai.kernel.acts.organs import found_organ, save_department
    from gongkai.kernel.acts.people import enter_person, grant_role
    from gongkai.kernel.models import Role

    now, password = timezone.now(), one_time_password()
    with transaction.atomic():
        organ = found_organ(
            actor=None, code=args.code, name=args.name, kind=args.kind, parent=_parent(args.parent), now=now,
            opened_on=day_of(args.opened_on), index_front=args.index_front,
        )  # fmt: skip
        lay_out_columns(actor=None, organ=organ, now=now)
        for position, pair in enumerate(args.department):
            code, _, name = pair.partition("=")
            if not name:
                raise CommandFailed(f"科室“{pair}”写法不对，请写成 代码=名称，如 bgs=办公室。")
            save_department(actor=None, organ=organ, code=code, name=name, position=position, now=now)
        if args.admin:
            person = enter_person(
                actor=None, organ=organ, username=args.admin, name=args.admin_name, password=password, now=now
            )
            grant_role(actor=None, person=person, organ=organ, role=Role.ADMIN, now=now)
    say(f"已添加机关：{args.name}（{args.code}）")
    if args.admin:
        say(f"管理员登录名：{args.admin}")
        say(HANDED_OUT.format(password=password))
    return FINE


def _parent(code: str | None) -> Organ | None:
    from gongkai.kernel.models import Organ
    from gongkai.kernel.models.organs import OrganKind

    if not code:
        return Organ.objects.filter(kind=OrganKind.AUTHORITY, parent=None).order_by("id").first()
    return organ_named(code)


def organ_named(code: str) -> Organ:
    """The organ with that code; raises CommandFailed."""
    from gongkai.kernel.models import Organ

    organ = Organ.objects.filter(code=code).first()
    if organ is None:
        raise CommandFailed(f"没有代码为“{code}”的机关，可用 gongkai organ list 查看。")
    return organ


def run_list(args: Namespace) -> int:
    """Print every organ."""
    from gongkai.kernel.models import Organ

    organs = list(Organ.objects.select_related("parent").order_by("path"))
    if args.json:
        say_json(
            [
                {
                    "code": o.code,
                    "name": o.name,
                    "kind": o.kind,
                    "parent": o.parent.code if o.parent else None,
                }
                for o in organs
            ]
        )
        return FINE
    rows = [[o.code, o.name, o.get_kind_display(), o.parent.code if o.parent else ""] for o in organs]
    say_table(["代码", "全称", "类型", "上级"], rows)
    return FINE
