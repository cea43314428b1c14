"""The index number (索引号): named patterns, writing and reading. It never changes, is never reused.

Pure text: drawing the next serial number, once and without gaps, is the kernel's work.
"""

import re
from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows

FIRST_YEAR, LAST_YEAR = 1949, 2999


class InvalidIndexNumber(ValueError):
    """An index number or a part of one that its pattern does not allow."""


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """The parts of an index number; `month` is None unless its pattern writes one."""

    front: str
    year: int
    month: int | None
    serial: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPattern(Entry):
    """How an organ writes its index numbers.

    `template` joins {front}, {year}, {serial} and perhaps {month}; `front` is a regular
    expression for the code of the publishing organ, `front_meaning` says what that code is.
    """

    template: str
    front: str
    front_meaning: str
    serial_width: int
    example: str

    @property
    def has_month(self) -> bool:
        """Whether the month of formation is part of the number."""
        return "{month}" in self.template

    @property
    def last_serial(self) -> int:
        """The highest serial number that fits; the organ needs a wider pattern after it."""
        return int("9" * self.serial_width)

    def format(self, *, front: str, year: int, serial: int, month: int | None = None) -> str:
        """Write an index number. Raises InvalidIndexNumber if a part does not fit the pattern."""
        if not re.fullmatch(self.front, front):
            raise InvalidIndexNumber(
                f"机构代码“{front}”不符合“{self.label}”的要求（{self.front_meaning}），请核对。"
            )
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InvalidIndexNumber(f"索引号的年份{year}不合理，请核对。")
        if self.has_month and (month is None or not 1 <= month <= 12):
            raise InvalidIndexNumber(f"“{self.label}”的索引号须有1至12的月份，请补上。")
        if not 1 <= serial <= self.last_serial:
            raise InvalidIndexNumber(
                f"流水号{serial}超出“{self.label}”的范围（1至{self.last_serial}），请改用更长的样式。"
            )
        parts = {"front": front, "year": f"{year:04d}", "month": f"{month or 0:02d}"}
        return self.template.format(serial=f"{serial:0{self.serial_width}d}", **parts)

    def parse(self, text: str) -> IndexNumber:
        """Read an index number written in this pattern. Raises InvalidIndexNumber."""
        found = re.fullmatch(self._expression(), text.strip())
        if found is None:
            raise InvalidIndexNumber(f"“{text}”不是“{self.label}”的索引号，正确的样子如 {self.example}。")
        parts = found.groupdict()
        number = IndexNumber(
            front=parts["front"],
            year=int(parts["year"]),
            month=int(parts["month"]) if parts.get("month") else None,
            serial=int(parts["serial"]),
        )
        self.format(front=number.front, year=number.year, month=number.month, serial=number.serial)
        return number

    def back_part(self, text: str) -> str:
        """The part after the organ's code, which a list may show alone. Raises InvalidIndexNumber."""
        return text.strip()[len(self.parse(text).front) + 1 :]

    def _expression(self) -> str:
        return self.template.format(
            front=f"(?P<front>{self.front})",
            year=r"(?P<year>[0-9]{4})",
            month=r"(?P<month>[0-9]{2})",
            serial=rf"(?P<serial>[0-9]{{{self.serial_width}}})",
        )


INDEX_PATTERNS: Table[IndexPattern] = Table(
    "索引号样式",
    (
        IndexPattern(
            template=row["template"],
            front=row["front"],
            front_meaning=row["front_meaning"],
            serial_width=row["serial_width"],
            example=row["example"],
            **entry,
        )
        for row, entry in rows("index_numbers.toml", "pattern")
    ),
)


def front_of_organisation_code(code: str) -> str:
    """The front part for the standard pattern: the organisation code, its hyphen dropped.

    Raises InvalidIndexNumber unless nine letters and digits remain.
    """
    front = code.strip().upper().replace("-", "")
    if not re.fullmatch(INDEX_PATTERNS["standard"].front, front):
        raise InvalidIndexNumber(f"“{code}”不是组织机构代码（8位加1位校验码），请核对。")
    return front
