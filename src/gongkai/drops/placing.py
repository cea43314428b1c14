"""Where a document probably goes: column, topic, mode, from earlier items, the register and the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.disclosure.models import Column, Item, PublicState, WorkState
from gongkai.drops.proposals import Proposal
from gongkai.drops.topic_words import topics_in
from gongkai.kernel.models import Organ
from gongkai.law import catalogue

#: How many of the organ's latest items are looked at.
LOOKED_AT = 500
_ALIKE = 0.72
_SURELY_ALIKE = 0.85
_ENOUGH = 3
_MODE_UNSAID = "文件上没有写公开属性，请确认是否主动公开"
_CHANGING = re.compile(r"[0-9０-９〇零一二三四五六七八九十百]+")
_MARKS = re.compile(r"[\s　《》〈〉“”\"'()（）〔〕\[\],，.。、:：;；_\-—]+")
_CODE = re.compile(r"^([^〔\[（(0-9]{2,16})[〔\[（(]")


@dataclass(frozen=True)
class Earlier:
    """An earlier item of the organ, as far as it tells where the next one goes."""

    title: str
    genre: str
    number: str
    column_id: int
    topic: str


@dataclass(frozen=True)
class Facts:
    """What is known of the document that is to be placed."""

    title: str
    genre: str
    number: str


class Precedents:
    """The organ's active columns and latest items, read once for all documents of a drop."""

    def __init__(self, organ: Organ) -> None:
        self._organ = organ

    @cached_property
    def columns(self) -> Mapping[int, Column]:
        """Active columns by id, in their order."""
        active = Column.objects.filter(organ=self._organ, is_active=True).order_by("position", "id")
        return {column.pk: column for column in active}

    @cached_property
    def items(self) -> Sequence[Earlier]:
        """The latest items that were not given up, newest first."""
        items = Item.objects.filter(organ=self._organ)
        items = items.exclude(public_state=PublicState.NONE, work_state=WorkState.IDLE)
        names = ("title", "genre", "doc_number", "column_id", "topic")
        return [Earlier(*row) for row in items.order_by("-id").values_list(*names)[:LOOKED_AT]]

    def closest(self, title: str) -> list[tuple[float, Earlier]]:
        """Earlier items whose titles follow the same pattern, the closest first."""
        wanted = _pairs(title)
        found = [(alike(wanted, _pairs(one.title)), one) for one in self.items]
        return sorted((one for one in found if one[0] >= _ALIKE), key=lambda one: -one[0])[:5]


def _pairs(title: str) -> Counter[str]:
    """The title's pairs of characters without what changes from one issue to the next."""
    plain = _MARKS.sub("", _CHANGING.sub("", title))
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def alike(one: Counter[str], other: Counter[str]) -> float:
    """How alike two titles are, 0 to 1 (Dice)."""
    both = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / both if both else 0.0


def column_of(facts: Facts, known: Precedents) -> Proposal:
    """The column, with why; without a hint nothing is proposed and that is unsure."""
    if len(known.columns) == 1:
        return Proposal(next(iter(known.columns)), where="本机关只有这一个栏目")
    return (
        _column_by_pattern(facts, known)
        or _column_by_series(facts, known)
        or _column_by_words(facts, known)
        or _column_by_genre(facts, known)
        or Proposal(None, is_sure=False, doubt="没有可以参考的同类文件，请选择栏目")
    )


def _column_by_pattern(facts: Facts, known: Precedents) -> Proposal | None:
    close = [
        (likeness, one) for likeness, one in known.closest(facts.title) if one.column_id in known.columns
    ]
    if not close:
        return None
    likeness, first = close[0]
    column = known.columns[first.column_id]
    others = tuple(dict.fromkeys(one.column_id for _, one in close if one.column_id != first.column_id))
    is_sure = likeness >= _SURELY_ALIKE and not others
    return Proposal(
        column.pk, source=first.title, where=f"上次同类文件放在“{column.name}”", is_sure=is_sure,
        doubt="" if is_sure else "名称只是相近，请核对栏目", others=others,
    )  # fmt: skip


