"""The signature at the end of the text: who signed and when, apart from attachments and imprint."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.titles import ends_a_title
from gongkai.documents.official.wording import (
    ATTACHMENT_HEADER,
    BLANK_DATE,
    PERSON_SIGN,
    dates_in,
    is_organ,
    organs_in,
    squeezed,
)

_MOST_SIGNERS = 12
_AROUND = "（）()。.　 "
_SEAL = re.compile(r"[（(](?:盖章|印章|公章|章|印|代章)[)）]")
_WEEKDAY = re.compile(r"[（(]?(?:星期|周)[一二三四五六日天][)）]?$")
_LONGEST_ODD = 30


@dataclass(slots=True)
class Signature:
    """Who and when, the places of its lines, and whether it stands in the main text for certain.

    ``odd`` is the line above it where that stands like a signer's and names no organ that is known.
    ``rivals`` are the days of further signatures in the main text, ``others`` all days that stand alone.
    """

    organs: tuple[str, ...] = ()
    person: str = ""
    day: date | None = None
    places: list[int] = field(default_factory=list)
    is_blank: bool = False
    is_certain: bool = True
    others: list[date] = field(default_factory=list)
    rivals: list[date] = field(default_factory=list)
    odd: str = ""


def signature_of(lines: list[Line], start: int, left_out: set[int]) -> Signature:
    """Find the signature after ``start``; one without organ, day and person when there is none."""
    end = main_end(lines, start)
    found = [
        one
        for place in range(start, len(lines))
        if place not in left_out and (one := _dated_at(lines, place, start, left_out)) is not None
    ]
    signed = [one for one in found if one.organs or one.person] or found
    inside = [one for one in signed if one.places[-1] < end]
    chosen = (inside or signed)[:1]
    if not chosen:
        return _undated(lines, start, end, left_out)
    signature = chosen[0]
    signature.is_certain = bool(inside) and bool(signature.organs or signature.person)
    signature.rivals = [
        one.day
        for one in inside[1:]
        if (one.organs or one.person) and one.day is not None and one.day != signature.day
    ]
    signature.others = list(
        dict.fromkeys(one.day for one in found if one.day is not None and one.day != signature.day)
    )
    return signature


def main_end(lines: list[Line], start: int) -> int:
    """The place where the first attachment or attached text begins, or the end."""
    has_text = False
    for place in range(start, len(lines)):
        line = lines[place]
        if line.kind is not Kind.TEXT:
            has_text = True
            continue
        if has_text and ATTACHMENT_HEADER.fullmatch(line.plain) and place + 1 < len(lines):
            return place
        if has_text and line.is_centred and ends_a_title(line.plain) and not organs_in(line.text):
            size = line.look.size
            if size is None or size >= 17:
                return place
        has_text = has_text or line.plain.endswith(("。", "：", ":", "；")) or len(line.plain) > 20
    return len(lines)


def _dated_at(lines: list[Line], place: int, start: int, left_out: set[int]) -> Signature | None:
    """The signature whose day stands alone on this line, or behind its organ."""
    line = lines[place]
    plain = _WEEKDAY.sub("", _SEAL.sub("", line.plain))
    if line.kind is not Kind.TEXT or len(plain) > 70:
        return None
    day, rest, is_blank = _day_and_rest(plain)
    if day is None and not is_blank:
        return None
    before = _SEAL.sub("", line.text)
    organs = _organs_before_day(before) if rest else ()
    person = rest if rest and PERSON_SIGN.fullmatch(rest) else ""
    if rest and not organs and not person:
        return None
    signature = Signature(organs, person, day, [place], is_blank)
    if organs:
        _look_above(lines, place, start, left_out, signature)
        signature.organs = (*signature.organs, *organs)
    elif not rest:
        _look_above(lines, place, start, left_out, signature)
        if not signature.organs and not signature.person:
            _look_below(lines, place, left_out, signature)
    return signature


def _odd_signer(line: Line, dated: Line) -> str:
    """A line that stands as signers do, right above their day, and is no known organ's name."""
    plain = line.plain
    if line.kind is not Kind.TEXT or len(plain) > _LONGEST_ODD or re.search(r"[。：:；，]|公开", plain):
        return ""
    if _is_listed(line) or BLANK_DATE.search(plain) or dates_in(plain):
        return ""
    return line.text.strip() if line.side == dated.side else ""


