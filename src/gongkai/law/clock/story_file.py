"""Reads a case file in YAML without trusting it: no aliases, no double keys, no size to choke on."""

from typing import Any

import yaml

from gongkai.law.clock.errors import StoryUnreadable
from gongkai.law.clock.facts import Story
from gongkai.law.clock.story_table import LinedTable, story_from_mapping

MOST_BYTES = 1_000_000
MOST_DEEP = 20

_TOO_LARGE = "文件超过1兆字节，不像是案件文件，请检查是不是选错了文件。"
_NOT_UTF8 = "文件不是 UTF-8 编码（可能是 GBK），请在编辑器里另存为 UTF-8 后再试。"
_EMPTY = "文件是空的，请写上 received 和 events。"
_NOT_YAML = "文件的第{line}行不合 YAML 的写法，请检查缩进、冒号后的空格和引号。"
_NOT_YAML_AT_ALL = "文件不合 YAML 的写法，请检查缩进、冒号后的空格和引号。"
_MORE_THAN_ONE = "文件里有不止一份内容（以 --- 隔开），请每个案件写一个文件。"
_ALIAS = "第{line}行用了引用（*），请直接写出内容。"
_DOUBLE_KEY = "第{line}行的 {key} 写了两次，请只保留一处。"
_BAD_KEY = "第{line}行的键不是一个词，请改正。"
_TOO_DEEP = "第{line}行套了太多层，请按说明书的格式改写。"


def read_story(content: bytes) -> Story:
    """The story in the bytes of a YAML file. Raises StoryUnreadable: where, what, and what to write."""
    if len(content) > MOST_BYTES:
        raise StoryUnreadable(_TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoryUnreadable(_NOT_UTF8) from error
    return story_from_mapping(_parsed(text))


def _parsed(text: str) -> Any:
    try:
        _refuse_tricks(text)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.composer.ComposerError as error:
        raise StoryUnreadable(_MORE_THAN_ONE) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise StoryUnreadable(_NOT_YAML.format(line=line)) from error
    except yaml.YAMLError as error:
        raise StoryUnreadable(_NOT_YAML_AT_ALL) from error
    if node is None:
        raise StoryUnreadable(_EMPTY)
    return _plain(node)


def _refuse_tricks(text: str) -> None:
    """Stop at an alias or a great depth before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise StoryUnreadable(_ALIAS.format(line=line))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEEP:
            raise StoryUnreadable(_TOO_DEEP.format(line=line))


def _plain(node: yaml.Node) -> Any:
    """The node as texts, lists and tables that know their lines; nothing is interpreted yet."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    table = LinedTable()
    lines: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise StoryUnreadable(_BAD_KEY.format(line=line))
        if key.value in table:
            raise StoryUnreadable(_DOUBLE_KEY.format(line=line, key=key.value))
        table[key.value] = _plain(value)
        lines[key.value] = line
    table.line, table.lines = node.start_mark.line + 1, lines
    return table
