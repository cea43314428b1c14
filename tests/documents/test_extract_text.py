"""Text is found wherever it hides, and what cannot be read is said."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from reportlab.lib.utils import ImageReader

from gongkai.documents import extract_text
from gongkai.screening import Check, screen_text
from tests.documents import hidden_places, samples

MOBILE = "13800138000"


def text_of(extraction):
    return "\n".join(part.text for part in extraction.parts)


def mobiles(extraction):
    return {
        finding.value: part.where
        for part in extraction.parts
        for finding in screen_text(part.text, where=part.where)
        if finding.check is Check.MOBILE
    }


@pytest.fixture(scope="module")
def hidden():
    return mobiles(extract_text(hidden_places.word_file(), "docx"))


@pytest.mark.parametrize("place", hidden_places.PLACES)
def test_word_text_is_found_wherever_it_hides(hidden, place):
    assert hidden_places.PLACES[place] in hidden


def test_places_in_word_have_names(hidden):
    assert hidden[hidden_places.PLACES["header"]].startswith("页眉")
    assert hidden[hidden_places.PLACES["comment"]] == "批注"
    assert hidden[hidden_places.PLACES["tracked deletion"]] == "正文（修订前的文字）"
    assert hidden[hidden_places.PLACES["property"]] == "文档属性"


def test_plain_word_file_is_read_completely():
    extraction = extract_text(samples.docx_bytes("关于公开的通知"), "docx")

    # The template of python-docx carries a thumbnail, which is a picture like any other.
    assert "关于公开的通知" in text_of(extraction)
    assert "图片" in extraction.note


def test_a_secrecy_mark_in_a_header_is_found():
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "机 密 ★ 10年"
    extraction = extract_text(samples.saved(document), "docx")

    found = [f for part in extraction.parts for f in screen_text(part.text, where=part.where)]

    assert [finding.check for finding in found] == [Check.SECRECY_MARK]


def test_a_workbook_inside_a_document_is_read():
    package = samples.with_member(
        samples.docx_bytes(), "word/embeddings/Microsoft_Excel.xlsx", samples.xlsx_bytes([("张三", MOBILE)])
    )

    found = mobiles(extract_text(package, "docx"))

    assert "Microsoft_Excel.xlsx" in found[MOBILE]


@pytest.fixture(scope="module")
def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["姓名", "电话"])
    sheet.append(["张三", 13800000001])
    sheet["C1"].comment = Comment("打13800000002", "李四")
    sheet.oddHeader.center.text = "13800000003"
    sheet["A5"] = '="13800"&"000004"&"13800000004"'
    hidden = book.create_sheet("底稿")
    hidden["B2"] = "13800000005"
    hidden.sheet_state = "hidden"
    deep = book.create_sheet("深藏")
    deep["B2"] = "13800000006"
    deep.sheet_state = "veryHidden"
    sheet.row_dimensions[7].hidden = True
    sheet["A7"] = "13800000007"
    book.properties.description = "13800000008"
    sheet["E1"] = "点此"
    sheet["E1"].hyperlink = "tel:13800000009"
    for column, digit in enumerate("13800000010", start=1):
        sheet.cell(9, column, digit)
    return extract_text(samples.saved(book), "xlsx")


@pytest.mark.parametrize("number", [f"138000000{n:02}" for n in range(1, 11)])
def test_workbook_text_is_found_wherever_it_hides(workbook, number):
    assert number in mobiles(workbook)


def test_workbook_without_pictures_is_complete_and_names_its_sheets(workbook):
    assert workbook.complete
    assert mobiles(workbook)["13800000001"] == "工作表“名单”"
    assert mobiles(workbook)["13800000006"] == "工作表“深藏”（隐藏）"


def test_strings_of_deleted_cells_are_found():
    package = samples.xlsx_bytes([("甲",)])
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>甲</t></si><si><r><t>138001</t></r><r><t>38000</t></r></si></sst>"
    )

    extraction = extract_text(samples.with_member(package, "xl/sharedStrings.xml", strings.encode()), "xlsx")

    assert mobiles(extraction)[MOBILE] == "已删除单元格的残留文字"


def test_pdf_text_properties_and_annotations_are_found():
    def draw(sheet):
        sheet.setTitle("13800000001")
        sheet.textAnnotation("电话 13800000002", Rect=[100, 100, 200, 200])
        sheet.linkURL("tel:13800000003", (0, 0, 50, 50))

    extraction = extract_text(samples.pdf_bytes("第一页电话13800000004", "第二页", draw=draw), "pdf")

    assert set(mobiles(extraction)) == {f"1380000000{n}" for n in range(1, 5)}
    assert mobiles(extraction)["13800000004"] == "第1页"
    assert extraction.complete


def test_a_page_without_text_is_reported_as_a_scan():
    def draw(sheet):
        sheet.drawImage(ImageReader(BytesIO(samples.PNG)), 0, 0, 500, 700)

    extraction = extract_text(samples.pdf_bytes("", draw=draw), "pdf")

    assert not extraction.complete
    assert "扫描件" in extraction.note


def test_ofd_text_is_found_also_when_cut_in_two():
    extraction = extract_text(samples.ofd_bytes("联系人李四 13800000001", author="13800000002"), "ofd")

    assert mobiles(extraction) == {"13800000001": "第1页", "13800000002": "文档属性"}
    assert extraction.complete


def test_ofd_numbers_over_two_text_objects_are_joined():
    page = (
        f'<ofd:Page xmlns:ofd="{samples.OFD_NS}"><ofd:Content><ofd:Layer ID="2">'
        '<ofd:TextObject ID="3" Boundary="20 20 30 8"><ofd:TextCode>138001</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject ID="4" Boundary="50 20 30 8"><ofd:TextCode>38000</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject ID="5" Boundary="100 20 30 8"><ofd:TextCode>5</ofd:TextCode></ofd:TextObject>'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    package = samples.ofd_bytes(extra={"Doc_0/Pages/Page_1/Content.xml": page.encode()})

    assert mobiles(extract_text(package, "ofd")) == {MOBILE: "第2页"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_files_are_read_in_every_usual_encoding(encoding):
    data = f"姓名,电话\n张三,{MOBILE}\n".encode(encoding)

    extraction = extract_text(data, "csv")

    assert extraction.complete
    assert extraction.parts[0].text.startswith("姓名,电话")


def test_zip_members_are_read_with_their_names():
    inner = samples.zip_bytes({"13800000003.txt": b"a"})
    data = samples.zip_bytes(
        {
            "甲.txt": b"13800000001",
            "乙/表.xlsx": samples.xlsx_bytes([("13800000002",)]),
            "内.zip": inner,
            "图.png": samples.PNG,
        }
    )

    extraction = extract_text(data, "zip")

    assert set(mobiles(extraction)) == {"13800000001", "13800000002", "13800000003"}
    assert not extraction.complete
    assert "图.png" in extraction.note


def test_old_word_files_are_read_as_far_as_possible_and_never_complete():
    stream = b"\xec\xa5" + b"\x00" * 510 + "身份证复印件，电话13800000001".encode("utf-16-le") + b"\x00\x00"
    data = samples.ole_bytes(
        {"WordDocument": stream, "SummaryInformation": "备注13800000002".encode("gb18030")}
    )

    extraction = extract_text(data, "doc")

    assert set(mobiles(extraction)) == {"13800000001", "13800000002"}
    assert not extraction.complete
    assert "docx" in extraction.note


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (samples.PNG, "png"),
        (samples.MP3, "mp3"),
        (b"\x00\x01", "unknown"),
        (b"not a pdf", "pdf"),
        (b"not a zip", "docx"),
        (samples.docx_bytes()[:900], "docx"),
        (b"not ole", "ofd"),
        (bytes(range(128, 256)) * 3, "txt"),
        (samples.pdf_bytes(password="x"), "pdf"),
        (samples.with_member(samples.docx_bytes(), "word/footnotes.xml", b"\x00<<<"), "docx"),
        (samples.zip_bytes({"a.txt": b" " * 9_000_000}), "zip"),
    ],
)
def test_what_cannot_be_read_is_never_silently_clean(data, extension):
    extraction = extract_text(data, extension)

    assert not extraction.complete
    assert extraction.note.endswith("。")


def test_html_gives_comments_and_attributes_too():
    text = text_of(extract_text(b"<p>a<!-- 13800000001 --></p><img alt='13800000002'>", "html"))

    assert "13800000001" in text
    assert "13800000002" in text


def test_a_path_is_read_too(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(MOBILE)

    assert text_of(extract_text(path, "txt")) == MOBILE