def _look_below(lines: list[Line], place: int, left_out: set[int], signature: Signature) -> None:
    """Organs under their day, as some write it; nothing but the end or other matter may follow them."""
    below = place + 1
    while below < len(lines) and below not in left_out and lines[below].kind is Kind.TEXT:
        organs = organs_in(_SEAL.sub("", lines[below].text))
        if not organs or _is_listed(lines[below]):
            break
        signature.organs += organs
        signature.places.append(below)
        below += 1


def _day_and_rest(plain: str) -> tuple[date | None, str, bool]:
    found = dates_in(plain)
    if len(found) == 1:
        day, match = found[0]
        rest = (plain[: match.start()] + plain[match.end() :]).strip(_AROUND)
        return day, rest if match.end() >= len(plain.rstrip(_AROUND)) else "?", False
    blank = BLANK_DATE.search(plain)
    if blank and not found and blank.end() == len(plain):
        return None, plain[: blank.start()].strip(_AROUND), True
    return None, "", False


def _organs_before_day(text: str) -> tuple[str, ...]:
    head = re.split(r"(?:\d{4}|[一二三四五六七八九〇○零ＯOo0]{4})\s*[年./\-]", text)[0]
    return organs_in(head)


def _look_above(lines: list[Line], place: int, start: int, left_out: set[int], signature: Signature) -> None:
    groups: list[tuple[str, ...]] = []
    for above in range(place - 1, max(start - 1, place - 1 - _MOST_SIGNERS), -1):
        line = lines[above]
        if above in left_out or line.kind is Kind.PICTURE:
            continue
        text = _SEAL.sub("", line.text)
        organs = organs_in(text) if line.kind is Kind.TEXT else ()
        if PERSON_SIGN.fullmatch(squeezed(text)) and not groups:
            signature.person = squeezed(text)
        elif organs and not _is_listed(line):
            groups.insert(0, organs)
        else:
            signature.odd = _odd_signer(line, lines[place])
            break
        signature.places.insert(0, above)
        if organs and len(text.split()) > 1:
            wrapped = _wrapped_above(lines, above)
            if wrapped:
                groups[0] = wrapped
                signature.places.insert(0, above - 1)
                break
    signature.organs = tuple(organ for group in groups for organ in group)


def _wrapped_above(lines: list[Line], place: int) -> tuple[str, ...]:
    """Names set side by side and wrapped: the beginnings on the line above, the rests on this one."""
    firsts, rests = lines[place - 1].text.split(), lines[place].text.split()
    if len(firsts) != len(rests) or all(is_organ(first) for first in firsts):
        return ()
    names = tuple(squeezed(first + rest) for first, rest in zip(firsts, rests, strict=True))
    return names if all(is_organ(name) for name in names) else ()


def _is_listed(line: Line) -> bool:
    return re.match(r"\d{1,2}[.．、]|附件", line.plain) is not None


def _undated(lines: list[Line], start: int, end: int, left_out: set[int]) -> Signature:
    """A signature without a day: organs on the last lines of the main text, at its right."""
    signature = Signature()
    for place in range(end - 1, start, -1):
        line = lines[place]
        if place in left_out or line.kind is Kind.PICTURE or re.fullmatch(r"[（(].*[)）]", line.plain):
            continue
        organs = organs_in(_SEAL.sub("", line.text)) if line.kind is Kind.TEXT else ()
        if not organs or _is_listed(line) or (not signature.organs and line.side != "right"):
            break
        signature.organs = (*organs, *signature.organs)
        signature.places.insert(0, place)
    return signature
