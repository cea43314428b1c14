"""What the wordings of real duty lists mean, as a table; what is unsure says so."""

import pytest

from gongkai.law.duty_list import STARTING_LINES, Rhythm, RhythmKind, parse_rhythm, rhythm_words

WORDINGS = [
    ("每月10日前", "每月10日前"),
    ("每月２５日前", "每月25日前"),
    ("每月底前", "每月底前"),
    ("每月中旬", "每月20日前"),
    ("每月5日前公开上月情况", "次月5日前"),
    ("次月10日前", "次月10日前"),
    ("每月结束后10个工作日内", "每月结束后10个工作日内"),
    ("每季度末", "每季度末前"),
    ("每季度首月15日前", "每季度第1个月15日前"),
    ("每季度第一个月10日前", "每季度第1个月10日前"),
    ("每季度结束后15日内", "每季度结束后第1个月15日前"),
    ("季后15日内", "每季度结束后第1个月15日前"),
    ("每季度次月15日前", "每季度结束后第1个月15日前"),
    ("每年3月、6月、9月、12月底前", "每季度第3个月底前"),
    ("1月、4月、7月、10月15日前", "每季度第1个月15日前"),
    ("半年终了后20日内", "每半年结束后第1个月20日前"),
    ("每年3月底前", "每年3月底前"),
    ("每年1月31日前", "每年1月31日前"),
    ("12月31日前", "每年12月31日前"),
    ("每年六月三十日前", "每年6月30日前"),
    ("每年度3月15日", "每年3月15日前"),
    ("次年1月31日前", "次年1月31日前"),
    ("年度终了后1个月内", "次年1月底前"),
    ("每年第一季度", "每年3月底前"),
    ("每年上半年", "每年6月底前"),
    ("年底前", "每年12月底前"),
    ("长期", "长期公开，有变化时更新，每年核对一次"),
    ("常年公开", "长期公开，有变化时更新，每年核对一次"),
    ("长期公开，有变化及时更新", "长期公开，有变化时更新，每年核对一次"),
    ("实时公开", "形成或变更之日起20个工作日内"),
    ("自形成之日起20个工作日", "形成或变更之日起20个工作日内"),
    ("自信息形成或者变更之日起20个工作日内", "形成或变更之日起20个工作日内"),
    ("5个工作日内", "形成或变更之日起5个工作日内"),
    ("会议结束后5个工作日内", "形成或变更之日起5个工作日内"),
    ("自作出决定之日起7个工作日内", "形成或变更之日起7个工作日内"),
    ("24小时内", "形成或变更之日起1日内"),
    ("一次性公开", "有则公开"),
    ("不定期", "有则公开"),
    ("根据工作进展", "有则公开"),
]
UNSURE = [
    ("每月1次", "每月底前"),
    ("月度", "每月底前"),
    ("每季度一次", "每季度末前"),
    ("每季度20日前", "每季度第3个月20日前"),
    ("每半年", "每半年末前"),
    ("每年1月、7月", "每半年第1个月底前"),
    ("年度", "每年12月底前"),
    ("每年5月前", "每年5月底前"),
    ("每年年初", "每年3月底前"),
    ("每周", "每月底前"),
    ("每两个月", "每季度末前"),
    ("定期", "长期公开，有变化时更新，每半年核对一次"),
    ("及时", "形成或变更之日起20个工作日内"),
    ("信息形成后及时公开", "形成或变更之日起20个工作日内"),
    ("动态更新", "长期公开，有变化时更新，每年核对一次"),
    ("批复后20日内", "形成或变更之日起20日内"),
    ("形成后3个月内", "形成或变更之日起90日内"),
    ("按照法律法规规定", "有则公开"),
    ("每月10日前，有变更的5个工作日内更新", "每月10日前"),
]


@pytest.mark.parametrize(("text", "meaning"), WORDINGS)
def test_a_clear_wording_is_read_without_a_doubt(text, meaning):
    read = parse_rhythm(text)

    assert read is not None
    assert (rhythm_words(read), read.doubts) == (meaning, ())


@pytest.mark.parametrize(("text", "meaning"), UNSURE)
def test_what_had_to_be_assumed_is_said(text, meaning):
    read = parse_rhythm(text)

    assert read is not None
    assert rhythm_words(read) == meaning
    assert read.doubts


@pytest.mark.parametrize("text", ["", "  ", "按进度", "见附件", "xyz", "——"])
def test_what_says_nothing_known_is_not_guessed(text):
    assert parse_rhythm(text) is None


def test_a_very_long_cell_ends_soon():
    assert parse_rhythm("每" * 100_000) is None


def test_half_a_year_in_two_named_months_keeps_the_month():
    assert parse_rhythm("每年6月、12月底前") == Rhythm(kind=RhythmKind.HALF_YEARLY, month=6)


def test_every_starting_line_has_a_rhythm_that_is_read():
    assert all(parse_rhythm(line.rhythm) for line in STARTING_LINES)
    assert len(STARTING_LINES) >= 30


def test_all_fifteen_items_of_article_20_have_a_starting_line():
    named = {line.statutory_class for line in STARTING_LINES}

    assert {f"art20_{n:02d}" for n in range(1, 16)} <= named
