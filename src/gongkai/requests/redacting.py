"""A file given out as pages to be looked at: pictures, sizes, and the places that screening would cover."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.documents import FileRefused
from gongkai.documents.pictures import PICTURE_EXTENSIONS
from gongkai.documents.redaction import Box, Term, page_image, page_texts, propose
from gongkai.kernel import private
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import PrivateFile
from gongkai.requests.acts.giving import CONVERTED, as_pdf
from gongkai.requests.models import GivenFile
from gongkai.screening import Finding, screen_text

_WHERE = "第{number}页"
MOST_PROPOSED = 200


@dataclass(frozen=True)
class PageSize:
    """A page's number and its size in points; `has_text` is False for a scan that nobody can search."""

    number: int
    width: float
    height: float
    has_text: bool


def can_be_redacted(given: GivenFile) -> bool:
    """Whether the file has pages or can be turned into some: PDF, Word files, scanned pictures."""
    return given.source.extension in CONVERTED | PICTURE_EXTENSIONS | {"pdf"}


def page_sizes(given: GivenFile) -> list[PageSize]:
    """The pages of the file as it came in; raises InputRefused when it cannot be shown."""
    try:
        return [
            PageSize(page.number, page.width, page.height, bool(page.text.strip()))
            for page in page_texts(pdf_of(given.source))
        ]
    except FileRefused as refusal:
        raise InputRefused(refusal.message) from None


def picture_of(given: GivenFile, number: int) -> bytes:
    """A page as PNG; raises NotVisible when there is none of that number."""
    try:
        return page_image(pdf_of(given.source), number)
    except IndexError:
        raise NotVisible from None
    except FileRefused as refusal:
        raise InputRefused(refusal.message) from None


def proposed_boxes(given: GivenFile) -> list[Box]:
    """The places of every personal number that screening finds on the pages."""
    source = pdf_of(given.source)
    return propose(source, _findings(source))[:MOST_PROPOSED]


def places_of(given: GivenFile, words: str) -> list[Box]:
    """Every place where the words stand, such as a name that no check can know."""
    return propose(pdf_of(given.source), [Term(words, "指定文字")])[:MOST_PROPOSED]


def _findings(source: bytes) -> Iterable[Finding]:
    for page in page_texts(source):
        yield from screen_text(page.text, where=_WHERE.format(number=page.number))


def pdf_of(file: PrivateFile) -> bytes:
    """The file as PDF. What had to be converted is kept in memory for a while: a page view asks often."""
    if file.extension == "pdf":
        return b"".join(private.read_chunks(file))
    place = (file.pk, file.digest)
    found = _converted.get(place)
    if found is None:
        with tempfile.TemporaryDirectory(prefix="gongkai-pages-") as folder:
            found = as_pdf(file, Path(folder)).read_bytes()
        _converted.put(place, found)
    return found


class _Few:
    """A handful of converted files, the longest unused dropped first; none of it reaches a disk."""

    most_files, most_bytes = 4, 32 * 1024 * 1024

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, place: tuple[int, str]) -> bytes | None:
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)
            return self._kept.get(place)

    def put(self, place: tuple[int, str], content: bytes) -> None:
        if len(content) > self.most_bytes:
            return
        with self._lock:
            self._kept[place] = content
            while len(self._kept) > self.most_files:
                self._kept.popitem(last=False)


_converted = _Few()
