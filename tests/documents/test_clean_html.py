"""What may stand in a body, and what pasting from Word and WPS turns into."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents import FileRefused, Refusal, clean_html
from gongkai.documents.allowed_html import CLASSES, FINAL_TAGS
from gongkai.documents.clean import MAX_CHARACTERS

TABLE_CASES = [
    ("bare text becomes a paragraph", "公告", "<p>公告</p>"),
    ("a division becomes a paragraph", "<div>公告</div>", "<p>公告</p>"),
    (
        "old tags take their modern names",
        "<p><b>甲</b><i>乙</i></p>",
        "<p><strong>甲</strong><em>乙</em></p>",
    ),
    ("a first heading steps down", "<h1>题</h1>", "<h2>题</h2>"),
    ("a sixth heading steps up", "<h6>题</h6>", "<h4>题</h4>"),
    ("style says bold", '<p><span style="font-weight:bold">甲</span></p>', "<p><strong>甲</strong></p>"),
    ("style says underlined", '<span style="text-decoration:underline">甲</span>', "<p><u>甲</u></p>"),
    ("centred by attribute", '<p align="center">题</p>', '<p class="ta-center">题</p>'),
    ("centred by style", '<p style="text-align: center">题</p>', '<p class="ta-center">题</p>'),
    ("centred by an old tag", "<center>题</center>", '<p class="ta-center">题</p>'),
    ("a division passes its alignment on", "<div align=right><p>日</p></div>", '<p class="ta-right">日</p>'),
    ("left inside centred stays left", "<div align=center><p align=left>文</p></div>", "<p>文</p>"),
    ("no indent is kept as a class", '<p style="text-indent:0cm">致：</p>', '<p class="no-indent">致：</p>'),
    ("an indent is the style sheet's matter", '<p style="text-indent:2em">文</p>', "<p>文</p>"),
    ("blanks at the start are an indent", "<p>&nbsp;&nbsp;　　正文</p>", "<p>正文</p>"),
    ("an empty paragraph goes", "<p>甲</p><p>&nbsp;</p><p><br></p><p>乙</p>", "<p>甲</p>\n<p>乙</p>"),
    ("Office tags go, their text stays", "<p>甲<o:p></o:p><st1:x>乙</st1:x></p>", "<p>甲乙</p>"),
    ("a line end inside Chinese is no blank", "<p>信息\n公开</p>", "<p>信息公开</p>"),
    ("conditional comments go", "<!--[if gte mso 9]><xml>x</xml><![endif]--><p>甲</p>", "<p>甲</p>"),
    ("a style element goes with its content", "<style>p{}</style><p>甲</p>", "<p>甲</p>"),
    ("text that does not show goes", '<p>甲<span style="display:none">乙</span></p>', "<p>甲</p>"),
    ("text hidden by Word goes", '<p>甲<span style="mso-hide:all">乙</span></p>', "<p>甲</p>"),
    ("a tracked deletion goes", "<p>甲<del>乙</del><ins>丙</ins></p>", "<p>甲丙</p>"),
    ("nested fonts collapse", "<p><font face=宋><font size=4>甲</font></font></p>", "<p>甲</p>"),
    (
        "emphasis around blocks moves inside",
        "<b><p>甲</p><p>乙</p></b>",
        "<p><strong>甲</strong></p>\n<p><strong>乙</strong></p>",
    ),
    ("an anchor without address goes", '<p><a name="_Toc1">甲</a></p>', "<p>甲</p>"),
    ("a jump inside the page goes", '<p><a href="#a">甲</a></p>', "<p>甲</p>"),
    ("a relative link stays", '<a href="../a.html">甲</a>', '<p><a href="../a.html">甲</a></p>'),
    ("a mail address stays", '<a href="mailto:a@b.cn">甲</a>', '<p><a href="mailto:a@b.cn">甲</a></p>'),
    ("script addresses go", '<a href="javascript:alert(1)">甲</a>', "<p>甲</p>"),
    ("script addresses in disguise go", '<a href=" java\tscript:alert(1)">甲</a>', "<p>甲</p>"),
    ("data addresses go", '<a href="data:text/html,x">甲</a>', "<p>甲</p>"),
    ("addresses without scheme but with host go", '<a href="//evil.example/">甲</a>', "<p>甲</p>"),
    (
        "our pictures stay",
        '<img src="picture:1" alt="图" onerror="x()">',
        '<p><img alt="图" src="picture:1"></p>',
    ),
    ("our files stay", '<img src="/files/ab/cd.png">', '<p><img src="/files/ab/cd.png"></p>'),
    ("pictures from elsewhere go", '<p>甲<img src="http://e.example/p.gif"></p>', "<p>甲</p>"),
    ("pictures from the clerk's disk go", '<p>甲<img src="file:///C:/a.png"></p>', "<p>甲</p>"),
    ("pictures climbing up go", '<p>甲<img src="/files/../desk/x"></p>', "<p>甲</p>"),
    ("a lone list item gets its list", "<li>甲</li>", "<ul><li>甲</li></ul>"),
    ("a list keeps its start", '<ol start="3"><li><p>甲</p></li></ol>', '<ol start="3"><li>甲</li></ol>'),
    ("an empty table goes", "<table><tr></tr></table><p>甲</p>", "<p>甲</p>"),
    ("a figure without content is a paragraph", "<figure><figcaption>图</figcaption></figure>", "<p>图</p>"),
]


@pytest.mark.parametrize(
    ("html", "expected"), [case[1:] for case in TABLE_CASES], ids=[c[0] for c in TABLE_CASES]
)
def test_cleans(html, expected):
    assert clean_html(html) == expected


def test_table_keeps_merged_cells_and_loses_widths():
    html = (
        '<table border=1 width=500 style="border-collapse:collapse"><col width=80><tr style="height:9pt">'
        '<td width=80 rowspan=2 style="text-align:center"><p align=center><span>甲</span></p></td>'
        "<td colspan=2>乙</td></tr><tr><td>丙</td><td><p>丁</p><p>戊</p></td></tr></table>"
    )

    assert clean_html(html) == (
        '<table><tbody><tr><td class="ta-center" rowspan="2">甲</td><td colspan="2">乙</td></tr>'
        "<tr><td>丙</td><td><p>丁</p><p>戊</p></td></tr></tbody></table>"
    )


def test_figure_keeps_picture_and_caption():
    html = '<figure><img src="picture:1"><figcaption>图1 办事大厅</figcaption></figure>'

    assert clean_html(html) == html


def test_very_deep_nesting_keeps_the_words():
    html = "<div><b>" * 3000 + "公告" + "</b></div>" * 3000

    assert clean_html(html).count("公告") == 1


def test_too_long_html_is_refused():
    with pytest.raises(FileRefused) as refused:
        clean_html("<p>" + "长" * MAX_CHARACTERS)

    assert refused.value.code is Refusal.TOO_LARGE


_NAMES = [
    *sorted(FINAL_TAGS),
    "div",
    "span",
    "script",
    "style",
    "svg",
    "math",
    "template",
    "o:p",
    "font",
    "center",
]
_NAMES += [
    "noscript",
    "select",
    "option",
    "form",
    "title",
    "plaintext",
    "xmp",
    "mtext",
    "mglyph",
    "desc",
    "del",
    "dl",
]
_ATTRIBUTES = [
    "",
    ' onclick="x()"',
    ' style="text-align:center;background:url(javascript:x)"',
    ' align="right"',
    ' href="javascript:x"',
    ' href="jAvAsCrIpT&#58;x"',
    ' href="http://a.cn/?a=1&b=2"',
    ' src="picture:1"',
    ' src=x onerror="x()"',
    ' class="ta-center evil"',
    ' rowspan="2" colspan="1"',
    ' style="display:none"',
    ' style="font-weight:bold;text-indent:0"',
]
_TEXTS = [
    "甲",
    " ",
    "&nbsp;",
    "\n",
    "　　乙",
    "<!-- -->",
    "<!--[if mso]>",
    "<![endif]-->",
    "&lt;b&gt;",
    "<",
    "\"'>",
    "a b",
]

_pieces = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(_NAMES), st.sampled_from(_ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(_NAMES)),
    st.sampled_from(_TEXTS),
    st.text(max_size=6),
)
_soup = st.lists(_pieces, max_size=25).map("".join)


@given(_soup)
@settings(max_examples=1500, deadline=None)
def test_cleaning_twice_changes_nothing(html):
    once = clean_html(html)

    assert clean_html(once) == once


@given(_soup)
@settings(max_examples=1500, deadline=None)
def test_nothing_that_runs_is_left(html):
    tags = re.findall(r"<[^>]*>", clean_html(html))

    for tag in tags:
        name = re.match(r"</?([a-z0-9]+)", tag)
        assert name is not None
        assert name.group(1) in FINAL_TAGS
        assert not re.search(r"\s(?:on\w+|style|id)\s*=", tag)
        assert "javascript" not in tag.lower()
        for value in re.findall(r'class="([^"]*)"', tag):
            assert set(value.split()) <= set(CLASSES)


@given(_soup)
@settings(max_examples=500, deadline=None)
def test_text_stands_only_inside_blocks(html):
    for line in clean_html(html).split("\n"):
        assert line == "" or line.startswith("<")
