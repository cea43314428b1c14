"""The number of a document on its head: normalised, the leading organ's where several stand there."""

from __future__ import annotations

import re

from gongkai.documents.official.lines import Line
from gongkai.law.catalogue import is_document_number

_OPEN, _CLOSE = r"[〔\[［(（【﹝〖]", r"[〕\]］)）】﹞〗]"
_AGENCY = r"[\u4e00-\u9fffA-Za-z·]{0,20}"
_ONE = rf"(?P<agency>{_AGENCY}){_OPEN}(?P<year>\d{{4}}){_CLOSE}(?P<ordinal>第?)(?P<number>\d{{1,6}})号?"
_NUMBERED = re.compile(_ONE)
_UNFILLED = re.compile(rf"{_AGENCY}{_OPEN}(?:\d{{2,4}}|[_×xX*]*){_CLOSE}第?[_×xX*]*号")
_SHORT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20}(?:令|公告|通告|纪要))?(?P<whole>(?:\d{4}年?)?第?[\d一二三四五六七八九十百]{1,5}[号期])"
)
_YEAR_AND = re.compile(r"\d{4}年第\d{1,4}[号期]")
_SIGNER = re.compile(r"(?:签发人|签发|会签)[:：].*$")
_BRACKETED = re.compile(r"^[（(](?P<inside>.+)[)）]$")


def without_signer(plain: str) -> str:
    """A squeezed number line without «签发人：…» at its right, and without brackets around all of it."""
    text = _SIGNER.sub("", plain)
    whole = _BRACKETED.match(text)
    if whole and not re.match(rf"^{_OPEN}\d{{4}}{_CLOSE}", text):
        return whole["inside"]
    return text


def numbers_of_line(line: Line) -> list[str]:
    """The numbers a line consists of and nothing else, normalised with 〔〕; empty for any other line."""
    text = without_signer(line.plain)
    found = [(match.span(), _written(match)) for match in _NUMBERED.finditer(text)]
    if found:
        rest = _NUMBERED.sub("", text).strip("、，,；;")
        return [number for _, number in found] if not rest else []
    short = _SHORT.fullmatch(text)
    if short and (_YEAR_AND.fullmatch(short["whole"]) or short["whole"].startswith("第")):
        return [short["whole"]]
    return []


def is_unfilled(line: Line) -> bool:
    """Whether a line is a number whose figures were left open."""
    return _UNFILLED.fullmatch(without_signer(line.plain)) is not None and not numbers_of_line(line)


def _written(match: re.Match[str]) -> str:
    return f"{match['agency']}〔{match['year']}〕{int(match['number'])}号"


def doubt_about(number: str) -> str:
    """What a person should look at in a number of unusual shape; empty when nothing."""
    if is_document_number(number) or number.startswith("第") or _YEAR_AND.fullmatch(number):
        return ""
    return "文号缺少机关代字，请核对。"


def year_of(number: str) -> int | None:
    """The year in a number."""
    match = re.search(r"〔(\d{4})〕|^(\d{4})年", number)
    return int(match[1] or match[2]) if match else None
