"""Until when a document holds, as its own closing provisions say."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gongkai.documents.official.force_traces import UNTIL, absent_or_traced, with_rivals
from gongkai.documents.official.force_words import (
    DAY,
    FROM_TO,
    QUOTED,
    RANGE,
    VERB,
    Said,
    of_itself,
    sentence_with,
    words_before,
)
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.wording import chinese_number, dates_in

_UNTIL = re.compile(rf"(?:有效|施行|试行|执行)期限?(?:截?至|到|为至)(?P<day>{DAY})")
_LASTS = re.compile(rf"{VERB}[，,、]?(?:至|到|执行至)(?P<day>{DAY})(?:止|失效|废止|截止)?")
_STOPS = re.compile(rf"(?:于|至)(?P<day>{DAY})(?:止|自动失效|自行失效|失效|自行废止|废止|停止执行)")
_YEARS = re.compile(
    r"(?:有效|施行|实施|执行)期限?[为是:：]?(?P<many>\d{1,2}|[一二三四五六七八九十两]{1,2})年"
)
_TRIAL = re.compile(r"试行(?:期|期限)?(?:为)?(?P<many>\d{1,2}|[一二三四五六七八九十两]{1,2})年")
_SEVERAL_ENDS = "文件中有几个有效期的截止日，请核对。"
_NO_START = "有效期{many}年，而施行日期不能确定，请填写截止日。"
_ON_TRIAL = "文件写明试行{many}年，请核对截止日。"
_BACKWARDS = "有效期的截止日早于施行日期，请核对。"


def expiry_of(paragraphs: list[Said], effective: Proposed) -> Proposed:
    """The last day on which the document holds, reckoned from the first where years are told."""
    found = [one for said in paragraphs if (one := _end(said, effective)) is not None]
    days = list(dict.fromkeys(one.value for one in found))
    if not found:
        return absent_or_traced(paragraphs, UNTIL)
    if len(days) > 1:
        last = found[-1]
        others = tuple(day for day in days if day is not None and day != last.value)
        return Proposed(last.value, last.source, last.where, False, _SEVERAL_ENDS, others)
    one = with_rivals(next((one for one in found if one.is_sure), found[0]), paragraphs, UNTIL)
    if isinstance(one.value, date) and isinstance(effective.value, date) and one.value < effective.value:
        return Proposed(one.value, one.source, one.where, False, _BACKWARDS)
    return one


def _end(said: Said, effective: Proposed) -> Proposed | None:
    plain = QUOTED.sub("", said.plain)
    for pattern in (FROM_TO, RANGE, _UNTIL, _LASTS, _STOPS):
        match = pattern.search(plain)
        day = dates_in(match["day"]) if match else []
        if match and day and not (pattern is _STOPS and _is_of_others(plain, match)):
            return of_itself(Proposed(day[0][0], sentence_with(said, match[0]), said.where), plain, match)
    years = _YEARS.search(plain) or _TRIAL.search(plain)
    if years and (effective.value is not None or "本" in plain):
        return of_itself(_after_years(said, years, effective), plain, years)
    return None


def _is_of_others(plain: str, match: re.Match[str]) -> bool:
    """An end counts only where the document speaks of itself."""
    sentence = words_before(plain, match.start(), "。；")
    return (
        re.search(r"本(?:办法|规定|细则|意见|通知|方案|决定|措施|通告|公告|制度|文件)|有效期", sentence)
        is None
    )


def _after_years(said: Said, match: re.Match[str], effective: Proposed) -> Proposed:
    many = chinese_number(match["many"].replace("两", "二"))
    source = sentence_with(said, match[0])
    if not isinstance(effective.value, date) or many is None:
        return Proposed(None, source, said.where, False, _NO_START.format(many=match["many"]))
    last = _last_day(effective.value, many)
    if match.re is _TRIAL:
        return Proposed(last, source, said.where, False, _ON_TRIAL.format(many=match["many"]))
    doubt = "" if effective.is_sure else _NO_START.format(many=match["many"])
    return Proposed(last, source, said.where, effective.is_sure, doubt)


def _last_day(start: date, years: int) -> date:
    """The day before the same day some years on."""
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:
        return date(start.year + years, 2, 28)
