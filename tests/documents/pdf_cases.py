"""PDF files with a secret in every place a careless redaction leaves it, and all ways to look for it."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

SECRET = "110101199003070011"
NAME = "张秘密"
KEPT = "这一行应当保留 KEEP-4711"
_FONT = "Shown"


def _font_file() -> str:
    """A TrueType font with Chinese characters, whichever is installed."""
    listed = subprocess.run(
        ["fc-list", "-f", "%{file}\n", ":lang=zh-cn:fontformat=TrueType"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    return sorted(listed)[0]


pdfmetrics.registerFont(TTFont(_FONT, _font_file()))


def drawn(*pages: Callable[[canvas.Canvas], None], size=(595, 842), compress=True) -> bytes:
    """A PDF of pages drawn by these functions."""
    stream = BytesIO()
    sheet = canvas.Canvas(stream, pagesize=size, pageCompression=int(compress), invariant=True)
    for draw in pages:
        sheet.setFont(_FONT, 14)
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


def secret_page(sheet: canvas.Canvas) -> None:
    """A line that stays, then one with a secret name and number in its middle."""
    sheet.drawString(72, 760, KEPT)
    sheet.drawString(72, 700, f"姓名{NAME}，证号{SECRET}，住址本市")


def kept_page(sheet: canvas.Canvas) -> None:
    """A page without any secret."""
    sheet.drawString(72, 700, KEPT)


def latin_page(sheet: canvas.Canvas) -> None:
    """A page without any secret, in a font that shares nothing with the others."""
    sheet.setFont("Helvetica", 14)
    sheet.drawString(72, 700, "KEEP-4712")


def plain(second: Callable[[canvas.Canvas], None] = kept_page) -> bytes:
    """The secret on the first of two pages."""
    return drawn(secret_page, second)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after a change with pikepdf."""
    stream = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(stream)
    return stream.getvalue()


def with_content(pdf: pikepdf.Pdf, page: int, more: bytes, before: bool = False) -> None:
    """Add drawing instructions to a page."""
    pdf.pages[page].contents_add(pdf.make_stream(more), prepend=before)


def font_name(pdf: pikepdf.Pdf, page: int) -> str:
    """The name of the page's font for figures."""
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    return str(pdf.pages[page].add_resource(pdf.make_indirect(helvetica), pikepdf.Name.Font))


def picture(words: str, size=(600, 300), more: str = "") -> Image.Image:
    """A photograph-like picture with large dark marks at a known place."""
    made = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(made).text((200, 130), words, fill=(255, 0, 0), font_size=40)
    ImageDraw.Draw(made).text((216, 450), more, fill=(255, 255, 255), font_size=40)
    return made


def reader(image: Image.Image) -> ImageReader:
    """The picture as reportlab takes it."""
    return ImageReader(image)


def texts_of(path: Path) -> list[str]:
    """What three programs read of each page."""
    with pdfplumber.open(path) as plumbed:
        found = [page.extract_text() or "" for page in plumbed.pages]
    document = pdfium.PdfDocument(path)
    found += [page.get_textpage().get_text_range() for page in document]
    document.close()
    found.append(
        subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    )
    return found


def everything_of(path: Path) -> Iterator[bytes]:
    """The bytes of the file, of every object and of every stream unpacked."""
    yield path.read_bytes()
    with pikepdf.open(path) as pdf:
        yield pdf.trailer.unparse(resolved=False)
        for one in pdf.objects:
            yield one.unparse()
            if isinstance(one, pikepdf.Stream):
                try:
                    yield one.read_bytes()
                except pikepdf.PdfError:
                    yield one.read_raw_bytes()


def forms_of(words: str) -> set[bytes]:
    """How a text may be written in a file."""
    forms = set()
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        data = words.encode(encoding)
        forms |= {data, data.hex().encode(), data.hex().upper().encode()}
    return forms


def assert_gone(path: Path, *secrets: str) -> None:
    """No program reads the secrets and no byte of the file spells them."""
    read = ["".join(text.split()) for text in texts_of(path)]
    for secret in secrets:
        assert not any(secret in text for text in read), secret
        for data in everything_of(path):
            assert not any(form in data for form in forms_of(secret)), secret


def assert_readable(path: Path, words: str = KEPT) -> None:
    """Every program still finds the words."""
    with pdfplumber.open(path) as plumbed:
        assert any(words in (page.extract_text() or "") for page in plumbed.pages)
    document = pdfium.PdfDocument(path)
    texts = [page.get_textpage() for page in document]
    assert any(text.search(words).get_next() for text in texts)
    document.close()
