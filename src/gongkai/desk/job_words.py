"""What went wrong with a job, in words somebody at the desk can act on."""

from __future__ import annotations

import re

_KNOWN = (
    (r"No space left|Disk quota", "磁盘已满，写不进门户文件。请清理磁盘或扩容后重试。"),
    (r"Permission ?[Ee]rror|Permission denied|Read-only", "没有写入门户目录的权限。请技术人员检查后重试。"),
    (r"database is locked|deadlock|OperationalError", "数据库正忙或连接中断。请稍后点“重试”。"),
    (r"TimeoutError|timed out|ConnectionError|Connection refused", "连接对方超时。请检查网络后重试。"),
    (r"FileNotFoundError|No such file", "要发布的文件在存储中找不到。请技术人员核对备份，不要反复重试。"),
    (r"MemoryError", "内存不足。请技术人员检查服务器后重试。"),
)  # fmt: skip
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def in_plain_words(error: str) -> str:
    """The sentence for an error as the outbox keeps it; our own messages are sentences already."""
    if not error:
        return ""
    for pattern, words in _KNOWN:
        if re.search(pattern, error):
            return words
    if _CHINESE.search(error):
        return error
    return "程序出错，没有办成。请把下面的原文交给技术人员。"