def _column_by_series(facts: Facts, known: Precedents) -> Proposal | None:
    """The column of earlier documents of the same genre with the same code before the number."""
    code = series_of(facts.number)
    if not code:
        return None
    went = Counter(
        one.column_id for one in known.items
        if series_of(one.number) == code and one.genre == facts.genre and one.column_id in known.columns
    )  # fmt: skip
    if not went:
        return None
    (column_id, times), total = went.most_common(1)[0], sum(went.values())
    column = known.columns[column_id]
    is_sure = total >= _ENOUGH and times == total
    return Proposal(
        column_id, source=f"“{code}”字号的同类文件共 {total} 件，其中 {times} 件放在“{column.name}”",
        where="本机关以前的文件", is_sure=is_sure,
        doubt="" if is_sure else "同类文件不多或者不一致，请核对栏目",
    )  # fmt: skip


def series_of(number: str) -> str:
    """The code before the year of a document number (海工信发), empty when there is none."""
    found = _CODE.match(number.strip())
    return found[1].strip() if found else ""


def _column_by_words(facts: Facts, known: Precedents) -> Proposal | None:
    hits = {
        column.pk: word
        for column in known.columns.values()
        for word in (column.name, *column.keywords.split())
        if len(word) >= 2 and word in facts.title
    }
    if not hits:
        return None
    best = max(hits, key=lambda pk: len(hits[pk]))
    return Proposal(
        best, source=hits[best], where="名称中的字样与栏目相同", is_sure=False,
        doubt="由名称推断，请核对栏目", others=tuple(pk for pk in hits if pk != best),
    )  # fmt: skip


def _column_by_genre(facts: Facts, known: Precedents) -> Proposal | None:
    fitting = [
        column for column in known.columns.values()
        if facts.genre and facts.genre != "other" and column.default_genre == facts.genre
    ]  # fmt: skip
    if len(fitting) != 1:
        return None
    label = catalogue.GENRES.label(facts.genre)
    return Proposal(
        fitting[0].pk, source=label, where="栏目默认的体裁", is_sure=False, doubt="由体裁推断，请核对栏目"
    )


def topic_of(facts: Facts, known: Precedents, column_id: int | None) -> Proposal:
    """The topic: of earlier items of the pattern, the column's own, or from words of the title."""
    other = "t22"
    close = known.closest(facts.title)
    if close and close[0][0] >= _SURELY_ALIKE and close[0][1].topic not in ("", other):
        return Proposal(close[0][1].topic, source=close[0][1].title, where="上次同类文件的主题")
    words = topics_in(facts.title)
    column = known.columns.get(column_id or 0)
    if column is not None and column.default_topic not in ("", other):
        others = tuple(code for code, _ in words if code != column.default_topic)
        return Proposal(column.default_topic, where=f"栏目“{column.name}”默认的主题", others=others)
    if words:
        (code, word), rest = words[0], tuple(code for code, _ in words[1:])
        doubt = "名称涉及几个主题，请核对" if rest else ""
        return Proposal(code, source=word, where="名称中的字样", is_sure=not rest, doubt=doubt, others=rest)
    return Proposal(other, is_sure=False, doubt="从名称看不出主题，请核对")


def plain_defaults(read: Mapping[str, Proposal], topic: Proposal, organ: Organ) -> dict[str, Proposal]:
    """What a piece of news takes by default, as in the item's form: organ, the column's genre and topic.

    Only for a text in which certainly neither number, date nor issuer stands; else nothing.
    """
    is_blank = all(read[name].value is None and read[name].is_sure for name in ("doc_number", "formed_on"))
    if not is_blank or read["issuer"].value or not read["title"].value:
        return {}
    found = {"issuer": Proposal(organ.name, where="没有文号和落款的一般信息，填本机关")}
    if not read["genre"].value:
        found["genre"] = Proposal(None, where="从名称看不出，按栏目默认")
    if not topic.is_sure and not topic.others:
        found["topic"] = Proposal(None, where="从名称看不出，按栏目默认")
    return found


def mode_of(read: Proposal, *, number: str, registered: str) -> Proposal:
    """The mode: what the document says, else the register's entry, else disclosure for a look."""
    if read.value:
        return read
    if registered:
        return Proposal(registered, source=number, where="发文登记簿中同一文号的登记")
    if number:
        return Proposal("proactive", is_sure=False, doubt=read.doubt or _MODE_UNSAID)
    return Proposal(
        "proactive", where="没有文号的一般信息，按主动公开", is_sure=read.is_sure, doubt=read.doubt
    )
