"""The title of a document put together from its lines, and the genre its last word tells."""

from __future__ import annotations

import re

from gongkai.documents.official.lines import Line
from gongkai.documents.official.wording import is_organ, squeezed

_LATIN = re.compile(r"[A-Za-z0-9]")
_BRACKETS = re.compile(r"(?:[（(][^（）()]{1,40}[)）])+$")
_NOTE = re.compile(r"[（(](?:试行|暂行|修订|.{0,12}(?:试行|修订版?|修正|稿|版|年|期)|摘要|节选)[)）]")
# The last word of a title and its genre, the longer words first.
_ENDINGS: tuple[tuple[str, str, bool], ...] = (
    (r"(?:政府)?信息公开(?:工作)?年度报告", "disclosure_report", True),
    (r"(?:政府)?信息公开指南", "disclosure_guide", True),
    (r"(?:处罚|许可|复议|征收|补偿)?决定书", "administrative_decision", True),
    ("通知", "notice", True), ("通告", "public_notice", True), ("通报", "circular", True),
    ("公告", "announcement", True), ("公报", "communique", True), ("决议", "resolution", True),
    ("决定", "decision", True), ("批复", "reply", True), ("请示", "petition", True),
    ("报告", "report", True), ("议案", "motion", True), ("复函|函", "letter", True),
    ("纪要", "minutes", True), ("命令|令", "order", True), ("意见", "opinion", True),
    ("办法|规定|细则|规则|制度|措施|条例|准则|守则|章程|规程|规范|标准|导则|若干政策|政策", "rules", True),
    ("规划|计划|工作要点|要点|纲要", "plan", True), ("方案|预案", "scheme", True),
    ("公示", "other", True), ("解读|问答", "interpretation", True),
    ("办事指南|服务指南", "service_guide", True), ("指南", "service_guide", False),
    ("清单|目录|一览表|名单|名录|汇总表|情况表|表", "table", True),
    ("预算|决算", "budget", True), ("统计公报", "statistics", True), ("答复", "letter", False),
)  # fmt: skip
_NOT_OPINIONS = re.compile(r"(?:征求|征集|听取)[^的]*意见$")


def without_brackets(plain: str) -> str:
    """A title without what is appended in brackets."""
    return _BRACKETS.sub("", plain)


def ends_a_title(plain: str) -> bool:
    """Whether a squeezed text ends as titles do."""
    return genre_of(plain)[0] is not None


def genre_of(title: str) -> tuple[str | None, bool, str]:
    """The genre by the last word of a title, whether that is certain, and the word; None for no such word."""
    plain = without_brackets(squeezed(title)).rstrip('》”"')
    plain = without_brackets(plain)
    if _NOT_OPINIONS.search(plain):
        return "other", False, "征求意见"
    for words, genre, is_sure in _ENDINGS:
        found = re.search(rf"(?:{words})$", plain)
        if found:
            return genre, is_sure, found[0]
    return None, False, ""


def is_part_of_title(first: Line, before: Line, line: Line) -> bool:
    """Whether a line goes on with the title that began with ``first``."""
    if _NOTE.fullmatch(line.plain):
        return True
    sizes = first.look.size, line.look.size
    if sizes[0] is not None and sizes[1] is not None and abs(sizes[0] - sizes[1]) > 1.6:
        return False
    if first.side == "center" and line.side != "center" and None in sizes:
        return False
    whole = before.plain
    return not (ends_a_title(whole) and re.fullmatch(r"[（(].*[)）]", line.plain) is not None)


def joined_title(texts: list[str]) -> str:
    """Return the title on one line: blanks only between organs and between Latin words."""
    out = ""
    for text in texts:
        piece = _tidy(text)
        if out and _needs_blank(out, piece):
            out += " "
        out += piece
    return out


def _needs_blank(before: str, after: str) -> bool:
    if _LATIN.match(before[-1]) and _LATIN.match(after[0]):
        return not (before[-1].isdigit() and after[0].isdigit())
    last = before.rpartition(" ")[2]
    return is_organ(last) and is_organ(after.split("关于")[0].split(" ")[0])


def _tidy(text: str) -> str:
    parts = [part for part in re.split(r"[\s\u3000]+", text.strip()) if part]
    out = parts[0] if parts else ""
    for part in parts[1:]:
        figures = out[-1].isdigit() and part[0].isdigit()
        latin = _LATIN.match(out[-1]) and _LATIN.match(part[0]) and not figures
        organs = len(part) > 3 and is_organ(out.rpartition(" ")[2]) and is_organ(part.split("关于")[0])
        out += (" " if latin or organs else "") + part
    return out
