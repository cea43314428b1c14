"""Bodies as plain text and back, and what counts as an empty body."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents import clean_html, html_to_plain, html_to_text, is_empty_body, plain_to_html


def test_lines_become_paragraphs_and_are_escaped():
    assert plain_to_html("一、<总则>\r\n\r\n　　二 & 三\n") == "<p>一、&lt;总则&gt;</p>\n<p>二 &amp; 三</p>"


def test_rare_characters_survive():
    assert plain_to_html("张𰻝、\ue000李㛃") == "<p>张𰻝、\ue000李㛃</p>"


def test_text_of_a_table_has_tabs_and_lines():
    html = "<p>甲</p><table><tr><td>一</td><td>二<br>三</td></tr><tr><td>四</td></tr></table>"

    assert html_to_text(html) == "甲\n一\t二 三\n四"


def test_line_breaks_are_lines():
    assert html_to_text("<p>甲<br>乙<strong>丙<br>丁</strong></p>") == "甲\n乙丙\n丁"


def test_plain_editor_is_told_what_it_would_lose():
    html = '<h2>题</h2><p class="ta-center">甲</p><table><tr><td>一</td></tr></table><img src="picture:1">'

    lost = html_to_plain(html).lost

    assert any("表格" in words for words in lost)
    assert "图片" in lost
    assert "对齐方式" in lost


def test_plain_paragraphs_lose_nothing():
    assert html_to_plain("<p>甲</p><p>乙</p>").lost == ()


@pytest.mark.parametrize(
    "html",
    [
        "",
        " \n",
        "<p></p>",
        "<p>&nbsp;</p><p><br></p>",
        "<p>　　</p>",
        "<table><tr><td>&nbsp;</td><td></td></tr></table>",
        "<hr>",
        '<img src="http://elsewhere.example/a.png">',
        "<script>x</script><style>y</style>",
        "\u200b\ufeff",
    ],
)
def test_bodies_that_show_nothing_are_empty(html):
    assert is_empty_body(html)


@pytest.mark.parametrize(
    "html",
    ["甲", "<p>0</p>", '<img src="picture:1">', "<table><tr><td>1</td></tr></table>", "<p>&nbsp;。</p>"],
)
def test_bodies_with_something_are_not_empty(html):
    assert not is_empty_body(html)


@given(st.text())
@settings(max_examples=500, deadline=None)
def test_a_plain_body_is_already_clean(text):
    html = plain_to_html(text)

    assert clean_html(html) == html


@given(st.text())
@settings(max_examples=500, deadline=None)
def test_plain_text_comes_back_as_it_was_shown(text):
    html = plain_to_html(text)

    assert plain_to_html(html_to_plain(html).text) == html


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_only_blank_text_is_an_empty_body(text):
    assert is_empty_body(plain_to_html(text)) == (plain_to_html(text) == "")
