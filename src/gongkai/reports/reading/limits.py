"""How large a report may be; a real one stays far below each of these bounds."""

from __future__ import annotations

from gongkai.documents import Limits
from gongkai.documents.limits import MEGABYTE

LIMITS = Limits(max_inflated=200 * MEGABYTE, max_part=30 * MEGABYTE)
# Tags and attributes of one XML part: a tree needs memory for each, whatever the size of the file.
MOST_MARKUP = 1_000_000
MOST_CELLS = 200_000
# Places between a grid's corners, filled or not: whoever walks over a grid visits them all.
MOST_PLACES = 400_000
MOST_NESTED = 10
MOST_SHEETS = 60
TOO_LARGE = "文件内容过多，不像一份年度报告，没有读取。请只保留年度报告本身，另存后重试。"
TABLE_TOO_LARGE = "文件中的表格过大，不像年度报告的表格，没有读取。请删除多余的行和列，另存后重试。"
TOO_DEEP = "文件中的表格层层嵌套，没有读取。请把嵌套的表格改为普通表格，另存后重试。"
