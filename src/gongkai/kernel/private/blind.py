"""Finding a person again without holding who it is: keyed hashes of values in one fixed writing."""

from __future__ import annotations

import re
import unicodedata

from gongkai.kernel import keys

_OLD_ID_NUMBER = re.compile(r"\d{15}")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
#: The dots that stand between the parts of a name, as different input methods write them.
_NAME_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･．｡."), "·")


def blind_index(value: str, purpose: str) -> str:
    """A keyed hash to look a value up by; `purpose` keeps the indexes of different fields apart.

    Give it a value in its normal writing (`normal_…`); an empty one gives an empty index, which matches
    nobody.
    """
    return keys.keyed_hash(value, purpose=f"blind:{purpose}") if value else ""


def normal_id_number(value: str) -> str:
    """An identity number in one writing; one of the fifteen old digits becomes the eighteen of today."""
    plain = _plain(value)
    if not _OLD_ID_NUMBER.fullmatch(plain):
        return plain
    seventeen = plain[:6] + "19" + plain[6:]
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _ID_WEIGHTS, strict=True))
    return seventeen + _ID_CHECKS[total % 11]


def normal_credit_code(value: str) -> str:
    """A unified social credit code in one writing."""
    return _plain(value)


def normal_phone(value: str) -> str:
    """A telephone number as its digits alone, without the country's code."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", value))
    without = re.sub(r"^(?:00)?86(?=1\d{10}$|0\d{9,11}$)", "", digits)
    return without


def normal_name(value: str) -> str:
    """A name without spaces, wide letters and differences of case, its dots all alike."""
    folded = unicodedata.normalize("NFKC", value.translate(_NAME_DOTS)).translate(_NAME_DOTS)
    return re.sub(r"\s", "", folded).upper()


def _plain(value: str) -> str:
    folded = unicodedata.normalize("NFKC", value)
    return re.sub(r"[\s\-‐‑–—_]", "", folded).upper()
