"""What the column «公开时限» of a duty list says, read as a rhythm; what was assumed is said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

from gongkai.law.duty_list.rhythm import Rhythm, RhythmKind

_LONGEST = 200
_NUMERAL = re.compile(r"[一二两三四五六七八九十]{1,3}(?=个?工作日|个月|月|[日号天]|季度|次|小时)")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_AFTER_END = re.compile(
    r"(?:结束|终了|季|月|半年|年)(?:之?日起|后|之后)[^0-9]{0,4}([0-9]{1,3})(个?工作日|[日天])"
)
_WORKDAYS = re.compile(r"([0-9]{1,3})个?工作日")
_DAYS = re.compile(r"([0-9]{1,3})(?:个自然日|[日天])(?:之?内|以内)")
_HOURS = re.compile(r"([0-9]{1,3})个?小时")
_MONTHS_WITHIN = re.compile(r"([0-9]{1,2})个月(?:之?内|以内)")
_DAY = re.compile(r"([0-9]{1,2})[日号](?!内|以内|之内)")
_MONTH = re.compile(r"([0-9]{1,2})月")
_FOLLOWING = re.compile(
    r"次月|下个?月|上个?月|月后|季后|次季|下季|上季|结束后|终了后|次年|下一?年|翌年|上一?年"
)
_FORMED = re.compile(r"形成|变更|产生|制作|获取|生成|批复|批准|作出|印发|确定|完成|变动|调整|修订|之日起")

_NO_DAY = "没有写明几日，按{period}最后一天计，请核对。"
_ALSO = "还写着另一个期限（{words}），这里只按周期提醒，请核对。"
_DENSE = "比每月更密，系统按月提醒，请核对。"
_REGULAR = "“定期”没有写明多久一次，暂按每半年核对一次，请核对。"
_PROMPT = "没有写明几日，按条例第二十六条形成或者变更之日起20个工作日计，请核对。"
_YEARS_START = "“年初”没有写明日期，暂按3月底计，请核对。"
_MOVING = "“动态更新”没有写明期限，按长期公开、每年核对一次登记，请核对。"
_WHICH_MONTH = "没有写明是哪个月的几日，暂按季度最后一个月计，请核对。"
_LEGAL = "没有写明具体期限，按有则公开登记，请核对。"
_CALENDAR_DAYS = "写的是自然日，按自然日计，请核对。"
_MONTHS_DOUBT = "写的是月数，按每月30日折算，请核对。"
_NOT_MONTHLY = "每隔几个月的间隔系统没有，暂按每季度提醒，请核对。"
_RECHECK = 12


def parse_rhythm(text: str) -> Rhythm | None:
    """The rhythm a wording means, with what had to be assumed in `doubts`; None when it says nothing known.

    Reads the wordings of real lists («每月10日前», «每季度首月15日前», «自形成之日起20个工作日», «长期»); of
    several rhythms in one cell the one that comes round by the calendar is taken and the other is named.
    """
    plain = _plain(text)
    if not plain:
        return None
    after = _after_end(plain)
    if after:
        return after
    for read in (_weekly, _by_months, _quarterly, _half_yearly, _monthly, _yearly):
        found = read(plain)
        if found:
            return _with_second_limit(found, plain)
    return _standing(plain)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)[:_LONGEST]
    return _NUMERAL.sub(lambda found: str(_number(found[0])), re.sub(r"\s+", "", folded))


def _number(words: str) -> int:
    if "十" in words:
        tens, _, ones = words.partition("十")
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    return _DIGITS.get(words[0], 0)


def _kind(plain: str) -> RhythmKind | None:
    for kind, pattern in (
        (RhythmKind.QUARTERLY, r"季"), (RhythmKind.HALF_YEARLY, r"半年"),
        (RhythmKind.MONTHLY, r"每个?月|按月|逐月|月度|月报|当月|次月|每月"),
        (RhythmKind.YEARLY, r"每年|年度|按年|年报|每1年|年底|年末|次年|当年|逐年|1年1次"),
    ):  # fmt: skip
        if re.search(pattern, plain):
            return kind
    return None


def _after_end(plain: str) -> Rhythm | None:
    """«每季度结束后10个工作日内», «每月终了后15日内», «年度终了后1个月内»."""
    kind, found = _kind(plain), _AFTER_END.search(plain)
    if kind and found and not re.search(r"[0-9]月后", plain):
        number = int(found[1])
        if "工作日" in found[2]:
            return Rhythm(kind=kind, workdays=number)
        if number <= 31:
            return Rhythm(kind=kind, month=1, day=number, follows=True)
    months = re.search(r"(?:结束|终了)后([0-9]{1,2})个月", plain)
    if kind and months and kind is not RhythmKind.MONTHLY:
        return Rhythm(kind=kind, month=int(months[1]), follows=True)
    return None


def _weekly(plain: str) -> Rhythm | None:
    if re.search(r"每周|每日|每天|每旬|每工作日", plain):
        words = re.search(r"每(?:周|日|天|旬|工作日)", plain)
        return Rhythm(kind=RhythmKind.MONTHLY, doubts=(f"“{words[0] if words else ''}”{_DENSE}",))
    if re.search(r"每(?:隔)?(?:[2-5]个?月)|双月|每两月", plain):
        return Rhythm(kind=RhythmKind.QUARTERLY, doubts=(_NOT_MONTHLY,))
    return None


def _by_months(plain: str) -> Rhythm | None:
    """Several months of the year at even distances: «每年1月、7月», «3、6、9、12月底前»."""
    listed = re.search(r"((?:[0-9]{1,2}月?(?:份|底|末|[0-9]{1,2}日)?前?[、,和及/]){1,3}[0-9]{1,2})月", plain)
    if not listed:
        return None
    numbers = [int(one) for one in re.findall(r"(?<![0-9])([0-9]{1,2})(?:月|(?=[、,和及/])|$)", listed[1])]
    gaps = {after - before for before, after in pairwise(numbers)}
    kinds = {(4, 3): RhythmKind.QUARTERLY, (2, 6): RhythmKind.HALF_YEARLY}
    kind = kinds.get((len(numbers), gaps.pop())) if len(gaps) == 1 else None
    if kind is None or not 1 <= numbers[0] <= 12:
        return None
    span = 3 if kind is RhythmKind.QUARTERLY else 6
    day, doubts = _day(plain, "当月")
    return Rhythm(kind=kind, month=(numbers[0] - 1) % span + 1, day=day, doubts=doubts)


def _monthly(plain: str) -> Rhythm | None:
    if _kind(plain) is not RhythmKind.MONTHLY or re.search(r"每年|年度", plain):
        return None
    day, doubts = _day(plain, "当月")
    return Rhythm(kind=RhythmKind.MONTHLY, day=day, follows=bool(_FOLLOWING.search(plain)), doubts=doubts)


def _quarterly(plain: str) -> Rhythm | None:
    if "季" not in plain or re.search(
        r"第?[1-4]季度?(?:末|底|前)?(?:公开|完成)?$", plain.replace("每季度", "")
    ):
        return _in_quarter(plain)
    follows = bool(_FOLLOWING.search(plain)) or bool(re.search(r"季度?后", plain))
    month = _month_within(plain)
    if follows:
        month = month or 1
    day, doubts = _day(plain, "当季" if month is None else "当月")
    if day and month is None:
        doubts = (_WHICH_MONTH,)
    return Rhythm(kind=RhythmKind.QUARTERLY, month=month, day=day, follows=follows, doubts=doubts)


def _in_quarter(plain: str) -> Rhythm | None:
    """«每年第一季度»: once a year, by the quarter's end."""
    found = re.search(r"第?([1-4])季度?", plain)
    if not found or "每季" in plain:
        return None
    return Rhythm(kind=RhythmKind.YEARLY, month=int(found[1]) * 3)


