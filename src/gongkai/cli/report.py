"""`gongkai report`: annual reports checked and read; each sub-command has a module of its own."""

from __future__ import annotations

from gongkai.cli import report_build, report_check, report_extract
from gongkai.cli.parser import ChineseParser, Commands, sub_commands

SUB_COMMANDS = (report_build, report_check, report_extract)


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command with its sub-commands."""
    parser = commands.add_parser("report", help="政府信息公开工作年度报告：统计、检查、提取")
    inner = sub_commands(parser, dest="report_command")
    for command in SUB_COMMANDS:
        command.register(inner)
