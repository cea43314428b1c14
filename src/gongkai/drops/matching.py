"""Which file belongs to which document: by the list in the document, by names, by folders. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

_PREFIX = re.compile(r"^附\s*件\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})?\s*[-—_.、:：)）]*\s*")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_LEFT_OUT = re.compile(r"[\s　《》〈〉“”\"'()（）\[\]【】〔〕,，.。、:：;；_\-—·+]+")
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
#: Shorter names say too little to be found inside others.
_LONG_ENOUGH = 4
BY_LIST, BY_NUMBER = "正文列出的附件“{name}”", "正文列出的第 {number} 个附件"
BY_NAME, BY_FOLDER, ALONE = "文件名相同", "在同一个文件夹", "这次只投放了一份文件"


@dataclass(frozen=True)
class Head:
    """A document as matching sees it: where it lies, what it lists; `is_whole` if it has a text to read."""

    key: int
    name: str
    folder: str = ""
    listed: tuple[str, ...] = ()
    number: str = ""
    title: str = ""
    is_whole: bool = True


@dataclass(frozen=True)
class Side:
    """A file beside the documents."""

    key: int
    name: str
    folder: str = ""


@dataclass(frozen=True)
class Match:
    """To which document a file goes, and on what ground."""

    document: int
    how: str


def bare(name: str) -> str:
    """A name without ending, «附件1:», blanks and punctuation, as names are compared."""
    stem = _ENDING.sub("", name.strip())
    return _LEFT_OUT.sub("", _PREFIX.sub("", stem)).lower()


def attachment_number(name: str) -> int | None:
    """The number in «附件2…», None when the name does not begin so."""
    found = _PREFIX.match(name.strip())
    if found is None or found[0].strip() == "":
        return None
    digits = found[1] or ""
    return int(digits) if digits.isdigit() else _CHINESE.get(digits, 1)


def is_called_attachment(name: str) -> bool:
    """Whether a file's own name says that it is an attachment."""
    return name.strip().startswith(("附件", "附 件"))


def match(sides: Sequence[Side], heads: Sequence[Head]) -> dict[int, Match]:
    """For each file that clearly belongs to one document, which one; the others are left to a person."""
    found = {}
    for side in sides:
        one = _by_list(side, heads) or _by_name(side, heads) or _by_place(side, heads)
        if one is not None:
            found[side.key] = one
    return found


def _by_list(side: Side, heads: Sequence[Head]) -> Match | None:
    wanted = bare(side.name)
    hits = [
        (head, name) for head in heads for name in head.listed if wanted and _names_same(wanted, bare(name))
    ]
    alone = _single(side, {head.key: head for head, _ in hits}.values())
    if alone is not None:
        name = next(name for head, name in hits if head.key == alone.key)
        return Match(alone.key, BY_LIST.format(name=name[:120]))
    number = attachment_number(side.name)
    if number is None or (wanted and hits):
        return None
    near = _single(side, [head for head in heads if len(head.listed) >= number])
    return Match(near.key, BY_NUMBER.format(number=number)) if near and len(wanted) < 3 else None


def _names_same(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _LONG_ENOUGH and short in long and 2 * len(short) >= len(long)


def _by_name(side: Side, heads: Sequence[Head]) -> Match | None:
    stem = bare(side.name)
    hits = [
        head for head in heads
        if stem and bare(head.name) and (stem == bare(head.name) or _begins(stem, bare(head.name)))
    ]  # fmt: skip
    one = _single(side, hits)
    return Match(one.key, BY_NAME) if one else None


def _begins(stem: str, name: str) -> bool:
    return len(name) >= _LONG_ENOUGH and stem.startswith(name)


def _by_place(side: Side, heads: Sequence[Head]) -> Match | None:
    if len(heads) == 1:
        return Match(heads[0].key, ALONE)
    near = _nearest(side.folder, heads)
    return Match(near[0].key, BY_FOLDER) if len(near) == 1 and near[0].folder else None


def _single(side: Side, heads: Iterable[Head]) -> Head | None:
    """The one head; of several the only one nearest to the file."""
    several = list(heads)
    if len(several) > 1:
        several = _nearest(side.folder, several)
    return several[0] if len(several) == 1 else None


def _nearest(folder: str, heads: Sequence[Head]) -> list[Head]:
    """Heads in the file's folder, else in the closest one around it that has any."""
    while True:
        here = [head for head in heads if head.folder == folder]
        if here or not folder:
            return here
        folder = folder.rpartition("/")[0]


def not_documents(heads: Sequence[Head]) -> dict[int, str]:
    """Heads that are no documents of their own but lie beside one, each with why.

    A scan beside what has a text; what another document lists, or calls itself an attachment; the same
    document again in another format. At least one head stays.
    """
    whole = [head for head in heads if head.is_whole]
    if not whole:
        return {}
    beside = {head.key: "扫描件，没有可以读出的文字" for head in heads if not head.is_whole}
    beside |= _attachments_among(whole)
    if len(beside) >= len(heads):
        beside.pop(whole[0].key, None)
    beside |= _same_again([head for head in whole if head.key not in beside])
    return beside


def _attachments_among(whole: Sequence[Head]) -> dict[int, str]:
    if len(whole) < 2:
        return {}
    return {
        head.key: "文件名是附件" if is_called_attachment(head.name) else "另一份文件把它列为附件"
        for head in whole
        if is_called_attachment(head.name) or _is_listed(head, whole)
    }


def _is_listed(head: Head, whole: Sequence[Head]) -> bool:
    own = {bare(head.name), bare(head.title)} - {""}
    others = [bare(name) for other in whole if other.key != head.key for name in other.listed]
    return not head.number and any(_names_same(mine, name) for mine in own for name in others if name)


def _same_again(whole: Sequence[Head]) -> dict[int, str]:
    """The same document in two formats: Word, which keeps its tables, goes before PDF."""
    ordered = sorted(whole, key=lambda head: (head.name.lower().endswith(".pdf"), head.key))
    kept: list[Head] = []
    again: dict[int, str] = {}
    for head in ordered:
        if any(_are_one(head, other) for other in kept):
            again[head.key] = "与另一份是同一文件的不同格式"
        else:
            kept.append(head)
    return again


def _are_one(one: Head, other: Head) -> bool:
    if one.number and other.number:
        return one.number == other.number and one.title == other.title
    return bool(bare(one.name)) and bare(one.name) == bare(other.name) and one.folder == other.folder


def missing_of(listed: Collection[str], names: Collection[str]) -> list[str]:
    """The attachments a document lists for which no file is there, by name or by number."""
    bares = [bare(name) for name in names]
    numbers: Mapping[int, bool] = {
        number: True for name in names if (number := attachment_number(name)) is not None
    }
    return [
        name
        for place, name in enumerate(listed, start=1)
        if place not in numbers and not any(one and _names_same(one, bare(name)) for one in bares)
    ]
