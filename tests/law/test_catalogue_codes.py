"""The coded tables: complete, stable, in the order of the law, each entry with its basis."""

import re
from datetime import date

import pytest

from gongkai.law.catalogue import (
    COLUMN_TYPES,
    FRESHNESS_LIMITS,
    GENRES,
    GROUNDS,
    GUIDE_CONTENTS,
    MODES,
    PERIODS,
    STATISTICAL_CATEGORIES,
    STATUTORY_CLASSES,
    TIME_CLASSES,
    TOPICS,
    VALIDITY_VALUES,
    ZONE_COLUMNS,
    ZONE_LABEL,
    Force,
    Mode,
    OrganLevel,
    TimeClass,
    UnknownCode,
    Validity,
    children_of,
    classes_for,
    exits_of,
    freshness_of,
    missing_from_catalogue,
    missing_from_guide,
    missing_from_guide_text,
    tag_problems,
    tags_for,
    top_topics,
    topic_by_path,
    topic_path,
    uncertain_values,
)
from gongkai.law.catalogue.page_tags import PAGE_TAGS
from gongkai.law.catalogue.uncertain import TABLES
from gongkai.law.provenance import Basis, Certainty, Sourced, read_basis

# Databases hold these; a code that is renamed loses its rows.
STABLE_CODES = {
    "公开方式": "proactive on_request withheld",
    "有效性": "in_force amended partly_expired expired repealed not_applicable",
    "时限类别": "long_term periodic real_time",
    "统计类别": "org_functions work_news policy key_areas openness_work other not_counted",
    "政府信息公开专栏": "guide rules statutory annual_reports request_entry",
    "不予公开的理由": "art14_secret art14_law art14_safety art15_third_party art16_internal"
    " art16_process art16_enforcement_file",
    "栏目类别": "home overview functions leaders news policy guide catalogue annual_report request"
    " data_release open_data interpretation response services consultation survey interview",
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_entry_can_be_stored_shown_and_traced(table) -> None:
    assert len(table) == len(table.codes()) > 0
    for entry in table:
        assert re.fullmatch(r"[A-Za-z0-9_]{1,40}", entry.code)
        assert entry.label == entry.label.strip() != ""
        assert entry.basis.article and entry.basis.source
        assert table[entry.code] is entry and entry.code in table


@pytest.mark.parametrize("table", [t for t in TABLES if t.name in STABLE_CODES], ids=lambda t: t.name)
def test_codes_in_use_keep_their_names_and_order(table) -> None:
    assert " ".join(table.codes()) == STABLE_CODES[table.name]


def test_an_unknown_code_is_refused_by_name() -> None:
    with pytest.raises(UnknownCode, match="“公开方式”中没有代码“open”") as refused:
        MODES["open"]
    assert isinstance(refused.value, KeyError)


def test_article_20_has_fifteen_classes_and_article_21_adds_by_level() -> None:
    above, county, town = (classes_for(level) for level in (OrganLevel.ABOVE, *list(OrganLevel)[1:]))

    assert [entry.item for entry in above] == list(range(1, 16))
    assert [entry.label for entry in county[15:]] == [
        "市政建设",
        "公共服务",
        "公益事业",
        "土地征收",
        "房屋征收",
        "治安管理",
        "社会救助",
    ]
    assert [entry.code for entry in town[15:]] == [f"art21_town_{n}" for n in range(1, 9)]
    assert STATUTORY_CLASSES["art20_06"].label.endswith("认为具有一定社会影响的行政处罚决定")
    assert town[15].basis.article.endswith("第二十一条")


def test_the_topic_tree_has_22_classes_and_paths_with_a_backslash() -> None:
    assert len(top_topics()) == 22
    assert [t.label for t in children_of("t02")][:2] == ["政务公开", "政务督查"]
    assert topic_path("t02_01") == "综合政务\\政务公开"
    assert topic_path("t22") == "其他" and children_of("t22") == ()
    for topic in TOPICS:
        assert topic_by_path(topic_path(topic.code)) is topic
    with pytest.raises(UnknownCode):
        topic_by_path("综合政务\\没有")


def test_the_fifteen_kinds_of_official_document_are_marked() -> None:
    statutory = [genre.label for genre in GENRES if genre.statutory]

    assert statutory == [
        "决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知",
        "通报", "报告", "请示", "批复", "议案", "函", "纪要",
    ]  # fmt: skip
    assert {"工作动态", "政策解读", "统计数据", "其他"} <= {g.label for g in GENRES if not g.statutory}


def test_the_named_values_are_those_of_the_tables() -> None:
    assert tuple(Mode) == MODES.codes()
    assert tuple(Validity) == VALIDITY_VALUES.codes()
    assert tuple(TimeClass) == TIME_CLASSES.codes()
    assert [code for code in VALIDITY_VALUES.codes() if VALIDITY_VALUES[code].live] == [
        Validity.IN_FORCE,
        Validity.AMENDED,
        Validity.PARTLY_EXPIRED,
    ]


def test_articles_14_and_15_bind_and_article_16_leaves_a_choice() -> None:
    force = {ground.code: ground.force for ground in GROUNDS}

    assert {code for code, f in force.items() if f is Force.MAY} == {
        "art16_internal",
        "art16_process",
        "art16_enforcement_file",
    }
    assert [ground.report_row for ground in GROUNDS] == [f"r.deny.{n}" for n in range(1, 8)]


def test_only_article_15_has_two_exits_and_article_14_has_none() -> None:
    assert [e.code for e in exits_of("art15_third_party")] == ["third_party_agrees", "public_interest"]
    assert [e.obliges for e in exits_of("art15_third_party")] == [False, True]
    assert exits_of("art14_secret") == exits_of("art14_law") == exits_of("art14_safety") == ()
    assert [e.code for e in exits_of("art16_process")] == ["discretion", "ordered_by_law"]


def test_six_categories_are_counted_and_one_is_not() -> None:
    counted = [category.label for category in STATISTICAL_CATEGORIES if category.counted]

    assert counted == [
        "机构职能",
        "业务动态",
        "政策文件及政策解读",
        "重点领域信息公开",
        "政务公开组织推进",
        "其他",
    ]
    assert not STATISTICAL_CATEGORIES["not_counted"].counted


def test_the_zone_has_its_four_fixed_columns_in_order() -> None:
    assert ZONE_LABEL == "政府信息公开"
    assert [column.label for column in ZONE_COLUMNS if column.fixed] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
    ]
    assert all(column.column_type in COLUMN_TYPES for column in ZONE_COLUMNS)


