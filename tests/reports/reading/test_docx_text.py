"""The paragraphs of a Word file are read as a person sees them."""

import zipfile
from io import BytesIO

import docx
import pytest

from gongkai.reports.reading.docx import read_docx
from gongkai.reports.source import Grid, Paragraph, Source
from tests.documents.samples import saved
from tests.reports.reading.packages import cell, package, paragraph, read, row, run, table, texts, zipped


def test_paragraphs_and_tables_come_in_their_order():
    source = read(paragraph("一、总体情况") + table(row("1")) + paragraph("后") + table(row("2")))

    assert [type(block) for block in source.blocks] == [Paragraph, Grid, Paragraph, Grid]
    assert [block.where for block in source.blocks] == ["第1段", "表1", "第2段", "表2"]
    assert source.file_type == "docx"
    assert source.gaps == ()


def test_empty_paragraphs_are_not_counted():
    assert [one.where for one in read(paragraph("甲") + paragraph() + paragraph("乙")).paragraphs()] == [
        "第1段", "第2段",
    ]  # fmt: skip


def test_runs_are_joined_and_indents_taken_off():
    assert texts(read(paragraph("　　本年新收申请", "14", "069", "件。"))) == ["本年新收申请14069件。"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", ["甲\t乙"]),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", ["甲", "乙"]),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', ["甲", "乙"]),
        ("<w:r><w:t>14</w:t><w:softHyphen/><w:t>069\u00ad</w:t></w:r>", ["14069"]),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", ["1-2"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', ["☑是"]),
        ('<w:r><w:sym w:font="Symbol" w:char="F035"/></w:r>', ["5"]),
        ('<w:r><w:sym w:font="Wingdings 3" w:char="F035"/></w:r>', ["\ufffd"]),
        ("<w:hyperlink><w:r><w:t>网站</w:t></w:r></w:hyperlink>", ["网站"]),
        ("<w:smartTag><w:r><w:t>12</w:t></w:r></w:smartTag><w:r><w:t>月</w:t></w:r>", ["12月"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>填写</w:t></w:r></w:sdtContent></w:sdt>", ["填写"]),
        ("<m:oMath><m:r><m:t>98%</m:t></m:r></m:oMath>", ["98%"]),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>kai</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>开</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>",
            ["开"],
        ),
    ],
)
def test_signs_and_wrappers_inside_a_paragraph(inner: str, expected: list[str]):
    assert texts(read(f"<w:p>{inner}</w:p>")) == expected


def _field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + result + mark("end")


def test_a_field_gives_its_result_and_not_its_instruction():
    assert texts(read(paragraph("共", _field("=SUM(ABOVE)", run("29")), "件"))) == ["共29件"]


def test_a_field_inside_an_instruction_is_not_seen():
    inner = _field("PAGE", run("7"))
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    rest = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert texts(read(paragraph(begin, inner, rest.format(run("是"))))) == ["是"]


def test_a_field_without_an_end_swallows_no_more_than_its_paragraph():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

    assert texts(read(paragraph("甲", begin) + paragraph("乙"))) == ["甲", "乙"]


def test_only_one_branch_of_alternatives_is_read():
    box = "<w:txbxContent>{}</w:txbxContent>".format(paragraph("框里的字"))
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )

    assert texts(read(paragraph("前", f"<w:r>{both}</w:r>") + paragraph("后"))) == ["前", "框里的字", "后"]


def test_a_text_box_in_a_cell_is_a_line_of_the_cell():
    box = (
        f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('3')}</w:txbxContent></v:textbox></w:pict></w:r>"
    )

    grid = next(read(table(row(cell(paragraph("共", box))))).grids())

    assert grid.cells[0].text == "共\n3"


def test_a_table_of_contents_is_no_text_of_the_report():
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    content = paragraph("一、总体情况1")
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    assert texts(read(contents + paragraph("一、总体情况"))) == ["一、总体情况"]


def _level(depth: int, form: str, label: str) -> str:
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


_NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + _level(0, "chineseCounting", "%1、")
    + _level(1, "chineseCounting", "（%2）")
    + _level(2, "decimal", "%3.")
    + _level(3, "bullet", "·")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)


def _numbered(text: str, level: int) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(text, properties=properties)


def test_automatic_numbers_are_text():
    body = "".join(
        _numbered(text, level)
        for text, level in [
            ("总体情况", 0),
            ("主动公开", 1),
            ("甲", 2),
            ("乙", 2),
            ("点", 3),
            ("主动", 0),
            ("子", 1),
        ]
    )

    assert texts(read(body, numbering=_NUMBERING)) == [
        "一、总体情况", "（一）主动公开", "1.甲", "2.乙", "点", "二、主动", "（一）子",
    ]  # fmt: skip


def test_automatic_numbers_go_on_in_the_cells_of_a_table():
    body = _numbered("前", 2) + table(row(cell(_numbered("属于国家秘密", 2)), "0"))

    assert shape_texts(read(body, numbering=_NUMBERING)) == ["2.属于国家秘密", "0"]


def shape_texts(source: Source) -> list[str]:
    """The texts of the first grid."""
    return [one.text for one in next(source.grids()).cells]


def test_numbers_come_from_a_style_too():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("总体情况", properties='<w:pStyle w:val="a1"/>')

    assert texts(read(body, numbering=_NUMBERING, styles=styles)) == ["一、总体情况"]


def test_a_list_that_points_to_a_list_style_is_numbered():
    numbering = _NUMBERING.replace('7">', '7"><w:styleLink w:val="s"/>', 1) + (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    body = _numbered("总体情况", 0).replace('w:numId w:val="1"', 'w:numId w:val="2"')

    assert texts(read(body, numbering=numbering)) == ["一、总体情况"]


def test_a_deleted_paragraph_is_not_counted_by_the_list():
    gone = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    properties = '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="2"/></w:rPr>'

    body = _numbered("甲", 0) + paragraph(gone, properties=properties) + _numbered("乙", 0)

    assert texts(read(body, numbering=_NUMBERING)) == ["一、甲", "二、乙"]


def test_a_sign_inside_alternatives_is_read_once():
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:t>★</w:t></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )

    assert texts(read(paragraph("前", both))) == ["前★"]


def test_footnotes_come_at_the_end_and_separators_do_not():
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("含上年结转。")}</w:footnote>'
    )
    source = read(paragraph("甲", '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=notes)

    assert [(one.text, one.where) for one in source.paragraphs()] == [
        ("甲", "第1段"), ("含上年结转。", "脚注1"),
    ]  # fmt: skip


def test_headers_and_footers_are_no_part_of_the_text():
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"

    assert texts(read_docx(saved(document))) == ["正文"]


def test_pictures_are_told_as_a_gap():
    source = read(paragraph("见图", "<w:r><w:drawing><a:blip/></w:drawing></w:r>"))

    assert source.gaps == ("文档含有1处图片、图表或者嵌入的对象，其中的文字没有读取。",)


def test_a_file_of_the_strict_form_is_read():
    with zipfile.ZipFile(BytesIO(package(paragraph("正文")))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )

    assert texts(read_docx(zipped(members))) == ["正文"]
