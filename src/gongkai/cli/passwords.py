"""One-time passwords that the command line hands out."""

from __future__ import annotations

import secrets

#: Without characters that look alike on paper.
ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 4, 4

HANDED_OUT = "一次性密码：{password}（只显示这一次，首次登录须修改）"


def one_time_password() -> str:
    """Four groups of four random characters, about 92 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
