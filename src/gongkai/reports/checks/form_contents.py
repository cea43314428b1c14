"""Whether a report says what a reader looks for: period, contact, online place, fees, five heads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.checks.declared import LIMITS, Outcome, Subject, passed, unknown
from gongkai.reports.checks.form_lines import lines, sentences, spans
from gongkai.reports.report import ReadReport, ReadSection
from gongkai.reports.verdicts import Severity

_ADDRESS = re.compile(r"https?[:：]//|www\.|[A-Za-z0-9-]+\.(?:gov|org|com|cn)\b", re.IGNORECASE)
_SITE = re.compile(r"网站|网址|门户|官网|专栏")
_READING = re.compile(r"电子版|下载|查阅|查询|查看|浏览|阅览|获取|公布|发布")
_REPORT = re.compile(r"报告|年报|电子版")
_NUMBER = (
    r"(?<!\d)0\d{2,3}\s*[-－—–─―]{1,2}\s*\d{7,8}|(?<!\d)[（(]0\d{2,3}[）)]\s*\d{7,8}|"
    r"联系(?:电话|地址|方式)|电话\s*[:：为]?\s*\d{7,8}"
)
_CONTACT = {
    "": re.compile(rf"地址|电话|传真|联系方式|邮箱|电子邮件|{_NUMBER}"),
    # Elsewhere there is talk of letters and calls from the public.
    "text": re.compile(_NUMBER),
}
_FEE = re.compile(r"处理费|[收计]取[^。；]{0,12}费|收费|费用")

_SUB_TITLE = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,2}[）)]|\d{1,2}\s*[、.．]|第?[一二三四五六七八九十][、，,]|[一二三四五六七八九十]是)"
    r"\s*([^。；：\n]{1,40})"
)

_NO_PERIOD = "没有写明统计期限（1月1日至12月31日）。"
_PERIOD = "统计期限写作“{text}”。"
_NO_CONTACT = "没有写明联系地址或者电话。"
_CONTACT_THERE = "写明了联系方式。"
_NO_ADDRESS = "没有写明报告电子版在哪个网站查阅。"
_ADDRESS_THERE = "写明了电子版所在的网站。"
_NO_FEE = "第六部分没有写是否收取信息处理费。"
_FEE_ELSEWHERE = "第六部分没有写信息处理费，写在了别处；应写在第六部分。"
_FEE_THERE = "写明了信息处理费的情况。"
_NO_FEE_RULE = "信息处理费自{year}年起收取，更早的年报不要求写明。"
_NO_SIXTH = "没有第六部分，无法检查是否写明信息处理费。"
_NO_FIRST = "没有第一部分或者其中没有文字，无法检查五个方面。"
_NO_HEAD = "第一部分没有写到“{label}”。"
_HEADS_THERE = "第一部分写到了五个方面。"
_NO_TEXT = "文件里没有正文，无法检查。"


def period(subject: Subject) -> Iterator[Outcome]:
    """Whether the period of the figures is told."""
    if (nothing := _without_text(subject.report)) is not None:
        yield nothing
        return
    whole = next((span for span in spans(subject.report) if span.is_whole_year), None)
    if whole is None:
        yield Outcome("", _NO_PERIOD)
    else:
        yield passed(_PERIOD.format(text=whole.text), where=whole.where)


def contact(subject: Subject) -> Iterator[Outcome]:
    """Whether a reader is told whom to turn to."""
    report = subject.report
    if (nothing := _without_text(report)) is not None:
        yield nothing
        return
    for line in lines(report):
        if _CONTACT["text" if line.section else ""].search(line.text):
            yield passed(_CONTACT_THERE, where=line.where)
            return
    yield Outcome("", _NO_CONTACT)


def address(subject: Subject) -> Iterator[Outcome]:
    """Whether a reader is told where the report can be read online."""
    report = subject.report
    if (nothing := _without_text(report)) is not None:
        yield nothing
        return
    for line in lines(report):
        if _ADDRESS.search(line.text):
            yield passed(_ADDRESS_THERE, where=line.where)
            return
        for _, sentence in sentences(line.text):
            told = _SITE.search(sentence) and _READING.search(sentence)
            if line.section == "" and told and _REPORT.search(line.text):
                yield passed(_ADDRESS_THERE, where=line.where)
                return
    yield Outcome("", _NO_ADDRESS)


def fee(subject: Subject) -> Iterator[Outcome]:
    """Whether section 六 tells of the processing fee, since there has been one."""
    report = subject.report
    since = int(LIMITS["fee_since"])
    if report.year is not None and report.year < since:
        yield unknown(_NO_FEE_RULE.format(year=since))
        return
    sixth = report.section("other")
    if sixth is None:
        yield unknown(_NO_SIXTH)
        return
    for paragraph in sixth.paragraphs:
        if _FEE.search(paragraph.text):
            yield passed(_FEE_THERE, where=paragraph.where)
            return
    elsewhere = next((line for line in lines(report) if "信息处理费" in line.text), None)
    if elsewhere is not None:
        yield Outcome("", _FEE_ELSEWHERE, where=elsewhere.where, severity=Severity.NOTICE)
    else:
        yield Outcome("", _NO_FEE, where=sixth.where)


def heads(subject: Subject) -> Iterator[Outcome]:
    """Each head that section 一 says nothing about."""
    first = subject.report.section("overview")
    if first is None or not first.paragraphs:
        yield unknown(_NO_FIRST)
        return
    text = "".join(first.text.split())
    titles = "\n".join(_sub_titles(first))
    missing = [
        head
        for head in subject.report.form.heads
        if not any(word in text for word in head.words) and not any(word in titles for word in head.heading)
    ]
    for head in missing:
        yield Outcome(head.code, _NO_HEAD.format(label=head.label), right=head.label, where=first.where)
    if not missing:
        yield passed(_HEADS_THERE)


def _sub_titles(section: ReadSection) -> Iterator[str]:
    """The numbered sub-titles of a section, run-in ones up to their first stop."""
    for paragraph in section.paragraphs:
        found = _SUB_TITLE.match(paragraph.text.strip())
        if found:
            yield found[1]


def _without_text(report: ReadReport) -> Outcome | None:
    return None if report.sections or report.opening else unknown(_NO_TEXT)
