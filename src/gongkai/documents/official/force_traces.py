"""Whatever in a text may tell from when or until when it holds: only where nothing does it is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from gongkai.documents.official.force_words import QUOTED, Said, words_before, words_behind
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.wording import dates_in

_HOLD = r"(?:施行|实施|执行|生效|试行|实行|起效|启用)"
_DAY = (
    r"(?:\d{4}年(?!月)(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}[./\-]\d{1,2}[./\-]\d{1,2}"
    r"|[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|即日|之日|次日|当日|今日|本日)"
)
#: A day and a word of force close together, in either order.
ON = re.compile(
    rf"{_DAY}(?:零时|\d{{1,2}}时)?[起开始正式后即满]{{0,6}}(?:(?<=[起始后])[，,])?[^，。；、停废]{{0,4}}{_HOLD}(?!方案|办法|细则|意见|情况|计划|工作|单位|主体)"
    rf"|{_HOLD}(?:时间|日期|之日|期限)?[^，。；停废]{{0,4}}{_DAY}"
    rf"|(?:自|从|公布|印发|发布|下发|颁布)[^，。；停废]{{0,16}}(?:起|后|开始)(?:即行?|正式|开始)?[^，。；停废]{{0,6}}{_HOLD}"
    r"|有效期限?[为:：]?自[^，。；]{0,10}起"
)
#: A word about an end of force.
UNTIL = re.compile(
    rf"(?<![证照标同价书果])(?:有效期|有效至|有效时间|时效)|(?:试行|施行|执行|实施|暂行)期(?!间)"
    rf"|{_HOLD}(?:时间|日期|期限)?[为是:：]?(?:自|从)?{_DAY}起?[至到—-]"
    rf"|{_HOLD}[^，。；]{{0,6}}(?:[至到止]{_DAY}|(?<!\d)[一二两三四五六七八九十\d]{{1,2}}(?:年|个月))"
    rf"|本[^，。；《]{{1,10}}[^。；《]{{0,16}}(?:废止|失效|停止执行|终止)|{_DAY}(?:自动|自行)?(?:失效|终止)"
    rf"|期满(?:后)?(?:自动|自行)?(?:失效|废止|终止)"
)
_OF_OTHERS = re.compile(r"[^，。；]{0,6}的《|《|之前|的")
_OLD = re.compile(r"(?:原|旧)(?:[^，。；本]{0,60})$")
_STOPPED = re.compile(r"废止|停止|不再|失效")
_MAYBE = "文件写有“{said}”，请核对是不是施行日期或者有效期。"


def absent_or_traced(paragraphs: Sequence[Said], pattern: re.Pattern[str]) -> Proposed:
    """None and certain where nothing of this kind is written, else None, unsure, with what is."""
    for said, words, days in _traces(paragraphs, pattern):
        doubt = _MAYBE.format(said=words)
        return Proposed(None, words, said.where, False, doubt, days)
    return Proposed(None)


def with_rivals(chosen: Proposed, paragraphs: Sequence[Said], pattern: re.Pattern[str]) -> Proposed:
    """The chosen day, unsure where another whole day is told in the same manner."""
    if not chosen.is_sure or chosen.value is None:
        return chosen
    for _, words, days in _traces(paragraphs, pattern):
        rivals = tuple(day for day in days if day != chosen.value)
        if days and len(rivals) == len(days):
            return replace(chosen, is_sure=False, doubt=_MAYBE.format(said=words), others=rivals)
    return chosen


def _traces(
    paragraphs: Sequence[Said], pattern: re.Pattern[str]
) -> Iterator[tuple[Said, str, tuple[date, ...]]]:
    for said in paragraphs:
        plain = QUOTED.sub("", said.plain)
        for match in pattern.finditer(plain):
            before = words_before(plain, match.start())
            sentence = before + words_behind(plain, match.start())
            is_old = "《" in before and "本" not in before and _STOPPED.search(sentence) is not None
            if is_old or _OF_OTHERS.match(plain, match.end()) or _OLD.search(before):
                continue
            yield said, match[0][:60], tuple(day for day, _ in dates_in(match[0]))
