"""`gongkai screen`: what must not go out in files, without any database."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.cli.output import FAILED, FINDINGS, FINE, say, say_json
from gongkai.cli.parser import ChineseParser, Commands, add_json
from gongkai.documents import FileRefused, extract_text, sniff
from gongkai.screening import Finding, Severity, screen_text


@dataclass
class Screened:
    """One file: whether all its text could be read, why not, and what was found in it."""

    file: str
    is_read: bool = True
    note: str = ""
    findings: list[Finding] = field(default_factory=list)

    def table(self) -> dict[str, object]:
        """The file's part of the JSON; numbers are masked."""
        names = ("check", "label", "severity", "overridable", "where", "masked", "excerpt")
        return {
            "file": self.file,
            "read": self.is_read,
            "note": self.note,
            "findings": [{name: _plain(getattr(found, name)) for name in names} for found in self.findings],
        }


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "screen", help="检查文件里有没有个人号码、国家秘密标志等不能公开的内容（不需要数据库）"
    )
    parser.add_argument("files", metavar="文件", nargs="+", help="docx、xlsx、pdf、txt 等文件")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Screen each file; 1 when something must not go out, 2 when a file could not be read in full."""
    results = [screen_file(Path(name)) for name in args.files]
    if args.json:
        say_json({"files": [result.table() for result in results]})
    else:
        for result in results:
            _tell(result)
    if not all(result.is_read for result in results):
        return FAILED
    blocks = any(found.severity is Severity.BLOCK for result in results for found in result.findings)
    return FINDINGS if blocks else FINE


def screen_file(path: Path) -> Screened:
    """Read a file and screen all its text, hidden parts included."""
    try:
        extraction = extract_text(path, sniff(path.name, path))
    except FileRefused as refusal:
        return Screened(str(path), is_read=False, note=refusal.message)
    except OSError:
        return Screened(str(path), is_read=False, note="打不开文件，请检查路径和权限。")
    findings = [found for part in extraction.parts for found in screen_text(part.text, where=part.where)]
    return Screened(str(path), extraction.complete, extraction.note, findings)


def _tell(result: Screened) -> None:
    if not result.is_read:
        say(f"{result.file}：没有全部读出。{result.note}")
    elif not result.findings:
        say(f"{result.file}：没有发现问题。")
    for found in result.findings:
        say(f"{result.file}：{found.where}：{found.label} {found.masked}（{found.excerpt}）")


def _plain(value: object) -> object:
    return value if isinstance(value, bool) else str(value)
