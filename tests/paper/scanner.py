"""A printer and a scanner to test with: sheets printed by the real acts, their pages drawn and sent back."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageOps

from gongkai.documents.letters import qr_png
from gongkai.kernel.filestore import path_of
from gongkai.paper.acts.print_forms import print_forms
from gongkai.paper.acts.take_in_scans import NamedFile, take_in_scans
from gongkai.paper.models import FormKind, PaperForm, PrintRun, ScanBatch, ScanPage
from gongkai.paper.printing import make_pdfs
from gongkai.paper.scanning import read_scans
from tests.factories import NOW, Bureau

Picture = Image.Image
A4_INCHES = (8.27, 11.69)


def print_sheets(
    bureau: Bureau, *item_ids: int, kind: str = FormKind.REVIEW, by: str = "drafter", now: datetime = NOW
) -> list[PaperForm]:
    """Sheets of these items in their order; their PDF is not made."""
    run = print_forms(actor=bureau.people[by], item_ids=item_ids, kind=kind, now=now).run
    return list(run.forms.order_by("pk"))


def printed_pages(run: PrintRun, dpi: int = 200, now: datetime = NOW) -> list[Picture]:
    """The pages of the run's PDF, made by LibreOffice, as a scanner sees them."""
    make_pdfs([{"run": run.pk}], now)
    run.refresh_from_db()
    document = pdfium.PdfDocument(path_of(run.pdf).read_bytes())
    try:
        return [document[n].render(scale=dpi / 72).to_pil().convert("RGB") for n in range(len(document))]
    finally:
        document.close()


def drawn(form: PaperForm, dpi: int = 100) -> Picture:
    """A page that bears the sheet's code and some lines, without the printer's trouble."""
    page = paper(dpi)
    code = Image.open(io.BytesIO(qr_png(form.code, error="q")))
    side = dpi
    page.paste(code.resize((side, side), Image.Resampling.NEAREST), (page.width - 2 * side, side // 2))
    return written_on(page)


def paper(dpi: int = 100) -> Picture:
    """An empty page."""
    return Image.new("RGB", tuple(round(side * dpi) for side in A4_INCHES), "white")


def written_on(page: Picture) -> Picture:
    """The page with strokes of a pen on it."""
    pen = ImageDraw.Draw(page)
    for row in range(5):
        y = page.height * (4 + row) // 12
        pen.line((page.width // 4, y, page.width * 3 // 4, y + 9), fill=(20, 30, 90), width=4)
    return page


def skewed(page: Picture, degrees: float) -> Picture:
    """The page as it lies askew on the glass."""
    return page.rotate(degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def grey(page: Picture) -> Picture:
    """The page scanned without colours, paler than it is."""
    return ImageOps.autocontrast(page.convert("L")).point(lambda value: 40 + value * 200 // 255)


def as_scan(pages: Sequence[Picture], ending: str = "pdf", dpi: int = 150) -> bytes:
    """The pages as one file; only PDF and TIFF hold several."""
    stream = io.BytesIO()
    if ending in {"pdf", "tif"}:
        kind = {"pdf": "PDF", "tif": "TIFF"}[ending]
        pages[0].save(stream, kind, save_all=True, append_images=list(pages[1:]), resolution=dpi)
    else:
        pages[0].save(stream, {"jpg": "JPEG", "png": "PNG"}[ending], dpi=(dpi, dpi))
    return stream.getvalue()


def send(
    bureau: Bureau, *files: tuple[str, bytes], by: str = "reviewer2", now: datetime = NOW, read: bool = True
) -> ScanBatch:
    """Files handed in by the office, and read by the worker."""
    named = [NamedFile(name, io.BytesIO(content)) for name, content in files]
    taken = take_in_scans(actor=bureau.people[by], organ_id=bureau.organ.pk, files=named, now=now)
    if read:
        read_scans([{"batch": taken.batch.pk}], now)
        taken.batch.refresh_from_db()
    return taken.batch


def send_pages(bureau: Bureau, *pages: Picture, **more: object) -> list[ScanPage]:
    """The pages in one PDF, and what each was taken for."""
    batch = send(bureau, ("扫描.pdf", as_scan(pages)), **more)  # type: ignore[arg-type]
    return list(batch.pages.order_by("number"))


def come_back(bureau: Bureau, form: PaperForm, **more: object) -> PaperForm:
    """The sheet printed, signed and scanned: it waits to be entered."""
    send_pages(bureau, drawn(form), **more)
    form.refresh_from_db()
    return form


def turned_pdf(page: Picture, degrees: int) -> bytes:
    """A PDF whose page is only said to be turned, as some scanners do it."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(as_scan([page]))) as document:
        document.pages[0].rotate(degrees, relative=True)
        document.save(stream)
    return stream.getvalue()


Change = Callable[[Picture], Picture]
