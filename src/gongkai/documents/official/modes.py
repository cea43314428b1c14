"""How a document says it is to be disclosed: a label with a value, ticked boxes, or a note."""

from __future__ import annotations

import re

from gongkai.documents.official.imprint import MODE_ALONE, MODE_LABEL, is_about_disclosure
from gongkai.documents.official.lines import Line
from gongkai.documents.official.results import Proposed

_TICKS = "☑✓✔√■▣☒●◉◆🗹★"
_BOXES = _TICKS + "□○☐◻◯▢"
_WORDS = r"主动公开|依申请公开|不予公开|不宜公开|不公开"
_CODES = {
    "主动公开": "proactive", "公开发布": "proactive", "公开": "proactive", "依申请公开": "on_request",
    "不予公开": "withheld", "不宜公开": "withheld", "不公开": "withheld",
}  # fmt: skip
_BRACKET_TICK = re.compile(r"[\[［(（【]([√✓✔☑xXvV])[\]］)）】]")
_BRACKET_BLANK = re.compile(r"[\[［(（【][\]］)）】]")
_INSIDE = re.compile(
    r"(?:公开(?:属性|方式|类别|选项|类型|形式)[:：]|[（(]?此件)(?P<said>主动公开|公开发布|依申请公开|不予公开|不公开)"
    r"|(?:^|\s|[。])(?P<alone>主动公开)(?=[\u4e00-\u9fff]{4,30}\d{4}年\d{1,2}月\d{1,2}日印)"
)
_LABEL_INSIDE = re.compile(r"公开(?:属性|选项|类别|类型)[:：].{0,40}")
_INSIDE_DOUBT = "公开属性与其他文字连在一起，请核对。"
_PARTLY = re.compile(r"删减|部分公开|区分处理|遮盖")
_NONE_TICKED = "公开属性的选项一个也没有勾选，请选择。"
_MANY_TICKED = "公开属性勾选了不止一项，请选择。"
_UNCLEAR = "公开属性写作“{said}”，不能直接对应公开方式，请选择。"
_DISAGREE = "文件中几处公开属性不一致，请选择。"
_WHERE = "公开属性标注"


def mode_of(lines: list[Line]) -> Proposed:
    """The mode of disclosure the document itself tells; None and certain when it tells none."""
    found = [_said_by(line) for line in lines if is_about_disclosure(line)]
    if not found:
        return _hidden(lines)
    values = list(dict.fromkeys(one.value for one in found))
    if len(values) == 1:
        return next((one for one in found if not one.is_sure), found[0])
    others = tuple(value for value in values if value is not None)
    return Proposed(None, found[0].source, _WHERE, False, _DISAGREE, others)


def _hidden(lines: list[Line]) -> Proposed:
    """A mode told inside a longer line or a table, as broken tables leave it: shown, not relied on."""
    for line in reversed(lines):
        label = _INSIDE.search(line.plain)
        if label:
            value = _CODES[label["said"] or label["alone"]]
            return Proposed(value, label[0], _WHERE, False, _INSIDE_DOUBT)
        bare = _LABEL_INSIDE.search(line.plain)
        if bare:
            return _unsure(bare[0], _INSIDE_DOUBT, ())
    return Proposed(None)


def _said_by(line: Line) -> Proposed:
    alone = MODE_ALONE.fullmatch(line.plain)
    label = MODE_LABEL.fullmatch(line.plain)
    rest = label["rest"] if label else (alone["said"] if alone else "")
    source = line.text.strip()
    if _PARTLY.search(rest):
        return _unsure(source, _UNCLEAR.format(said=rest), ("proactive",))
    text = _BRACKET_BLANK.sub("□", _BRACKET_TICK.sub("☑", rest))
    words = list(re.finditer(_WORDS, text))
    if any(sign in text for sign in _BOXES) and words:
        return _ticked(text, words, source)
    codes = list(dict.fromkeys(_CODES[word[0]] for word in words))
    if not codes and re.sub(r"[。)）\s]", "", rest) in ("公开", "公开发布", "是"):
        codes = ["proactive"]
    if len(codes) == 1:
        return Proposed(codes[0], source, _WHERE)
    doubt = _NONE_TICKED if not rest or codes else _UNCLEAR.format(said=rest)
    return _unsure(source, doubt, tuple(codes))


def _ticked(text: str, words: list[re.Match[str]], source: str) -> Proposed:
    first = next(place for place, sign in enumerate(text) if sign in _BOXES)
    is_before = first < words[0].start()
    chosen = []
    for place, word in enumerate(words):
        if is_before:
            edge = words[place - 1].end() if place else 0
            around = text[edge : word.start()]
        else:
            edge = words[place + 1].start() if place + 1 < len(words) else len(text)
            around = text[word.end() : edge]
        if any(sign in _TICKS for sign in around):
            chosen.append(_CODES[word[0]])
    if len(chosen) == 1:
        return Proposed(chosen[0], source, _WHERE)
    return _unsure(source, _MANY_TICKED if chosen else _NONE_TICKED, tuple(chosen))


def _unsure(source: str, doubt: str, others: tuple[str, ...]) -> Proposed:
    return Proposed(None, source, _WHERE, False, doubt, others)
