"""Builds the versions of the form from their table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.law.catalogue.entries import Table, rows_at
from gongkai.law.outcomes.report_rows import REPORT_GROUPS, REPORT_ROWS, ReportRow, row_in_report_of
from gongkai.law.provenance import Basis
from gongkai.law.report_form.form import Block, Column, Deadline, Form, Head, Named, Row

FILE = "report_form.toml"
_NUMERALS = "一二三四五六七八九十"


def _named(key: str) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    for row, entry in rows_at(FILE, key):
        yield row, {**entry, "aliases": tuple(row.get("aliases", ()))}


def _sections(code: str) -> tuple[Named, ...]:
    """The sections as that version titles them; every other spelling stays an alias."""
    found = []
    for row, entry in _named("section"):
        label = row.get("labels", {}).get(code, entry["label"])
        spellings = dict.fromkeys((entry["label"], *entry["aliases"]))
        aliases = tuple(one for one in spellings if one != label)
        found.append(Named(**{**entry, "label": label, "aliases": aliases}))
    return tuple(found)


def _column(row: Mapping[str, Any], basis: Basis) -> Column:
    return Column(
        code=row["code"], label=row["label"], basis=basis, aliases=tuple(row.get("aliases", ())),
        unit=row.get("unit", "件"), signed=row.get("signed", False),
    )  # fmt: skip


def _blocks(code: str) -> Iterator[Block]:
    for row, entry in rows_at(FILE, "block"):
        if row["format"] == code:
            basis = entry["basis"]
            names = tuple(
                Named(
                    code=name["code"],
                    label=name["label"],
                    basis=basis,
                    aliases=tuple(name.get("aliases", ())),
                )
                for name in row["rows"]
            )
            yield Block(
                **entry, rows=names, columns=tuple(_column(column, basis) for column in row["columns"])
            )


def _table3_rows(first_year: int) -> Iterator[Row]:
    frame = {row["code"]: entry for row, entry in _named("frame")}
    yield Row(**frame["new"], number="一、")
    yield Row(**frame["carried_in"], number="二、")
    for at, group in enumerate(REPORT_GROUPS):
        yield from _group_rows(group.code, group.label, f"（{_NUMERALS[at]}）", first_year)
    yield Row(**frame["r.total"], number=f"（{_NUMERALS[len(REPORT_GROUPS)]}）")
    yield Row(**frame["carried_out"], number="四、")


def _group_rows(code: str, label: str, number: str, first_year: int) -> Iterator[Row]:
    """The group's rows in that year's form; a group without rows of its own is printed as one row."""
    members = [row for row in REPORT_ROWS if row.group == code]
    printed = {row_in_report_of(first_year, row.code): row for row in members}
    if len(printed) == 1:
        ((key, row),) = printed.items()
        alone = row.label if key == row.code else label
        yield Row(code=key, label=alone, basis=row.basis, number=number, aliases=(label,), is_detail=True)
        return
    for key, row in printed.items():
        yield _detail(key, row, number, label)


def _detail(key: str, row: ReportRow, group_number: str, group_label: str) -> Row:
    return Row(
        code=key, label=row.label, basis=row.basis, number=f"{key.rpartition('.')[2]}.", group=row.group,
        group_number=group_number, group_label=group_label, is_detail=True,
    )  # fmt: skip


def _form(row: Mapping[str, Any], entry: dict[str, Any]) -> Form:
    return Form(
        **entry,
        first_year=row["first_year"],
        last_year=row.get("last_year"),
        sections=_sections(row["code"]),
        heads=tuple(
            Head(**head, words=tuple(data["words"]), heading=tuple(data["heading"]))
            for data, head in rows_at(FILE, "head")
        ),
        blocks=tuple(_blocks(row["code"])),
        rows=tuple(_table3_rows(row["first_year"])),
        applicants=tuple(Column(**column) for _, column in _named("applicant")),
        remedies=tuple(Named(**group) for _, group in _named("remedy")),
        results=tuple(Column(**result) for _, result in _named("result")),
    )


FORMS: Table[Form] = Table("年报格式", (_form(row, entry) for row, entry in rows_at(FILE, "format")))

DEADLINES: Table[Deadline] = Table(
    "年报期限",
    (Deadline(**entry, month=row["month"], day=row["day"]) for row, entry in rows_at(FILE, "deadline")),
)


class NoForm(ValueError):
    """A year whose reports followed no national form with tables."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(year)

    def __str__(self) -> str:
        return f"{self.year}年的年报没有全国统一的统计表格式，只能处理2019年及以后的年报。"


def form_for(year: int) -> Form:
    """The form the report on that year is written on. Raises NoForm before 2019."""
    for form in FORMS:
        if form.covers(year):
            return form
    raise NoForm(year)