def _month_within(plain: str) -> int | None:
    if re.search(r"首月|第1个月|头1?个?月|初月|季初", plain):
        return 1
    if re.search(r"第2个月|中间月", plain):
        return 2
    if re.search(r"末月|第3个月|最后1?个?月", plain):
        return 3
    return None


def _half_yearly(plain: str) -> Rhythm | None:
    if "上半年" in plain or "下半年" in plain:
        if "上半年" in plain and "下半年" in plain:
            return Rhythm(kind=RhythmKind.HALF_YEARLY, doubts=_day(plain, "半年")[1])
        if "每年" in plain or "年度" in plain:
            return Rhythm(kind=RhythmKind.YEARLY, month=6 if "上半年" in plain else 12)
    if "半年" not in plain:
        return None
    follows = bool(_FOLLOWING.search(plain)) or "半年后" in plain
    day, doubts = _day(plain, "半年")
    named = _month_within(plain)
    month = named if named != 3 else None
    return Rhythm(
        kind=RhythmKind.HALF_YEARLY, month=1 if follows and not month else month, day=day, follows=follows,
        doubts=doubts,
    )  # fmt: skip


def _yearly(plain: str) -> Rhythm | None:
    month = _MONTH.search(plain)
    dated = month and re.search(r"[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|末|份|前|上旬|中旬|下旬)", plain)
    if _kind(plain) is not RhythmKind.YEARLY and not dated:
        return None
    follows = bool(re.search(r"次年|下一?年|翌年", plain))
    if month is None or not 1 <= int(month[1]) <= 12:
        if re.search(r"年初", plain):
            return Rhythm(kind=RhythmKind.YEARLY, month=3, doubts=(_YEARS_START,))
        ended = re.search(r"年底|年末|年终", plain)
        return Rhythm(kind=RhythmKind.YEARLY, doubts=() if ended else (_NO_DAY.format(period="当年"),))
    day, doubts = _day(plain, "当月")
    if re.search(r"月前", plain) and day is None:
        doubts = ("“几月前”是否包括当月没有写明，暂按当月底计，请核对。",)
    return Rhythm(kind=RhythmKind.YEARLY, month=int(month[1]), day=day, follows=follows, doubts=doubts)


