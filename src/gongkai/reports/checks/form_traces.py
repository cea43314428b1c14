"""What editing left in a report: marks, text of bookmarks and fields, and places nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.checks.declared import LIMITS, Outcome, Subject, passed
from gongkai.reports.checks.form_lines import Line, excerpt, lines
from gongkai.reports.report import ReadReport
from gongkai.reports.source import MarkKind
from gongkai.reports.verdicts import Result

_KINDS = {
    MarkKind.BOOKMARK: "书签文字", MarkKind.INSERTION: "修订中插入的文字",
    MarkKind.DELETION: "修订中删除的文字", MarkKind.COMMENT: "批注",
    MarkKind.HIGHLIGHT: "突出显示的文字", MarkKind.HIDDEN: "隐藏文字",
}  # fmt: skip
_TRACES = re.compile(
    r"[\[【]\s*(?:bookmark|书签)\s*[:：][^\]】]*[\]】]|\[TOC\]|_GoBack(?![A-Za-z])|_Toc\d{4,}|"
    r"Error!\s*(?:Reference source|Bookmark|No text)[^。]{0,30}|"
    r"错误[!！]\s*(?:未找到|未定义|文档中没有)[^。]{0,8}|"
    r"批注\s*\[[^\]]*\]|\[\s*批注[^\]]*\]|\{\s*(?:PAGEREF|HYPERLINK|TOC|REF|PAGE|SEQ)\b[^}]*\}?|MERGEFORMAT|"
    r"(?:带格式的|删除的内容|格式化)\s*[:：]|&(?:nbsp|lt|gt|amp|quot|#\d{2,5});|"
    r"</?(?:p|br|span|div|td|tr|table|b|strong|font|a)\b[^>]{0,80}>|#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?)"
)
_X = "XxＸｘ×✕╳"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗"
    "凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常于时傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄米贝明"
    "臧计成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万支柯管卢莫房丁"
    "邓洪包石崔龚程裴陆翁荀甄储靳段焦侯车宗宣郁单杭诸左刘龙叶黎白蒲邰赖卓牛温边武符景詹申冉雍桑桂牟"
)
_UNITS = r"局|厅|委|市|县|区|镇|乡|省|街道|单位|部门|公司|网|年|月|日|号|条|件|次|元|个|人|%|篇|份|家|名|场"
_PLACEHOLDERS = re.compile(
    rf"(?<![{_SURNAMES}A-Za-z0-9])[{_X}]{{2,}}(?![A-Za-z0-9])|(?<!〕)[{_X}]{{2,}}(?=(?:{_UNITS}))|"
    rf"\d{{1,2}}[{_X}]{{1,2}}年|"
    rf"[{_X}]{{1,2}}月[{_X}]{{1,2}}日|(?<=[共计了布开到收有为])[{_X}](?=[条件次篇个份家场名人万元])|"
    r"[_＿]{3,}|[*＊]{3,}|【[\s　]*】|[（(]此处[^（）()]{0,30}[）)]|(?:X|×)%|"
    r"[（(【\[][^（）()【】\[\]]{0,12}(?:待补充|待填|待定|待完善|请填写|请补充|请删除|填写)"
    r"[^（）()【】\[\]]{0,12}[）)】\]]|"
    r"(?<!有)待(?:补充|填写|填报|补齐)(?!完善|证据|材料)|\b(?:TODO|TBD|FIXME|XXX)\b|Lorem ipsum|"
    r"\{\{[^}]{0,60}\}\}|\$\{[^}]{0,60}\}|[?？]{3,}|[□▢]{2,}|"
    rf"(?<![{_SURNAMES}])某某(?=局|厅|委|市|县|区|镇|乡|单位|部门|公司|年|月)|"
    r"(?:单位|机关|部门|局|年度?|文件)名称[（(](?:全称)?[）)]|点击(?:此处)?输入|单击此处"
)

_ADDRESSES = re.compile(
    r"(?:https?://|www\.)[\x21-\x7e]+|(?<![A-Za-z0-9_.-])[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.-]+|"
    r"(?<![A-Za-z0-9-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.(?:gov|com|cn|org)(?![A-Za-z0-9])"
)

_MARKED = "文件里有{count}处{kind}：{texts}。"
_TRACE = "“{excerpt}”：正文里留有编辑痕迹“{found}”。"
_UNFILLED = "“{excerpt}”：留有没有填写的占位文字“{found}”。"
_BROKEN = "“{excerpt}”：有一个字没有读出来（显示为�）。"
_NO_TRACES = "没有发现编辑痕迹。"
_NO_PLACEHOLDERS = "没有发现占位文字。"
_SHOWN = 20


def editing(subject: Subject) -> Iterator[Outcome]:
    """Each kind of mark the file holds, and each trace of editing that is printed in the text."""
    report = subject.report
    faults = [*_marks(report), *_traces(report)]
    yield from faults
    if not faults:
        yield passed(_NO_TRACES)


def placeholders(subject: Subject) -> Iterator[Outcome]:
    """Each place that was to be filled in and was not."""
    faults = False
    for line in lines(subject.report):
        for found in _PLACEHOLDERS.finditer(_ADDRESSES.sub(_blank, line.text)):
            faults = True
            yield _at(line, found, _UNFILLED)
    if not faults:
        yield passed(_NO_PLACEHOLDERS)


def _marks(report: ReadReport) -> Iterator[Outcome]:
    for kind, label in _KINDS.items():
        marks = [mark for mark in report.marks if mark.kind is kind]
        if not marks:
            continue
        most = int(LIMITS["places_shown"])
        texts = "、".join(f"“{mark.text[:_SHOWN]}”" for mark in marks[:most])
        places = "、".join(dict.fromkeys(mark.where for mark in marks[:most]))
        message = _MARKED.format(count=len(marks), kind=label, texts=texts)
        # What is hidden may be hidden by the lay-out of a page and not by an editor.
        result = Result.UNCERTAIN if kind is MarkKind.HIDDEN else None
        yield Outcome(str(kind), message, result, str(len(marks)), "0", places)


def _traces(report: ReadReport) -> Iterator[Outcome]:
    everywhere = [Line("", paragraph.text, paragraph.where) for paragraph in report.paragraphs]
    told: set[str] = set()
    for line in everywhere or lines(report):
        for found in _TRACES.finditer(line.text):
            # The same trace may come a hundred times; one place is enough to look for it.
            if found.group() not in told:
                told.add(found.group())
                yield _at(line, found, _TRACE)
        if "\ufffd" in line.text:
            at = line.text.index("\ufffd")
            message = _BROKEN.format(excerpt=excerpt(line.text, at, at + 1))
            yield Outcome("character", message, Result.UNCERTAIN, where=line.where)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _at(line: Line, found: re.Match[str], sentence: str) -> Outcome:
    shown = excerpt(line.text, found.start(), found.end())
    message = sentence.format(excerpt=shown, found=found.group().strip())
    return Outcome(line.section or "text", message, left=found.group().strip(), where=line.where)
