"""From when a document holds and until when, as its own closing provisions say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.documents.official.expiry import expiry_of
from gongkai.documents.official.force_traces import ON, absent_or_traced, with_rivals
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
from gongkai.documents.official.wording import dates_in

_ON = re.compile(rf"(?:自|从|于)(?P<day>{DAY})(?:起|开始)?{VERB}")
_ON_OWN = re.compile(rf"(?:本[\u4e00-\u9fff]{{1,8}}|现予公布，?)(?P<day>{DAY})(?:起)?{VERB}")
_OF_ISSUE = re.compile(
    rf"自(?P<what>公布|发布|印发|下发|颁布|签发|发文|颁发|通过|公告)之日起?即?(?:开始)?{VERB}"
)
_LATER = re.compile(
    r"自(?:公布|发布|印发|下发|颁布|公告)之日起?[满第]?[\d一二三四五六七八九十]+个?(?:日|天|月|工作日)[后起]*"
    + VERB
)
_OF_OTHERS = re.compile(r"的(?!通知)|《|之前")
_OLD_RULE = re.compile(r"(?:原|旧|《[^》]{2,60}》)(?:[^，。；]{0,12})$")
_UNDATED_ISSUE = "文件自{what}之日起施行，而成文日期不能确定，请填写施行日期。"
_LATER_DOUBT = "施行日期写作“{said}”，请按公布的日子推算后填写。"
_PRINT_DIFFERS = "文件自{what}之日起施行；成文日期与印发日期不同，请核对。"
_SEVERAL = "文件中有几个施行日期，请核对。"


_ON_LABEL = re.compile(rf"(?:施行|实施|执行|生效)(?:时间|日期)[为是:：]?(?:自|从)?(?P<day>{DAY})")
_ON_DAY = re.compile(rf"自(?:即日|本日|今日)起?(?:正式)?{VERB}")
_AT_ONCE = "文件写作“{said}”，施行日期取自成文日期，请核对。"


def force_of(paragraphs: list[Said], formed: Proposed, printed: date | None) -> tuple[Proposed, Proposed]:
    """The day from which the document holds and the last day on which it does."""
    effective = _effective(paragraphs, formed, printed)
    return effective, expiry_of(paragraphs, effective)


def _effective(paragraphs: list[Said], formed: Proposed, printed: date | None) -> Proposed:
    found = [one for said in paragraphs for one in _told(said, formed, printed)] or _starts(paragraphs)
    days = list(dict.fromkeys(one.value for one in found))
    if not found:
        return absent_or_traced(paragraphs, ON)
    if len(days) == 1:
        chosen = next((one for one in found if one.is_sure), found[0])
        return with_rivals(chosen, paragraphs, ON)
    first = found[-1]
    others = tuple(day for day in days if day is not None and day != first.value)
    return Proposed(first.value, first.source, first.where, False, _SEVERAL, others)


def _told(said: Said, formed: Proposed, printed: date | None) -> Iterator[Proposed]:
    """Every day of force a paragraph tells, unsure where another thing than the document may be meant."""
    plain = QUOTED.sub("", said.plain)
    for pattern in (_ON, _ON_OWN, _ON_LABEL):
        for match in pattern.finditer(plain):
            days = dates_in(match["day"])
            if days and not _is_of_others(plain, match):
                found = Proposed(days[0][0], sentence_with(said, match[0]), said.where)
                yield of_itself(found, plain, match)
    later = _LATER.search(plain)
    if later:
        doubt = _LATER_DOUBT.format(said=later[0])
        yield Proposed(None, sentence_with(said, later[0]), said.where, False, doubt)
        return
    for match in _OF_ISSUE.finditer(plain):
        if not _is_of_others(plain, match):
            yield of_itself(_from_issue(said, match["what"], match[0], formed, printed), plain, match)
    for match in _ON_DAY.finditer(plain):
        yield _at_once(said, match[0], formed)


def _starts(paragraphs: list[Said]) -> list[Proposed]:
    """The first days of spans in which the document is valid."""
    found = []
    for said in paragraphs:
        plain = QUOTED.sub("", said.plain)
        for pattern in (FROM_TO, RANGE):
            match = pattern.search(plain)
            day = dates_in(match["start"]) if match else []
            if match and day:
                one = Proposed(day[0][0], sentence_with(said, match[0]), said.where)
                found.append(of_itself(one, plain, match))
    return found


def _at_once(said: Said, words: str, formed: Proposed) -> Proposed:
    doubt = _AT_ONCE.format(said=words)
    return Proposed(formed.value, sentence_with(said, words), said.where, False, doubt)


def _is_of_others(plain: str, match: re.Match[str]) -> bool:
    """Whether the clause speaks of another document: «2017年3月1日起施行的《…》», «原《…》自…起施行»."""
    if _OF_OTHERS.match(plain, match.end()):
        return True
    before = words_before(plain, match.start())
    return _OLD_RULE.search(before) is not None and "本" not in before


def _from_issue(said: Said, what: str, words: str, formed: Proposed, printed: date | None) -> Proposed:
    source = sentence_with(said, words)
    if formed.value is None or not formed.is_sure or what == "通过":
        doubt = _UNDATED_ISSUE.format(what=what)
        return Proposed(formed.value, source, said.where, False, doubt)
    if printed is not None and printed != formed.value:
        doubt = _PRINT_DIFFERS.format(what=what)
        return Proposed(formed.value, source, said.where, False, doubt, (printed,))
    return Proposed(formed.value, source, said.where)
