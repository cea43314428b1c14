"""The audit of 一次投放 in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: Acts without their leading «drops.».
_WORDS: Mapping[str, str] = {
    "dropped": "投放文件",
    "read": "读出投放的文件",
    "confirmed": "核对确认，生成信息",
    "dismissed": "投放的文件标为不用",
    "restored": "恢复标为不用的文件",
    "file_assigned": "指定附件归哪份文件",
    "made_separate": "把附件改为单独的文件",
    "cleared": "清理过期没有核对的投放",
}
DROP_ACTS: Mapping[str, str] = {f"drops.{name}": words for name, words in _WORDS.items()}
DROP_SUBJECTS: Mapping[str, str] = {"drop": "投放", "drop_document": "投放的文件"}
DROP_DETAILS: Mapping[str, str] = {
    "taken_files": "收下",
    "refused_files": "没有收",
    "read_documents": "读出",
    "unread_documents": "没有读出",
    "cleared_documents": "清理份数",
}
