"""Help and errors of the command line: Chinese, on one line, code 2."""

import argparse
import sys

import pytest

from gongkai.cli.main import build_parser
from tests.support.commands import gongkai


def parsers(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """A parser and all below it."""
    below = [
        child
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for child in action.choices.values()
    ]
    return [parser, *(deeper for child in below for deeper in parsers(child))]


@pytest.mark.parametrize("parser", parsers(build_parser()), ids=lambda parser: parser.prog)
def test_help_is_chinese_throughout(parser: argparse.ArgumentParser):
    text = parser.format_help()

    assert text.startswith("用法：")
    assert not any(word in text for word in ("usage", "options", "positional", "show this"))
    told = [action for action in parser._actions if not isinstance(action, argparse._SubParsersAction)]
    assert all(action.help for action in told)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少参数：命令"),
        (["no-such"], "参数 命令 不能是"),
        (["verify"], "缺少参数：命令"),
        (["screen"], "缺少参数：文件"),
        (["calendar", "show", "next"], "参数 年份 的值 'next' 写法不对"),
        (["serve", "--port"], "参数 --port 后面须有一个值"),
        (["verify", "audit", "--fast"], "不认识的参数：--fast"),
    ],
)
def test_a_wrong_call_is_one_chinese_line(arguments: list[str], sentence: str, capsys):
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(arguments)

    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert sentence in said
    assert said.count("\n") == 1
    assert "--help" in said


def test_pure_commands_start_without_django():
    program = (
        "import sys; from gongkai.cli.main import main; main(['calendar', 'show', '2026']);"
        "sys.exit(any(name == 'django' or name.startswith('django.') for name in sys.modules))"
    )
    import subprocess

    from tests.support.commands import environment

    done = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True)

    assert done.returncode == 0, done.stderr


def test_the_version_is_told():
    assert gongkai("--version").stdout.startswith("gongkai 0.")
