"""What markup says: links, pictures, raised figures, lists and cells, and nothing of layout."""

import pytest

from gongkai.documents import meaning_of_markup


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("<p>甲</p>", "<p>乙<strong>丙</strong></p><p>丁</p>", True),
        ('<p class="ta-center">甲</p>', "<h2>甲</h2>", True),
        (
            "<table><tr><td>甲</td></tr></table>",
            "<table><tbody><tr><td><p>乙</p></td></tr></tbody></table>",
            True,
        ),
        ("<table><tr><td>甲</td></tr></table>", "<table><tr><td>甲</td><td></td></tr></table>", False),
        ("<p>10<sup>2</sup></p>", "<p>102</p>", False),
        ("<p>10<sup>2</sup>3</p>", "<p>10<sup>23</sup></p>", False),
        ('<p><a href="/a.html">见</a></p>', '<p><a href="/b.html">见</a></p>', False),
        ('<p><img src="picture:1"></p>', '<p><img src="picture:2"></p>', False),
        ('<ol start="3"><li>甲</li></ol>', '<ol start="4"><li>甲</li></ol>', False),
    ],
)
def test_two_bodies_say_the_same_by_their_markup(one, other, same):
    assert (meaning_of_markup(one) == meaning_of_markup(other)) == same
