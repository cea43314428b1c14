"""Answers that are no list: errors, log-in pages, pages that test the browser; each in a sentence."""

from __future__ import annotations

import re

from gongkai.documents.listings.markup import page_text
from gongkai.documents.listings.reading_results import Fetched

_WALLED = (
    "对方网站有防护，要求浏览器运行脚本或者验证（{status}），自动对照读不到；"
    "请与平台管理单位商定放行或者改用订阅源。"
)
_LOG_IN = "打开的是登录页，这个地址不登录看不到，请换成公众能看的列表地址。"
_NOT_FOUND = "网页不存在（{status}），栏目地址可能改了，请打开对方网站核对。"
_FORBIDDEN = "对方网站拒绝访问（{status}），请与平台管理单位商定放行。"
_BROKEN = "对方网站出错（{status}），这次没有读到。"
_ODD = "对方网站的答复不是网页（{status}），这次没有读到。"
_NO_TEXT = "地址给出的不是文字内容，读不出列表。"
_WALL_STATUS = frozenset({412, 468, 521})
_WALL = re.compile(
    r"请开启\s*JavaScript|请启用\s*JavaScript|enable JavaScript|安全验证|人机验证|滑动验证"
    r"|访问过于频繁|访问验证|\$_ts|__jsl_clearance|acw_sc__v2|请输入验证码|正在检查您的浏览器",
    re.IGNORECASE,
)
_LOG_IN_PAGE = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_LOG_IN_ADDRESS = re.compile(r"(?i)[/.](login|sso|cas|signin|passport)\b")
#: A wall is a short page; a long one with these words in some script is a page.
_WALL_LENGTH = 20_000


def obstacle(answer: Fetched) -> str:
    """Why the answer is no page to read from, in a sentence; «» when nothing speaks against it.

    Ask about a 200 only when no list was found in it: a page may carry a log-in box beside its list.
    """
    status = answer.status
    text = page_text(answer.body, answer.content_type)
    walled = text is not None and len(text) <= _WALL_LENGTH and _WALL.search(text) is not None
    if status in _WALL_STATUS or walled:
        return _WALLED.format(status=status)
    if status in {404, 410}:
        return _NOT_FOUND.format(status=status)
    if status in {401, 403, 429}:
        return _FORBIDDEN.format(status=status)
    if status >= 500:
        return _BROKEN.format(status=status)
    if not 200 <= status < 300:
        return _ODD.format(status=status)
    if text is None:
        return _NO_TEXT
    if _LOG_IN_PAGE.search(text) or _LOG_IN_ADDRESS.search(answer.final_url):
        return _LOG_IN
    return ""
