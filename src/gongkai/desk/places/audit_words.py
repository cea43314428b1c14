"""The audit of 登载平台 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «places.».
_WORDS: Mapping[str, str] = {
    "place.saved": "设置登载平台",
    "place.closed": "停用登载平台",
    "place.reopened": "重新启用登载平台",
    "place.compared": "立即对照登载平台",
    "column.saved": "设置登载栏目",
    "column.dropped": "不再登载一个栏目",
    "posting.registered": "登记登载网址",
    "posting.found": "自动采用对照找到的网址",
    "posting.taken_off": "登记已从登载平台撤下",
    "difference.settled": "处理对照差异",
}
PLACE_ACTS: Mapping[str, str] = {f"places.{name}": words for name, words in _WORDS.items()}
PLACE_SUBJECTS: Mapping[str, str] = {"place": "登载平台", "posting": "登载", "difference": "对照差异"}
PLACE_DETAILS: Mapping[str, str] = {
    "home": "平台网址", "address": "网址", "item": "信息", "edition": "版次",
}  # fmt: skip
