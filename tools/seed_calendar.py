"""Writes the year tables of the working-day calendar from two independent packages.

Run by hand when a package brings a new year, then read the difference before committing:

    python tools/seed_calendar.py src/gongkai/law/data/calendar

Day data come from `chinesecalendar`; the dates of the lunar festivals come from `holidays`.
The names and numbers of the notices are the constants below, checked by reading.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar import constants
from holidays.calendars.chinese import _ChineseLunisolar

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利七十周年纪念日",
}
NUMBERS = {
    2019: ("国办发明电〔2018〕15号", "2018-12-04"),
    2020: ("国办发明电〔2019〕16号", "2019-11-21"),
    2021: ("国办发明电〔2020〕27号", "2020-11-25"),
    2022: ("国办发明电〔2021〕11号", "2021-10-25"),
    2023: ("国办发明电〔2022〕16号", "2022-12-08"),
    2024: ("国办发明电〔2023〕7号", "2023-10-25"),
    2025: ("国办发明电〔2024〕12号", "2024-11-12"),
    2026: ("国办发明电〔2025〕7号", "2025-11-04"),
}
AMENDMENTS = {
    2019: [("国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）", "2019-03-22")],
    2020: [("国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）", "2020-01-26")],
}
# Days off beyond the statutory number, which no make-up day balances.
EXTRA = {
    2015: (1, "抗战胜利七十周年纪念日增加一天假"),
    2020: (2, "为防控疫情延长春节假期，1月31日放假、2月1日不再上班"),
}
# Days worked that chinesecalendar lacks: the days off of 2006 only balance with this Saturday,
# and the other package has it.
MISSING_WORKDAYS = {2006: [date(2005, 12, 31)]}
FESTIVAL_YEARS = range(2004, 2051)


def notice_year(day: date, name: str) -> int:
    """The year whose notice names the day: the New Year bridge may begin in December."""
    return day.year + 1 if name == "New Year's Day" and day.month == 12 else day.year


def spans(days: Iterable[tuple[date, str]]) -> list[dict[str, str]]:
    """Consecutive days of one festival as one entry with its first and last day."""
    found: list[list[date | str]] = []
    for day, name in sorted(days):
        if found and found[-1][0] == name and found[-1][2] == day - timedelta(days=1):
            found[-1][2] = day
        else:
            found.append([name, day, day])
    return [{"name": str(name), "from": str(first), "to": str(last)} for name, first, last in found]


def year_table(year: int) -> dict[str, object]:
    """One year in the form of `data/calendar/<year>.json`."""
    off = {d: n for d, n in constants.holidays.items() if notice_year(d, str(n)) == year}
    work = [d for d, n in constants.workdays.items() if notice_year(d, str(n)) == year]
    work += MISSING_WORKDAYS.get(year, [])
    number, issued = NUMBERS.get(year, ("", None))
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    extra_days, extra_reason = EXTRA.get(year, (0, ""))
    return {
        "year": year,
        "notice": f"{title}（{number}）" if number else "来源未详",
        "notice_date": issued,
        "amendments": [{"notice": n, "notice_date": d} for n, d in AMENDMENTS.get(year, [])],
        "status": "official",
        "source": "国务院办公厅通知（转载本）" if number else "来源未详（日期与两个独立软件包一致）",
        "extra_days": extra_days,
        "extra_reason": extra_reason,
        "holidays": spans((d, NAMES[str(n)]) for d, n in off.items()),
        "off": sorted(str(d) for d in off if d.weekday() < 5),
        "work": sorted(str(d) for d in work),
    }


def festival_dates() -> dict[str, dict[str, str]]:
    """The solar dates of the festivals that the lunar calendar or a solar term fixes."""
    lunisolar = _ChineseLunisolar()
    found = {
        "春节": lunisolar.lunar_new_year_date,
        "清明节": lunisolar.qingming_date,
        "端午节": lunisolar.dragon_boat_date,
        "中秋节": lunisolar.mid_autumn_date,
    }
    return {str(y): {n: str(date_of(y)[0]) for n, date_of in found.items()} for y in FESTIVAL_YEARS}


def main(folder: Path) -> None:
    """Write every table into the folder."""
    years = sorted({notice_year(d, str(n)) for d, n in constants.holidays.items()})
    for year in years:
        text = json.dumps(year_table(year), ensure_ascii=False, indent=1)
        (folder / f"{year}.json").write_text(text + "\n", encoding="utf-8")
    table = {"source": "公历日期由农历和节气推算", "dates": festival_dates()}
    text = json.dumps(table, ensure_ascii=False, indent=1)
    (folder / "festivals.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
