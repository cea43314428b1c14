"""Document numbers in one form, so that «海工信发[2023]05» and «海工信发〔2023〕5号» are the same. Pure."""

from __future__ import annotations

import re
import unicodedata

_LOOSE = re.compile(
    r"(?P<agency>[^\d()\[\]〔〕【】{}]+)[(\[〔【{](?P<year>(?:19|20)\d\d)年?[)\]〕】}]第?0*(?P<number>\d{1,6})号?"
)


def normalised(text: str) -> str:
    """The number as 机关代字〔YYYY〕n号; what has another shape only loses its white space and width."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = plain.replace("﹝", "〔").replace("﹞", "〕")
    found = _LOOSE.fullmatch(plain)
    if found is None:
        return plain[:80]
    return f"{found['agency']}〔{found['year']}〕{int(found['number'])}号"