@pytest.mark.parametrize(
    ("column_type", "updated_on", "last_day"),
    [
        ("news", date(2026, 11, 1), date(2026, 11, 15)),
        ("policy", date(2026, 8, 31), date(2027, 2, 28)),
        ("policy", date(2026, 1, 15), date(2026, 7, 15)),
        ("annual_report", date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_column_is_stale_the_day_after_its_limit(
    column_type: str, updated_on: date, last_day: date
) -> None:
    limit = freshness_of(column_type)

    assert limit is not None and limit.stale_after(updated_on) == last_day
    assert not limit.is_stale(updated_on, last_day)
    assert limit.is_stale(updated_on, date.fromordinal(last_day.toordinal() + 1))
    assert limit.is_stale(None, last_day)


def test_every_limit_has_one_measure_and_functions_have_none() -> None:
    assert all((limit.weeks is None) != (limit.months is None) for limit in FRESHNESS_LIMITS)
    assert freshness_of("functions") is None
    assert all(entry.freshness in (None, *FRESHNESS_LIMITS.codes()) for entry in COLUMN_TYPES)


def test_an_organ_may_confirm_another_limit_with_its_own_basis() -> None:
    local = Basis("本市检查细则", "某市办公室通知", date(2026, 1, 1), None, Certainty.SEEN)
    confirmed = FRESHNESS_LIMITS.confirmed("interpretation", basis=local, months=3)

    limit = freshness_of("interpretation", confirmed)
    assert limit is not None and limit.stale_after(date(2026, 1, 31)) == date(2026, 4, 30)
    assert FRESHNESS_LIMITS["interpretation"].months == 6
    assert "interpretation" not in {
        u.entry.code for u in uncertain_values([confirmed]) if u.table == confirmed.name
    }


@pytest.mark.parametrize(
    ("code", "on", "last"),
    [
        ("month", date(2024, 2, 3), date(2024, 2, 29)),
        ("quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("half_year", date(2026, 7, 1), date(2026, 12, 31)),
        ("year", date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_period_ends_with_its_calendar_month(code: str, on: date, last: date) -> None:
    assert PERIODS[code].last_day(on) == last


GUIDE = (
    "一、公开范围。本机关主动公开下列政府信息。二、编排体系。三、获取方式：网站、公告栏。"
    "四、政府信息公开工作机构：办公室；办公地址：龙山路；办公时间：工作日；联系电话；传真；电子邮箱。"
)


def test_a_guide_with_every_part_lacks_nothing() -> None:
    assert missing_from_guide_text(GUIDE) == ()
    assert len(GUIDE_CONTENTS) == 9


@pytest.mark.parametrize(("part", "word"), [("office_fax", "传真"), ("office_hours", "办公时间")])
def test_a_part_the_guide_lacks_is_named(part: str, word: str) -> None:
    assert [missing.code for missing in missing_from_guide_text(GUIDE.replace(word, ""))] == [part]


def test_a_part_left_blank_is_named() -> None:
    contents = {part.code: "写明" for part in GUIDE_CONTENTS} | {"office_phone": " "}

    assert [missing.label for missing in missing_from_guide(contents)] == ["联系电话"]


def test_a_catalogue_line_needs_the_four_fields_of_article_12() -> None:
    line = {"index_number": "000014349/2017-00110", "title": "通知", "formed_on": "2017-05-15"}

    assert [field.label for field in missing_from_catalogue(line)] == ["内容概述"]
    assert [field.label for field in missing_from_catalogue({})] == ["索引", "名称", "内容概述", "生成日期"]


CONTENT_PAGE = {
    "SiteName": "某区人民政府",
    "SiteDomain": "www.example.gov.cn",
    "SiteIDCode": "3710030001",
    "ColumnName": "通知公告",
    "ColumnDescription": "本局发布的通知和公告",
    "ColumnKeywords": "通知,公告",
    "ColumnType": "政策文件",
    "ArticleTitle": "关于开展检查的通知",
    "PubDate": "2026-11-23 09:30",
    "ContentSource": "某局",
}


def test_a_content_page_carries_site_column_and_content_tags() -> None:
    assert [tag.code for tag in tags_for("content") if tag.required] == list(CONTENT_PAGE)
    assert [tag.code for tag in tags_for("site")] == ["SiteName", "SiteDomain", "SiteIDCode"]
    assert len(tags_for("column")) == 7 and len(PAGE_TAGS) == 15
    assert tag_problems("content", CONTENT_PAGE) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"PubDate": "2026-11-23"}, "PubDate（发布时间）的值“2026-11-23”格式不对"),
        ({"SiteIDCode": "京ICP备1号"}, "SiteIDCode"),
        ({"ColumnType": "通知公告"}, "栏目类别“通知公告”不在规定的取值之内"),
        ({"ArticleTitle": " "}, "缺少网页标签 ArticleTitle（标题）"),
    ],
)
def test_a_wrong_tag_is_named(change: dict[str, str], told: str) -> None:
    problems = tag_problems("content", CONTENT_PAGE | change)

    assert len(problems) == 1 and told in problems[0]


def test_tag_names_are_compared_with_their_case() -> None:
    values = {name.lower(): value for name, value in CONTENT_PAGE.items()}

    assert len(tag_problems("content", values)) == len(CONTENT_PAGE)


def test_a_basis_knows_the_days_it_is_in_force() -> None:
    basis = Basis("第二条", "旧办法", date(2014, 1, 1), date(2024, 12, 31), Certainty.SEEN)
    rule = Sourced(11, basis)

    assert rule.basis.in_force(date(2014, 1, 1)) and rule.basis.in_force(date(2024, 12, 31))
    assert not rule.basis.in_force(date(2013, 12, 31)) and not rule.basis.in_force(date(2025, 1, 1))
    assert not rule.basis.needs_confirmation


def test_a_row_with_its_own_source_does_not_borrow_the_dates_of_another() -> None:
    default = Basis("条例", "国令第711号", date(2019, 5, 15), None, Certainty.SEEN)

    assert read_basis({"article": "第十四条"}, default).effective_from == date(2019, 5, 15)
    local = read_basis({"source": "地方办法", "certainty": "local"}, default)
    assert local.effective_from is None and local.needs_confirmation
    assert Certainty.LOCAL.label == "地方或行业做法"
