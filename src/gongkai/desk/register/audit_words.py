"""The audit of 发文登记 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «register.».
_WORDS: Mapping[str, str] = {
    "entered": "登记发文",
    "amended": "修改发文登记",
    "attribute_set": "确定公开属性",
    "linked": "关联信息",
    "unlinked": "取消关联信息",
    "reassessed": "复查不予公开的发文",
    "voided": "作废发文登记",
    "import.staged": "读入发文登记簿",
    "import.year_told": "填写登记簿的年份",
    "import.confirmed": "确认导入发文登记簿",
    "import.entered": "导入发文登记簿",
    "import.dropped": "放弃导入发文登记簿",
}
REGISTER_ACTS: Mapping[str, str] = {f"register.{name}": words for name, words in _WORDS.items()}
REGISTER_SUBJECTS: Mapping[str, str] = {
    "register_entry": "发文登记",
    "register_batch": "发文登记簿导入",
}
REGISTER_DETAILS: Mapping[str, str] = {
    "serial": "登记号", "before": "原属性", "source": "来源", "next_on": "下次复查",
    "rows": "行数", "ready": "将登记", "changed": "有变化", "same": "相同", "refused": "有问题",
    "added": "新登记", "amended": "更新", "mode": "公开属性", "ground": "理由", "item": "信息",
}  # fmt: skip
