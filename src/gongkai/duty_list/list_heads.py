"""Heads of duty lists as offices write them: which column holds what, in one row of heads or two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.duty_list.sheets import SheetText

_HEAD_WITHIN = 12
_MARKS = re.compile(r"[\s*＊:：、/（(].*$|[\s*:：]")
_SPACE = re.compile(r"\s+")

#: What a head may be called, by what the column holds. Compared without blanks and brackets.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "serial": ("序号", "编号", "事项编号", "目录编号", "代码"),
    "level1": ("一级事项", "一级目录", "一级类别", "一级栏目", "一级分类", "公开类别", "类别", "事项类别",
               "信息类别", "类目"),
    "level2": ("二级事项", "二级目录", "二级类别", "二级栏目", "二级分类", "公开事项", "事项名称", "公开项目",
               "信息名称", "目录名称", "事项", "名称", "公开目录"),
    "level3": ("三级事项", "三级目录", "三级类别"),
    "content": ("公开内容", "内容", "内容要素", "应公开内容", "公开内容及要求", "公开的内容", "具体内容",
                "公开要素", "主要内容"),
    "basis": ("公开依据", "依据", "法律依据", "政策依据", "法定依据", "设定依据"),
    "department": ("公开主体", "责任科室", "责任单位", "责任处室", "责任部门", "牵头科室", "承办科室",
                   "公开责任主体", "责任主体", "主责科室", "责任股室", "公开单位", "信息提供科室"),
    "contact": ("联系人", "责任人", "信息员", "填报人", "经办人"),
    "rhythm": ("公开时限", "公开时间", "时限", "更新周期", "公开周期", "更新时限", "更新频率", "时限要求",
               "公开期限", "更新频次", "公开时限要求"),
    "column": ("栏目", "公开栏目", "网站栏目", "发布栏目", "对应栏目", "所属栏目"),
    "audience": ("公开对象", "对象", "公开范围", "受众"),
    "channel": ("公开渠道", "公开渠道和载体", "公开载体", "渠道", "发布渠道", "公开形式", "载体", "公开平台"),
    "mode": ("公开方式", "公开属性", "公开类型"),
    "class": ("法定类别", "法定公开类别", "条例条款", "对应条例条款"),
    "ignored": ("备注", "公开层级", "层级", "说明", "上级部门", "监督电话", "咨询电话"),
}  # fmt: skip
#: Heads of a second row that are ticked under audience, mode, level or channel.
_TICKED = {
    "全社会": "audience", "社会公众": "audience", "特定群体": "audience", "特定群众": "audience",
    "特定对象": "audience", "主动": "mode", "主动公开": "mode", "依申请": "mode", "依申请公开": "mode",
    "县级": "ignored", "乡级": "ignored", "市级": "ignored", "镇级": "ignored", "区级": "ignored",
    "村级": "ignored", "乡镇": "ignored", "县": "ignored", "乡": "ignored",
}  # fmt: skip
_BY_HEAD = {head: name for name, heads in SYNONYMS.items() for head in heads}
_LEVELS = frozenset(SYNONYMS["level1"] + SYNONYMS["level2"] + SYNONYMS["level3"])
#: Heads whose options may stand in columns of their own.
_SPLIT = ("channel", "audience", "mode")
#: A sheet is a list when its heads name the thing and at least one of these.
_NAMES_IT = ("level2", "content")
_AND_ONE_OF = ("rhythm", "department", "basis", "channel", "audience")


@dataclass(frozen=True)
class Head:
    """What a column holds; `tick` is the option that a mark in it chooses."""

    name: str
    tick: str = ""


@dataclass(frozen=True)
class ListHeads:
    """The heads of a sheet: by place, where the rows begin, and heads that were not understood."""

    columns: dict[int, Head]
    first_row: int
    unknown: tuple[str, ...]


def find_heads(sheet: SheetText) -> ListHeads | None:
    """The heads within the first rows of the sheet, None when it holds no list."""
    for place in range(min(len(sheet.rows), _HEAD_WITHIN)):
        top = sheet.rows[place][1]
        below = sheet.rows[place + 1][1] if place + 1 < len(sheet.rows) else []
        has_second = _is_second_row(top, below)
        columns, unknown = _columns(top, below if has_second else [])
        names = {head.name for head in columns.values()}
        if names & set(_NAMES_IT) and names & set(_AND_ONE_OF):
            return ListHeads(_only_one_name(columns), place + (2 if has_second else 1), unknown)
    return None


def plain_head(text: str) -> str:
    """A head without blanks, remarks in brackets and marks."""
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    return _MARKS.sub("", folded)


def _is_second_row(top: list[str], below: list[str]) -> bool:
    """Whether the row below splits heads of the row above (一级事项, 二级事项; 全社会, 特定群体)."""
    named = [plain_head(text) for text in below]
    upper = [plain_head(text) for text in top]
    splits = 0
    for place, (name, above) in enumerate(zip(named, upper, strict=False)):
        is_level = name in _TICKED or name in _LEVELS
        spans = above in upper[place + 1 : place + 2] or (place and upper[place - 1] == above)
        is_option = bool(spans) and _BY_HEAD.get(above) in _SPLIT and len(name) > 1
        splits += bool(name) and name != above and (is_level or is_option)
    return splits >= 2


def _columns(top: list[str], below: list[str]) -> tuple[dict[int, Head], tuple[str, ...]]:
    columns: dict[int, Head] = {}
    unknown: list[str] = []
    group = ""
    for place, text in enumerate(top):
        upper = plain_head(text)
        lower = plain_head(below[place]) if place < len(below) else ""
        group = upper or (group if lower else "")
        if not upper and not lower:
            continue
        head = _head(group, lower if lower != upper else "")
        if head is None:
            unknown.append(text or lower)
        else:
            columns[place] = head
    return columns, tuple(dict.fromkeys(unknown))


def _head(upper: str, lower: str) -> Head | None:
    if lower in _TICKED:
        return Head(_TICKED[lower], lower)
    above = _BY_HEAD.get(upper)
    if lower and above in _SPLIT:
        return Head(above, lower)
    if lower and _BY_HEAD.get(lower) in ("level1", "level2", "level3"):
        return Head(_BY_HEAD[lower])
    return Head(above) if above else None


def _only_one_name(columns: dict[int, Head]) -> dict[int, Head]:
    """«公开事项» beside «公开内容» is the first level when a later column names the second."""
    named = [place for place, head in columns.items() if head.name == "level2" and not head.tick]
    if len(named) > 1 and not any(head.name == "level1" for head in columns.values()):
        columns[named[0]] = Head("level1")
    return columns
