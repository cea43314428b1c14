"""`gongkai verify`: whether anybody altered a published page or the audit chain."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINDINGS, FINE, say, say_json
from gongkai.cli.parser import ChineseParser, Commands, add_dir, add_json, sub_commands

Difference = dict[str, object]

SUBJECTS = {"release": "发布目录", "audit": "审计记录"}
ANCHORS_LOST = "发布清单的签名不符，取不到留存的审计锚点"


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("verify", help="核对：发布目录与清单、审计记录的哈希链")
    parts = sub_commands(parser, dest="part")
    for name, label in (("release", "核对发布目录：改动、缺失、多出的文件"), ("audit", "核对审计记录")):
        part = parts.add_parser(name, help=label)
        add_dir(part)
        add_json(part)
        part.set_defaults(run=with_data(run))


def run(args: Namespace) -> int:
    """Compare and name every difference; 1 when there is one."""
    differences = release_differences() if args.part == "release" else audit_differences()
    if args.json:
        say_json({"what": args.part, "ok": not differences, "differences": differences})
        return FINDINGS if differences else FINE
    return tell(args.part, differences)


def tell(what: str, differences: list[Difference]) -> int:
    """Print the differences for people; returns the exit code."""
    for difference in differences:
        say(f"{difference['where']}：{difference['message']}")
    if differences:
        say(f"{SUBJECTS[what]}核对不符，共 {len(differences)} 处。")
        return FINDINGS
    say(f"{SUBJECTS[what]}核对无误。")
    return FINE


def release_differences() -> list[Difference]:
    """Every departure of the release's files from the signed manifest."""
    from gongkai.portal.publication import verify_release

    return [{"where": d.path, "kind": str(d.kind), "message": d.detail} for d in verify_release()]


def audit_differences() -> list[Difference]:
    """Every fault of the audit chains, compared with the anchors the release keeps outside the database."""
    from gongkai.kernel import audit
    from gongkai.portal.publication import current_release
    from gongkai.release import ManifestDamaged

    found: list[Difference] = []
    anchors: dict[str, str] = {}
    try:
        anchors = dict(current_release().head().anchors)
    except ManifestDamaged:
        found.append({"where": "manifest/head.json", "kind": "anchors", "message": ANCHORS_LOST})
    faults = audit.verify(anchors=anchors)
    return found + [
        {"where": f"{fault.chain} 第 {fault.seq} 条", "kind": "audit", "message": fault.message}
        for fault in faults
    ]
