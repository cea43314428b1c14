"""The process that draws the pages of a scan and reads their codes; one JSON line per page.

Arguments: the PDF, a folder for pictures, the first page to read, the most pixels, seconds, bytes of memory.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from gongkai.documents.scans.finding import is_blank, search

_POINTS_PER_INCH = 72
#: Wide enough to read a signature by.
_PICTURE_WIDTH = 900
_QUALITY = 70
#: Fine enough to tell whether anything is written.
_COARSE = 75


def main(arguments: list[str]) -> int:
    """Print how many pages there are, then what is on each from the first wanted one."""
    path, folder = Path(arguments[0]), Path(arguments[1])
    first, pixels, memory = int(arguments[2]), int(arguments[3]), int(arguments[5])
    seconds = float(arguments[4])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    Image.MAX_IMAGE_PIXELS = pixels
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        _say({"damaged": True})
        return 1
    _say({"pages": len(document)})
    for number in range(first, len(document) + 1):
        try:
            page = _Page(document[number - 1], pixels)
            found = search(page.draw, seconds=seconds)
            blank = not found.texts and is_blank(page.draw(_COARSE))
            page.keep_picture(folder / f"page-{number}.jpg", found.turn)
        except (pdfium.PdfiumError, MemoryError, OSError, ValueError):
            _say({"failed": True})
            continue
        _say({"codes": list(found.texts), "turn": found.turn, "blank": blank})
    return 0


class _Page:
    """One page, drawn within the bound on pixels however large it says it is."""

    def __init__(self, page: pdfium.PdfPage, pixels: int) -> None:
        self._page = page
        self._pixels = pixels

    def draw(self, resolution: int) -> Image.Image:
        """The page at so many dots per inch, or at as many as the bound allows."""
        width, height = self._page.get_size()
        scale = resolution / _POINTS_PER_INCH
        area = width * height * scale * scale
        if area > self._pixels:
            scale *= (self._pixels / area) ** 0.5
        picture: Image.Image = self._page.render(scale=scale).to_pil()
        return picture

    def keep_picture(self, target: Path, turn: int) -> None:
        """Write a picture of the page to look at, turned clockwise by so many degrees."""
        width, height = self._page.get_size()
        if turn % 180:
            width = height
        picture = self.draw(max(1, round(_PICTURE_WIDTH / width * _POINTS_PER_INCH)))
        if turn:
            picture = picture.rotate(-turn, expand=True)
        picture.convert("RGB").save(target, "JPEG", quality=_QUALITY)


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
