"""Headings of the six sections: told by their titles, whatever number is printed before them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from gongkai.law.report_form import FORMS
from gongkai.reports.finding.labels import edits, fold

_NUMBER = re.compile(
    r"\s*(第[一二三四五六七八九十\d]{1,3}部分\s*[、.,:]?|[一二三四五六七八九十]{1,3}\s*[、.,:]|[一二三四五六七八九十]{1,3}\s+"
    r"|\([一二三四五六七八九十]{1,3}\)|\d{1,2}\s*[、.,](?!\d)|\d{1,2}\s+(?=[\u4e00-\u9fff]))\s*"
)
_FIRST_LEVEL = re.compile(r"\s*(第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}\s*[、.,])")
_NOTHING = ("无", "没有", "暂无", "未")
_ENDS_A_SENTENCE = re.compile(r"[。；;，,！？!?]|:$")
_LONGEST, _LONGEST_UNKNOWN = 40, 30
_SIMILAR, _CLEARLY = 0.7, 0.1
_SLIPS_FROM = 8
_TITLES = tuple(
    dict.fromkeys(
        (fold(spelling), section.code)
        for form in FORMS
        for section in form.sections
        for spelling in section.spellings
    )
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed: its section's code (empty when unknown), its number, and text run on to it."""

    code: str
    number: str
    text: str
    rest: str = ""


@lru_cache(maxsize=2048)
def heading_of(text: str) -> Heading | None:
    """The heading of one of the six sections that a paragraph is or begins with."""
    plain = unicodedata.normalize("NFKC", text).strip()
    number = _NUMBER.match(plain)
    title = plain[number.end() :] if number else plain
    printed = number[1].strip() if number else ""
    if len(plain) > _LONGEST or _ENDS_A_SENTENCE.search(title.rstrip("。:")):
        return _run_on(text, title, printed) if number and not printed.startswith("(") else None
    if title.startswith(_NOTHING) and not _FIRST_LEVEL.match(plain):
        # «无其他需要报告的事项。» says that there is nothing to say, and heads nothing.
        return None
    code = _code(fold(title), numbered=bool(number) and not printed.startswith("("))
    return Heading(code, printed, text.strip()) if code else None


def unknown_heading(text: str) -> Heading | None:
    """A heading of the first level that is none of the six."""
    plain = unicodedata.normalize("NFKC", text).strip()
    number = _FIRST_LEVEL.match(plain)
    if number is None or len(plain) > _LONGEST_UNKNOWN or _ENDS_A_SENTENCE.search(plain[number.end() :]):
        return None
    return Heading("", number[1].strip(), text.strip()) if plain[number.end() :].strip() else None


def is_section_heading(text: str) -> bool:
    """Whether a text is the heading of one of the six sections."""
    return heading_of(text) is not None


def _run_on(text: str, title: str, number: str) -> Heading | None:
    """A heading with its text in the same paragraph («一、总体情况 2023年……»)."""
    words = re.split(r"[\s。:]", title, maxsplit=1)
    if len(words) < 2 or len(words[0]) > _LONGEST:
        return None
    exact = [code for name, code in _TITLES if name == fold(words[0])]
    end = text.find(words[0]) + len(words[0])
    if not exact or words[0] not in text:
        return None
    return Heading(exact[0], number, text[:end].strip(), text[end:].strip(" 。:：\u3000\n"))


def _code(folded: str, *, numbered: bool) -> str:
    for name, code in _TITLES:
        if folded == name:
            return code
    close = {
        code
        for name, code in _TITLES
        if len(name) >= _SLIPS_FROM and edits(folded, name, 3) <= (2 if numbered else 1)
    }
    if len(close) == 1:
        return close.pop()
    return _most_similar(folded) if numbered else ""


def _most_similar(folded: str) -> str:
    best: dict[str, float] = {}
    for name, code in _TITLES:
        ratio = 1.0 if folded.endswith(name) else SequenceMatcher(None, name, folded).ratio()
        best[code] = max(best.get(code, 0.0), ratio)
    (first, code), (second, _) = sorted(((ratio, code) for code, ratio in best.items()), reverse=True)[:2]
    return code if first >= _SIMILAR and first - second >= _CLEARLY else ""
