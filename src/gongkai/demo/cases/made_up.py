"""Numbers that belong to nobody and yet pass the check: the files give all but the last character.

Resident numbers bear the area 370999 and credit codes the area 370999 with an organisation code from M00 on;
neither area is given to any place.
"""

from __future__ import annotations

from gongkai.screening import is_credit_code, is_resident_id

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CHECKS = {"resident_id": is_resident_id, "credit_code": is_credit_code}


def with_check_character(id_kind: str, number: str) -> str:
    """The number with the last character that makes it right; others than the two kinds stay as they are.

    Raises ValueError when no character does.
    """
    is_right = _CHECKS.get(id_kind)
    if is_right is None:
        return number
    for character in _CHARACTERS:
        if is_right(number + character):
            return number + character
    raise ValueError(number)
