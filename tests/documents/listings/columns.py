"""Lines for the other platform, and the same lines as ours."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from gongkai.documents.listings import Ours
from tests.support.other_platform import Line, OtherPlatform, PlatformColumn

TODAY = date(2026, 11, 26)
#: Titles so unlike that none is another with a slip.
_MATTERS = (
    "城乡居民基本养老保险待遇调整", "中小学招生入学工作安排", "东湖片区道路改造工程环境影响评价",
    "农村饮水安全巩固提升", "殡葬服务收费标准", "“放心早餐”工程（试点）", "《野外用火管理办法》",
    "老旧小区加装电梯补助资金", "公共场所卫生抽检结果", "耕地地力保护补贴发放", "行政执法人员资格审核",
    "医疗保障定点机构协议续签", "非遗代表性传承人名单", "汛期地质灾害防治方案", "保障性住房租金收取",
    "粮食收购资格核查", "2025年度部门决算", "校外培训机构白名单", "道路交通标志标线更新", "古树名木普查建档",
)  # fmt: skip
_FORMS = ("关于{}的通知", "某某县关于{}的公示", "{}情况公告")


def lines(count: int = 17, *, days_apart: int = 6, last: date = date(2026, 11, 10)) -> list[Line]:
    """So many lines with titles all unlike, the newest dated `last`."""
    return [
        Line(
            100 + place,
            _FORMS[place // len(_MATTERS) % 3].format(_MATTERS[place % len(_MATTERS)]),
            last - timedelta(days=days_apart * place),
            f"这是第{place}件的正文，写明了办理的依据、条件、程序和期限等内容。",
        )
        for place in range(count)
    ]


@st.composite
def some_lines(draw: st.DrawFn) -> list[Line]:
    """One to sixty lines with unlike titles (some decorated), on days of which several may be the same."""
    count = draw(st.integers(1, 60))
    gaps = draw(st.lists(st.integers(0, 12), min_size=count, max_size=count))
    day, made = date(2026, 11, 20), []
    for place, line in enumerate(lines(count)):
        day -= timedelta(days=gaps[place])
        ending = draw(st.sampled_from(["", "（一）", " A&B <修订>", "——“问答”", "〔2026〕8号"]))
        made.append(Line(line.number, line.title + ending, day, line.text))
    return made


def ours_of(
    platform: OtherPlatform, column: PlatformColumn, made: list[Line], *, registered: bool = False
) -> list[Ours]:
    """The lines as we know them; with `registered` their addresses stand with us."""
    return [
        Ours(
            str(line.number), line.title, platform.address_of(column, line) if registered else "", line.day,
            due_on=line.day + timedelta(days=2),
        )
        for line in made
    ]  # fmt: skip
