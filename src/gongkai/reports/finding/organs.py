"""Names of organs as they stand alone on a line."""

from __future__ import annotations

import re

_ORGAN = re.compile(r"[\u4e00-\u9fff()·、]{3,40}")
_ENDINGS = (*"局委会厅部院府室处署队站所社台校馆省市县区旗盟州镇乡行", "中心", "街道", "集团", "公司")
_NEVER = re.compile(r"信息公开|年度报告|情况|浏览|打印|方面")


def is_organ(text: str) -> bool:
    """Whether a line without blanks is an organ's name and nothing else."""
    return bool(_ORGAN.fullmatch(text)) and text.endswith(_ENDINGS) and not _NEVER.search(text)
