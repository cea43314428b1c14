"""The list a bureau may start from: article 20's items and what offices usually add."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows_at

FILE = "duty_list.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingLine(Entry):
    """One line to start with; `label` is the second level's name, `rhythm` a wording as offices write it."""

    level1: str
    content: str
    statutory_class: str
    rhythm: str
    audience: str
    channel: str


STARTING_LINES: Table[StartingLine] = Table(
    "主动公开基本目录起始清单",
    (
        StartingLine(
            level1=row["level1"], content=row["content"], statutory_class=row.get("class", ""),
            rhythm=row["rhythm"], audience=row.get("audience", "全社会"),
            channel=row.get("channel", "政府网站"), **entry,
        )
        for row, entry in rows_at(FILE, "line")
    ),
)  # fmt: skip