def _day(plain: str, period: str) -> tuple[int | None, tuple[str, ...]]:
    """The day of the month, None for the last, and what was assumed."""
    found = _DAY.search(re.sub(r"[0-9]{1,3}个?工作日", "", plain))
    if found and 1 <= int(found[1]) <= 31:
        return int(found[1]), ()
    if "上旬" in plain:
        return 10, ()
    if "中旬" in plain:
        return 20, ()
    is_sure = re.search(r"[月季年度][底末]|下旬|月份|季终|月终", plain)
    return None, () if is_sure else (_NO_DAY.format(period=period),)


def _with_second_limit(found: Rhythm, plain: str) -> Rhythm:
    second = _WORKDAYS.search(plain) or re.search(r"实时|及时|即时|动态", plain)
    if second is None or found.workdays:
        return found
    doubts = (*found.doubts, _ALSO.format(words=second[0]))
    return replace(found, doubts=doubts)


def _standing(plain: str) -> Rhythm | None:
    """What no calendar brings round: limits from formation, long-term pages, «实时», «及时»."""
    limit = _limit(plain)
    if re.search(r"长期|常年|永久|持续|固定公开", plain):
        return Rhythm(kind=RhythmKind.LONG_TERM, check_months=_RECHECK)
    if limit:
        return limit
    if re.search(r"实时|即时|立即|随时|当日|当天|当场|同步|第1时间", plain):
        return Rhythm(kind=RhythmKind.AT_ONCE)
    if re.search(r"及时|尽快|适时|按时", plain):
        return Rhythm(kind=RhythmKind.AT_ONCE, doubts=(_PROMPT,))
    if re.search(r"定期|不定期", plain):
        if "不定期" in plain:
            return Rhythm(kind=RhythmKind.ON_EVENT)
        return Rhythm(kind=RhythmKind.LONG_TERM, check_months=6, doubts=(_REGULAR,))
    if re.search(r"动态|有变[化动]|发生变化|变更后|更新|调整后|修订后", plain):
        doubts = (_MOVING,) if "动态" in plain else ()
        return Rhythm(kind=RhythmKind.LONG_TERM, check_months=_RECHECK, doubts=doubts)
    if re.search(r"1次性|按需|视情|有则|据实|根据|按照|依法|依规|按(?:有关)?规定|法定|另行", plain):
        doubts = (_LEGAL,) if re.search(r"规定|依法|依规|法定|按照|另行", plain) else ()
        return Rhythm(kind=RhythmKind.ON_EVENT, doubts=doubts)
    return Rhythm(kind=RhythmKind.AT_ONCE, doubts=(_PROMPT,)) if _FORMED.search(plain) else None


def _limit(plain: str) -> Rhythm | None:
    workdays = _WORKDAYS.search(plain)
    if workdays and int(workdays[1]):
        return Rhythm(kind=RhythmKind.AT_ONCE, workdays=int(workdays[1]))
    days = _DAYS.search(plain)
    if days and int(days[1]):
        return Rhythm(kind=RhythmKind.AT_ONCE, days=int(days[1]), doubts=(_CALENDAR_DAYS,))
    hours = _HOURS.search(plain)
    if hours and int(hours[1]):
        return Rhythm(kind=RhythmKind.AT_ONCE, days=-(-int(hours[1]) // 24))
    within = _MONTHS_WITHIN.search(plain)
    if within and int(within[1]):
        return Rhythm(kind=RhythmKind.AT_ONCE, days=int(within[1]) * 30, doubts=(_MONTHS_DOUBT,))
    return None
