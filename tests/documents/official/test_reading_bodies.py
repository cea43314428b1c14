"""The clean body, the text kept for screening, scans, and files that may not be read."""

import time
from io import BytesIO

import docx
import pytest
from docx.shared import Cm

from gongkai.documents import FileRefused
from gongkai.documents.official import FieldKey, as_json, read_many, read_official
from tests.documents.official.sheets import read, saved, sheet
from tests.documents.samples import PNG, docx_bytes, pdf_bytes
from tests.support.schemas import problems

IMPRINT = ("公开属性：主动公开", "抄送：区委办公室。", "海岳市文川区教育局办公室　2023年5月9日印发")


def test_the_body_has_neither_head_nor_imprint_but_the_signature():
    body = read(sheet(end=IMPRINT)).body_html
    assert "各学校" in body
    assert "2023年5月8日" in body
    for gone in ("教育局文件", "〔2023〕", "关于开学工作的通知", "抄送", "印发", "公开属性"):
        assert gone not in body


def test_marks_of_secrecy_stay_in_the_text_and_are_said():
    reading = read(sheet(head=("机密★1年", "海岳市文川区教育局文件")))
    assert "机密★1年" in reading.text
    assert any("机密" in note for note in reading.notes)


def test_text_in_the_heads_of_pages_is_kept_for_screening():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料 注意保存"
    for line in ("关于开学工作的通知", "各学校：", "请认真做好开学工作。"):
        document.add_paragraph(line)
    assert "内部资料" in read(saved(document)).text


def test_a_picture_alone_is_a_scan_and_says_so():
    document = docx.Document()
    document.add_picture(BytesIO(PNG), width=Cm(5))
    reading = read(saved(document))
    assert not reading.has_text
    assert "附件" in reading.notes[0]


def test_the_json_keeps_to_its_schema():
    assert problems("document", as_json(read(sheet(end=IMPRINT)))) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.docx", b""), ("坏.docx", b"PK\x03\x04junk"), ("坏.pdf", b"%PDF-1.4 junk"), ("表.xlsx", b"PK"),
        ("假.docx", pdf_bytes("甲")), ("假.pdf", docx_bytes("甲")), ("锁.pdf", pdf_bytes("甲", password="x")),
        ("网.doc", b"<html><body>x</body></html>"),
    ],
)  # fmt: skip
def test_what_may_not_be_read_is_refused_with_a_sentence(name, data):
    with pytest.raises(FileRefused) as refused:
        read_official(data, name)
    assert refused.value.message.endswith("。")


def test_a_pdf_of_thousands_of_pages_is_read_at_both_ends_and_says_so():
    began = time.monotonic()
    reading = read_official(pdf_bytes(*["关于某某事项的通知正文内容"] * 400), "长.pdf")
    assert time.monotonic() - began < 20
    assert "400" in reading.notes[0]


def test_many_files_come_back_in_order_with_their_errors():
    good, bad = read_many([("一.docx", sheet()), ("二.docx", b"")])
    assert good.fields[FieldKey.TITLE].value == "关于开学工作的通知"
    assert isinstance(bad, FileRefused)
