"""The attribute as people write it: «主动», «公开», «依申请», «不公开（内部事务）». Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.register.attributes import ON_REQUEST, PROACTIVE, SECRET, WITHHELD, Attribute

#: Words that tell the ground, the narrower before the wider.
_GROUNDS = (
    (SECRET, ("国家秘密", "涉密", "秘密文件", "机密", "绝密")),
    ("art15_third_party", ("商业秘密", "隐私", "第三方", "第十五条")),
    ("art16_enforcement_file", ("执法案卷", "案卷")),
    ("art16_process", ("过程", "讨论", "磋商", "请示", "汇报")),
    ("art16_internal", ("内部", "人事", "后勤", "考核")),
    ("art14_law", ("法律", "法规")),
    ("art14_safety", ("安全", "稳定")),
)
_OPEN = frozenset({"主动公开", "主动", "公开", "是", "√", "全文公开", "予以公开", "主动公开类"})
_ASKED = frozenset({"依申请公开", "依申请", "申请公开", "依申请公开类"})
_WAITING = frozenset({"", "-", "—", "/", "待定", "未定", "无"})
_SHUT = re.compile(r"^(不予公开|不公开|否|不宜公开|非公开|暂不公开|×)[：:，,、]?(.*)$")
_NO_GROUND = "只写了“{text}”，没有写明条例第十四条至第十六条的理由，登记为未定"


class WordsRefused(ValueError):
    """An attribute that cannot be read; `is_secret` when the document does not belong here."""

    def __init__(self, message: str, *, is_secret: bool = False) -> None:
        super().__init__(message)
        self.is_secret = is_secret


@dataclass(frozen=True)
class Read:
    """An attribute as read, and what a person should know about it."""

    attribute: Attribute
    note: str = ""


def read_attribute(text: str, ground: str = "") -> Read:
    """The attribute a cell names, with the cell of the ground beside it. Raises WordsRefused."""
    plain = "".join(text.split())
    if plain in _WAITING:
        return Read(Attribute())
    if plain in _OPEN:
        return Read(Attribute(PROACTIVE))
    if plain in _ASKED:
        return Read(Attribute(ON_REQUEST))
    if any(word in f"{plain}{ground}" for word in _GROUNDS[0][1]):
        raise WordsRefused("国家秘密不在本系统登记", is_secret=True)
    shut = _SHUT.match(plain)
    if shut is None:
        raise WordsRefused(f"公开属性“{plain[:30]}”认不出，请写“主动公开”“依申请公开”或者“不予公开（理由）”")
    said = shut[2].strip("()（）【】[]") or ground.strip()
    found = next((code for code, words in _GROUNDS if any(word in said for word in words)), "")
    if not found:
        return Read(Attribute(), _NO_GROUND.format(text=plain[:30]))
    return Read(Attribute(WITHHELD, found, said[:200]))
