"""`gongkai import`: old stock from a table and a folder of files, read first, entered when asked to."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.installation import with_data
from gongkai.cli.organ import organ_named
from gongkai.cli.output import FINDINGS, FINE, CommandFailed, say, say_json, say_table
from gongkai.cli.parser import ChineseParser, Commands, add_dir, add_json
from gongkai.cli.user import person_named

if TYPE_CHECKING:
    from gongkai.disclosure.models import ImportBatch

STATES = (("ready", "可导入"), ("entered", "已导入"), ("known", "以前已导入"), ("refused", "不能导入"))


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help="导入历史存量：先试读并逐行说明，--enter 才真正导入")
    parser.add_argument("file", metavar="文件", help="xlsx 或 csv，列名见 docs/features/import.md")
    parser.add_argument("--files", metavar="目录", help="附件所在的文件夹")
    parser.add_argument("--organ", metavar="代码", required=True, help="机关代码")
    parser.add_argument("--as", dest="actor", metavar="登录名", required=True, help="以谁的名义读入")
    parser.add_argument("--enter", action="store_true", help="试读后导入可以导入的行")
    parser.add_argument("--approve-as", metavar="登录名", help="成批审查的审核员，须是另一人")
    add_dir(parser)
    add_json(parser)
    parser.set_defaults(run=with_data(run))


def run(args: Namespace) -> int:
    """Stage the file and say what becomes of each row; enter the good ones on a second person's name.

    1 when some rows cannot be taken.
    """
    if args.enter and not args.approve_as:
        raise CommandFailed("导入须由第二人审查，请用 --approve-as 写明审核员的登录名。")
    batch = _stage(args)
    if args.enter and batch.rows.filter(state="ready").exists():
        _enter(args, batch)
    counts = {state: batch.rows.filter(state=state).count() for state, _ in STATES}
    refused = list(batch.rows.filter(state="refused").values_list("line", "reason"))
    if args.json:
        rows = [{"line": line, "reason": reason} for line, reason in refused]
        say_json({"batch": batch.pk, "organ": args.organ, "rows": counts, "refused": rows})
    else:
        _tell(batch, counts, refused)
    return FINDINGS if refused else FINE


def _stage(args: Namespace) -> ImportBatch:
    from django.utils import timezone

    from gongkai.disclosure.acts.import_legacy import stage_import
    from gongkai.disclosure.import_files import Folder

    path = Path(args.file)
    folder = Path(args.files) if args.files else path.parent
    if not folder.is_dir():
        raise CommandFailed(f"没有附件文件夹“{folder}”，请检查 --files。")
    with ExitStack() as stack:
        try:
            table = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise CommandFailed(f"打不开文件“{path}”，请检查路径和权限。") from error
        return stage_import(
            actor=person_named(args.actor),
            organ_id=organ_named(args.organ).pk,
            name=path.name,
            table=table,
            files=Folder(folder),
            now=timezone.now(),
        )


def _enter(args: Namespace, batch: ImportBatch) -> None:
    from django.utils import timezone

    from gongkai.disclosure.acts.import_entry import enter_rows
    from gongkai.disclosure.acts.import_legacy import approve_import

    approve_import(actor=person_named(args.approve_as), batch_id=batch.pk, now=timezone.now())
    while enter_rows(batch_id=batch.pk, now=timezone.now()):
        pass


def _tell(batch: ImportBatch, counts: dict[str, int], refused: list[tuple[int, str]]) -> None:
    say(f"批次 {batch.pk}：" + "，".join(f"{label} {counts[state]} 行" for state, label in STATES))
    if refused:
        say_table(["行号", "原因"], [[str(line), reason] for line, reason in refused])
    if counts["ready"]:
        say("以上是试读结果，没有导入。请另一名审核员在工作台审查这一批，或加 --enter --approve-as 导入。")
