"""Files that may not or can not be read are refused with a sentence, soon and with little memory."""

import os
import struct
from pathlib import Path

import docx
import pytest

from gongkai.reports.reading import ReportUnreadable, read_source
from tests.documents import samples
from tests.reports.reading.hostile import repacked, told_in_a_small_process
from tests.reports.reading.packages import package, paragraph, part, zipped


def _refusal(tmp_path: Path, content: bytes, name: str = "年报.docx") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReportUnreadable) as refused:
        read_source(path)
    return refused.value.message


def _macros() -> bytes:
    return repacked(samples.docx_bytes("正文"), {"word/vbaProject.bin": b"\x00" * 100})


def _macro_type() -> bytes:
    types = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    return repacked(samples.docx_bytes("正文"), {"[Content_Types].xml": types})


def _remote_template() -> bytes:
    link = (
        b'<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="http://example.org/a.dotm" TargetMode="External"/>'
        b"</Relationships>"
    )
    return repacked(samples.docx_bytes("正文"), {"word/_rels/settings.xml.rels": link})


def _locked_doc() -> bytes:
    return samples.ole_bytes(
        {"WordDocument": b"\xec\xa5" + b"\x00" * 8 + struct.pack("<H", 0x0100) + b"\x00" * 99}
    )


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE w [<!ENTITY a0 "ha">{entities}]>' + part(
        "document", "<w:body><w:p>&a11;</w:p></w:body>"
    )
    return repacked(package(paragraph("x")), {"word/document.xml": text.encode()})


