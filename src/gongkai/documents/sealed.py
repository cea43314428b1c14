"""Whether the sealed file says what was approved: compared character by character, scans left to the eye."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from os.path import commonprefix
from pathlib import Path

from gongkai.documents.sealed_text import Character, Reading, characters_of, read_sealed

_CONTEXT = 12
_FEWEST = 8
# Beyond this two texts have little in common, and listing every piece would take minutes and help no one.
_MOST_PAIRS = 100_000_000
_EYE = "盖章文件没有可以核对的文字（可能是扫描件），请对照页面图像逐字核对。"
_EYE_PAGES = "盖章文件第{pages}页是图像，或者有盖住的文字、批注、表单，无法自动核对，请对照页面图像逐字核对。"
_SAME = "盖章文件的文字与审批定稿一致。"
_DIFFERENT = "盖章文件的文字与审批定稿有{count}处不同，请逐处核对。"


class Verdict(StrEnum):
    """What the comparison found."""

    EQUAL = "equal"
    DIFFERENT = "different"
    BY_EYE = "by_eye"


class DifferenceKind(StrEnum):
    """What happened to a passage on the way from the approved text to the sealed file."""

    MISSING = "missing"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One passage that differs, with what stands before and after it in the approved text."""

    kind: DifferenceKind
    approved: str
    sealed: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome: ``message`` is for people; ``eye_pages`` are pages (from 1) that must be looked at.

    EQUAL is said only when every page has text of its own that can be seen, and nothing beside it that
    might say something else (notes, form values, opaque pictures over the text; a signature field may stay).
    """

    verdict: Verdict
    message: str
    differences: tuple[Difference, ...] = ()
    eye_pages: tuple[int, ...] = ()


def compare_sealed(approved_text: str, sealed: Path) -> Comparison:
    """Compare the approved text with a sealed PDF, OFD or picture.

    Full and half width, line ends, blanks and page numbers make no difference; anything else does. Raises
    FileRefused when the file cannot be opened.
    """
    reading = read_sealed(sealed)
    approved = characters_of(approved_text)
    if len(reading.characters) < min(_FEWEST, len(approved)) or not approved:
        return Comparison(Verdict.BY_EYE, _EYE, eye_pages=reading.all_pages)
    differences = tuple(_differences(approved, reading.characters))
    if reading.eye_pages:
        return Comparison(Verdict.BY_EYE, _eye_message(reading), differences, reading.eye_pages)
    if differences:
        message = _DIFFERENT.format(count=len(differences))
        return Comparison(Verdict.DIFFERENT, message, differences)
    return Comparison(Verdict.EQUAL, _SAME)


def _eye_message(reading: Reading) -> str:
    return _EYE_PAGES.format(pages="、".join(map(str, reading.eye_pages)))


def _differences(approved: list[Character], sealed: list[Character]) -> Iterator[Difference]:
    left = "".join(one.char for one in approved)
    right = "".join(one.char for one in sealed)
    if left == right:
        yield from _torn_numbers(approved, sealed)
        return
    start = len(commonprefix([left, right]))  # noqa: RUF071  # character by character, meant
    end = len(commonprefix([left[start:][::-1], right[start:][::-1]]))  # noqa: RUF071
    middle = left[start : len(left) - end], right[start : len(right) - end]
    if len(middle[0]) * len(middle[1]) > _MOST_PAIRS:
        yield _difference(left, right, (start, len(left) - end), (start, len(right) - end))
        return
    matcher = SequenceMatcher(None, *middle, autojunk=False)
    for tag, from_left, to_left, from_right, to_right in matcher.get_opcodes():
        if tag != "equal":
            at_left, at_right = (from_left + start, to_left + start), (from_right + start, to_right + start)
            yield _difference(left, right, at_left, at_right)


def _difference(left: str, right: str, at_left: tuple[int, int], at_right: tuple[int, int]) -> Difference:
    kinds = {(True, False): DifferenceKind.MISSING, (False, True): DifferenceKind.ADDED}
    has_left, has_right = at_left[0] < at_left[1], at_right[0] < at_right[1]
    return Difference(
        kind=kinds.get((has_left, has_right), DifferenceKind.CHANGED),
        approved=left[slice(*at_left)],
        sealed=right[slice(*at_right)],
        before=left[max(0, at_left[0] - _CONTEXT) : at_left[0]],
        after=left[at_left[1] : at_left[1] + _CONTEXT],
    )


def _torn_numbers(approved: list[Character], sealed: list[Character]) -> Iterator[Difference]:
    """Digits whose blanks moved: 12 3 and 1 23 are two different things, though their characters agree."""
    text = "".join(one.char for one in approved)
    for at in range(1, len(text)):
        if not (text[at - 1].isdigit() and text[at].isdigit()):
            continue
        here, there = approved[at], sealed[at]
        if here.after_blank == there.after_blank or here.after_line_end or there.after_line_end:
            continue
        pair = "{first}{blank}{second}"
        yield Difference(
            kind=DifferenceKind.CHANGED,
            approved=pair.format(first=text[at - 1], blank=" " * here.after_blank, second=text[at]),
            sealed=pair.format(first=text[at - 1], blank=" " * there.after_blank, second=text[at]),
            before=text[max(0, at - 1 - _CONTEXT) : at - 1],
            after=text[at + 1 : at + 1 + _CONTEXT],
        )
