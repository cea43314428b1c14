"""Over HTTP: real columns are read, and a hostile site ends with a clear word in bounded time and memory."""

import time
import tracemalloc

import pytest

from gongkai.documents.listings import FetchFailed, Kind, Recipe
from gongkai.documents.listings.addresses_allowed import checked_address, owner_of
from gongkai.documents.listings.comparing import compare
from gongkai.documents.listings.fetching import fetcher_for
from gongkai.documents.listings.proposing import propose_recipe
from gongkai.documents.listings.reading import read_listing
from tests.documents.listings.columns import TODAY, lines, ours_of
from tests.support.other_platform import FEEDS, SHAPES, other_platform


@pytest.fixture(scope="module")
def platform():
    with other_platform() as running:
        yield running


def fetching(platform, **more):
    host = platform.url.removeprefix("http://")
    more = {"delay": 0.0, "page_seconds": 3.0, **more}
    return fetcher_for(platform.url, private_hosts=frozenset({host}), **more)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_column_is_read_and_compared_over_http(platform, shape):
    made = lines(12)
    column = platform.column(shape, shape, made, page_size=20 if shape in FEEDS else 5)
    column.lines = [line for line in column.lines if line.number not in {103, 104}]
    ours = ours_of(platform, column, made)
    gone = ours_of(platform, column, made, registered=True)[4]
    with fetching(platform) as fetch:
        recipe = propose_recipe(platform.address(column), fetch).recipe
        theirs = read_listing(recipe, fetch, since=made[-1].day)
        comparison = compare(
            [one if one.key != "104" else gone for one in ours],
            theirs,
            today=TODAY,
            since=made[-1].day,
            fetch=fetch,
        )
    assert [one.ours.key for one in comparison.missing] == ["103"]
    assert [one.ours.key for one in comparison.gone] == ["104"]
    assert not comparison.changed and not comparison.theirs_only and not comparison.uncertain


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("large", "5兆"), ("drip", "太慢"), ("drip-head", "太慢"),
        ("private", "另一个网站"), ("metadata", "另一个网站"), ("elsewhere", "另一个网站"),
        ("other-port", "内部网络"), ("file", "另一个网站"),
        ("round", "没有尽头"), ("wall", "防护"), ("script-wall", "防护"), ("login", "登录页"),
        ("empty", "没有找到列表"), ("broken", "出错"), ("bomb", "太复杂"), ("absent", "不存在"),
    ],
)  # fmt: skip
def test_a_hostile_address_ends_with_a_clear_word(platform, name, word):
    began = time.monotonic()
    tracemalloc.start()
    with fetching(platform) as fetch:
        listing = read_listing(Recipe(Kind.PAGES, f"{platform.url}/hostile/{name}"), fetch)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert not listing.readable and not listing.entries and word in "".join(listing.notes)
    assert time.monotonic() - began < 10 and most < 80 * 1024 * 1024


def test_a_page_nested_without_end_is_read_in_bounded_time(platform):
    began = time.monotonic()
    with fetching(platform) as fetch:
        read_listing(Recipe(Kind.PAGES, f"{platform.url}/hostile/deep"), fetch)
    assert time.monotonic() - began < 10


def test_a_feed_with_entities_is_not_read(platform):
    with fetching(platform) as fetch:
        listing = read_listing(Recipe(Kind.RSS, f"{platform.url}/hostile/entities.xml"), fetch)
    assert not listing.readable and "实体" in listing.notes[0]


def test_paging_in_a_circle_is_noticed_and_paging_without_end_is_bounded(platform):
    with fetching(platform) as fetch:
        loop = read_listing(Recipe(Kind.PAGES, f"{platform.url}/hostile/loop"), fetch)
        endless = read_listing(Recipe(Kind.PAGES, f"{platform.url}/hostile/endless"), fetch, most_pages=9)
    assert len(loop.entries) == 5 and not loop.complete and "绕回" in loop.notes[0]
    assert len(endless.entries) == 45 and not endless.complete and "前9页" in endless.notes[0]


