"""Tables of a body on a page of the portal: each in a region that says what it is."""

from gongkai.portal.pages.body import body_markup

WORDS = "<table><tbody><tr><td>甲</td></tr></tbody></table>"
FIGURES = (
    "<table><caption>收到<em>申请</em> &lt;件&gt;</caption>"
    '<tbody><tr><th scope="row">新收</th><td class="ta-center">1</td></tr></tbody></table>'
)


def test_a_table_is_called_by_its_caption_and_figures_are_set_narrow():
    made = body_markup(f"<p>一</p>{FIGURES}<p>二</p>", {})

    assert made.startswith('<p>一</p><div class="table-scroll figures" role="region"')
    assert 'aria-label="收到申请 &lt;件&gt;，可左右滑动"' in made
    assert made.endswith("</table></div><p>二</p>")


def test_no_two_regions_have_the_same_name():
    made = body_markup(FIGURES + FIGURES + WORDS, {})

    names = [part.partition('"')[0] for part in made.split('aria-label="')[1:]]
    assert names == ["收到申请 &lt;件&gt;，可左右滑动", "第2张表格，可左右滑动", "第3张表格，可左右滑动"]
    assert made.count('class="table-scroll"') == 1


def test_a_table_within_a_table_is_closed_where_it_ends():
    made = body_markup(f"<table><tbody><tr><td>{WORDS}</td></tr></tbody></table>", {})

    assert made.count("<div") == made.count("</table></div>") == 2
    assert body_markup(WORDS, {}).count("表格，可左右滑动") == 1
