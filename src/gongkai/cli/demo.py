"""`gongkai demo`: an invented bureau with its years, built and served with one command."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.installation import DEMO, choose, start_django
from gongkai.cli.output import FINE, CommandFailed, complain, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_json
from gongkai.cli.serve import HOST, PORT, add_address, prepare, require_free, serve

if TYPE_CHECKING:
    from gongkai.kernel.models import Organ

DIRECTORY = "demo"
DURABLE = "GONGKAI_RELEASE_DURABLE"
STALE = timedelta(days=7)

_OLD = "这份演示建于 {day}，其中的“近期”信息停在那一天。删除目录 {directory} 再运行，可得到新的一份。"
_UPLOAD = (
    "可以试着上传真实年报：以 zhoujing 登录工作台，新建信息，栏目选“政府信息公开年报”，从文件导入 {file}，"
    "再由 heweidong、limin、sunzhiqiang 依次审核后发布。"
)


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo", help="建一个虚构的区和它的工业和信息化局，然后启动（数据可随时删除）"
    )
    parser.add_argument("--dir", metavar="目录", default=DIRECTORY, help=f"放在哪里，默认 ./{DIRECTORY}")
    add_address(parser)
    parser.add_argument("--build-only", action="store_true", help="只建不启动")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Build the demo or find the one that is there, say what is in it, and serve it."""
    if not args.build_only:
        require_free(args.host, args.port)
    choose(args.dir, settings=DEMO)
    # Only for the building: a throw-away copy needs no sync after each page.
    durable = os.environ.pop(DURABLE, None)
    os.environ[DURABLE] = "0"
    start_django()
    os.environ.pop(DURABLE)
    if durable is not None:
        os.environ[DURABLE] = durable
    _build(args)
    organ = _bureau()
    if args.json:
        _say_json(organ)
    else:
        _say_table(organ)
    if args.build_only:
        return FINE
    prepare()
    if not args.json:
        _say_sign_ins(args)
    serve(host=args.host, port=args.port)
    return FINE


def _build(args: Namespace) -> None:
    from django.conf import settings
    from django.utils import timezone

    from gongkai.demo.build import NotADemo, build, existing

    now, directory = timezone.now(), Path(settings.GONGKAI_DIR)
    try:
        found = existing(directory)
    except NotADemo as reason:
        raise CommandFailed(str(reason)) from reason
    if found is None:
        build(now=now, progress=complain)
    elif now - found.built_at > STALE:
        complain(_OLD.format(day=timezone.localdate(found.built_at), directory=directory))


def _bureau() -> Organ:
    from gongkai.demo.reading import BUREAU
    from gongkai.kernel.models import Organ

    return Organ.objects.get(code=BUREAU)


def _say_json(organ: Organ) -> None:
    from gongkai.demo.figures import YEAR, year_lines
    from gongkai.portal.publication import release_dir

    lines = year_lines(organ)
    say_json(
        {
            "organ": organ.code,
            "year": YEAR,
            "published": {
                "total": sum(line.published for line in lines),
                "by_column": {line.label: line.published for line in lines},
            },
            "release": str(release_dir() / "www"),
        }
    )


def _say_table(organ: Organ) -> None:
    from gongkai.demo.figures import REPORTED_TOTAL, YEAR, Line, year_lines

    lines = year_lines(organ)
    lines.append(Line("合计", sum(line.published for line in lines), REPORTED_TOTAL))
    say(f"{organ.name} {YEAR} 年主动公开：")
    rows = [
        [line.label, str(line.published), str(line.reported), "✓" if line.agrees else "✗"] for line in lines
    ]
    say_table(["类别", "演示", "真实年报", "一致"], rows)


def _say_sign_ins(args: Namespace) -> None:
    from gongkai.demo.cases.tracked import tracked
    from gongkai.demo.cast import PASSWORD
    from gongkai.demo.seed import seed_report
    from gongkai.demo.sign_ins import sign_ins

    say()
    say(f"门户　　http://{args.host}:{args.port}/")
    say(f"工作台　http://{args.host}:{args.port}/desk/")
    say(f"所有账号的密码都是 {PASSWORD}（只在演示中有效）")
    say_table(["登录名", "姓名", "机关", "角色"], sign_ins())
    say("在门户“申请进度查询”可以试查：")
    say_table(["编号", "查询码", "状态"], tracked(_bureau()))
    report = seed_report()
    if report:
        say(_UPLOAD.format(file=report))
    say()


__all__ = ["HOST", "PORT", "register", "run"]
