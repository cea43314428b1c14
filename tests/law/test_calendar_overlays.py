"""Local days: festivals of the minorities (放假办法第四条) and closures of one organ."""

import json
from datetime import date

import pytest

from gongkai.law.calendar import Calendar, DayKind, InvalidOverlay, overlay_from_json

NATIONAL = Calendar.builtin()


def overlay_text(**change: object) -> str:
    table: dict[str, object] = {
        "code": "gx",
        "label": "广西壮族自治区",
        "source": "广西壮族自治区人民政府办公厅关于2026年“三月三”放假的通知",
        "off": [{"date": "2026-04-17", "name": "壮族三月三"}, {"date": "2026-04-20", "name": "壮族三月三"}],
        "work": [{"date": "2026-04-25", "name": "三月三调休"}],
    }
    return json.dumps(table | change)


def test_a_regional_festival_moves_the_end_of_a_period() -> None:
    regional = NATIONAL.with_overlay(overlay_from_json(overlay_text()))

    assert NATIONAL.nth_workday_after(date(2026, 4, 16), 2).due == date(2026, 4, 20)
    assert regional.nth_workday_after(date(2026, 4, 16), 2).due == date(2026, 4, 22)


def test_a_local_day_names_its_festival_and_its_document() -> None:
    regional = NATIONAL.with_overlay(overlay_from_json(overlay_text()))
    off, worked = regional.day(date(2026, 4, 17)), regional.day(date(2026, 4, 25))

    assert (off.is_workday, off.kind, off.label) == (False, DayKind.LOCAL_HOLIDAY, "壮族三月三放假")
    assert (worked.is_workday, worked.kind, worked.label) == (
        True,
        DayKind.LOCAL_WORKDAY,
        "三月三调休上班",
    )
    assert off.source.startswith("广西壮族自治区：") and "三月三" in off.source


def test_an_overlay_leaves_the_national_calendar_as_it_was() -> None:
    regional = NATIONAL.with_overlay(overlay_from_json(overlay_text()))

    assert NATIONAL.is_workday(date(2026, 4, 17))
    assert regional.version != NATIONAL.version and "-gx-" in regional.version


def test_the_overlay_added_last_wins() -> None:
    reopened = overlay_text(
        code="organ",
        label="某机关",
        source="值班安排",
        off=[],
        work=[{"date": "2026-04-25", "name": "值班"}],
    )
    closed = overlay_text(
        code="closed", off=[{"date": "2026-04-25", "name": "停电检修"}], work=[], source="停办公告"
    )
    calendar = NATIONAL.with_overlay(overlay_from_json(reopened)).with_overlay(overlay_from_json(closed))

    assert calendar.day(date(2026, 4, 25)).label == "停电检修放假"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "不是有效的 JSON"),
        ("[]", "应是一个对象"),
        ("{}", "缺少字段 code"),
        (overlay_text(source=" "), "没有写明依据的文件"),
        (overlay_text(off=[{"date": "2026年4月17日", "name": "三月三"}]), "日期应写作"),
        (overlay_text(off=[{"date": "2026-04-25", "name": "三月三"}]), "2026-04-25列了不止一次"),
        (overlay_text(work=[{"date": "2026-04-23", "name": "调休"}]), "不是周末"),
        (overlay_text(off=3), "日期应写作"),
    ],
)
def test_an_overlay_that_cannot_be_right_is_refused_with_the_reason(text: str, told: str) -> None:
    with pytest.raises(InvalidOverlay) as refused:
        overlay_from_json(text)

    assert told in str(refused.value)
