"""From when a document holds and until when, as its own closing provisions say."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gongkai.documents.official.force_traces import ON, UNTIL, Said, absent_or_traced, with_rivals
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.wording import chinese_number, dates_in, squeezed

_DAY = (
    r"(?:\d{4}年\d{1,2}月\d{1,2}日"
    r"|[一二三四五六七八九〇○零Ｏ]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
_VERB = r"(?:正式)?(?:施行|实施|执行|生效|试行|实行|起用)"
_ON = re.compile(rf"(?:自|从|于)(?P<day>{_DAY})(?:起|开始)?{_VERB}")
_ON_OWN = re.compile(rf"(?:本[\u4e00-\u9fff]{{1,8}}|现予公布，?)(?P<day>{_DAY})(?:起)?{_VERB}")
_OF_ISSUE = re.compile(
    rf"自(?P<what>公布|发布|印发|下发|颁布|签发|发文|颁发|通过|公告)之日起?即?(?:开始)?{_VERB}"
)
_LATER = re.compile(
    r"自(?:公布|发布|印发|下发|颁布|公告)之日起?[满第]?[\d一二三四五六七八九十]+个?(?:日|天|月|工作日)[后起]*"
    + _VERB
)
_UNTIL = re.compile(rf"(?:有效|施行|试行|执行)期限?(?:截?至|到|为至)(?P<day>{_DAY})")
_FROM_TO = re.compile(rf"有效期限?为?(?:自|从)?(?P<start>{_DAY})(?:起)?至(?P<day>{_DAY})")
_LASTS = re.compile(rf"{_VERB}[，,、]?(?:至|到|执行至)(?P<day>{_DAY})(?:止|失效|废止|截止)?")
_STOPS = re.compile(rf"(?:于|至)(?P<day>{_DAY})(?:止|自动失效|自行失效|失效|自行废止|废止|停止执行)")
_YEARS = re.compile(
    r"(?:有效|施行|实施|执行)期限?[为是:：]?(?P<many>\d{1,2}|[一二三四五六七八九十两]{1,2})年"
)
_TRIAL = re.compile(r"试行(?:期|期限)?(?:为)?(?P<many>\d{1,2}|[一二三四五六七八九十两]{1,2})年")
_OWN = re.compile(r"本(?:办法|规定|细则|意见|通知|方案|决定|措施|通告|公告|制度|文件)|有效期")
_QUOTED = re.compile(r"[（(][^（）()]*[)）]")
_OF_OTHERS = re.compile(r"^的(?!通知)|^《|^之前")
_OLD_RULE = re.compile(r"(?:原|旧|《[^》]{2,60}》)(?:[^，。；]{0,12})$")
_UNDATED_ISSUE = "文件自{what}之日起施行，而成文日期不能确定，请填写施行日期。"
_LATER_DOUBT = "施行日期写作“{said}”，请按公布的日子推算后填写。"
_PRINT_DIFFERS = "文件自{what}之日起施行；成文日期与印发日期不同，请核对。"
_SEVERAL = "文件中有几个施行日期，请核对。"
_SEVERAL_ENDS = "文件中有几个有效期的截止日，请核对。"
_NO_START = "有效期{many}年，而施行日期不能确定，请填写截止日。"
_ON_TRIAL = "文件写明试行{many}年，请核对截止日。"
_BACKWARDS = "有效期的截止日早于施行日期，请核对。"


_ON_LABEL = re.compile(rf"(?:施行|实施|执行|生效)(?:时间|日期)[为是:：]?(?:自|从)?(?P<day>{_DAY})")
_RANGE = re.compile(
    rf"(?:自|从)(?P<start>{_DAY})起?[至到](?P<day>{_DAY})止?(?:期间)?(?:施行|实施|执行|试行|有效)"
)
_ON_DAY = re.compile(rf"自(?:即日|本日|今日)起?(?:正式)?{_VERB}")
_AT_ONCE = "文件写作“{said}”，施行日期取自成文日期，请核对。"


def force_of(paragraphs: list[Said], formed: Proposed, printed: date | None) -> tuple[Proposed, Proposed]:
    """The day from which the document holds and the last day on which it does."""
    effective = _effective(paragraphs, formed, printed)
    return effective, _expiry(paragraphs, effective)


def _effective(paragraphs: list[Said], formed: Proposed, printed: date | None) -> Proposed:
    found: list[Proposed] = []
    for said in paragraphs:
        plain = _QUOTED.sub("", said.plain)
        for pattern in (_ON, _ON_OWN, _ON_LABEL):
            for match in pattern.finditer(plain):
                if not _is_of_others(plain, match):
                    day = dates_in(match["day"])
                    if day:
                        found.append(Proposed(day[0][0], _cut(said, match[0]), said.where))
        later = _LATER.search(plain)
        if later:
            doubt = _LATER_DOUBT.format(said=later[0])
            found.append(Proposed(None, _cut(said, later[0]), said.where, False, doubt))
            continue
        for match in _OF_ISSUE.finditer(plain):
            if not _is_of_others(plain, match):
                found.append(_from_issue(said, match["what"], match[0], formed, printed))
        for match in _ON_DAY.finditer(plain):
            found.append(_at_once(said, match[0], formed))
    found = found or _starts(paragraphs)
    days = list(dict.fromkeys(one.value for one in found))
    if not found:
        return absent_or_traced(paragraphs, ON)
    if len(days) == 1:
        return with_rivals(found[0], paragraphs, ON)
    first = found[-1]
    others = tuple(day for day in days if day is not None and day != first.value)
    return Proposed(first.value, first.source, first.where, False, _SEVERAL, others)


def _starts(paragraphs: list[Said]) -> list[Proposed]:
    """The first days of spans in which the document is valid."""
    found = []
    for said in paragraphs:
        plain = _QUOTED.sub("", said.plain)
        for pattern in (_FROM_TO, _RANGE):
            match = pattern.search(plain)
            day = dates_in(match["start"]) if match and "本" in plain else []
            if match and day:
                found.append(Proposed(day[0][0], _cut(said, match[0]), said.where))
    return found


def _at_once(said: Said, words: str, formed: Proposed) -> Proposed:
    doubt = _AT_ONCE.format(said=words)
    return Proposed(formed.value, _cut(said, words), said.where, False, doubt)


def _is_of_others(plain: str, match: re.Match[str]) -> bool:
    """Whether the clause speaks of another document: «2017年3月1日起施行的《…》», «原《…》自…起施行»."""
    if _OF_OTHERS.match(plain[match.end() :]):
        return True
    before = re.split(r"[。；，]", plain[: match.start()])[-1]
    return _OLD_RULE.search(before) is not None and "本" not in before


def _from_issue(said: Said, what: str, words: str, formed: Proposed, printed: date | None) -> Proposed:
    source = _cut(said, words)
    if formed.value is None or not formed.is_sure or what == "通过":
        doubt = _UNDATED_ISSUE.format(what=what)
        return Proposed(formed.value, source, said.where, False, doubt)
    if printed is not None and printed != formed.value:
        doubt = _PRINT_DIFFERS.format(what=what)
        return Proposed(formed.value, source, said.where, False, doubt, (printed,))
    return Proposed(formed.value, source, said.where)


def _expiry(paragraphs: list[Said], effective: Proposed) -> Proposed:
    found: list[Proposed] = []
    for said in paragraphs:
        plain = _QUOTED.sub("", said.plain)
        for pattern in (_FROM_TO, _RANGE, _UNTIL, _LASTS, _STOPS):
            match = pattern.search(plain)
            if match and not (pattern is _STOPS and _is_of_others_end(plain, match)):
                day = dates_in(match["day"])
                if day:
                    found.append(Proposed(day[0][0], _cut(said, match[0]), said.where))
                    break
        else:
            years = _YEARS.search(plain) or _TRIAL.search(plain)
            if years and (effective.value is not None or "本" in plain):
                found.append(_after_years(said, years, effective))
    days = list(dict.fromkeys(one.value for one in found))
    if not found:
        return absent_or_traced(paragraphs, UNTIL)
    if len(days) > 1:
        last = found[-1]
        others = tuple(day for day in days if day is not None and day != last.value)
        return Proposed(last.value, last.source, last.where, False, _SEVERAL_ENDS, others)
    one = with_rivals(found[0], paragraphs, UNTIL)
    if isinstance(one.value, date) and isinstance(effective.value, date) and one.value < effective.value:
        return Proposed(one.value, one.source, one.where, False, _BACKWARDS)
    return one


def _is_of_others_end(plain: str, match: re.Match[str]) -> bool:
    """An end counts only where the document speaks of itself."""
    sentence = re.split(r"[。；]", plain[: match.start()])[-1]
    return (
        re.search(r"本(?:办法|规定|细则|意见|通知|方案|决定|措施|通告|公告|制度|文件)|有效期", sentence)
        is None
    )


def _after_years(said: Said, match: re.Match[str], effective: Proposed) -> Proposed:
    many = chinese_number(match["many"].replace("两", "二"))
    source = _cut(said, match[0])
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


def _cut(said: Said, words: str) -> str:
    """The sentence in which the words stand."""
    for sentence in re.split(r"(?<=[。；])", said.text):
        if words[:12] in squeezed(sentence) or squeezed(sentence) in words:
            return sentence.strip()[:200]
    return said.text.strip()[:200]
