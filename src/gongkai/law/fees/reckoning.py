"""The information processing fee of one request, band by band: progressive, on one standard only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.law.catalogue.entries import Table
from gongkai.law.fees.tariffs import (
    EXEMPTIONS,
    STANDARDS,
    TARIFFS,
    Bracket,
    FeeStandard,
    Tariff,
    tariff_on,
)
from gongkai.law.provenance import Basis

MOST_ITEMS = 10_000
MOST_PAGES = 1_000_000
FREE = Decimal(0)
NO_TARIFF = "fee-none"


class InvalidFeeCount(ValueError):
    """A number of items or pages for which no fee can be reckoned; the text is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class FeeBand:
    """Units with one rate: the numbers `first` to `last`, both included."""

    first: int
    last: int
    count: int
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FeeReckoning:
    """What may be charged for one request, in yuan; the organ may charge less or nothing.

    `exemption` is a code of EXEMPTIONS or empty; `basis` is None before there was a fee.
    """

    standard: FeeStandard
    already: int
    count: int
    amount: Decimal
    bands: tuple[FeeBand, ...]
    free_count: int
    exemption: str
    basis: Basis | None
    rules_version: str

    @property
    def is_chargeable(self) -> bool:
        """Whether anything may be charged."""
        return self.amount > 0


def by_items(
    already: int, items: int, *, on: date | None = None, tariffs: Table[Tariff] = TARIFFS
) -> FeeReckoning:
    """The fee for `items` more items of an applicant who has had `already` in the same calendar month.

    `on` chooses the tariff, the newest without it; before 2021 nothing is charged. Raises
    InvalidFeeCount.
    """
    if already < 0:
        raise InvalidFeeCount(_NEGATIVE_ALREADY.format(n=already))
    _check(items, already + items, MOST_ITEMS, FeeStandard.ITEMS)
    return _reckoned(FeeStandard.ITEMS, already, items, tariff_on(on, tariffs))


def by_pages(
    pages: int, *, on: date | None = None, exemption: str = "", tariffs: Table[Tariff] = TARIFFS
) -> FeeReckoning:
    """The fee for the pages of a single request; pages of several requests are never added up.

    `exemption` is a code of EXEMPTIONS where nothing is charged by page. Raises InvalidFeeCount,
    UnknownCode.
    """
    _check(pages, pages, MOST_PAGES, FeeStandard.PAGES)
    if exemption:
        basis = EXEMPTIONS[exemption].basis
        return _free(FeeStandard.PAGES, 0, pages, basis, exemption, tariff_on(on, tariffs))
    return _reckoned(FeeStandard.PAGES, 0, pages, tariff_on(on, tariffs))


_TOO_FEW = "{unit}数应为1以上的整数，现为{n}，请改正。"
_TOO_MANY = "{unit}数合计{n}，超过{most}，请核对是否多写了位数。"
_NEGATIVE_ALREADY = "本月已有件数不能是负数，现为{n}，请改正。"


def _check(count: int, total: int, most: int, standard: FeeStandard) -> None:
    unit = STANDARDS[standard].unit
    if count < 1:
        raise InvalidFeeCount(_TOO_FEW.format(unit=unit, n=count))
    if total > most:
        raise InvalidFeeCount(_TOO_MANY.format(unit=unit, n=total, most=most))


def _reckoned(standard: FeeStandard, already: int, count: int, tariff: Tariff | None) -> FeeReckoning:
    if tariff is None:
        return _free(standard, already, count, None, "", None)
    bands = tuple(_bands(tariff.brackets(standard), already + 1, already + count))
    return FeeReckoning(
        standard=standard,
        already=already,
        count=count,
        amount=sum((band.amount for band in bands), FREE),
        bands=bands,
        free_count=sum(band.count for band in bands if band.rate == 0),
        exemption="",
        basis=tariff.basis,
        rules_version=tariff.version,
    )


def _free(
    standard: FeeStandard,
    already: int,
    count: int,
    basis: Basis | None,
    exemption: str,
    tariff: Tariff | None,
) -> FeeReckoning:
    return FeeReckoning(
        standard=standard,
        already=already,
        count=count,
        amount=FREE,
        bands=(FeeBand(already + 1, already + count, count, FREE, FREE),),
        free_count=count,
        exemption=exemption,
        basis=basis,
        rules_version=tariff.version if tariff else NO_TARIFF,
    )


def _bands(brackets: tuple[Bracket, ...], first: int, last: int) -> Iterator[FeeBand]:
    """The bands from unit `first` to unit `last`, cut where the rate changes."""
    unit = first
    while unit <= last:
        bracket = next(b for b in brackets if unit >= b.first and (b.last is None or unit <= b.last))
        end = bracket.end_of_rate(unit)
        until = last if end is None else min(end, last)
        rate, count = bracket.rate_of(unit), until - unit + 1
        yield FeeBand(unit, until, count, rate, rate * count)
        unit = until + 1
