"""Scanned pictures become pages: upright, whole, without what the camera wrote into them."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from gongkai.documents import FileRefused
from gongkai.documents.pictures import pictures_to_pdf
from gongkai.documents.redaction import page_image, page_texts


def pdf_of(tmp_path, content: bytes, name: str = "a.png") -> bytes:
    """The picture as PDF."""
    (tmp_path / name).write_bytes(content)
    pictures_to_pdf(tmp_path / name, tmp_path / "out.pdf")
    return (tmp_path / "out.pdf").read_bytes()


def drawn(kind: str, picture: Image.Image, **more: object) -> bytes:
    """The bytes of a picture."""
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def test_each_frame_is_a_page(tmp_path):
    frames = [Image.new("L", (300, 400), shade) for shade in (255, 128, 0)]
    content = drawn("TIFF", frames[0], save_all=True, append_images=frames[1:])
    assert len(page_texts(pdf_of(tmp_path, content, "a.tif"))) == 3


def test_a_picture_taken_sideways_stands_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    content = drawn("JPEG", Image.new("RGB", (400, 300), "white"), exif=exif)
    page = page_texts(pdf_of(tmp_path, content, "a.jpg"))[0]
    assert page.height > page.width


def test_what_the_camera_wrote_does_not_go_along(tmp_path):
    exif = Image.Exif()
    exif[0x013B] = "Ouyang"
    made = pdf_of(tmp_path, drawn("JPEG", Image.new("RGB", (300, 400), "white"), exif=exif), "a.jpg")
    with pikepdf.open(BytesIO(made)) as document:
        written = b"".join(bytes(one.read_raw_bytes()) for one in document.objects if hasattr(one, "keys")
                           and isinstance(one, pikepdf.Stream))  # fmt: skip
    assert b"Ouyang" not in made + written


def test_what_is_transparent_is_white(tmp_path):
    made = pdf_of(tmp_path, drawn("PNG", Image.new("RGBA", (300, 400), (0, 0, 0, 0))))
    with Image.open(BytesIO(page_image(made, 1))) as seen:
        assert seen.getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_damaged_picture_is_refused_in_words(tmp_path, content):
    with pytest.raises(FileRefused) as refused:
        pdf_of(tmp_path, content)
    assert "重新扫描" in refused.value.message


def test_a_giant_picture_is_refused_before_it_fills_the_memory(tmp_path):
    with pytest.raises(FileRefused) as refused:
        pdf_of(tmp_path, drawn("PNG", Image.new("1", (20000, 4000))))
    assert "太大" in refused.value.message
