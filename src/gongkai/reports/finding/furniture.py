"""What a website sets around a report: menus, counters, buttons."""

from __future__ import annotations

import re

_FURNITURE = re.compile(
    r"^\s*(浏览次数|浏览量|点击数|点击量|访问量|阅读次数|字号|字体|打印|关闭|分享|来源|信息来源|发布时间|发布日期|发文日期|成文日期"
    r"|当前位置|您的位置|您现在的位置|首页|索引号|上一篇|下一篇|返回顶部|扫一扫|附件下载|主办单位|承办单位|版权所有|网站标识码"
    r"|责任编辑|编辑|作者|相关链接|目录|【|\[?打印|网站地图|联系我们|无障碍)\s*([:：】\]>|｜（(\s].*)?$"
    r"|.*(ICP备|公网安备)"
)
_LONGEST = 120


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page around the report."""
    return len(text) <= _LONGEST and bool(_FURNITURE.match(text))
