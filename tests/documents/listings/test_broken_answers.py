"""Whatever a site answers, reading it ends with a listing or a sentence, never with an error."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.listings import Fetched, Kind, Recipe, Wrapper
from gongkai.documents.listings.fingerprints import page_fingerprint, shows_title
from gongkai.documents.listings.proposing import propose_recipe
from gongkai.documents.listings.reading import read_listing
from tests.documents.listings.columns import lines
from tests.support.other_platform import SHAPES, OtherPlatform

URL = "http://a.test/index.html"
_PIECES = st.sampled_from(
    [
        "<ul>", "<li>", "</li>", "<a href='1.html'>", "<a href='//['>", "</a>", "关于某事的通知",
        "2026-03-04", "<table>", "<tr><td>", "createPageHTML(3,0,'index','html')", "下一页", "<base href='http://b.test/'>",
        "<![CDATA[", "]]>", "<rss>", "<item><title>甲", "<link>", "{", "[", '"title":', "<record>", "\x00",
        "&#0;", "<script>", "共3页",
    ]
)  # fmt: skip
_BODIES = st.one_of(
    st.binary(max_size=300), st.lists(_PIECES, max_size=25).map(lambda parts: "".join(parts).encode())
)
_KINDS = ["", "text/html; charset=gbk", "text/html; charset=没有", "application/json", "image/png"]


@settings(max_examples=150, deadline=None)
@given(
    body=_BODIES,
    status=st.sampled_from([200, 200, 200, 204, 302, 404, 521]),
    kind=st.sampled_from(_KINDS),
)
def test_nothing_a_site_answers_is_an_error(body, status, kind):
    def fetch(url, _form=None, /):
        return Fetched(status, url, kind, body)

    recipes = [Recipe(one, URL, request=URL + "?p={page}") for one in Kind]
    recipes += [Recipe(Kind.SCRIPTED, URL, request=URL, wrapper=one) for one in Wrapper]
    for recipe in recipes:
        listing = read_listing(recipe, fetch, most_pages=3)
        assert listing.readable or (listing.notes and not listing.entries)
        assert all(entry.url.startswith("http") and entry.title for entry in listing.entries)
    propose_recipe(URL, fetch)
    page_fingerprint(body)
    shows_title(body, "关于某事的通知")


@pytest.mark.parametrize("shape", SHAPES)
def test_answers_with_broken_bytes_are_no_error_and_invent_no_address(shape):
    chance = random.Random(shape)  # noqa: S311
    platform = OtherPlatform()
    column = platform.column("tzgg", shape, lines(12))
    recipe = propose_recipe(platform.address(column), platform.fetch).recipe

    def fetch(url, form=None, /):
        answer = platform.fetch(url, form)
        body = bytearray(answer.body)
        for _hit in range(chance.randrange(1, 12)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        return Fetched(answer.status, answer.final_url, answer.content_type, bytes(body))

    for _try in range(25):
        listing = read_listing(recipe, fetch)
        assert listing.readable or listing.notes
        assert len(listing.entries) <= 40
