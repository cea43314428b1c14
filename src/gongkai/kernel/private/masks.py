"""How personal data looks on screens until somebody opens it: enough to tell two apart, no more."""

from __future__ import annotations

import re

_STARS = "*"
_NAME_PARTS = re.compile(r"([·•\s]+)")
#: A place is named down to the county; what follows leads to somebody's door.
_COUNTY = re.compile(r"^[^\d\s]{1,20}?(?:县|旗|(?<![治辖小社园校厂景])区)")
_CITY = re.compile(r"^[^\d\s]{1,12}?市")
_MOST_STARS = 12


def mask_name(value: str) -> str:
    """张三 → 张*; each part of a name in several parts keeps its first character."""
    parts = _NAME_PARTS.split(value.strip())
    return "".join(part if index % 2 else _first_only(part) for index, part in enumerate(parts))


def _first_only(part: str) -> str:
    if len(part) < 2:
        return _STARS * len(part)
    return part[0] + _STARS * min(len(part) - 1, _MOST_STARS)


def mask_id_number(value: str) -> str:
    """Four characters at each end of an identity number; shorter papers keep their last two."""
    plain = value.strip()
    if len(plain) >= 15:
        return plain[:4] + _STARS * (len(plain) - 8) + plain[-4:]
    return _tail(plain, 2)


def mask_phone(value: str) -> str:
    """138****8000; a landline keeps its area and its last two digits."""
    plain = value.strip()
    digits = re.sub(r"\D", "", plain)
    if re.fullmatch(r"(?:86)?1\d{10}", digits):
        return f"{digits[-11:-8]}****{digits[-4:]}"
    area = re.match(r"0\d{2,3}(?=[\s\-—–)）])", plain)
    if area and len(digits) >= 10:
        return f"{area[0]}-{_tail(digits[len(area[0]) :], 2)}"
    return _tail(digits, 2)


def mask_email(value: str) -> str:
    """The first character and where the mailbox is."""
    box, _, domain = value.strip().rpartition("@")
    if not box:
        return _STARS * 3
    return f"{box[0]}***@{domain}" if len(box) > 1 else f"*@{domain}"


def mask_address(value: str) -> str:
    """The place down to its county or district; of any other address the first two characters."""
    plain = value.strip()
    district = _COUNTY.match(plain) or _CITY.match(plain)
    shown = district[0] if district and len(district[0]) < len(plain) else plain[:2]
    return f"{shown}{_STARS * 6}" if len(plain) > len(shown) else _STARS * 6


def _tail(value: str, shown: int) -> str:
    if len(value) <= shown * 2:
        return _STARS * len(value)
    return _STARS * (len(value) - shown) + value[-shown:]
