"""Differences of bodies are readable, and complete in both directions."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents import Change, changed_characters, clean_html, readable_diff
from gongkai.documents.inline_diff import inline_diff


def shape(blocks):
    return [(block.kind, block.change.value) for block in blocks]


def marked(segments):
    signs = {Change.SAME: "{}", Change.ADDED: "+{}+", Change.REMOVED: "-{}-"}
    return "".join(signs[segment.change].format(segment.text) for segment in segments)


def test_equal_bodies_are_the_same_throughout():
    body = "<p>甲</p><table><tr><td>一</td></tr></table>"

    assert {block.change for block in readable_diff(body, body)} == {Change.SAME}


def test_a_changed_character_is_shown_inside_its_paragraph():
    blocks = readable_diff(
        "<p>不变</p><p>区行政审批服务局关于公开的通知</p>", "<p>不变</p><p>区行政审批服务局关于公示的通知</p>"
    )

    assert shape(blocks) == [("p", "same"), ("p", "changed")]
    assert marked(blocks[1].segments) == "区行政审批服务局关于公-开-+示+的通知"


def test_a_number_changes_as_a_whole():
    assert marked(inline_diff("共计1250万元", "共计1280万元")) == "共计-1250-+1280+万元"


def test_chance_equalities_do_not_chop_a_sentence():
    segments = inline_diff("由财政局负责落实", "由教育局牵头完成")

    assert marked(segments) == "由-财政局负责落实-+教育局牵头完成+"


def test_added_and_removed_paragraphs():
    blocks = readable_diff(
        "<p>第一条 总则</p><p>第二条 附则</p>", "<p>第一条 总则</p><h2>新增章节</h2><p>第二条 附则</p>"
    )

    assert shape(blocks) == [("p", "same"), ("h2", "added"), ("p", "same")]
    assert shape(readable_diff("<p>甲</p><p>乙</p>", "<p>乙</p>")) == [("p", "removed"), ("p", "same")]


def test_tables_are_compared_row_by_row_and_cell_by_cell():
    def table(*rows):
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table>{cells}</table>"

    blocks = readable_diff(
        table(["项目", "数量"], ["规章", "3"], ["规范性文件", "11"]),
        table(["项目", "数量"], ["规章", "3"], ["规范性文件", "12"], ["合计", "15"]),
    )

    assert shape(blocks) == [("row", "same"), ("row", "same"), ("row", "changed"), ("row", "added")]
    assert [marked(cell) for cell in blocks[2].cells] == ["规范性文件", "-11-+12+"]


def test_a_changed_link_is_seen():
    blocks = readable_diff('<p><a href="http://a.cn/">点此</a></p>', '<p><a href="http://b.cn/">点此</a></p>')

    assert blocks[0].change is Change.CHANGED
    assert "a" in marked(blocks[0].segments)


def test_a_changed_picture_is_seen():
    blocks = readable_diff('<p>甲</p><img src="picture:1">', '<p>甲</p><img src="picture:2">')

    assert [block.change for block in blocks] != [Change.SAME, Change.SAME]
    assert any(block.kind == "picture" for block in blocks)


def test_list_items_keep_their_kind():
    assert shape(readable_diff("<ul><li>甲</li></ul>", "<ul><li>甲</li><li>乙乙</li></ul>")) == [
        ("li", "same"),
        ("li", "added"),
    ]


_words = st.text(alphabet="甲乙丙丁公开 0123ab。", max_size=40)
_bodies = st.lists(
    st.one_of(
        _words.map("<p>{}</p>".format),
        _words.map("<h2>{}</h2>".format),
        st.lists(_words, min_size=1, max_size=3).map(
            lambda cells: "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
        ),
    ),
    max_size=8,
).map(lambda blocks: clean_html("".join(blocks)))


def _text_of(blocks, without):
    lines = []
    for block in blocks:
        cells = block.cells or (block.segments,)
        line = "\t".join("".join(s.text for s in cell if s.change is not without) for cell in cells)
        lines.append(line.strip())
    return [line for line in lines if line]


@given(_bodies, _bodies)
@settings(max_examples=300, deadline=None)
def test_both_editions_can_be_read_from_the_difference(old, new):
    blocks = readable_diff(old, new)

    assert _text_of(blocks, Change.ADDED) == _text_of(readable_diff(old, old), None)
    assert _text_of(blocks, Change.REMOVED) == _text_of(readable_diff(new, new), None)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_segments_give_both_texts_back(old, new):
    segments = inline_diff(old, new)

    assert "".join(s.text for s in segments if s.change is not Change.ADDED) == old
    assert "".join(s.text for s in segments if s.change is not Change.REMOVED) == new


def test_wrong_characters_are_counted():
    assert changed_characters("公开", "公开") == 0
    assert changed_characters("按布暑推进", "按部署推进") == 2
    assert changed_characters("", "通知") == 2
    assert changed_characters("2025年", "2026年") == 1
    assert changed_characters("甲乙丙", "乙丙") == 1


def _plain_distance(old, new):
    row = list(range(len(new) + 1))
    for i, one in enumerate(old, start=1):
        previous, row[0] = row[0], i
        for j, other in enumerate(new, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (one != other))
    return row[-1]


@given(st.text(alphabet="甲乙丙ab", max_size=40), st.text(alphabet="甲乙丙ab", max_size=40))
@settings(max_examples=600, deadline=None)
def test_counting_agrees_with_the_textbook_table(old, new):
    assert changed_characters(old, new) == _plain_distance(old, new)


def test_long_texts_are_compared():
    generator = random.Random(20261123)  # noqa: S311
    old = "".join(generator.choice("公开信息条例规定") for _ in range(20000))
    new = old[:5000] + "甲" + old[5001:15000] + old[15003:]

    assert changed_characters(old, new) == 4
