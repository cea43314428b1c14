"""Whether the years in a report are its own, and none belongs to the report on another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.checks.declared import WORDS, Outcome, Subject, passed, unknown
from gongkai.reports.checks.form_lines import YEAR, Line, excerpt, prose, spans, year_of

_TITLE_YEAR = re.compile(rf"(?<!\d)(?P<year>{YEAR})\s*年")
_IN_TEXT = re.compile(rf"(?<![\d〇一二三四五六七八九\-—－~～])(?P<year>{YEAR})\s*年(?:度)?")
# Names of documents, quoted names and document numbers carry years of their own.
_NAMES = re.compile(r"《[^》]*》|“[^”]*”|〔[^〕]*〕|\[\d{4}\]|（[^（）]*(?:修订|施行|号)[^（）]*）")
_CARRIED = re.compile(r"上一?年度?结转|结转上一?年度?")
_PERIOD = re.compile(rf"(?:{YEAR}\s*年\s*)?0?1\s*月\s*0?1\s*日.{{0,8}}?(?:{YEAR}\s*年\s*)?12\s*月\s*31\s*日")
# Comparisons run on over semicolons.
_SENTENCE = re.compile(r"[^。！!？?\n]+")
_CLAUSE_ENDS = "，,：:。；;（）()"
_MONTH = re.compile(r"\s*\d{1,2}\s*月(?:份|\s*\d{1,2}\s*日)?")
# What follows the year when it is the time of what the sentence tells.
_SUBJECT = re.compile(
    r"(?:$|[，,]|通过(?!的)|共(?!同)|新收|未(?!来)|我|本[局委市县区镇单机]|全[年县市区局委])"
)
_TIMES = re.compile(r"[较比超多少][^，。]{0,4}\d|增加\d|减少\d")
_FAULTS = re.compile(r"存在[^，。]{0,12}问题")
_UNTIL = ("截至", "截止到", "截止至")
_WINDOW, _BEFORE = 14, 4

_AGREE = "标题和统计期限都是{year}年。"
_DISAGREE = "标题是{title}年，统计期限写作“{period}”。"
_NO_TITLE_YEAR = "没有读出标题里的年份，无法核对。"
_NO_PERIOD = "没有写明年份的统计期限，无法核对。"
_NO_YEAR = "没有读出报告的年份，无法检查。"
_OTHER_YEAR = "“{excerpt}”：这是{year}年的报告，这里写的是{other}年，请核实。"
_NONE = "正文里没有像是属于别的年份的叙述。"


def agree(subject: Subject) -> Iterator[Outcome]:
    """Whether the year of the title is that of the period the figures are for."""
    report = subject.report
    found = _TITLE_YEAR.search(report.title)
    title = year_of(found["year"]) if found else report.year
    if title is None:
        yield unknown(_NO_TITLE_YEAR)
        return
    periods = [span for span in spans(report) if span.is_whole_year and span.start_year]
    if not periods:
        yield unknown(_NO_PERIOD)
        return
    wrong = [s for s in periods if s.start_year != title or (s.end_year or s.start_year) != title]
    for span in wrong:
        message = _DISAGREE.format(title=title, period=span.text)
        yield Outcome("", message, None, str(title), span.text, span.where)
    if not wrong:
        yield passed(_AGREE.format(year=title), where=periods[0].where)


def in_text(subject: Subject) -> Iterator[Outcome]:
    """Each year told as if it were the one reported on. A person has to look: some tellings are right."""
    year = subject.report.year
    if year is None:
        yield unknown(_NO_YEAR)
        return
    faults = False
    for line in prose(subject.report):
        for start, other in _strange_years(line, year):
            faults = True
            message = _OTHER_YEAR.format(
                excerpt=excerpt(line.text, start, start + 5, around=14), year=year, other=other
            )
            yield Outcome(line.section or "opening", message, None, str(other), str(year), line.where)
    if not faults:
        yield passed(_NONE)


def _strange_years(line: Line, year: int) -> Iterator[tuple[int, int]]:
    """The places of years that are told as the year reported on but are another."""
    text = _masked(line.text)
    for told in _SENTENCE.finditer(text):
        start, sentence = told.start(), told.group()
        for found in _IN_TEXT.finditer(sentence):
            other = year_of(found["year"]) or year
            is_past = other < year and _is_told_as_now(sentence, found, year)
            if is_past or (other > year and _is_told_as_past(sentence, found, line, other - year)):
                yield start + found.start(), other


def _is_told_as_now(sentence: str, found: re.Match[str], year: int) -> bool:
    """Whether a past year stands where the year reported on would."""
    if f"{year}年" in sentence or _has(sentence, "comparing") or _TIMES.search(sentence):
        return False
    before = sentence[max(0, found.start() - _BEFORE) : found.start()]
    if before.endswith(tuple(WORDS["before_past_year"])) and not before.endswith(_UNTIL):
        return False
    after = _clause_after(sentence, found.end())
    if after.lstrip().startswith(("、", "和", "与", "至", "—", "-")):
        return False
    if _SUBJECT.match(after):
        return not _has(after, "always_past")
    month = _MONTH.match(after)
    window = after[month.end() if month else 0 :][:_WINDOW]
    return year - (year_of(found["year"]) or year) <= 3 and not _has(window, "after_past_year")


def _is_told_as_past(sentence: str, found: re.Match[str], line: Line, ahead: int) -> bool:
    """Whether a year to come is told of as if it were over."""
    after = _clause_after(sentence, found.end())
    if not _SUBJECT.match(after) or _MONTH.match(after):
        return False
    if line.section == "problems" and _FAULTS.search(sentence):
        return True
    return ahead <= 3 and line.section != "problems" and not _has(sentence, "planning")


def _clause_after(sentence: str, start: int) -> str:
    for at in range(start, len(sentence)):
        if sentence[at] in _CLAUSE_ENDS:
            return sentence[start:at]
    return sentence[start:]


def _masked(text: str) -> str:
    """The text with names, periods and carry-overs blanked out, every place where it was."""
    for pattern in (_NAMES, _PERIOD, _CARRIED):
        text = pattern.sub(lambda found: "□" * len(found.group()), text)
    return text


def _has(text: str, words: str) -> bool:
    return any(word in text for word in WORDS[words])
