"""What 纸面审签 announces to the floors below: jobs and home counts."""

from __future__ import annotations

from datetime import datetime

from gongkai.kernel.counting import counted
from gongkai.kernel.registry import Handler, HomeCount, registry
from gongkai.kernel.rights import Standing
from gongkai.paper import printing, queries, scanning
from gongkai.paper.purging import purge

_ENTER = ("签回的审签表待登记", "/desk/paper/", "看一眼扫描件，一次登记")
_SORT_OUT = ("扫描件里没有认出的页", "/desk/paper/pages/", "输入编号归到表上，或者不用处理")
_OBJECTIONS = ("对纸面审签的异议", "/desk/paper/objections/", "信息已发布，请核实处理")
_MINE = ("以我的名义登记的纸面审签", "/desk/paper/mine/", "近三十天登记的，不是本人签的可以提出异议")


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(printing.PDF_JOB, printing.make_pdfs, "生成审签表 PDF", batch=5))
    registry.add_handler(Handler(scanning.READ_JOB, scanning.read_scans, "辨认签回的扫描件"))
    registry.purges["paper"] = purge
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    waiting = counted({
        "mine": queries.recent_in_name_of(standing, now), "objections": queries.open_objections(standing),
        "enter": queries.pages_to_enter(standing), "sort_out": queries.pages_to_sort_out(standing),
    })  # fmt: skip
    found = [
        _line("paper.mine", _MINE, waiting["mine"]),
        _line("paper.objections", _OBJECTIONS, waiting["objections"], urgent=True),
        _line("paper.enter", _ENTER, waiting["enter"], urgent=True),
        _line("paper.sort_out", _SORT_OUT, waiting["sort_out"]),
    ]
    return [one for one in found if one.count]


def _line(key: str, words: tuple[str, str, str], count: int, *, urgent: bool = False) -> HomeCount:
    label, url, hint = words
    return HomeCount(key, label, count, url, urgent, hint)