def _late_laughs() -> bytes:
    """The document type comes after a long comment, where a look at the beginning does not find it."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!--{"x" * 9000}--><!DOCTYPE w [<!ENTITY a0 "ha">{entities}]>' + part(
        "document", "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body>"
    )
    return repacked(package(paragraph("x")), {"word/document.xml": text.encode()})


def _late_entity() -> bytes:
    body = "<w:body><w:p><w:r><w:t>14&a;069</w:t></w:r></w:p></w:body>"
    text = f'<!--{"x" * 9000}--><!DOCTYPE w [<!ENTITY a "0">]>{part("document", body)}'
    return repacked(package(paragraph("x")), {"word/document.xml": text.encode()})


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: b"", "文件是空的"),
        (lambda: b" \r\n\t ", "文件是空的"),
        (lambda: samples.pdf_bytes("年报", password="a"), "密码"),
        (_macros, "宏"),
        (_macro_type, "宏"),
        (_remote_template, "网络上的模板"),
        (lambda: samples.ole_bytes({"EncryptedPackage": b"x" * 99, "EncryptionInfo": b"y"}), "打开密码"),
        (_locked_doc, "打开密码"),
        (lambda: samples.ole_bytes({"WordDocument": b"\xec\xa5" + b"\x00" * 99, "Macros": b"x"}), "宏"),
        (lambda: samples.ole_bytes({"PowerPoint Document": b"x" * 99}), "演示文稿"),
        (lambda: samples.ole_bytes({"Contents": b"x" * 99}), "没有 Word 或 Excel 的内容"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000, "已损坏"),
        (lambda: samples.docx_bytes("正文")[:-40], "已损坏"),
        (lambda: repacked(samples.docx_bytes("x"), {"word/document.xml": b"<w:document"}), "已损坏"),
        (lambda: repacked(samples.xlsx_bytes(), {"xl/workbook.xml": b"<workbook"}), "已损坏"),
        (lambda: zipped({"a.txt": "年报"}), "压缩包"),
        (lambda: samples.ofd_bytes("年报"), "OFD"),
        (lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (lambda: samples.PNG, "图片"),
        (lambda: samples.JPEG, "图片"),
        (lambda: samples.PE, "程序"),
        (lambda: samples.MP4, "认不出"),
        (lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "mht"),
        (lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "XML 格式"),
        (_laughs, "已损坏"),
        (_late_laughs, "已损坏"),
        (_late_entity, "已损坏"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_a_sentence(tmp_path: Path, make, expected: str):
    message = _refusal(tmp_path, make())

    assert expected in message
    assert message.endswith("。")


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path):
    for path in (tmp_path / "无.docx", tmp_path):
        with pytest.raises(ReportUnreadable, match="找不到"):
            read_source(path)


def test_a_file_above_fifty_megabytes_is_not_opened(tmp_path: Path):
    path = tmp_path / "年报.docx"
    with path.open("wb") as stream:
        stream.truncate(51 * 1024 * 1024)

    assert "50 MB" in told_in_a_small_process(path)


def _written(tmp_path: Path, content: bytes, name: str = "年报.docx") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_zip_bomb(tmp_path: Path):
    bomb = repacked(package(paragraph("x")), {"word/media/a.bin": b"\x00" * 120_000_000})

    assert "压缩比异常" in told_in_a_small_process(_written(tmp_path, bomb))


def test_a_member_that_claims_two_gigabytes(tmp_path: Path):
    content = bytearray(package(paragraph("x")))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 2_000_000_000)

    assert "解压后过大" in told_in_a_small_process(_written(tmp_path, bytes(content)))


def test_a_million_nested_tags(tmp_path: Path):
    deep = part("document", "<w:body>" + "<w:p>" * 400_000 + "</w:p>" * 400_000 + "</w:body>")
    member = {"word/document.xml": deep.encode(), "word/media/a.bin": os.urandom(200_000)}

    assert "已损坏" in told_in_a_small_process(_written(tmp_path, repacked(package(""), member)))


def test_two_million_cells_of_a_word_file(tmp_path: Path):
    cells = "<w:tc><w:p/></w:tc>" * 2_000_000
    body = part("document", f"<w:body><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body>").encode()
    member = {"word/document.xml": body, "word/media/a.bin": os.urandom(2_000_000)}

    assert "内容过多" in told_in_a_small_process(_written(tmp_path, repacked(package(""), member)))


def test_as_many_paragraphs_as_are_taken(tmp_path: Path):
    """What stays just below the bounds is read, within the same time and memory."""
    body = part(
        "document", "<w:body>" + "<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 160_000 + "</w:body>"
    ).encode()
    member = {"word/document.xml": body, "word/media/a.bin": os.urandom(200_000)}

    assert told_in_a_small_process(_written(tmp_path, repacked(package(""), member))) == "read 160000"


def test_numbers_that_would_be_longer_than_the_report(tmp_path: Path):
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="999999"/><w:numFmt w:val="lowerLetter"/>'
        f'<w:lvlText w:val="{"%1" * 100_000}"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = paragraph("甲", properties='<w:numPr><w:numId w:val="1"/></w:numPr>') * 3000

    told = told_in_a_small_process(_written(tmp_path, package(body, numbering=numbering)))

    assert told == "read 3000"


def _sheet(cells: str, after: str = "") -> bytes:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension '
        f'ref="A1:XFD1048576"/><sheetData>{cells}</sheetData>{after}</worksheet>'
    )
    return repacked(samples.xlsx_bytes(), {"xl/worksheets/sheet1.xml": sheet.encode()})


def test_a_workbook_with_words_in_opposite_corners(tmp_path: Path):
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'

    assert "表格过大" in told_in_a_small_process(_written(tmp_path, _sheet(cells), "年报.xlsx"))


def test_a_workbook_that_only_claims_to_be_that_large(tmp_path: Path):
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'

    assert told_in_a_small_process(_written(tmp_path, _sheet(cells, merged), "年报.xlsx")) == "read 1"


def test_a_workbook_of_a_million_merged_ranges(tmp_path: Path):
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="Z{n}"><v>1</v></c></row>' for n in range(1, 2000)
    )
    merged = '<mergeCell ref="A1:Z2000"/>' * 200_000
    content = _sheet(cells, f"<mergeCells>{merged}</mergeCells>")
    content = repacked(content, {"xl/media/a.bin": os.urandom(300_000)})

    assert "表格过大" in told_in_a_small_process(_written(tmp_path, content, "年报.xlsx"))


def test_rows_that_stand_for_a_million(tmp_path: Path):
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = "<t:table-cell><x:p>1</x:p></t:table-cell>"
    row = f'<t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row>'
    content = (
        f'<o:document-content xmlns:o="{name}office:1.0" xmlns:t="{name}table:1.0" xmlns:x="{name}text:1.0">'
        f'<o:body><o:spreadsheet><t:table t:name="a">{row}</t:table></o:spreadsheet></o:body>'
        "</o:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}

    assert "表格过大" in told_in_a_small_process(_written(tmp_path, zipped(members), "年报.ods"))


def test_a_page_under_another_name_and_a_word_file_under_a_third(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    table = "<table><tr><td>自然人</td><td>3</td></tr><tr><td>其他</td><td>4</td></tr></table>"
    files = {
        "a.xls": ("html", f"<html><body>{table}</body></html>".encode()),
        "b.doc": ("html", f"<div>一、总体情况</div><p>正文</p>{table}".encode("gb18030")),
        "c.doc": ("docx", samples.saved(document)),
        "d.docx": ("txt", "一、总体情况\n本年无申请。".encode("gb18030")),
        "e.pdf": ("xlsx", samples.xlsx_bytes()),
        "f.docx": ("pdf", samples.pdf_bytes("一、总体情况")),
    }
    for name, (kind, content) in files.items():
        assert read_source(_written(tmp_path, content, name)).file_type == kind, name


def test_the_name_of_its_owner_is_told_when_the_content_is_nothing(tmp_path: Path):
    path = _written(tmp_path, samples.MP4, "upload")

    with pytest.raises(ReportUnreadable, match="不是“docx”"):
        read_source(path, name="年报.docx")
