"""The copy of a signed letter that comes back with its seal: the same words, a red ring over them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

# A face that every PDF reader brings along; the letter's own faces are LibreOffice's business.
FACE, SIZE, LEADING = "STSong-Light", 14, 24
LEFT, RIGHT, TOP, BOTTOM = 72.0, A4[0] - 72.0, A4[1] - 80.0, 90.0
INDENT = 2 * SIZE
HEAD_LINES, SIGNATURE_LINES = 4, 2
SEAL_RADIUS = 59.5  # 42 mm across
HANGING = "，。；：、）》”？！"
WHITE = 255
RED = (0.8, 0.1, 0.1)


def sealed_copy(text: str) -> bytes:
    """A PDF of the letter's words with the ring of a seal over the signature; no seal of any organ."""
    _use_face()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    canvas.setFont(FACE, SIZE)
    height = TOP
    for number, line in enumerate(lines):
        for piece, indent in _pieces(line, number >= HEAD_LINES):
            if height < BOTTOM:
                _next_page(canvas)
                height = TOP
            _draw(canvas, piece, indent, height, number, len(lines))
            height -= LEADING
    _ring(canvas, RIGHT - SEAL_RADIUS, height + LEADING * SIGNATURE_LINES)
    canvas.save()
    return stream.getvalue()


def scanned(copy: bytes) -> bytes:
    """The pages of the copy as one picture: what a scanner makes of a letter sealed on paper."""
    document = pdfium.PdfDocument(copy)
    try:
        pages = [page.render(scale=1, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    sheet = Image.new("L", (pages[0].width, sum(page.height for page in pages)), WHITE)
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    stream = io.BytesIO()
    sheet.save(stream, "PNG")
    return stream.getvalue()


def _draw(canvas: Canvas, piece: str, indent: float, height: float, number: int, count: int) -> None:
    if number < HEAD_LINES:
        canvas.drawCentredString(A4[0] / 2, height, piece)
    elif number >= count - SIGNATURE_LINES:
        canvas.drawRightString(RIGHT, height, piece)
    else:
        canvas.drawString(LEFT + indent, height, piece)


def _pieces(line: str, is_body: bool) -> Iterator[tuple[str, float]]:
    """The line cut to the width of the page; numbers and Latin words stay whole."""
    indent = float(INDENT) if is_body else 0.0
    while line:
        end = _fitting(line, RIGHT - LEFT - indent)
        yield line[:end], indent
        line, indent = line[end:], 0.0


def _fitting(line: str, width: float) -> int:
    """How many characters fit; at least one."""
    used, end = 0.0, 0
    for character in line:
        used += pdfmetrics.stringWidth(character, FACE, SIZE)
        if used > width:
            break
        end += 1
    while end < len(line) and line[end] in HANGING:
        end += 1
    cut = max(1, end)
    while 1 < cut < len(line) and _is_joined(line[cut - 1], line[cut]):
        cut -= 1
    return cut if cut > 1 else max(1, end)


def _is_joined(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and not before.isspace() and not after.isspace()


def _ring(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*RED)
    canvas.setLineWidth(3)
    canvas.circle(x, y, SEAL_RADIUS)
    canvas.setLineWidth(1)
    canvas.circle(x, y, SEAL_RADIUS - 7)
    canvas.restoreState()


def _next_page(canvas: Canvas) -> None:
    canvas.showPage()
    canvas.setFont(FACE, SIZE)


def _use_face() -> None:
    if FACE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FACE))
