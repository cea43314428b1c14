"""Marks of state secrets as they stand on documents, told apart from talk about secrecy.

A mark is a level word with a star, a level with a period alone on a line, a level alone among the first
lines, or a filled-in field 密级. Such a document is refused and no one may override it (保守国家秘密法,
政府信息公开条例 第十四条). Prose such as 保守国家秘密 or 商业秘密 is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.screening.findings import Check, Match, Severity

_B = r"[ \t\n]{0,4}"
_LEVEL = rf"(?:[绝絕]{_B}密|[机機]{_B}密|[秘祕]{_B}密)"
_STAR = "[★☆⭐✩✪✭✮✯✰⋆✦✧٭]"
_WEAK_STAR = "[*﹡∗✱※]"
_NUMBER = r"[0-9一二三四五六七八九十]{1,3}"
_PERIOD = rf"(?:{_NUMBER}{_B}(?:年|个{_B}月|月|[天日])|长{_B}期|启{_B}封{_B}前?)"
_URGENCY = r"(?:特{0}急|加{0}急|平{0}急|急{0}件)".format("[ ]{0,2}")

_STARRED = re.compile(rf"{_LEVEL}(?:级)?{_B}{_STAR}(?!{_B}{_STAR})(?:{_B}{_PERIOD})?")
_WEAKLY_STARRED = re.compile(rf"{_LEVEL}(?:级)?{_B}{_WEAK_STAR}{_B}{_PERIOD}")
_PERIOD_LINE = re.compile(rf"[ \t]*(?P<mark>{_LEVEL}(?:级)?[ \t]{{0,8}}{_PERIOD})[ \t]*")
_ALONE_LINE = re.compile(
    rf"[ \t]*(?:(?:№|No\.?)?[0-9]{{1,8}}|{_URGENCY})?[ \t]*"
    rf"(?P<mark>{_LEVEL}(?:级|文{_B}件|件)?[ \t]*{_WEAK_STAR}?)[ \t]*(?:{_URGENCY}|[0-9]{{1,8}})?[ \t]*"
)
_BRACKETED = re.compile(
    rf"[【\[]{_B}(?P<wide>{_LEVEL})(?:级)?{_B}[】\]]|^[ \t]*\({_B}(?P<lead>{_LEVEL}){_B}\)"
    rf"|\({_B}(?P<tail>{_LEVEL}){_B}\)[ \t]*$"
)
_FIELD = re.compile(
    rf"密{_B}级{_B}(?P<by>[:=]|[为是]|(?<=[ \t\n])){_B}[\[【(“\"]?{_B}(?P<mark>{_LEVEL})(?:级)?+"
    rf"(?!{_B}[、/或和及与□☐○,;]?{_B}{_LEVEL}|的)"
)
_TICKED = re.compile(rf"[☑☒■✓✔√●]{_B}(?P<mark>{_LEVEL})(?P<next_box>[□☐☑])?")
_TICK_CONTEXT = re.compile(rf"密{_B}级|[□☐]")
_INTERNAL_TAIL = (
    r"注意(?:保密|保存|保管)|请?妥善(?:保管|保存)|不得(?:外传|公开|翻印)|请?勿外传|严禁外传|会后(?:收回|清退)"
)
_INTERNAL_LINE = re.compile(
    r"[ \t【\[(]*(?P<mark>(?:内部(?:资料|文件|材料|参考|刊物|使用|发行|掌握)|工作秘密|"
    r"仅供(?:内部|领导)参[考阅]|(?:不得|请勿|严禁)外传|注意保密)"
    rf"(?:[ \t、,。;!:]*(?:{_INTERNAL_TAIL}))*)[ \t】\])。!]*"
)
_DECLASSIFIED = re.compile(r"已[经被]?(?:解密|解除密级|解除)")
_OPENING_QUOTES = frozenset("“‘\"'")
_CLOSING_QUOTES = frozenset("”’\"'")
HEAD_LINES = 12
_LONGEST_MARK_LINE = 60
_LINE_REACH = 120


def find_secrecy_marks(text: str) -> Iterator[Match]:
    """Yield secrecy marks in folded text.

    A true mark blocks and is not overridable. A mark that is quoted, declared declassified on its
    line, or one of a firm's trade secret blocks but may be overridden with a reason; so does 内部资料 and
    its like. A level alone on a line further down, or in a list of levels, is a warning.
    """
    for pattern in (_STARRED, _WEAKLY_STARRED):
        for found in pattern.finditer(text):
            yield _mark(text, found.start(), found.end())
    for found in _FIELD.finditer(text):
        in_a_sentence = found.group("by") in ("为", "是")
        span = found.span("mark")
        yield _mention(text, *span, severity=Severity.WARN) if in_a_sentence else _mark(text, *span)
    for found in _TICKED.finditer(text):
        if _TICK_CONTEXT.search(text, max(0, found.start() - 30), found.end() + 30):
            # «公开☑ 秘密□» has its boxes after the words: which one is ticked is for a person to say.
            unsure = found.group("next_box") is not None
            span = found.span("mark")
            yield _mention(text, *span, severity=Severity.BLOCK) if unsure else _mark(text, *span)
    yield from _marks_on_lines(text)


def _marks_on_lines(text: str) -> Iterator[Match]:
    lines = [(start, line) for start, line in _lines(text) if line.strip()]
    for index, (start, line) in enumerate(lines):
        if len(line) > _LONGEST_MARK_LINE:
            if index < HEAD_LINES:
                yield from _bracketed(text, start, line)
            continue
        period = _PERIOD_LINE.fullmatch(line)
        alone = _ALONE_LINE.fullmatch(line)
        internal = _INTERNAL_LINE.fullmatch(line)
        if period:
            yield _mark(text, start + period.start("mark"), start + period.end("mark"))
        elif alone:
            span = start + alone.start("mark"), start + alone.end("mark")
            is_head = index < HEAD_LINES and not _is_in_list_of_levels(lines, index)
            yield _mark(text, *span) if is_head else _mention(text, *span, severity=Severity.WARN)
        elif internal:
            span = start + internal.start("mark"), start + internal.end("mark")
            yield _found(text, Check.INTERNAL_MARK, *span, severity=Severity.BLOCK, overridable=True)
        elif index < HEAD_LINES:
            yield from _bracketed(text, start, line)


def _bracketed(text: str, start: int, line: str) -> Iterator[Match]:
    for found in _BRACKETED.finditer(line):
        name = found.lastgroup or "wide"
        yield _mark(text, start + found.start(name), start + found.end(name))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _is_in_list_of_levels(lines: list[tuple[int, str]], index: int) -> bool:
    own = _level_of(lines[index][1])
    neighbours = [lines[i][1] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return any(_ALONE_LINE.fullmatch(line) and _level_of(line) != own for line in neighbours)


def _level_of(line: str) -> str:
    return "".join(char for char in line if char in "绝絕机機秘祕")[:1]


def _mark(text: str, start: int, end: int) -> Match:
    line_start = text.rfind("\n", max(0, start - _LINE_REACH), start) + 1 or max(0, start - _LINE_REACH)
    line = text[line_start : end + _LINE_REACH].partition("\n")[0]
    if (
        _is_quoted(text, start, end)
        or _DECLASSIFIED.search(line)
        or text[max(0, start - 2) : start] == "商业"
    ):
        return _mention(text, start, end, severity=Severity.BLOCK)
    return _found(text, Check.SECRECY_MARK, start, end, severity=Severity.BLOCK, overridable=False)


def _is_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in _OPENING_QUOTES and text[end : end + 1] in _CLOSING_QUOTES


def _mention(text: str, start: int, end: int, *, severity: Severity) -> Match:
    return _found(text, Check.SECRECY_MENTION, start, end, severity=severity, overridable=True)


def _found(text: str, check: Check, start: int, end: int, *, severity: Severity, overridable: bool) -> Match:
    words = "".join(text[start:end].split())
    return Match(check, severity, start, end, words, words, overridable)
