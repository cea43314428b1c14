"""The words in which a document says from when and until when it holds, and of what it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gongkai.documents.official.results import Proposed
from gongkai.documents.official.wording import squeezed

DAY = (
    r"(?:\d{4}年\d{1,2}月\d{1,2}日"
    r"|[一二三四五六七八九〇○零Ｏ]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
VERB = r"(?:正式)?(?:施行|实施|执行|生效|试行|实行|起用)"
QUOTED = re.compile(r"[（(][^（）()]*[)）]")
FROM_TO = re.compile(rf"有效期限?为?(?:自|从)?(?P<start>{DAY})(?:起)?至(?P<day>{DAY})")
RANGE = re.compile(
    rf"(?:自|从)(?P<start>{DAY})起?[至到](?P<day>{DAY})止?(?:期间)?(?:施行|实施|执行|试行|有效)"
)
_PUBLISHES = re.compile(r"现[予将]|予以|印发给|公布|发布")
_NO_OTHER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[条章]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．])?"
    r"(?:(?:以上|上述)(?:规定|办法|通知|政策|标准|措施)?|附则|施行|有效期限?|时间|期限)?[:：]?"
)
# How far a sentence is looked at; nothing of a page's length is one.
_LONGEST = 300
_WHOSE = "文件写有“{said}”，不能确定说的是不是本文件，请核对。"


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph, squeezed, and where it stands for people."""

    plain: str
    text: str
    where: str


def words_before(plain: str, place: int, ends: str = "。；，") -> str:
    """What stands before a place since the last of these signs; of a very long text only the nearest."""
    return re.split(f"[{ends}]", plain[max(0, place - _LONGEST) : place])[-1]


def words_behind(plain: str, place: int) -> str:
    """What stands from a place to the end of its sentence; of a very long text only the nearest."""
    return re.split(r"[。；]", plain[place : place + _LONGEST])[0]


def speaks_of_itself(plain: str, place: int) -> bool:
    """Whether what a squeezed text says at a place it says of the document itself, and not of a subject."""
    before = words_before(plain, place, "。；:：")
    clause = before.split("，")[-1]
    if "本" in clause:
        return True
    if "《" in before and not _PUBLISHES.search(before):
        return False
    return _NO_OTHER.fullmatch(clause) is not None


def of_itself(found: Proposed, plain: str, match: re.Match[str]) -> Proposed:
    """What was found, unsure where another thing than the document may be meant."""
    if not found.is_sure or speaks_of_itself(plain, match.start()) or "本" in match[0]:
        return found
    return replace(found, is_sure=False, doubt=_WHOSE.format(said=found.source[:60]))


def sentence_with(said: Said, words: str) -> str:
    """The sentence of the paragraph in which the words stand."""
    for sentence in re.split(r"(?<=[。；])", said.text):
        if words[:12] in squeezed(sentence) or squeezed(sentence) in words:
            return sentence.strip()[:200]
    return said.text.strip()[:200]
