"""Lists as site systems make them: read whole, or said in a sentence why not."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.documents.listings import Entry, Fetched, FetchFailed, Kind, Recipe, Wrapper
from gongkai.documents.listings.dates import date_in_address, read_date
from gongkai.documents.listings.proposing import propose_recipe
from gongkai.documents.listings.reading import read_listing
from tests.documents.listings.columns import lines
from tests.support.other_platform import FEEDS, SHAPES, OtherPlatform

BASE = "http://a.test/tzgg/index.html"


def serving(pages: dict[str, str | bytes | Fetched]):
    """A fetch from a dictionary; everything else is a 404."""

    def fetch(url: str, _form: str | None = None, /) -> Fetched:
        page = pages.get(url)
        if isinstance(page, Fetched):
            return page
        if page is None:
            return Fetched(404, url, "text/html", b"")
        return Fetched(200, url, "text/html", page.encode() if isinstance(page, str) else page)

    return fetch


def read(body: str | bytes, kind: Kind = Kind.PAGES, **more):
    return read_listing(Recipe(kind, BASE), serving({BASE: body}), **more)


def rows(listing) -> list[tuple[str, str, str]]:
    return [
        (one.title, one.url.removeprefix("http://a.test"), str(one.published_on or ""))
        for one in listing.entries
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_recognised_and_read_to_its_end(shape):
    made = lines(17)
    platform = OtherPlatform()
    column = platform.column("tzgg", shape, made, page_size=20 if shape in FEEDS else 5)
    proposal = propose_recipe(platform.address(column), platform.fetch)
    assert proposal.recipe is not None and proposal.sample

    listing = read_listing(Recipe.from_dict(proposal.recipe.as_dict()), platform.fetch)
    assert [(one.title, one.url, one.published_on) for one in listing.entries] == [
        (line.title, platform.address_of(column, line), line.day) for line in made
    ]
    assert listing.complete is (shape not in FEEDS)


#: One line as it stands in a list, with places for number, title, day, and what is around the lines.
MARKUPS = {
    "date before the link": ("<ul>{}</ul>", '<li><span>[2026-03-{2}]</span><a href="{0}.html">{1}</a></li>'),
    "date in the link": (
        "<ul>{}</ul>", '<li><a href="{0}.html"><span class="t">{1}</span><i>2026-03-{2}</i></a></li>',
    ),
    "date in brackets behind": ("<div>{}</div>", '<p><a href="{0}.html">{1}</a>（2026/3/{2}）</p>'),
    "links and breaks": (
        "<table><tr><td>{}</td></tr></table>", '<a href="{0}.html">{1}</a> 2026年3月{2}日<br>',
    ),
    "kind before the title": (
        "<ul>{}</ul>", '<li><a href="/lb/">[公告]</a><a href="{0}.html">{1}</a><b>2026.03.{2}</b></li>',
    ),
    "groups of lines": ("{}", '<ul class="l"><li><a href="{0}.html">{1}</a><b>2026-03-{2}</b></li></ul>'),
    "two dates": (
        "<ul>{}</ul>",
        '<li><a href="{0}.html">{1}</a><p>成文日期：2026-01-01 发布日期：2026-03-{2}</p></li>',
    ),
    "day apart from month": (
        "<div>{}</div>", '<div><b>{2}</b><i>2026-03</i><a href="{0}.html">{1}</a></div>',
    ),
}  # fmt: skip
WANTED = [
    ("关于甲事项的通知", "/tzgg/1.html", "2026-03-24"),
    ("关于乙事项的通知", "/tzgg/2.html", "2026-03-22"),
]


@pytest.mark.parametrize(("around", "line"), MARKUPS.values(), ids=MARKUPS.keys())
def test_dates_are_found_wherever_they_stand(around, line):
    made = line.format(1, "关于甲事项的通知", 24) + line.format(2, "关于乙事项的通知", 22)
    listing = read(around.format(made))

    assert rows(listing) == WANTED and listing.complete


def test_a_date_in_a_title_is_no_date_of_publication():
    listing = read(
        '<ul><li><a href="t20260305_7.html">2026年1月1日起施行的收费目录</a></li>'
        '<li><a href="t20260304_6.html">截至2025年12月31日的债务情况</a></li></ul>'
    )
    assert [row[2] for row in rows(listing)] == ["2026-03-05", "2026-03-04"]


def test_a_list_without_dates_is_read_and_said_to_be():
    listing = read(
        "".join(f'<p><a href="/x?id={n}">关于第{n}批行政许可事项办理结果的公示</a></p>' for n in range(5))
    )
    assert (
        len(listing.entries) == 5 and listing.notes == ("对方列表没有日期。",) and listing.covers_from is None
    )


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5", "utf-16"])
def test_any_charset_is_read(charset):
    line = '<ul><li><a href="1.html">關於開展檢查的通知</a><b>2026-03-04</b></li></ul>'
    page = f'<meta charset="{charset}">{line}'
    undeclared = page.partition(">")[2] if charset != "big5" else page
    for text in (page, undeclared):
        assert rows(read(text.encode(charset)))[0][0] == "關於開展檢查的通知"


LINE = '<li><a href="{0}.html">关于第{0}件事项的公示</a><b>2026-03-{1:02}</b></li>'


def page_with(numbers: range, pager: str) -> str:
    return "<ul>" + "".join(LINE.format(n, 28 - n) for n in numbers) + f"</ul>{pager}"


@pytest.mark.parametrize(
    ("pager", "complete", "word"),
    [
        ("", True, ""),
        ("<span>下一页</span>", True, ""),
        ('<a class="disabled" href="#">下一页</a>', True, ""),
        ('<a href="index.html">下一页</a>', True, ""),
        ("共1页 <a href='#'>下一页</a>", True, ""),
        ('<a href="javascript:;">下一页</a>', False, "脚本翻页"),
        ('<a href="#" onclick="go(2)">下一页</a>', False, "脚本翻页"),
        ('<div class="pagination" id="p"></div>', False, "脚本翻页"),
        ("共3页", False, "脚本翻页"),
        ('<a href="index_1.html">下一页</a>', False, "网页不存在"),
    ],
)
def test_a_list_is_complete_only_when_its_end_was_seen(pager, complete, word):
    listing = read(page_with(range(1, 4), pager))

    assert listing.complete is complete and word in "".join(listing.notes)
    assert listing.covers_from == (None if complete else date(2026, 3, 25))


def test_reading_back_to_a_day_stops_there_and_is_complete_for_it():
    made = lines(30)
    platform = OtherPlatform()
    column = platform.column("tzgg", "ul", made)
    listing = read_listing(Recipe(Kind.PAGES, platform.address(column)), platform.fetch, since=made[7].day)
    assert listing.complete and len(listing.entries) == 15 and len(platform.asked) == 3


def test_a_list_out_of_order_is_read_to_its_end():
    made = lines(20)
    platform = OtherPlatform()
    column = platform.column("tzgg", "ul", made)
    column.lines = [*made[10:], *made[:10]]
    listing = read_listing(Recipe(Kind.PAGES, platform.address(column)), platform.fetch, since=made[3].day)

    assert listing.complete and len(listing.entries) == 20


def test_bounds_on_pages_and_entries_are_told():
    made = lines(30)
    platform = OtherPlatform()
    column = platform.column("tzgg", "ul", made)
    recipe = Recipe(Kind.PAGES, platform.address(column))

    assert read_listing(recipe, platform.fetch, most_pages=2).notes == ("只读了前2页，后面的没有读。",)
    fewer = read_listing(recipe, platform.fetch, most_entries=7)
    assert len(fewer.entries) == 7 and not fewer.complete and "前7条" in fewer.notes[0]


def test_far_fewer_lines_than_before_are_taken_for_another_list():
    listing = read(page_with(range(1, 4), ""), rows_before=40)
    assert not listing.readable and "改了版面" in "".join(listing.notes)


def test_a_page_that_fails_leaves_what_was_read():
    made = lines(12)
    platform = OtherPlatform()
    column = platform.column("tzgg", "table", made)

    def fetch(url, form=None, /):
        if url.endswith("index_1.html"):
            raise FetchFailed("对方网站太慢，没有等到答复。")
        return platform.fetch(url, form)

    listing = read_listing(Recipe(Kind.PAGES, platform.address(column)), fetch)
    assert len(listing.entries) == 5 and listing.notes == ("第2页没有读到：对方网站太慢，没有等到答复。",)
    assert listing.covers(made[3].day) and not listing.covers(made[4].day)


@pytest.mark.parametrize("shape", ("rss", "atom", "ul", "table", "cards", "json-get", "jsonp", "datastore"))
@pytest.mark.parametrize("share", (0.1, 0.35, 0.5, 0.65, 0.8, 0.95))
def test_half_an_answer_gives_no_half_line_and_claims_nothing_beyond(shape, share):
    made = lines(12)
    platform = OtherPlatform()
    column = platform.column("tzgg", shape, made, page_size=20)
    recipe = propose_recipe(platform.address(column), platform.fetch).recipe

    def fetch(url, form=None, /):
        answer = platform.fetch(url, form)
        return replace(answer, body=answer.body[: int(share * len(answer.body))])

    listing = read_listing(recipe, fetch, since=made[-1].day)
    wanted = {(line.title, platform.address_of(column, line), line.day) for line in made}
    assert {(one.title, one.url, one.published_on) for one in listing.entries} <= wanted
    assert not listing.complete
    read = {one.title for one in listing.entries}
    assert all(line.title in read for line in made if listing.covers(line.day))


def test_a_list_that_stands_elsewhere_on_the_page_is_not_taken_for_it():
    page = '<div class="{}"><ul>{}</ul></div>'
    rows_of = "".join(LINE.format(n, 28 - n) for n in range(1, 9))
    recipe = propose_recipe(BASE, serving({BASE: page.format("main", rows_of)})).recipe
    moved = read_listing(recipe, serving({BASE: page.format("hot", rows_of)}))
    assert not moved.readable and "不在原来的位置" in moved.notes[0]


def test_a_named_list_is_still_known_when_what_is_around_it_has_changed():
    page = '<div class="{}"><ul class="list">{}</ul></div>'
    rows_of = "".join(LINE.format(n, 28 - n) for n in range(1, 9))
    recipe = propose_recipe(BASE, serving({BASE: page.format("main", rows_of)})).recipe
    assert len(read_listing(recipe, serving({BASE: page.format("new", rows_of)})).entries) == 8


def test_a_pinned_line_does_not_break_the_order():
    pinned = LINE.format(9, 1) + "".join(LINE.format(n, 28 - n) for n in range(1, 5))
    assert read(f"<ul>{pinned}</ul>共9页").covers_from == date(2026, 3, 24)


@pytest.mark.parametrize("shape", ["json-get", "json-post", "datastore"])
def test_a_number_that_counts_something_else_does_not_end_the_reading(shape):
    platform = OtherPlatform()
    column = platform.column("tzgg", shape, lines(12))
    recipe = propose_recipe(platform.address(column), platform.fetch).recipe
    wrong = {"json-get": "code", "json-post": "rows.0.docRelTime", "datastore": "none"}[shape]
    listing = read_listing(replace(recipe, total_key="", pages_key=wrong), platform.fetch)

    assert len(listing.entries) == 12 and listing.complete


def scripted(answer: str, **more):
    recipe = Recipe(Kind.SCRIPTED, BASE, request="http://a.test/api?p={page}", **more)
    return read_listing(recipe, serving({"http://a.test/api?p=1": answer}))


@pytest.mark.parametrize(
    ("answer", "more", "word"),
    [
        ("<html>500</html>", {}, "不是约定的格式"),
        ("[" * 100_000, {}, "不是约定的格式"),
        ('{"data": []}', {"records": "data.list"}, "没有找到记录"),
        ('{"data": []}', {"records": "data"}, "一条记录也没有"),
        ('{"data": [{"bt": "甲"}]}', {"records": "data"}, "读不出标题"),
        ("x(1)", {"wrapper": Wrapper.XML}, "不是约定的格式"),
        ('<form><input type="password"></form>', {}, "登录页"),
    ],
)
def test_an_answer_of_another_shape_is_said(answer, more, word):
    listing = scripted(answer, **more)
    assert not listing.readable and word in "".join(listing.notes)


def test_names_and_addresses_of_records_are_put_together_as_the_recipe_says():
    answer = '{"n": 1, "l": [{"a": {"t": "关于&nbsp;<em>甲</em>的通知"}, "id": 7, "d": 1772582400}]}'
    listing = scripted(
        answer, records="l", title_key="a.t", date_key="d", url_prefix="/art/{id}.html", total_key="n"
    )
    assert listing.entries == (Entry("关于 甲的通知", "http://a.test/art/7.html", date(2026, 3, 4), "第1页"),)
    assert listing.complete


def test_the_same_answer_for_every_page_is_noticed():
    answer = '[{"title": "关于甲的通知", "url": "/1.html"}]'
    recipe = Recipe(Kind.SCRIPTED, BASE, request="http://a.test/api?p={page}")
    listing = read_listing(recipe, lambda url, form=None, /: Fetched(200, url, "", answer.encode()))
    assert not listing.complete and "没有按页答复" in "".join(listing.notes)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("Fri, 06 Nov 2026 17:00:00 GMT", "2026-11-07"), ("2026-11-06T17:00:00Z", "2026-11-07"),
        ("2026-11-06 23:59:59", "2026-11-06"), ("2026年11月6日", "2026-11-06"), ("20261106", "2026-11-06"),
        (1793984400, "2026-11-07"), ("1793984400000", "2026-11-07"), ("2026-02-30", "None"), ("昨天", "None"),
        (True, "None"), (10**30, "None"), ("", "None"),
    ],
)  # fmt: skip
def test_dates_of_feeds_and_records_are_days_in_beijing(value, day):
    assert str(read_date(value)) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.test/zwgk/202611/t20261106_123.html", "2026-11-06"),
        ("http://a.test/art/2026/11/6/art_12_345.html", "2026-11-06"),
        ("http://a.test/c/2026-11/06/content_9.htm", "2026-11-06"),
        ("http://a.test/20261106093000_8.html", "2026-11-06"), ("http://a.test/list/20269999.html", "None"),
    ],
)  # fmt: skip
def test_a_date_in_an_address_is_taken_only_when_it_is_one(url, day):
    assert str(date_in_address(url)) == day


FEED = """<?xml version="1.0" encoding="gb2312"?><rss><channel>
<item><title><![CDATA[关于&amp;甲 & 乙的通知]]></title><link>http://a.test/1.html</link>
<pubDate>2026-03-04</pubDate></item>
<item><title>坏的 & 没有结束</title><guid isPermaLink="true">http://a.test/2.html</guid>
<pubDate>Mon, 02 Mar 2026 09:00:00 +0800</pubDate></item></channel></rss>"""


def test_a_feed_with_flaws_in_a_chinese_charset_is_read():
    listing = read(FEED.encode("gb18030"), Kind.RSS)
    assert [row[1:] for row in rows(listing)] == [("/1.html", "2026-03-04"), ("/2.html", "2026-03-02")]
    assert "乙的通知" in listing.entries[0].title


def test_a_feed_is_complete_for_a_day_it_reaches_back_to():
    assert read(FEED.encode("gb18030"), Kind.RSS, since=date(2026, 3, 3)).complete
    assert not read(FEED.encode("gb18030"), Kind.RSS, since=date(2026, 3, 2)).complete


def test_a_page_with_a_feed_beside_an_empty_list_is_read_from_the_feed():
    page = '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><body><ul></ul></body>'
    proposal = propose_recipe(BASE, serving({BASE: page, "http://a.test/rss.xml": FEED.encode("gb18030")}))
    assert proposal.recipe.kind == Kind.RSS and "改用" in proposal.notes[0]


def test_an_address_hidden_in_a_script_must_be_entered():
    page = "<body><div id='app'></div><script src='/js/app.js'></script></body>"
    proposal = propose_recipe(BASE, serving({BASE: page, "http://a.test/js/app.js": "eval(x)"}))
    assert proposal.recipe is None and "F12" in proposal.notes[0]


def test_looking_for_an_address_asks_nothing_that_counts_or_saves():
    platform = OtherPlatform()
    column = platform.column("tzgg", "json-get", lines(5))
    propose_recipe(platform.address(column), platform.fetch)
    assert not [target for target in platform.asked if "count" in target]


def test_a_recipe_survives_storing():
    recipe = Recipe(Kind.SCRIPTED, BASE, next_words=("后翻",), wrapper=Wrapper.XML, page_size=9)
    assert Recipe.from_dict({**recipe.as_dict(), "old": 1}) == recipe
    with pytest.raises(ValueError, match="kind"):
        Recipe.from_dict({})