def test_all_requests_together_end_in_time(platform):
    began = time.monotonic()
    with fetching(platform, most_seconds=1.0, delay=0.2) as fetch:
        listing = read_listing(Recipe(Kind.PAGES, f"{platform.url}/hostile/endless"), fetch)
    assert time.monotonic() - began < 5 and listing.entries and "时间用完" in "".join(listing.notes)


def test_requests_are_spaced(platform):
    began = time.monotonic()
    with fetching(platform, delay=0.3) as fetch:
        fetch(platform.url)
        fetch(platform.url)
    assert time.monotonic() - began >= 0.3


def test_an_internal_host_is_refused_unless_it_is_named(platform):
    with fetcher_for(platform.url, delay=0.0) as fetch, pytest.raises(FetchFailed, match="内部网络"):
        fetch(platform.url)


@pytest.mark.parametrize(
    ("host", "found", "private", "allowed"),
    [
        ("www.xx.gov.cn", ["8.8.8.8"], (), True),
        ("www.xx.gov.cn", ["10.3.2.1"], (), False),
        ("www.xx.gov.cn", ["10.3.2.1"], ("www.xx.gov.cn",), True),
        ("www.xx.gov.cn", ["8.8.8.8", "10.3.2.1"], (), False),
        ("www.xx.gov.cn", ["127.0.0.1"], ("www.xx.gov.cn",), False),
        ("www.xx.gov.cn", ["169.254.169.254"], ("www.xx.gov.cn",), False),
        ("www.xx.gov.cn", ["::ffff:10.0.0.1"], (), False),
        ("www.xx.gov.cn", ["64:ff9b::a00:1"], (), False),
        ("www.xx.gov.cn", ["100.64.0.1"], (), False),
        ("www.xx.gov.cn", ["0.0.0.0"], ("www.xx.gov.cn",), False),  # noqa: S104
        ("www.xx.gov.cn", [], (), False),
        ("127.0.0.1", ["127.0.0.1"], ("127.0.0.1",), True),
    ],
)
def test_every_address_a_name_stands_for_must_be_allowed(host, found, private, allowed):
    def look() -> str:
        return checked_address(host, 80, frozenset(private), lambda _host, _port: found)

    if allowed:
        assert look() == found[0]
    else:
        with pytest.raises(FetchFailed):
            look()


def test_the_connection_goes_to_the_address_that_was_checked(platform):
    port = int(platform.url.rpartition(":")[2])
    asked = []

    def lookup(host, _port):
        asked.append(host)
        return ["127.0.0.1"]

    with fetcher_for(
        f"http://localhost:{port}", private_hosts=frozenset({f"localhost:{port}"}), delay=0.0, lookup=lookup
    ) as fetch:
        assert fetch(f"http://localhost:{port}/").status == 200
    assert asked == ["localhost"]


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("www.xx.gov.cn", "xx.gov.cn"), ("zwgk.www.xx.gov.cn", "xx.gov.cn"), ("www.xx.bj.cn", "xx.bj.cn"),
        ("a.example.com", "example.com"), ("10.1.2.3", "10.1.2.3"), ("intranet", "intranet"),
    ],
)  # fmt: skip
def test_hosts_of_one_owner_are_recognised(host, owner):
    assert owner_of(host) == owner


def test_only_the_web_is_read(platform):
    with fetching(platform) as fetch:
        for url in ("file:///etc/passwd", "ftp://a.test/", "gopher://a.test/", "", "javascript:1"):
            with pytest.raises(FetchFailed, match="http"):
                fetch(url)


def test_a_name_nobody_knows_is_said(platform):
    with fetching(platform) as fetch, pytest.raises(FetchFailed, match="找不到网站"):
        fetch("http://nobody.invalid/")
