"""The rows of table 3 of the annual report in which an ended request is counted."""

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "report_rows.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow(Entry):
    """One row of the format of 2021; `trial_row` is its row in the format of 2019 and 2020."""

    group: str
    trial_row: str


REPORT_GROUPS: Table[Entry] = Table(
    "年报办理结果的大类", (Entry(**entry) for _, entry in rows_at(FILE, "group"))
)

REPORT_ROWS: Table[ReportRow] = Table(
    "年报办理结果的行",
    (
        ReportRow(group=row["group"], trial_row=row.get("trial_row", row["code"]), **entry)
        for row, entry in rows_at(FILE, "row")
    ),
)


def row_in_report_of(year: int, row: str) -> str:
    """The row that counts a request in the report of that year; `row` is a key of REPORT_ROWS.

    The reports for 2019 and 2020 had one row `r.other` for 其他处理. Raises UnknownCode.
    """
    entry = REPORT_ROWS[row]
    starts = entry.basis.effective_from
    return entry.code if starts is None or year >= starts.year else entry.trial_row
