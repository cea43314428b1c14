"""The heads an office's register may bear, in whatever words and order. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Field → its names, the surest first: where two columns could be meant, the surer one is taken.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "doc_number": ("文号", "发文字号", "发文文号", "文件字号", "文件号", "字号", "发文号",
        "文件编号", "编号",),
    "title": ("标题", "题名", "文件名称", "文件标题", "文件题名", "公文标题", "发文标题", "名称", "文件名"),
    "formed_on": (
        "成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "印发时间", "签发日期", "签发时间",
        "日期", "时间", "登记日期",
    ),
    "attribute": (
        "公开属性", "信息公开属性", "公开方式", "公开形式", "公开类别", "公开类型", "是否公开", "公开情况",
        "是否主动公开",
    ),
    "ground": ("不予公开理由", "不公开理由", "不予公开的理由", "理由", "不予公开依据", "依据"),
    "department": (
        "主办科室", "拟稿科室", "承办单位", "承办科室", "拟稿单位", "主办单位", "主办部门", "拟稿部门",
        "科室", "起草科室", "部门",
    ),
    "drafter_name": ("拟稿人", "起草人", "经办人", "承办人", "拟稿"),
    "copies": ("份数", "印发份数", "印数"),
    "pages": ("页数",),
    "published_on": ("公开日期", "公开时间", "发布日期", "发布时间"),
    "remark": ("备注", "说明"),
}  # fmt: skip
LABELS: Mapping[str, str] = {
    "doc_number": "文号", "title": "题名", "formed_on": "成文日期", "attribute": "公开属性",
    "ground": "不予公开的理由", "department": "主办科室", "drafter_name": "拟稿人", "copies": "份数",
    "pages": "页数", "published_on": "公开日期", "remark": "备注",
}  # fmt: skip
HEAD_WITHIN = 10
_ASIDE = re.compile(r"[(（【\[].*?[)）】\]]")
_NOISE = re.compile(r"[\s\u3000*＊:：、]+")


def find_head(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """Of the first ten rows the one with most known heads, and each field's column; None without one.

    A head row knows the title and at least one more column.
    """
    best: tuple[int, dict[str, int]] | None = None
    for place, cells in enumerate(rows[:HEAD_WITHIN]):
        fields = _fields(cells)
        if "title" in fields and len(fields) > 1 and (best is None or len(fields) > len(best[1])):
            best = (place, fields)
    return best


def _fields(cells: Sequence[str]) -> dict[str, int]:
    names = [_bare(cell) for cell in cells]
    found: dict[str, int] = {}
    for field, words in SYNONYMS.items():
        for word in words:
            if word in names and names.index(word) not in found.values():
                found[field] = names.index(word)
                break
    return found


def _bare(cell: str) -> str:
    return _NOISE.sub("", _ASIDE.sub("", cell))
