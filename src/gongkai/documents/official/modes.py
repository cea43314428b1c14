"""How a document says it is to be disclosed: a label with a value, ticked boxes, or a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.documents.official.imprint import is_about_disclosure
from gongkai.documents.official.lines import Line
from gongkai.documents.official.mode_words import WORDS, codes_in, labelled, meaning_of, noted
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.wording import squeezed

_TICKS = "☑✓✔√■▣☒●◉◆🗹★"
_BOXES = _TICKS + "□○☐◻◯▢"
_CHOICES = re.compile(r"主动公开|依申请公开|不予公开|不宜公开|不公开")
_YES_OR_NO = re.compile(r"[是否]")
_BRACKET_TICK = re.compile(r"[\[［(（【]([√✓✔☑xXvV])[\]］)）】]")
_BRACKET_BLANK = re.compile(r"[\[［(（【][\]］)）】]")
_INSIDE = re.compile(
    r"(?:公开(?:属性|方式|类别|选项|类型|形式)[:：]|[（(]?此件)(?P<said>主动公开|公开发布|依申请公开|不予公开|不公开)"
    r"|(?:^|\s|[。])(?P<alone>主动公开)(?=[\u4e00-\u9fff]{4,30}\d{4}年\d{1,2}月\d{1,2}日印)"
)
_LABEL_INSIDE = re.compile(r"公开(?:属性|选项|类别|类型)[:：].{0,40}")
_TRACE = re.compile(
    r"公开|属性[:：]|上网|互联网|解密|密级|对外|向社会|网站(?:登载|公布|发布)"
    r"|[此本该](?:件|文).{0,10}(?:发布|公布|登载|刊载|传达|外传)"
)
_OWN = re.compile(r"[此本该](?:件|文件?|通知|公告|通告|意见|决定|办法|方案|批复|函|纪要)[^，。；]{0,8}公开")
_INSIDE_DOUBT = "公开属性与其他文字连在一起，请核对。"
_TRACE_DOUBT = "文件写有“{said}”，不能确定是不是公开属性，请核对。"
_NONE_TICKED = "公开属性的选项一个也没有勾选，请选择。"
_MANY_TICKED = "公开属性勾选了不止一项，请选择。"
_UNCLEAR = "公开属性写作“{said}”，不能直接对应公开方式，请选择。"
_DISAGREE = "文件中几处公开属性不一致，请选择。"
_WHERE = "公开属性标注"
_LONGEST = 60


def mode_of(lines: Sequence[Line], edges: Sequence[str]) -> Proposed:
    """The mode of disclosure the document itself tells.

    None is certain only when nothing at the edges (texts near the head, behind the text, on the margins of
    the pages) and nothing that speaks of the document itself has to do with disclosure; a mode is certain
    only when no other is named at the edges.
    """
    found = [_said_by(line) for line in lines if is_about_disclosure(line)]
    if not found:
        return _hidden(lines, edges)
    values = list(dict.fromkeys(one.value for one in found))
    if len(values) > 1:
        others = tuple(value for value in values if value is not None)
        return Proposed(None, found[0].source, _WHERE, False, _DISAGREE, others)
    chosen = next((one for one in found if not one.is_sure), found[0])
    told = {line.plain for line in lines if is_about_disclosure(line)}
    beside = [plain for plain in map(squeezed, edges) if len(plain) < _LONGEST and plain not in told]
    rivals = {code for plain in beside for code in codes_in(plain)} - {chosen.value}
    if chosen.is_sure and rivals:
        return Proposed(chosen.value, chosen.source, _WHERE, False, _DISAGREE, tuple(sorted(rivals)))
    return chosen


def _hidden(lines: Sequence[Line], edges: Iterable[str]) -> Proposed:
    """A mode told inside a longer line or a table, as broken tables leave it: shown, not relied on."""
    for line in reversed(lines):
        label = _INSIDE.search(line.plain)
        if label:
            value = meaning_of(label["said"] or label["alone"])
            return Proposed(value, label[0], _WHERE, False, _INSIDE_DOUBT)
        bare = _LABEL_INSIDE.search(line.plain)
        if bare:
            return _unsure(bare[0], _INSIDE_DOUBT, ())
        own = _OWN.search(line.plain)
        if own:
            return _trace(own[0])
    for text in edges:
        if _TRACE.search(squeezed(text)):
            return _trace(text.strip())
    return Proposed(None)


def _trace(text: str) -> Proposed:
    said = text if len(text) <= 40 else text[:40] + "…"
    codes = sorted(codes_in(squeezed(text)))
    value = codes[0] if len(codes) == 1 else None
    return Proposed(value, said, _WHERE, False, _TRACE_DOUBT.format(said=said), tuple(codes[1:]))


def _said_by(line: Line) -> Proposed:
    source = line.text.strip()
    rest = labelled(line.plain)
    if rest is None:
        said = noted(line.plain) or ""
        code = meaning_of(said)
        return Proposed(code, source, _WHERE) if code else _unclear(source, said)
    text = _BRACKET_BLANK.sub("□", _BRACKET_TICK.sub("☑", rest))
    words = list(_CHOICES.finditer(text)) or (
        list(_YES_OR_NO.finditer(text)) if "是否" in line.plain and "公开" not in text else []
    )
    if any(sign in text for sign in _BOXES) and words:
        return _ticked(text, words, source)
    code = meaning_of(rest) if rest else None
    if code:
        return Proposed(code, source, _WHERE)
    return (
        _unsure(source, _NONE_TICKED, tuple(sorted(codes_in(rest)))) if not rest else _unclear(source, rest)
    )


def _unclear(source: str, said: str) -> Proposed:
    doubt = _NONE_TICKED if len(list(WORDS.finditer(said))) > 1 else _UNCLEAR.format(said=said)
    return _unsure(source, doubt, tuple(sorted(codes_in(said))))


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
            chosen.append(meaning_of(word[0]) or "")
    if len(chosen) == 1 and chosen[0]:
        return Proposed(chosen[0], source, _WHERE)
    return _unsure(source, _MANY_TICKED if chosen else _NONE_TICKED, tuple(filter(None, chosen)))


def _unsure(source: str, doubt: str, others: tuple[str, ...]) -> Proposed:
    return Proposed(None, source, _WHERE, False, doubt, others)
