"""What an editor left in a Word file is found, and told apart from the text."""

import pytest

from gongkai.reports.source import Mark, MarkKind
from tests.reports.reading.packages import cell, paragraph, read, row, run, table, texts

_DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>{}</w:delText></w:r></w:del>'


def test_deleted_text_is_a_trace_and_no_text():
    source = read(paragraph("共", _DELETED.format("14068"), "14069件"))

    assert texts(source) == ["共14069件"]
    assert source.marks == (Mark(MarkKind.DELETION, "14068", "第1段"),)


def test_inserted_text_is_text_and_a_trace():
    source = read(paragraph("共", f'<w:ins w:id="1">{run("14")}{run("069")}</w:ins>', "件"))

    assert texts(source) == ["共14069件"]
    assert source.marks == (Mark(MarkKind.INSERTION, "14069", "第1段"),)


def test_moved_text_is_a_deletion_there_and_an_insertion_here():
    source = read(
        paragraph(f"<w:moveFrom>{run('甲')}</w:moveFrom>", "乙", f"<w:moveTo>{run('甲')}</w:moveTo>")
    )

    assert texts(source) == ["乙甲"]
    assert [(mark.kind, mark.text) for mark in source.marks] == [
        (MarkKind.DELETION, "甲"), (MarkKind.INSERTION, "甲"),
    ]  # fmt: skip


def test_a_paragraph_of_nothing_but_deleted_text_is_placed_after_the_one_before():
    source = read(paragraph("甲") + paragraph(_DELETED.format("乙")))

    assert texts(source) == ["甲"]
    assert source.marks[0].where == "第1段之后"


def test_a_comment_is_a_trace_where_it_hangs():
    comments = f'<w:comment w:id="4">{paragraph("请核对")}{paragraph("数字")}</w:comment>'
    source = read(
        table(row("a", cell(paragraph("3", '<w:r><w:commentReference w:id="4"/></w:r>')))), comments=comments
    )

    assert source.marks == (Mark(MarkKind.COMMENT, "请核对\n数字", "表1第1行第2列"),)


def test_a_comment_is_told_once():
    comments = f'<w:comment w:id="4">{paragraph("请核对")}</w:comment>'
    reference = '<w:r><w:commentReference w:id="4"/></w:r>'

    assert len(read(paragraph("甲", reference) + paragraph("乙", reference), comments=comments).marks) == 1


def test_runs_both_inserted_and_highlighted_are_one_trace_each():
    yellow = '<w:highlight w:val="yellow"/>'
    source = read(paragraph(f"<w:ins>{run('14', yellow)}{run('069', yellow)}</w:ins>"))

    assert [(mark.kind, mark.text) for mark in source.marks] == [
        (MarkKind.INSERTION, "14069"), (MarkKind.HIGHLIGHT, "14069"),
    ]  # fmt: skip


def test_a_comment_that_hangs_on_nothing_is_told_all_the_same():
    source = read(paragraph("甲"), comments=f'<w:comment w:id="4">{paragraph("留")}</w:comment>')

    assert source.marks == (Mark(MarkKind.COMMENT, "留", "批注"),)


def test_highlighted_runs_side_by_side_are_one_trace():
    yellow = '<w:highlight w:val="yellow"/>'

    source = read(paragraph("共", run("14", yellow), run("069", yellow), "件", run("，", yellow)))

    assert [(mark.kind, mark.text) for mark in source.marks] == [
        (MarkKind.HIGHLIGHT, "14069"), (MarkKind.HIGHLIGHT, "，"),
    ]  # fmt: skip


@pytest.mark.parametrize("colour", ["none", "white"])
def test_a_highlight_that_is_not_seen_is_no_trace(colour: str):
    assert read(paragraph(run("甲", f'<w:highlight w:val="{colour}"/>'))).marks == ()


def test_hidden_text_is_a_trace_and_no_text():
    source = read(paragraph("共", run("草稿", "<w:vanish/>"), run("3", '<w:vanish w:val="0"/>')))

    assert texts(source) == ["共3"]
    assert source.marks == (Mark(MarkKind.HIDDEN, "草稿", "第1段"),)


def test_text_hidden_by_its_style_is_hidden():
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )

    source = read(paragraph("见", run("暗", '<w:rStyle w:val="h"/>')), styles=styles)

    assert texts(source) == ["见"]
    assert [mark.kind for mark in source.marks] == [MarkKind.HIDDEN]


def test_bookmarks_of_word_are_normal():
    marked = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'

    source = read(paragraph("甲", marked))

    assert source.marks == ()
    assert texts(source) == ["甲"]
