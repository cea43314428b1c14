"""The redacted file read again by two programs: nothing may stand in it that was not meant to survive."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pikepdf
from pdfminer.pdfexceptions import PDFException

from gongkai.documents.redaction.boxes import Elsewhere, Glyph, PageText, Rectangle, RedactionFailed
from gongkai.documents.redaction.pages import page_texts

# How far two programs may put the middle of the same character apart.
_NEAR = 2.5
_LEAST_TOLD = 3
_LEAST_HUNTED = 8
_LEAST_HUNTED_CHINESE = 2
_LEAK = "遮盖后的文件没有通过自检（第{page}页仍能读出不应保留的文字），没有生成文件。请扩大遮盖范围后重试。"
_LEAK_INSIDE = "遮盖后的文件没有通过自检（文件内部仍有被遮盖的文字），没有生成文件。请联系管理员。"
_UNREADABLE = "遮盖后的文件没有通过自检（文件无法重新打开），没有生成文件。请联系管理员。"


class KeptPageChanged(Exception):  # says what happened; the way out is to picture every page
    """A page copied as it is says something else than before, or holds what was covered."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a redacted page may hold: the surviving characters, and the areas that must be empty."""

    survivors: Sequence[Glyph]
    areas: Sequence[Rectangle]


def check_pages(made: Path, expected: Mapping[int, Expected]) -> None:
    """Raise RedactionFailed unless every character read from a redacted page is a survivor in its place."""
    try:
        again = page_texts(made)
        plumbed = _plumbed(made, expected)
    except (PDFException, ValueError, OSError) as error:
        raise RedactionFailed(_UNREADABLE) from error
    for number, allowed in expected.items():
        page = again[number - 1]
        _judge_page(number, [(glyph.char, glyph.place) for glyph in page.glyphs], allowed)
        _judge_page(number, plumbed[number], allowed)


def check_kept(made: Path, kept: Mapping[int, str]) -> None:
    """Raise KeptPageChanged unless the kept pages say what they said in the source."""
    if not kept:
        return
    again = page_texts(made)
    if any(again[number - 1].text != text for number, text in kept.items()):
        raise KeptPageChanged


def check_inside(made: Path, covered: Iterable[str], *, has_kept_pages: bool) -> None:
    """Raise when a covered text stands anywhere in the file's bytes, streams unpacked.

    KeptPageChanged where a kept page may be what holds it, RedactionFailed where none is kept.
    """
    needles = {needle for text in covered if _is_worth_hunting(text) for needle in _written_ways(text)}
    if not needles:
        return
    for data in _everything_in(made):
        if any(needle in data for needle in needles):
            raise KeptPageChanged if has_kept_pages else RedactionFailed(_LEAK_INSIDE)


def elsewhere(covered: Sequence[str], remaining: Mapping[int, str]) -> tuple[Elsewhere, ...]:
    """Where covered texts still stand on the pages, by box; ``remaining`` is the text left on each page."""
    places = []
    for index, text in enumerate(covered):
        wanted = folded(text)
        if len(wanted) < _LEAST_TOLD:
            continue
        for number, left in remaining.items():
            count = folded(left).count(wanted)
            if count:
                places.append(Elsewhere(index, number, count))
    return tuple(places)


def folded(text: str) -> str:
    """Text without blanks, in one width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_of_survivors(page: PageText, survivors: Sequence[Glyph]) -> str:
    """The text left on a page; a gap where something was taken out, so that nothing new is put together."""
    pieces: list[str] = []
    kept = {glyph.offset for glyph in survivors}
    for glyph in page.glyphs:
        pieces.append(glyph.char if glyph.offset in kept else "\x00")
    return "".join(pieces)


def _judge_page(number: int, found: Sequence[tuple[str, Rectangle]], allowed: Expected) -> None:
    by_char: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for glyph in allowed.survivors:
        by_char[folded(glyph.char)].append(_middle(glyph.place))
    counted: dict[str, int] = defaultdict(int)
    for char, place in found:
        wanted = folded(char)
        if not wanted:
            continue
        counted[wanted] += 1
        middle = _middle(place)
        is_inside = _is_inside(middle, allowed.areas)
        # A comma's ink may lie beside a bar that its place lies under; nothing else is allowed inside one.
        matches = any(
            abs(middle[0] - x) <= _NEAR
            and abs(middle[1] - y) <= _NEAR
            and (not is_inside or _is_inside((x, y), allowed.areas, by=_NEAR))
            for x, y in by_char[wanted]
        )
        if not matches or counted[wanted] > len(by_char[wanted]):
            raise RedactionFailed(_LEAK.format(page=number))


def _is_inside(point: tuple[float, float], areas: Sequence[Rectangle], by: float = 0.0) -> bool:
    x, y = point
    return any(area.x0 - by < x < area.x1 + by and area.y0 - by < y < area.y1 + by for area in areas)


def _plumbed(made: Path, expected: Mapping[int, Expected]) -> dict[int, list[tuple[str, Rectangle]]]:
    with pdfplumber.open(made) as document:
        return {
            number: [
                (char["text"], Rectangle(char["x0"], char["top"], char["x1"], char["bottom"]))
                for char in document.pages[number - 1].chars
            ]
            for number in expected
        }


def _middle(area: Rectangle) -> tuple[float, float]:
    return (area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2


def _is_worth_hunting(text: str) -> bool:
    """Short runs of figures stand in every file as coordinates; long ones, and Chinese words, do not."""
    plain = folded(text)
    return len(plain) >= (_LEAST_HUNTED if plain.isascii() else _LEAST_HUNTED_CHINESE)


def _written_ways(text: str) -> Iterator[bytes]:
    for form in {text, folded(text)}:
        for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
            data = form.encode(encoding, "surrogatepass")
            yield data
            yield data.hex().encode("ascii")
            yield data.hex().upper().encode("ascii")


def _everything_in(made: Path) -> Iterator[bytes]:
    yield made.read_bytes()
    with pikepdf.open(made) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                yield one.stream_dict.unparse()
                if one.get("/Subtype") != pikepdf.Name.Image:
                    yield _unpacked(one)
            else:
                yield one.unparse()


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()
