"""The number of a document on its head: normalised, the leading organ's where several stand there."""

from __future__ import annotations

import re

from gongkai.documents.official.lines import Line
from gongkai.documents.official.wording import chinese_number, in_figures
from gongkai.law.catalogue import is_document_number

_OPEN, _CLOSE = r"[〔\[［(（【﹝〖〈<＜《「{｛]", r"[〕\]］)）】﹞〗〉>＞》」}｝]"
_AGENCY = r"(?:[\u4e00-\u9fffA-Za-z·]|[（(][\u4e00-\u9fff]{1,4}[)）]){0,20}"
_NUMERALS = "〇○零一二三四五六七八九十百"
_FIGURES = rf"(?:\d{{1,6}}|[{_NUMERALS}]{{1,5}})"
_ONE = (
    rf"(?P<agency>{_AGENCY}){_OPEN}(?P<year>\d{{4}}|[〇○零一二三四五六七八九]{{4}})年?{_CLOSE}"
    rf"(?P<ordinal>第?)(?P<kind>[特增补密]?)(?P<number>{_FIGURES})(?P<branch>(?:[-－—之]\d{{1,3}})?)号"
)
_NUMBERED = re.compile(_ONE)
_UNFILLED = re.compile(rf"{_AGENCY}{_OPEN}(?:\d{{2,4}}|[_×xX*]*)年?{_CLOSE}第?[_×xX*]*号")
_SHORT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20}(?:令|公告|通告|纪要|简报))?"
    r"(?P<whole>(?:\d{4}年?)?(?:第[\d一二三四五六七八九十百]{1,5}|[\d一二三四五六七八九十百]{1,5})[号期])令?"
)
_YEAR_AND = re.compile(r"\d{4}年第\d{1,4}[号期]")
_SIGNER = re.compile(r"(?:签发人|签发|会签)[:：].*$")
_BRACKETED = re.compile(r"^[（(](?P<inside>.+)[)）]$")
_LABEL = re.compile(r"^(?:发文字号|发文文号|文件编号|文件字号|公告编号|字号|文号|编号)[:：]")
#: Anything like a number: some year or «第», figures, and 号, 期 or 次 behind them.
LIKE = re.compile(
    rf"(?:(?:19|20|\D)\d{{2}}.{{0,4}}?|第|字第?|[令告函发])[特增补]?[\d{_NUMERALS}]{{1,6}}(?:[-－—之]\d{{1,4}})?[号期次]"
    rf"|{_OPEN}(?:19|20)\d{{2}}{_CLOSE}第?\d{{1,4}}"
)
#: A label of a number, or nothing but a year and figures.
MAY_BE = re.compile(
    r"(?:编号|文号|字号|登记号)[:：]|^(?:19|20)\d{2}[-－—]\d{1,5}$|^[〇○零\d一二三四五六七八九十]{1,4}号$"
)
_LONGEST = 40


def without_signer(plain: str) -> str:
    """A squeezed number line without «签发人：…» at its right, a label, and brackets around all of it."""
    text = _LABEL.sub("", _SIGNER.sub("", plain))
    whole = _BRACKETED.match(text)
    if whole and not re.match(rf"^{_OPEN}\d{{4}}{_CLOSE}", text):
        return whole["inside"]
    return text


def numbers_of_line(line: Line) -> list[str]:
    """The numbers a line consists of and nothing else, normalised with 〔〕; empty for any other line."""
    return numbers_of_text(line.plain)


def numbers_of_text(plain: str) -> list[str]:
    """The numbers a squeezed text consists of and nothing else."""
    text = without_signer(plain)
    found = [_written(match) for match in _NUMBERED.finditer(text)]
    if found:
        rest = _NUMBERED.sub("", text).strip("、，,；;")
        return found if not rest else []
    short = _SHORT.fullmatch(text)
    if short and (_YEAR_AND.fullmatch(short["whole"]) or short["whole"].startswith("第")):
        return [short["whole"]]
    return []


def number_at_start(plain: str) -> tuple[str, int] | None:
    """A whole number with which a squeezed text begins, and where it ends."""
    found = _NUMBERED.match(plain)
    if found is None or not found["agency"] or "关于" in found["agency"]:
        return None
    return _written(found), found.end()


def numbers_inside(text: str) -> list[str]:
    """Everything in a squeezed text that reads like a number, as it is written."""
    return [found[0] for found in _NUMBERED.finditer(text)] or [found[0] for found in LIKE.finditer(text)]


def is_like_a_number(plain: str) -> bool:
    """Whether a short squeezed line holds a number in a form that is not usual."""
    text = without_signer(plain)
    if len(text) > _LONGEST or "关于" in text or re.search("[，。；]", text):
        return False
    return LIKE.search(text) is not None and not numbers_of_text(plain)


def is_unfilled(line: Line) -> bool:
    """Whether a line is a number whose figures were left open."""
    return _UNFILLED.fullmatch(without_signer(line.plain)) is not None and not numbers_of_line(line)


def _written(match: re.Match[str]) -> str:
    number = match["number"]
    figures = str(int(number)) if number.isdigit() else str(chinese_number(number) or number)
    branch = match["branch"].replace("－", "-").replace("—", "-")
    return f"{match['agency']}〔{in_figures(match['year'])}〕{match['kind']}{figures}{branch}号"


def doubt_about(number: str) -> str:
    """What a person should look at in a number of unusual shape; empty when nothing."""
    if is_document_number(number) or number.startswith("第") or _YEAR_AND.fullmatch(number):
        return ""
    plain = re.sub(r"(?<=〕)[特增补密](?=\d)|(?<=\d)(?:-|之)\d+(?=号)|[（(][^（）()]*[)）]", "", number)
    return "" if is_document_number(plain) else "文号缺少机关代字，请核对。"


def year_of(number: str) -> int | None:
    """The year in a number."""
    match = re.search(r"〔(\d{4})〕|^(\d{4})年", number)
    return int(match[1] or match[2]) if match else None
