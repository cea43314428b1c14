"""The audit of 纸面审签 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «paper.».
_WORDS: Mapping[str, str] = {
    "form_printed": "打印审签表",
    "form_voided": "作废审签表",
    "scans_taken_in": "收下签回的扫描件",
    "page_assigned": "扫描页归到审签表",
    "page_follows": "扫描页作前一页的续页",
    "page_taken_back": "扫描页放回重新归表",
    "page_discarded": "扫描页标为不用处理",
    "signatures_entered": "登记纸面签字",
    "settlement_entered": "登记急件补办的签字件",
    "refusal_entered": "登记签字人不同意",
    "objected": "对纸面审签提出异议",
    "objection_settled": "处理对纸面审签的异议",
    "layout_uploaded": "上传审签表版式",
    "layout_activated": "启用审签表版式",
    "layout_ended": "停用审签表版式",
}
PAPER_ACTS: Mapping[str, str] = {f"paper.{name}": words for name, words in _WORDS.items()}
PAPER_SUBJECTS: Mapping[str, str] = {"paper_form": "审签表", "scan_batch": "签回的扫描件"}
PAPER_DETAILS: Mapping[str, str] = {
    "signatures": "签字数",
    "record": "审查记录",
    "given_back": "已退回",
    "page": "扫描页",
}
