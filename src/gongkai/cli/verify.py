"""`gongkai verify`: whether anybody altered a published page, the audit chain or an evidence package."""

from __future__ import annotations

import hashlib
import hmac
from argparse import Namespace
from pathlib import Path

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINDINGS, FINE, CommandFailed, say, say_json
from gongkai.cli.parser import ChineseParser, Commands, add_dir, add_json, sub_commands
from gongkai.dossier import DossierError, Report, Sign, verify_package

Difference = dict[str, object]

SUBJECTS = {"release": "发布目录", "audit": "审计记录", "package": "案卷包"}
ANCHORS_LOST = "发布清单的签名不符，取不到留存的审计锚点"


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("verify", help="核对：发布目录与清单、审计记录的哈希链、案卷包")
    parts = sub_commands(parser, dest="part")
    for name, label in (("release", "核对发布目录：改动、缺失、多出的文件"), ("audit", "核对审计记录")):
        part = parts.add_parser(name, help=label)
        add_dir(part)
        add_json(part)
        part.set_defaults(run=with_data(run))
    _register_package(parts)


def _register_package(parts: Commands[ChineseParser]) -> None:
    part = parts.add_parser("package", help="核对案卷包：文件、清单、期限、审计记录（不需要数据库）")
    part.add_argument("file", metavar="文件", help="案卷包（zip）")
    part.add_argument("--dir", metavar="目录", help="出具机关的数据目录；指明后用其中的密钥核对签名")
    part.add_argument("--digest", metavar="校验值", default="", help="归档登记的整包 SHA-256 校验值")
    add_json(part)
    part.set_defaults(run=run_package)


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


def run_package(args: Namespace) -> int:
    """Prove an evidence package without a database; 1 when anything departs from what was written."""
    try:
        report = verify_package(Path(args.file), sign=_signer(args.dir), digest=args.digest)
    except DossierError as error:
        raise CommandFailed(str(error)) from error
    differences: list[Difference] = [
        {"where": one.where, "kind": str(one.kind), "message": one.message} for one in report.findings
    ]
    if args.json:
        say_json(_package_table(report, differences))
        return FINDINGS if differences else FINE
    for note in report.notes:
        say(f"说明：{note}")
    say(f"整包校验值（SHA-256）：{report.digest}")
    return tell("package", differences)


def _package_table(report: Report, differences: list[Difference]) -> dict[str, object]:
    return {
        "what": "package",
        "ok": not differences,
        "differences": differences,
        "case": report.number,
        "digest": report.digest,
        "notes": report.notes,
    }


def _signer(directory: str | None) -> Sign | None:
    """The installation's way to sign, from its key alone; None where no installation was named."""
    if not directory:
        return None
    path = Path(directory) / "keys" / "release.key"
    try:
        key = path.read_text("ascii").split()[0].encode("ascii")
    except (OSError, ValueError, IndexError) as error:
        raise CommandFailed(f"读不到密钥“{path}”，请核对数据目录，并以系统账号运行。") from error
    return lambda raw: hmac.new(key, raw, hashlib.sha256).hexdigest()
