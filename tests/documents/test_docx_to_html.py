"""A Word file becomes a body with nothing lost in silence."""

from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from gongkai.documents import FileRefused, Refusal, clean_html, docx_to_html, html_to_text
from tests.documents import hidden_places, samples

_W = nsdecls("w")


@pytest.fixture
def word():
    return docx.Document()


def converted(document):
    return docx_to_html(samples.saved(document))


def add_xml(document, inner):
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {_W}>{inner}</w:p>"))


def test_paragraphs_headings_and_alignment(word):
    word.add_paragraph("关于公开的通知").alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_heading("一级", 1)
    word.add_heading("二级", 2)
    paragraph = word.add_paragraph("正文")
    paragraph.add_run("加粗").bold = True
    word.add_paragraph("2026年11月23日").alignment = WD_ALIGN_PARAGRAPH.RIGHT

    assert converted(word).html.split("\n") == [
        '<p class="ta-center">关于公开的通知</p>',
        "<h2>一级</h2>",
        "<h3>二级</h3>",
        "<p>正文<strong>加粗</strong></p>",
        '<p class="ta-right">2026年11月23日</p>',
    ]


def test_alignment_of_a_style_counts(word):
    word.styles["Quote"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph("题", style="Quote")

    assert converted(word).html == '<p class="ta-center">题</p>'


def test_lines_without_indent_among_indented_ones_are_marked(word):
    word.add_paragraph("各镇人民政府：")
    for _ in range(2):
        word.add_paragraph("正文").paragraph_format.first_line_indent = Pt(32)

    assert converted(word).html == '<p class="no-indent">各镇人民政府：</p>\n<p>正文</p>\n<p>正文</p>'


def test_merged_cells_are_kept(word):
    table = word.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "竖"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "横"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "底"

    assert converted(word).html == (
        '<table><tbody><tr><td rowspan="2">竖</td><td colspan="2">横</td></tr>'
        '<tr><td>11</td><td>12</td></tr><tr><td>20</td><td colspan="2">底</td></tr></tbody></table>'
    )


def test_a_block_merged_both_ways_is_kept(word):
    table = word.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "块"
    table.cell(2, 2).text = "尾"

    html = converted(word).html

    assert '<td colspan="2" rowspan="2">块</td>' in html or '<td rowspan="2" colspan="2">块</td>' in html
    assert html.count("<td") == 1 + 1 + 1 + 3


def test_pictures_are_taken_out_in_order(word):
    word.add_picture(BytesIO(samples.PNG))
    word.add_paragraph("中间")
    word.add_picture(BytesIO(samples.PNG))

    result = converted(word)

    assert [picture.name for picture in result.pictures] == ["1", "2"]
    assert result.pictures[0].data == samples.PNG
    assert result.pictures[0].media_type == "image/png"
    assert 'src="picture:1"' in result.html
    assert result.html.index("picture:1") < result.html.index("中间") < result.html.index("picture:2")


def test_pictures_a_page_cannot_show_are_noted(word):
    word.add_picture(BytesIO(samples.PNG))
    package = samples.saved(word)
    name = next(n for n in _names(package) if n.startswith("word/media/"))

    result = docx_to_html(samples.with_member(package, name, b"\x01\x00\x00\x00EMF"))

    assert result.pictures == []
    assert "<img" not in result.html
    assert any("第 1 幅图片" in note for note in result.notes)


def _names(package):
    import zipfile

    return zipfile.ZipFile(BytesIO(package)).namelist()


def test_bullets_and_one_plain_list_stay_lists(word):
    for text in ("甲", "乙"):
        word.add_paragraph(text, style="List Bullet")
    for text in ("丙", "丁"):
        word.add_paragraph(text, style="List Number")

    assert converted(word).html == "<ul><li>甲</li><li>乙</li></ul>\n<ol><li>丙</li><li>丁</li></ol>"


def test_a_plain_list_with_text_between_keeps_its_numbers_as_text(word):
    word.add_paragraph("甲", style="List Number")
    word.add_paragraph("说明")
    word.add_paragraph("乙", style="List Number")

    result = converted(word)

    assert html_to_text(result.html) == "1. 甲\n说明\n2. 乙"
    assert any("编号" in note for note in result.notes)


CHINESE_NUMBERING = f"""<w:numbering {_W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3．"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num></w:numbering>"""


def test_chinese_numbering_becomes_the_text_it_shows(word):
    for number, level, text in [
        (3, 0, "总则"),
        (3, 1, "目的"),
        (3, 1, "范围"),
        (3, 2, "甲"),
        (3, 0, "职责"),
        (3, 1, "分工"),
        (4, 0, "附则"),
    ]:
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        add_xml(word, f"<w:pPr>{numbering}</w:pPr><w:r><w:t>{text}</w:t></w:r>")
    package = samples.with_member(samples.saved(word), "word/numbering.xml", CHINESE_NUMBERING.encode())

    assert html_to_text(docx_to_html(package).html).split("\n") == [
        "一、总则",
        "（一）目的",
        "（二）范围",
        "1．甲",
        "二、职责",
        "（一）分工",
        "一、附则",
    ]


def test_tracked_changes_are_taken_as_accepted(word):
    add_xml(
        word,
        '<w:r><w:t>保留</w:t></w:r><w:ins w:id="1"><w:r><w:t>新增</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>删除</w:delText></w:r></w:del>',
    )

    result = converted(word)

    assert html_to_text(result.html) == "保留新增"
    assert any("新增的文字" in note for note in result.notes)
    assert any("删除的文字" in note for note in result.notes)


def test_hidden_text_comments_headers_and_boxes_are_noted():
    result = docx_to_html(hidden_places.word_file())

    assert hidden_places.PLACES["hidden text"] not in result.html
    assert hidden_places.PLACES["comment"] not in result.html
    for word_in_note in ("隐藏文字", "批注", "文本框"):
        assert any(word_in_note in note for note in result.notes)


def test_header_text_is_told(word):
    word.sections[0].header.paragraphs[0].text = "威海市××局文件"
    word.sections[0].footer.paragraphs[0].text = "— 1 —"

    notes = converted(word).notes

    assert any(note.startswith("页眉") and "威海市××局文件" in note for note in notes)
    assert not any(note.startswith("页脚") for note in notes)


def test_footnotes_stand_at_the_end():
    document = docx.Document()
    add_xml(document, '<w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    package = samples.saved(document)
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>注释内容</w:t></w:r></w:p></w:footnote>'
    package = samples.with_member(
        package, "word/footnotes.xml", f"<w:footnotes {_W}>{note}</w:footnotes>".encode()
    )
    relations = _member(package, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rIdF" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/officeDocument/'
        b'2006/relationships/footnotes"/></Relationships>',
    )

    html = docx_to_html(samples.with_member(package, "word/_rels/document.xml.rels", relations)).html

    assert html == "<p>正文<sup>[1]</sup></p>\n<ol><li>注释内容</li></ol>"


def _member(package, name):
    import zipfile

    return zipfile.ZipFile(BytesIO(package)).read(name)


def test_the_result_is_already_clean():
    html = docx_to_html(hidden_places.word_file()).html

    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (samples.xlsx_bytes(), Refusal.CONTENT_MISMATCH),
        (samples.zip_bytes({"a.txt": b"a"}), Refusal.CONTENT_MISMATCH),
        (b"nothing", Refusal.DAMAGED),
        (samples.with_member(samples.docx_bytes(), "word/document.xml", b""), Refusal.DAMAGED),
        (samples.with_member(samples.docx_bytes(), "word/vbaProject.bin", b"x"), Refusal.MACROS),
    ],
)
def test_other_files_are_refused_with_what_to_do(data, code):
    with pytest.raises(FileRefused) as refused:
        docx_to_html(data)

    assert refused.value.code is code


def test_pictures_on_the_clerks_disk_are_not_fetched(word, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(samples.PNG)
    word.add_picture(BytesIO(samples.PNG))
    package = samples.saved(word)
    document = _member(package, "word/document.xml").replace(b"r:embed=", b"r:link=")
    relations = _member(package, "word/_rels/document.xml.rels").replace(
        b'Target="media/image1.png"', f'TargetMode="External" Target="{secret.as_uri()}"'.encode()
    )
    package = samples.with_member(package, "word/document.xml", document)
    package = samples.with_member(package, "word/_rels/document.xml.rels", relations)

    assert docx_to_html(package).pictures == []
