"""Their list beside ours: every planted difference found in every shape, none invented."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.documents.listings import Entry, FetchFailed, Listing, Ours
from gongkai.documents.listings.comparing import compare
from gongkai.documents.listings.fingerprints import page_fingerprint
from gongkai.documents.listings.proposing import propose_recipe
from gongkai.documents.listings.reading import read_listing
from tests.documents.listings.columns import TODAY, lines, ours_of, some_lines
from tests.support.other_platform import FEEDS, SHAPES, Line, OtherPlatform, PlatformColumn

SINCE = date(2024, 1, 1)
FINDINGS = ("missing", "changed", "gone", "still_there", "theirs_only", "uncertain")


def compared(platform: OtherPlatform, column: PlatformColumn, ours: list[Ours], **more):
    recipe = propose_recipe(platform.address(column), platform.fetch).recipe
    assert recipe is not None
    theirs = read_listing(recipe, platform.fetch, since=SINCE)
    return compare(ours, theirs, today=TODAY, since=SINCE, fetch=platform.fetch, **more)


def found_in(comparison) -> dict[str, list[str]]:
    """Kind → keys of ours or titles of theirs."""
    return {
        kind: sorted(one.ours.key if one.ours else one.theirs.title for one in getattr(comparison, kind))
        for kind in FINDINGS
        if getattr(comparison, kind)
    }


def made_column(shape: str, made: list[Line], page_size: int = 5) -> tuple[OtherPlatform, PlatformColumn]:
    """A column that shows all the lines; a feed shows them on its one page."""
    platform = OtherPlatform()
    size = max(page_size, len(made) + 1) if shape in FEEDS else page_size
    return platform, platform.column("tzgg", shape, made, page_size=size)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=some_lines(), shape=st.sampled_from(SHAPES), size=st.integers(2, 20), registered=st.booleans())
def test_a_column_that_shows_our_list_compares_clean(made, shape, size, registered):
    platform, column = made_column(shape, made, size)
    comparison = compared(platform, column, ours_of(platform, column, made, registered=registered))

    assert found_in(comparison) == {}
    paths = {str(line.number): platform.address_of(column, line) for line in made}
    assert {pair.ours.key: pair.theirs.url for pair in comparison.found} == paths


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), shape=st.sampled_from([shape for shape in SHAPES if shape not in FEEDS]))
def test_planted_differences_are_found_exactly(data, shape):
    made = lines(data.draw(st.integers(8, 40)))
    platform, column = made_column(shape, made, data.draw(st.integers(2, 9)))
    ours = ours_of(platform, column, made)
    places = data.draw(st.permutations(range(len(made))))
    lost, retitled, redated, withdrawn, gone, unlisted, twice, _rest = places[:8]
    expected = {
        "missing": [ours[lost].key], "changed": sorted([ours[retitled].key, ours[redated].key]),
        "still_there": [ours[withdrawn].key], "gone": [ours[gone].key], "uncertain": [ours[unlisted].key],
        "theirs_only": sorted(["外单位转载的一条消息", made[twice].title]),
    }  # fmt: skip
    ours[withdrawn] = replace(ours[withdrawn], wanted=False)
    for place in (gone, unlisted):
        ours[place] = replace(ours[place], url=platform.address_of(column, made[place]))
    off = {made[place].number for place in (lost, gone, unlisted)}
    wrong = made[retitled].title
    changed = {
        made[retitled].number: replace(made[retitled], title=wrong[:-2] + "误" + wrong[-1]),
        made[redated].number: replace(made[redated], day=made[redated].day - timedelta(days=3)),
    }
    column.lines = [changed.get(line.number, line) for line in column.lines if line.number not in off]
    column.unlisted = [made[unlisted]]
    column.lines += [Line(900, "外单位转载的一条消息", date(2026, 10, 8)), replace(made[twice], number=901)]
    column.lines.sort(key=lambda line: line.day, reverse=True)

    if shape == "plain":  # its dates stand in the addresses, which a corrected date does not change
        expected["changed"] = [ours[retitled].key]
    assert found_in(compared(platform, column, ours)) == expected


@pytest.mark.parametrize("shape", FEEDS)
def test_what_is_older_than_a_feed_is_uncertain_and_what_is_younger_is_missing(shape):
    made = lines(12)
    platform = OtherPlatform()
    column = platform.column("tzgg", shape, [line for line in made if line.number != 102], page_size=5)
    comparison = compared(platform, column, ours_of(platform, column, made))

    assert found_in(comparison) == {
        "missing": ["102"], "uncertain": sorted(str(100 + place) for place in range(6, 12)),
    }  # fmt: skip
    assert "没有读全" in comparison.uncertain[0].sentence


def test_nothing_is_missing_before_its_days_are_over():
    ours = [Ours("1", "关于某事的通知", published_on=date(2026, 11, 25), due_on=TODAY)]
    comparison = compare(ours, Listing((), True), today=TODAY)

    assert comparison.waiting == ("1",) and comparison.is_clean


def test_a_list_that_could_not_be_read_gives_no_finding():
    ours = [Ours("1", "关于某事的通知", "http://a.test/1", date(2026, 1, 5))]
    comparison = compare(ours, Listing((), False, ("网页不存在。",), readable=False), today=TODAY)

    assert comparison.is_clean and comparison.notes[0] == "网页不存在。"


def page(title: str, day: date | None = date(2026, 5, 4), url: str = "http://a.test/1.html") -> Listing:
    return Listing((Entry(title, url, day),), True)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("关于“放管服”的通知", "关于「放管服」的通知 "),
        ("《办法》（试行）", "〈办法〉(试行)"),
        ("Ａ类——目录", "a类-目录"),
        ("关于 开展检查的 通知", "关于开展检查的通知"),
        ("关于组织开展安全生产大检查的通知", "关于组织开展安全生产…"),
        ("关于组织开展安全生产大检查的通知", "[置顶]关于组织开展安全生产大检查的通知"),
    ],
)  # fmt: skip
def test_width_quotes_blanks_and_a_cut_end_make_no_difference(ours, theirs):
    comparison = compare([Ours("1", ours, published_on=date(2026, 5, 4))], page(theirs), today=TODAY)

    assert comparison.is_clean and len(comparison.found) == 1


def test_a_word_at_the_beginning_counts():
    comparison = compare(
        [Ours("1", "关于开展检查的通知", published_on=date(2026, 5, 4))], page("开展检查的通知"), today=TODAY
    )
    assert found_in(comparison) == {"missing": ["1"], "theirs_only": ["开展检查的通知"]}


def test_a_wrong_character_is_a_changed_title_shown_with_both():
    comparison = compare(
        [Ours("1", "关于开展安全生产检查的通知", published_on=date(2026, 5, 4))],
        page("关于开展安全生产栓查的通知"), today=TODAY,
    )  # fmt: skip
    change = comparison.changed[0]
    assert change.part == "title" and "检查" in change.sentence and "栓查" in change.sentence


def test_another_number_is_another_thing():
    ours = [Ours("1", "土地征收启动公告第12号", published_on=date(2026, 5, 6))]
    assert found_in(compare(ours, page("土地征收启动公告第13号"), today=TODAY)) == {
        "missing": ["1"], "theirs_only": ["土地征收启动公告第13号"],
    }  # fmt: skip
    same_day = [replace(ours[0], published_on=date(2026, 5, 4))]
    assert found_in(compare(same_day, page("土地征收启动公告第13号"), today=TODAY)) == {"uncertain": ["1"]}


def test_equal_titles_are_told_apart_by_date():
    title = "拟录用人员公示"
    ours = [Ours(str(month), title, published_on=date(2026, month, 5)) for month in (3, 4, 5)]
    theirs = Listing(
        tuple(Entry(title, f"http://a.test/{month}.html", date(2026, month, 6)) for month in (5, 3)), True
    )
    comparison = compare(
        [replace(one, due_on=one.published_on + timedelta(days=2)) for one in ours], theirs, today=TODAY
    )
    assert {(pair.ours.key, pair.theirs.url[-6]) for pair in comparison.found} == {("3", "3"), ("5", "5")}
    assert found_in(comparison) == {"missing": ["4"]}


def test_equal_titles_far_apart_in_time_are_not_called_the_same():
    comparison = compare(
        [Ours("1", "拟录用人员公示", published_on=date(2026, 8, 5))], page("拟录用人员公示"), today=TODAY
    )
    assert found_in(comparison) == {"uncertain": ["1"]}


def test_the_registered_address_says_which_one_it_is_whatever_its_title():
    ours = [Ours("1", "关于甲的通知", "https://A.test:443/1.html#top", date(2026, 5, 4))]
    comparison = compare(ours, page("完全不同的标题"), today=TODAY)

    assert comparison.found[0].by == "url" and [one.part for one in comparison.changed] == ["title"]


def test_another_address_than_the_registered_one_is_told():
    ours = [Ours("1", "关于开展检查的通知", "http://a.test/old.html", date(2026, 5, 4))]
    assert [one.part for one in compare(ours, page("关于开展检查的通知"), today=TODAY).changed] == ["address"]


def test_a_later_edition_may_carry_its_own_date():
    ours = [Ours("1", "关于开展检查的通知", "", date(2026, 3, 1), changed_on=date(2026, 5, 4))]
    assert compare(ours, page("关于开展检查的通知"), today=TODAY).is_clean


def gone_column() -> tuple[OtherPlatform, PlatformColumn, list[Ours]]:
    made = lines(6)
    platform, column = made_column("ul", made)
    ours = ours_of(platform, column, made, registered=True)
    column.lines = [line for line in column.lines if line.number not in {101, 102}]
    return platform, column, ours


def test_what_leads_to_the_first_page_is_gone():
    platform, column, ours = gone_column()
    column.sent_home = {column.paths[101], column.paths[102]}

    assert found_in(compared(platform, column, ours)) == {"gone": ["101", "102"]}


def test_only_so_many_addresses_are_opened():
    platform, column, ours = gone_column()

    assert found_in(compared(platform, column, ours, most_checks=1)) == {
        "gone": ["101"],
        "uncertain": ["102"],
    }


def test_an_address_that_does_not_answer_is_not_gone():
    platform, column, ours = gone_column()
    recipe = propose_recipe(platform.address(column), platform.fetch).recipe
    theirs = read_listing(recipe, platform.fetch)

    def failing(_url, _form=None):
        raise FetchFailed("对方网站太慢，没有等到答复。")

    comparison = compare(ours, theirs, today=TODAY, fetch=failing)
    assert found_in(comparison) == {"uncertain": ["101", "102"]}
    assert "太慢" in comparison.uncertain[0].sentence


def test_an_edited_text_is_noticed_and_a_count_of_visits_is_not():
    made = lines(5)
    platform, column = made_column("ul", made)
    ours = ours_of(platform, column, made, registered=True)
    known = compared(platform, column, ours, known={one.key: "" for one in ours}).fingerprints
    assert len(known) == 5 and compared(platform, column, ours, known=known).is_clean

    column.lines[2] = replace(column.lines[2], text=column.lines[2].text.replace("期限", "时限"))
    changed = compared(platform, column, ours, known=known).changed
    assert [(one.ours.key, one.part) for one in changed] == [("102", "text")]


def test_a_fingerprint_is_the_same_in_every_charset_and_empty_without_text():
    text = (
        '<html><head><meta charset="{}"></head><body><div class="article">'
        + "正文内容写在这里，" * 5
        + "</div></body></html>"
    )
    assert page_fingerprint(text.format("gbk").encode("gbk")) == page_fingerprint(
        text.format("utf-8").encode()
    )
    assert page_fingerprint(b"<html><body></body></html>") == ""
