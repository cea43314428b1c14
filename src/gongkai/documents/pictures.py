"""Scanned pictures as the pages of a PDF, so that they can be looked at and redacted like one."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from gongkai.documents.errors import FileRefused, Refusal

PICTURE_EXTENSIONS = frozenset({"png", "jpg", "jpeg", "tif", "tiff", "bmp"})
MOST_FRAMES = 300
_MOST_PIXELS = 60_000_000
_DAMAGED = "图片打不开，可能已损坏。请重新扫描后上传。"
_TOO_LARGE = "图片太大，无法显示。请按 200 至 300 点每英寸重新扫描。"
_TOO_MANY = "图片里的页太多，请分成几个文件。"
#: The longer side of an A4 page in inches: a scan without a resolution is taken to be one.
_A4_INCHES = 11.69


def pictures_to_pdf(source: Path, target: Path) -> None:
    """Write a PDF with a page for each frame of a picture, upright as it was taken; raises FileRefused.

    Nothing of the picture's own properties (place, device, author) goes along.
    """
    try:
        with Image.open(source) as opened:
            frames = [_upright(frame) for frame in _frames(opened)]
    except FileRefused:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    except Image.DecompressionBombError as error:
        raise FileRefused(Refusal.TOO_LARGE, _TOO_LARGE) from error
    longest = max(max(frame.size) for frame in frames)
    first, *rest = frames
    first.save(target, "PDF", save_all=True, append_images=rest, resolution=max(longest / _A4_INCHES, 36.0))


def _frames(opened: Image.Image) -> list[Image.Image]:
    if getattr(opened, "n_frames", 1) > MOST_FRAMES:
        raise FileRefused(Refusal.TOO_LARGE, _TOO_MANY)
    if opened.width * opened.height > _MOST_PIXELS:
        raise FileRefused(Refusal.TOO_LARGE, _TOO_LARGE)
    return [frame.copy() for frame in ImageSequence.Iterator(opened)]


def _upright(frame: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(frame) or frame
    flat = Image.new("RGB", turned.size, "white")
    flat.paste(turned.convert("RGBA"), mask=turned.convert("RGBA").getchannel("A"))
    return flat
