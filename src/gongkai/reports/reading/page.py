"""A report as a web page, from any site or saved out of Word, in any charset."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.reports.reading.page_blocks import blocks_of
from gongkai.reports.reading.page_flow import PageTarget
from gongkai.reports.reading.page_table import TooMuchMarkup
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.reading.text_charset import decode
from gongkai.reports.source import Grid, Source

_LARGEST = 50 * 1024 * 1024
_PIECE = 64 * 1024
_HEAD = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_SURROGATES = re.compile("[\ud800-\udfff\x00]")
_REPORT = "年度报告"

_TOO_LARGE = "网页文件过大，没有读取。请在浏览器中打开，只把年度报告的正文复制到 Word 中，另存后重试。"
_TOO_MUCH = "网页的代码过多或嵌套过深，不像一份年度报告，没有读取。请把正文复制到 Word 中，另存后重试。"
_NO_TEXT = "文件内容不是网页，无法读取。请在浏览器中重新打开该网页，另存后重试。"
_NOTHING = (
    "网页里没有可以读取的文字，内容可能由脚本显示或者在图片里。"
    "请在浏览器中打开，把正文复制到 Word 中，另存后重试。"
)
_BROKEN = "网页中有{count}个字符无法识别，已用“\ufffd”代替。请与原网页核对。"
_NO_TABLES = "网页里没有表格，但有图片或者嵌入的文档，其中的内容无法读取。请人工查看，或者使用 Word 文件。"


def read_page(data: bytes) -> Source:
    """Read a web page; raises ReportUnreadable when it is too large, is no page, or shows no words.

    No script runs and nothing is fetched. Tables that only lay out the page are dissolved into what they
    hold; all others are grids.
    """
    if len(data) > _LARGEST:
        raise ReportUnreadable(_TOO_LARGE)
    found = _DECLARED.search(data[:_HEAD])
    decoded = decode(data, found[1].decode("ascii", "replace") if found else "")
    if decoded is None:
        raise ReportUnreadable(_NO_TEXT)
    target = PageTarget()
    try:
        _parse(_SURROGATES.sub("", decoded.text).encode(), target)
        blocks, marks = blocks_of(target.finished(_REPORT))
    except TooMuchMarkup as error:
        raise ReportUnreadable(_TOO_MUCH) from error
    except (etree.ParseError, AssertionError) as error:
        raise ReportUnreadable(_NO_TEXT) from error
    if not blocks:
        raise ReportUnreadable(_NOTHING)
    gaps = [_BROKEN.format(count=decoded.broken)] if decoded.broken else []
    if target.embeds and not any(isinstance(block, Grid) for block in blocks):
        gaps.append(_NO_TABLES)
    return Source("html", blocks, marks, tuple(gaps))


def _parse(markup: bytes, target: PageTarget) -> None:
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
    for start in range(0, len(markup), _PIECE):
        parser.feed(markup[start : start + _PIECE])
    parser.close()
