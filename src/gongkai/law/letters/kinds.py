"""The kinds of letters (文书) of an access request: content, addressee, effect on the clock, signatures."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "letters.toml"


class Addressee(StrEnum):
    """To whom a letter goes."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    OTHER_ORGAN = "other_organ"
    INTERNAL = "internal"


class ClockEffect(StrEnum):
    """What a letter, or the answer to it, does to the period for the reply."""

    NONE = "none"
    START = "start"
    RESTART = "restart"
    OWN_PERIOD = "own_period"
    EXTEND = "extend"
    SUSPEND = "suspend"
    END = "end"


class Approval(StrEnum):
    """Who must agree before a letter goes out; `office_head` is the head of the disclosure office."""

    NONE = "none"
    REVIEW = "review"
    SIGN = "sign"
    OFFICE_HEAD = "office_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Entry):
    """A number series: `mark` follows the organ's own word, `noun` names the letter in its remedy notice."""

    mark: str
    noun: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind(Entry):
    """One kind of letter; `contains` holds the codes of LETTER_FIELDS that are its own."""

    addressee: Addressee
    contains: tuple[str, ...]
    clock: ClockEffect
    carries_remedy: bool
    decision: bool
    approvals: tuple[Approval, ...]
    series: str

    @property
    def article(self) -> str:
        """The article the letter rests on."""
        return self.basis.article

    @property
    def has_frame(self) -> bool:
        """Whether it is an official letter with number, addressee, seal and date."""
        return self.series != INTERNAL_SERIES

    @property
    def must_contain(self) -> tuple[str, ...]:
        """Every field the letter must show: the frame of an official letter, then its own."""
        return (*(FRAME_FIELDS.codes() if self.has_frame else ()), *self.contains)


INTERNAL_SERIES = "internal"
REMEDY_FIELD = "remedy"

FRAME_FIELDS: Table[Entry] = Table("文书共有的内容", (Entry(**entry) for _, entry in rows_at(FILE, "frame")))

LETTER_FIELDS: Table[Entry] = Table(
    "文书的内容", [*FRAME_FIELDS, *(Entry(**entry) for _, entry in rows_at(FILE, "field"))]
)

SERIES: Table[Series] = Table(
    "文书编号系列",
    (Series(mark=row["mark"], noun=row["noun"], **entry) for row, entry in rows_at(FILE, "series")),
)

LETTERS: Table[LetterKind] = Table(
    "文书",
    (
        LetterKind(
            addressee=Addressee(row["addressee"]),
            contains=tuple(row["contains"]),
            clock=ClockEffect(row["clock"]),
            carries_remedy=row.get("carries_remedy", False),
            decision=row.get("decision", False),
            approvals=tuple(Approval(step) for step in row["approval"]),
            series=row["series"],
            **entry,
        )
        for row, entry in rows_at(FILE, "letter")
    ),
)


def missing_from_letter(
    kind: str, values: Mapping[str, str], *, tells_remedy: bool = True
) -> tuple[Entry, ...]:
    """The fields a letter must show and has not, or has blank. Raises UnknownCode.

    `tells_remedy` is False where the organ's lawyer has lawfully switched the remedy notice off.
    """
    needed = (code for code in LETTERS[kind].must_contain if tells_remedy or code != REMEDY_FIELD)
    return tuple(LETTER_FIELDS[code] for code in needed if not values.get(code, "").strip())
