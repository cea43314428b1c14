"""Words near a number that tell what kind of number it is."""

from __future__ import annotations

import re

ID_WORDS = re.compile(
    r"身份证|身份號|身份号|公民身份|证件号|证件編號|身分证|身分證|居住证|居留证|ID ?(?:card|No)", re.I
)
PHONE_WORDS = re.compile(r"电话|電話|手机|手機|联系方式|联系人|移动号|mobile|phone|tel", re.I)
BANK_WORDS = re.compile(
    r"银行|账号|帐号|账户|帐户|卡号|开户|户名|转账|汇款|打款|收款|储蓄|信用卡|借记卡|社保卡|一卡通|一本通|"
    r"工行|农行|中行|建行|交行|邮储|农商|信用社",
)
SERIAL_WORDS = re.compile(
    r"(?:编号|流水号|订单号|合同号|受理号|业务号|备案号|许可证号|条码|编码|代码|索引号|文号|序列号|交易号)\W{0,3}$"
)
CREDIT_CODE_WORDS = re.compile(r"信用代码|机构代码|税号|纳税人识别号")


def before(text: str, start: int, reach: int) -> str:
    """Return up to ``reach`` characters before ``start``."""
    return text[max(0, start - reach) : start]


def around(text: str, start: int, end: int, *, back: int, ahead: int) -> str:
    """Return the text around a span without the span, so that it cannot be its own context."""
    return before(text, start, back) + "\n" + text[end : end + ahead]
