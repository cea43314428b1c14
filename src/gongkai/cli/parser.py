"""An argument parser that speaks Chinese, so that help and errors read like the rest of the product."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_USAGE = "用法："
#: argparse's own sentences and ours; what is not in the table is shown as it came.
_SENTENCES = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少参数：{0}。"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识的参数：{0}。"),
    (
        re.compile(r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)"),
        "参数 {0} 不能是 {1}，可选：{2}。",
    ),
    (re.compile(r"argument (.+?): expected one argument"), "参数 {0} 后面须有一个值。"),
    (re.compile(r"argument (.+?): expected at least one argument"), "参数 {0} 后面至少须有一个值。"),
    (re.compile(r"argument (.+?): invalid \S+ value: (.+)"), "参数 {0} 的值 {1} 写法不对。"),
    (re.compile(r"argument (.+?): not allowed with argument (.+)"), "参数 {0} 不能与 {1} 同时使用。"),
)
_WRONG = "{prog}：{sentence}运行 {prog} --help 查看用法。"

Commands = argparse._SubParsersAction


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are Chinese; a wrong call ends with code 2."""

    def __init__(self, **options: Any) -> None:
        options = {"formatter_class": _Formatter, "allow_abbrev": False, **options}
        super().__init__(**options, add_help=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong with the call, and end with code 2."""
        sys.stderr.write(_WRONG.format(prog=self.prog, sentence=in_chinese(message)) + "\n")
        sys.exit(2)


def in_chinese(message: str) -> str:
    """The sentence of argparse in Chinese."""
    for pattern, sentence in _SENTENCES:
        found = pattern.fullmatch(message)
        if found:
            return sentence.format(*found.groups())
    return message


def sub_commands(parser: argparse.ArgumentParser, *, dest: str) -> Commands[ChineseParser]:
    """The place where a parser's commands are added; one of them must be named in a call."""
    return parser.add_subparsers(
        title="命令", metavar="命令", dest=dest, required=True, parser_class=ChineseParser
    )


def add_dir(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which installation it works on."""
    parser.add_argument(
        "--dir",
        metavar="目录",
        help="数据目录（数据库、文件、发布目录、密钥）；指明后不再理会 DATABASE_URL，使用目录内的数据库",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command answer a program."""
    parser.add_argument("--json", action="store_true", help="输出 JSON，格式见 docs/schemas/")
