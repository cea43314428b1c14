"""`gongkai init`: a new installation with its keys, database, first organ and first administrator."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINE, CommandFailed, say
from gongkai.cli.parser import ChineseParser, Commands, add_dir
from gongkai.cli.passwords import HANDED_OUT, one_time_password

FOLDERS = ("files", "release", "keys", "calendar", "static")


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("init", help="首次安装：建目录、密钥和数据库，建主管部门和第一名管理员")
    add_dir(parser)
    parser.add_argument("--name", metavar="全称", required=True, help="主管部门的规范全称")
    parser.add_argument("--code", metavar="代码", required=True, help="主管部门的代码，用在网址里，如 wcq")
    parser.add_argument("--admin", metavar="登录名", default="admin", help="第一名管理员的登录名")
    parser.add_argument("--admin-name", metavar="姓名", default="系统管理员", help="第一名管理员的姓名")
    parser.add_argument("--opened-on", metavar="日期", help="启用日期，如 2026-01-01；默认今天")
    parser.add_argument("--index-front", metavar="前段码", default="", help="索引号前段，如组织机构代码")
    parser.set_defaults(run=with_data(run, must_exist=False))


def run(args: Namespace) -> int:
    """Make what is missing; an installation that has organs already keeps them as they are."""
    from django.conf import settings

    from gongkai.cli.migrate import migrate
    from gongkai.kernel import keys
    from gongkai.kernel.models import Organ

    directory = Path(settings.GONGKAI_DIR)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o750)
        for name in FOLDERS:
            (directory / name).mkdir(exist_ok=True)
    except OSError as error:
        raise CommandFailed(f"建不了数据目录 {directory}，请检查权限：{error.strerror}。") from error
    made = keys.make_keys()
    say(
        "已生成密钥：{}。请把 keys 目录另行备份保管。".format("、".join(made))
        if made
        else "密钥已有，没有改动。"
    )
    migrate()
    if Organ.objects.exists():
        say("数据库里已有机关，没有改动。")
        return FINE
    password = _first_organ(args)
    say(f"已建立主管部门：{args.name}（{args.code}）")
    say(f"管理员登录名：{args.admin}")
    say(HANDED_OUT.format(password=password))
    say("下一步：gongkai organ add 添加公开机关，gongkai serve 启动。")
    return FINE


def _first_organ(args: Namespace) -> str:
    from django.db import transaction
    from django.utils import timezone

    from gongkai.disclosure.acts.lay_out import lay_out_columns
    from gongkai.kernel.acts.organs import found_organ
    from gongkai.kernel.acts.people import enter_person, grant_role
    from gongkai.kernel.models import Role
    from gongkai.kernel.models.organs import OrganKind

    now, password = timezone.now(), one_time_password()
    with transaction.atomic():
        organ = found_organ(
            actor=None, code=args.code, name=args.name, kind=OrganKind.AUTHORITY, now=now,
            opened_on=day_of(args.opened_on), index_front=args.index_front,
        )  # fmt: skip
        lay_out_columns(actor=None, organ=organ, now=now)
        person = enter_person(
            actor=None, organ=organ, username=args.admin, name=args.admin_name, password=password, now=now
        )
        grant_role(actor=None, person=person, organ=organ, role=Role.ADMIN, now=now)
    return password


def day_of(text: str | None) -> date:
    """The local date somebody typed, today when nothing was typed; raises CommandFailed."""
    from django.utils.timezone import localdate

    if not text:
        return localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandFailed(f"日期“{text}”写法不对，请写成 2026-01-01。") from None
