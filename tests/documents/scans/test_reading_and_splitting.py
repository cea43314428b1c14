"""Scans as files: read page by page apart, pictures made PDF, pages cut out and put together."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from gongkai.documents import FileRefused
from gongkai.documents.scans import ScanLimits, as_pdf, merge_pdfs, pages_alone, picture_to_pdf, read_scan
from tests.documents.scans.sheets import CODE, sheet


def _pdf(*pages: Image.Image) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=list(pages[1:]), resolution=100)
    return stream.getvalue()


def _white() -> Image.Image:
    return Image.new("RGB", (827, 1169), "white")


def _on_disk(folder: Path, content: bytes) -> Path:
    path = folder / "scan.pdf"
    path.write_bytes(content)
    return path


def test_each_page_has_its_codes_its_picture_and_how_it_lies(tmp_path):
    path = _on_disk(tmp_path, _pdf(sheet(100), sheet(100).rotate(180), _white()))
    upright, turned, blank = read_scan(path, tmp_path)
    assert [page.codes for page in (upright, turned, blank)] == [(CODE,), (CODE,), ()]
    assert [page.turn for page in (upright, turned, blank)] == [0, 180, 0]
    assert [page.is_blank for page in (upright, turned, blank)] == [False, False, True]
    for page in (upright, turned, blank):
        assert page.picture is not None and page.picture.is_file()


def test_what_cannot_be_opened_and_what_has_too_many_pages_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="打不开"):
        read_scan(_on_disk(tmp_path, b"%PDF-1.4 torn"), tmp_path)
    limits = replace(ScanLimits(), pages=1)
    with pytest.raises(FileRefused, match="最多 1 页，这个有 2 页"):
        read_scan(_on_disk(tmp_path, _pdf(_white(), _white())), tmp_path, limits=limits)


def test_a_locked_pdf_is_refused(tmp_path):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf(_white()))) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    path = _on_disk(tmp_path, stream.getvalue())
    with pytest.raises(FileRefused, match="加了密"):
        read_scan(path, tmp_path)
    with pytest.raises(FileRefused, match="加了密"):
        pages_alone(path, [1])


def test_a_page_that_says_it_is_enormous_is_drawn_within_the_bound(tmp_path):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf(sheet(100)))) as document:
        document.pages[0].mediabox = [0, 0, 14_400, 14_400]
        document.save(stream)
    (page,) = read_scan(_on_disk(tmp_path, stream.getvalue()), tmp_path)
    assert page.problem == "" and page.picture is not None
    with Image.open(page.picture) as picture:
        assert picture.width < 1000


def test_cut_out_pages_are_the_same_file_each_time_and_may_stand_turned(tmp_path):
    path = _on_disk(tmp_path, _pdf(sheet(100), _white()))
    assert pages_alone(path, [1]) == pages_alone(path, [1]) != pages_alone(path, [2])
    with pikepdf.open(io.BytesIO(pages_alone(path, [1, 2], {1: 180}))) as document:
        assert [int(page.obj.get("/Rotate", 0)) for page in document.pages] == [180, 0]


def test_pictures_become_a_page_of_a4_width_each():
    stream = io.BytesIO()
    _white().save(stream, "TIFF", save_all=True, append_images=[_white()])
    with pikepdf.open(io.BytesIO(picture_to_pdf(stream.getvalue()))) as document:
        assert len(document.pages) == 2
        assert round(float(document.pages[0].mediabox[2])) == round(8.27 * 72)
    assert as_pdf(b"%PDF-", "pdf") == b"%PDF-"
    assert merge_pdfs([_pdf(_white())]) == merge_pdfs([_pdf(_white())])


def test_pictures_that_are_none_too_fine_or_too_many_are_refused():
    with pytest.raises(FileRefused, match="图片打不开"):
        picture_to_pdf(b"nothing")
    stream = io.BytesIO()
    _white().save(stream, "TIFF", save_all=True, append_images=[_white()])
    with pytest.raises(FileRefused, match="最多 1 页"):
        picture_to_pdf(stream.getvalue(), limits=replace(ScanLimits(), pages=1))
    with pytest.raises(FileRefused, match="万像素"):
        picture_to_pdf(stream.getvalue(), limits=replace(ScanLimits(), pixels=1000))
