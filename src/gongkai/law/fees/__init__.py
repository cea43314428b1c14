"""The information processing fee (信息处理费): by item or by page, progressive, never both."""

from gongkai.law.fees.months import month_of
from gongkai.law.fees.reckoning import (
    MOST_ITEMS,
    MOST_PAGES,
    FeeBand,
    FeeReckoning,
    InvalidFeeCount,
    by_items,
    by_pages,
)
from gongkai.law.fees.tariffs import (
    EXEMPTIONS,
    PRACTICES,
    STANDARDS,
    TARIFFS,
    Bracket,
    FeeStandard,
    Practice,
    StandardText,
    Tariff,
    tariff_on,
)

__all__ = [
    "EXEMPTIONS",
    "MOST_ITEMS",
    "MOST_PAGES",
    "PRACTICES",
    "STANDARDS",
    "TARIFFS",
    "Bracket",
    "FeeBand",
    "FeeReckoning",
    "FeeStandard",
    "InvalidFeeCount",
    "Practice",
    "StandardText",
    "Tariff",
    "by_items",
    "by_pages",
    "month_of",
    "tariff_on",
]
