"""Two invented sets of tables: a busy year and a year without any application."""

from __future__ import annotations

from decimal import Decimal

from gongkai.law.report_form import FORMS, CellId
from tests.reports.checks.prose.made import COLUMNS, RESULTS, Number, row

QUIET: dict[CellId, Number] = dict.fromkeys(FORMS["2021"].cells(), 0)

_ROWS = {
    "new": (30, 2, 0, 0, 1, 1, 34),
    "carried_in": (2, 0, 0, 0, 0, 0, 2),
    "r.open": (8, 1, 0, 0, 0, 0, 9),
    "r.partial": (3, 0, 0, 0, 0, 0, 3),
    "r.deny.5": (1, 0, 0, 0, 0, 0, 1),
    "r.deny.6": (1, 0, 0, 0, 0, 0, 1),
    "r.unable.1": (4, 0, 0, 0, 0, 0, 4),
    "r.unable.2": (5, 0, 0, 0, 1, 0, 6),
    "r.notproc.1": (2, 0, 0, 0, 0, 0, 2),
    "r.notproc.2": (1, 0, 0, 0, 0, 0, 1),
    "r.other.1": (3, 1, 0, 0, 0, 0, 4),
    "r.other.3": (3, 0, 0, 0, 0, 1, 4),
    "r.total": (31, 2, 0, 0, 1, 1, 35),
    "carried_out": (1, 0, 0, 0, 0, 0, 1),
}

BUSY: dict[CellId, Number] = dict(QUIET)
for _code, _values in _ROWS.items():
    BUSY |= row("table3", _code, COLUMNS, _values)
BUSY |= row("table4", "review", RESULTS, (2, 1, 1, 1, 5))
BUSY |= row("table4", "direct", RESULTS, (1, 0, 0, 0, 1))
BUSY |= row("table4", "after_review", RESULTS, (1, 0, 0, 1, 2))
BUSY |= row("table2", "normative", ("made", "repealed", "valid"), (6, 1, 32))
BUSY |= {
    CellId("table2", "licensing"): 517,
    CellId("table2", "penalty"): 93,
    CellId("table2", "coercion"): 4,
    CellId("table2", "fees"): Decimal("40.68"),
}
