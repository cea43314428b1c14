"""Title and genre proposed from the parts of a document, each with its doubt."""

from __future__ import annotations

import re

from gongkai.documents.official.head import Head
from gongkai.documents.official.lines import Line
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.titles import ends_a_title, genre_of, joined_title
from gongkai.documents.official.wording import squeezed

_HEAD, _TITLE = "版头", "标题"
_NO_TITLE = "没有找到标题，请填写。"
_ODD_TITLE = "标题的末尾不是常见的文种，请核对标题是否完整。"
_GUESSED_TITLE = "标题与版头之间没有明确的界限，请核对。"
_ORDER_TITLE = "这是命令（令），标题取自所公布的文件，请核对。"
_TWO_TITLES = "文件前面另有一行也像标题，请核对。"
_GENRE = "体裁按标题的末尾推断，请核对。"
_GENRE_OF_UNSURE = "体裁按标题的末尾推断，而标题存疑，请核对。"
_NO_GENRE = "从标题看不出体裁，请选择。"
_ISSUED = re.compile(r"《(?P<name>[^《》]{2,80}(?:《[^《》]*》[^《》]*)*)》.{0,80}(?:公布|发布)")


def found_title(lines: list[Line], head: Head) -> Proposed:
    """The title over all its lines; for an order, the document it puts in force."""
    if not head.title:
        return _order_title(lines, head)
    texts = [lines[place].text for place in head.title]
    value = _once(joined_title(texts))
    source = "\n".join(texts)
    if head.is_title_guessed:
        rest = joined_title(texts[1:])
        return Proposed(value, source, _TITLE, False, _GUESSED_TITLE, (rest,) if rest else ())
    if not ends_a_title(squeezed(value)):
        return Proposed(value, source, _TITLE, False, _ODD_TITLE)
    rivals = _rivals(lines, head, value)
    if rivals:
        return Proposed(value, source, _TITLE, False, _TWO_TITLES, rivals)
    return Proposed(value, source, _TITLE)


def _once(title: str) -> str:
    """A title that was written several times on end, once."""
    again = (title + title).find(title, 1)
    return title[:again] if 6 <= again < len(title) else title


def _rivals(lines: list[Line], head: Head, title: str) -> tuple[str, ...]:
    """Other lines in front of the text that read like a title as much as this one does."""
    around = [lines[place].text.strip() for place in (*head.signs, *head.kept)]
    plain = [text for text in around if "关于" in squeezed(text) and ends_a_title(squeezed(text))]
    return tuple(text for text in plain if squeezed(text) not in squeezed(title))


def _order_title(lines: list[Line], head: Head) -> Proposed:
    sign = joined_title([lines[place].text for place in head.signs])
    for line in lines[head.body : head.body + 4]:
        found = _ISSUED.search(line.plain)
        if found:
            others = (sign,) if sign else ()
            if _stands_below(found["name"], lines[head.body :]):
                return Proposed(found["name"], line.text, "正文", True, "", others)
            return Proposed(found["name"], line.text, "正文", False, _ORDER_TITLE, others)
    if len(head.signs) == 1 and sign.endswith("纪要") and head.numbers:
        return Proposed(sign, sign, _HEAD)
    if sign:
        return Proposed(sign, sign, _HEAD, False, _GUESSED_TITLE)
    return Proposed(None, is_sure=False, doubt=_NO_TITLE)


def _stands_below(name: str, lines: list[Line]) -> bool:
    """Whether a name stands in the text as a title of its own, over one line or more."""
    plain = squeezed(name)
    centred = [line.plain if line.is_centred else "" for line in lines]
    return any(
        "".join(centred[place : place + many]) == plain for place in range(len(centred)) for many in (1, 2, 3)
    )


def found_genre(lines: list[Line], head: Head, title: Proposed, number: Proposed) -> Proposed:
    """The genre by the title's last word; an order by its red sign, an answer by its number."""
    for place in head.signs:
        if lines[place].plain.endswith(("令", "命令")):
            return Proposed("order", lines[place].text.strip(), _HEAD)
    if not isinstance(title.value, str):
        return Proposed(None, is_sure=False, doubt=_NO_GENRE)
    genre, is_certain, word = genre_of(title.value)
    if genre is None:
        return Proposed(None, title.source, _TITLE, False, _NO_GENRE)
    if word == "答复" and isinstance(number.value, str) and "函" in number.value:
        is_certain = True
    doubt = "" if is_certain else _GENRE
    if is_certain and not title.is_sure:
        is_certain, doubt = False, _GENRE_OF_UNSURE
    return Proposed(genre, word, _TITLE, is_certain, doubt)
