"""Notices and local days loaded later are used at once, for those they concern."""

import json
from datetime import date

import pytest

from gongkai.kernel import calendars
from gongkai.law.calendar import InvalidOverlay, overlay_from_json
from tests.factories import make_organ

pytestmark = pytest.mark.django_db

FESTIVAL = {
    "code": "festival", "label": "民族节日", "source": "海政发〔2026〕1号",
    "off": [{"date": "2026-04-20", "name": "三月三"}],
}  # fmt: skip


def test_local_days_hold_for_the_organ_and_those_below_it_only(bureau):
    elsewhere = make_organ("other", "另一区人民政府办公室", kind="authority")
    assert calendars.calendar_for(bureau.organ).is_workday(date(2026, 4, 20))
    calendars.keep_local_days(bureau.authority, overlay_from_json(json.dumps(FESTIVAL)))
    assert not calendars.calendar_for(bureau.authority).is_workday(date(2026, 4, 20))
    assert not calendars.calendar_for(bureau.organ).is_workday(date(2026, 4, 20))
    assert calendars.calendar_for(elsewhere).is_workday(date(2026, 4, 20))
    assert calendars.current_calendar().is_workday(date(2026, 4, 20))


def test_faulty_local_days_are_refused_and_not_kept(bureau):
    faulty = FESTIVAL | {"source": " "}
    with pytest.raises(InvalidOverlay):
        calendars.keep_local_days(bureau.authority, overlay_from_json(json.dumps(faulty)))
    assert not (calendars.calendar_dir() / "local").exists()


def test_a_notice_loaded_while_running_is_used_at_once(bureau):
    notice = calendars.current_calendar().notice_for(2026)
    before = calendars.current_calendar().version
    assert calendars.current_calendar().day(date(2027, 3, 1)).provisional
    calendars.keep_notice(notice)
    assert calendars.calendar_dir().joinpath("2026.json").is_file()
    assert calendars.current_calendar().version == before
