"""How much room the filled cells of an xlsx span, found out without laying the cells out."""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree

from gongkai.documents.archive import Budget, open_archive, read_member
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.limits import DEFAULT_LIMITS
from gongkai.documents.package import local_name

_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.I)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DAMAGED = "工作表已损坏，无法打开。请用原软件打开后另存一份再上传。"


def spanned_cells(data: bytes) -> int:
    """Return how many cells lie between A1 and the last filled row and column, of the widest sheet.

    Libraries that lay a sheet out need memory for every one of them: two words in opposite corners are
    seventeen thousand million cells. Raises FileRefused for damage, encryption and zip bombs.
    """
    with open_archive(data, limits=DEFAULT_LIMITS, budget=Budget.of(DEFAULT_LIMITS)) as archive:
        sheets = [member for member in archive.infolist() if _SHEET.match(member.filename)]
        return max((_spanned(read_member(archive, sheet)) for sheet in sheets), default=0)


def _spanned(sheet: bytes) -> int:
    last_row = last_column = 0
    try:
        for _, element in etree.iterparse(
            BytesIO(sheet), events=("end",), resolve_entities=False, no_network=True
        ):
            if local_name(element) == "c" and len(element):
                place = _PLACE.fullmatch(element.get("r", ""))
                if place:
                    last_column = max(last_column, _number(place[1]))
                    last_row = max(last_row, int(place[2]))
            elif local_name(element) == "row":
                element.clear()
    except etree.XMLSyntaxError as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    return last_row * last_column


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
