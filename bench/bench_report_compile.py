"""Compiling an annual report from a year of 1,000,000 requests, against asking for every cell by itself.

All requests belong to one organ and lie in and around one year. They are multiplied in the database from one
that was loaded as acts leave it, inside a transaction that is rolled back, so that nothing stays behind.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.engines import engines
from bench.figures import machine_line, table
from bench.installation import measure, parser, start_django

if TYPE_CHECKING:
    from django.db.models import Model

    from gongkai.kernel.models import Organ
    from gongkai.requests.models import Case

SIZES = (1_000_000,)
ITEMS, TEMPLATES = 100, 200
YEAR = 2025
MIXES = 5000
#: Beyond it SQLite is not what an authority uses, and asking cell by cell takes it half an hour.
SQLITE_MOST = 100_000
#: A year of this many requests is to be compiled in less than this many seconds.
BAR_SIZE, BAR = 1_000_000, 10.0
FIRST, SPAN = date(YEAR - 1, 11, 1), 425
_NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < %s)"


def one(size: int) -> None:
    """The figures of the installation that the environment names."""
    start_django()
    from django.db import connection, transaction

    from gongkai.law.report_form import form_for
    from gongkai.reporting.carry_over import prove
    from gongkai.reporting.compiling import compile_cells
    from gongkai.reporting.counting import count_table3
    from gongkai.requests.models import Case

    template = Case.objects.filter(report_row="r.open").select_related("organ", "key").order_by("pk")[0]
    organ = template.organ
    with transaction.atomic():
        multiply(template, size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        found = {
            "compile": timed(lambda: compile_cells(organ, YEAR)),
            "grouped": timed(lambda: count_table3(organ, YEAR, form_for(YEAR))),
            "cells": timed(lambda: by_cell(organ)),
            "prove": timed(lambda: prove(organ, YEAR)),
            "freeze": timed(lambda: keep_members(organ)),
        }
        transaction.set_rollback(True)
    print(json.dumps(found))


def timed(work: Callable[[], object]) -> float:
    """How many seconds it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def by_cell(organ: Organ) -> dict[str, int]:
    """Table 3 as one would count it without thinking: a query for every cell."""
    from gongkai.law.report_form import TABLE3, form_for
    from gongkai.reporting.counting import case_condition, counted_cases

    return {
        str(cell): counted_cases(organ).filter(case_condition(YEAR, cell.row, cell.column)).count()
        for cell in form_for(YEAR).cells()
        if cell.table == TABLE3
    }


def keep_members(organ: Organ) -> None:
    """Freeze what is behind every cell, as signing does."""
    from django.utils.timezone import now

    from gongkai.kernel.models import Person
    from gongkai.reporting.members import freeze
    from gongkai.reporting.models import AnnualReport, ReportEdition

    moment, person = now(), Person.objects.order_by("pk")[0]
    report = AnnualReport.objects.create(
        organ=organ, year=YEAR, form_code="2021", opened_by=person, opened_at=moment, changed_at=moment
    )
    freeze(ReportEdition.objects.create(report=report, number=1, opened_at=moment))


def multiply(template: Case, size: int) -> None:
    """Insert so many copies of the case with days, rows and applicants of their own."""
    from django.db import connection
    from django.db.models import Max

    from gongkai.kernel.models import PrivateKey
    from gongkai.requests.models import Case

    base = max(model.objects.aggregate(last=Max("pk"))["last"] for model in (Case, PrivateKey))
    fresh = {
        "id": f"{base} + numbers.i", "key_id": f"{base} + numbers.i", "number": "'B-' || numbers.i",
        "code_hash": "'B-' || numbers.i", "submission_token": "NULL", "day0": "mix.day0",
        "ended_on": "mix.ended_on", "applicant_kind": "mix.kind", "report_row": "mix.report_row",
        "counted": "mix.counted",
    }  # fmt: skip
    key = {"id": f"{base} + numbers.i"}
    with connection.cursor() as cursor:
        make_mix(cursor)
        cursor.execute(copying(PrivateKey, key, ""), [size, template.key_id])
        mix = f"JOIN bench_mix AS mix ON mix.place = numbers.i %% {MIXES}"
        cursor.execute(copying(Case, fresh, mix), [size, template.pk])


def copying(model: type[Model], fresh: dict[str, str], joined: str) -> str:
    """The statement that copies one row so many times, some columns of each copy being fresh."""
    table_name, names = model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(fresh.get(name, f"one.{name}") for name in names)
    source = f"{_NUMBERS} SELECT {values} FROM numbers JOIN {table_name} AS one ON one.id = %s {joined}"  # noqa: S608
    return f"INSERT INTO {table_name} ({', '.join(names)}) {source}"


def make_mix(cursor) -> None:  # type: ignore[no-untyped-def]
    """A table of days, rows and kinds that the copies go through: one in twelve open, a few not counted."""
    from gongkai.law.outcomes import REPORT_ROWS
    from gongkai.requests.models import ApplicantKind

    chance = random.Random(11)  # noqa: S311 - no secret
    rows = []
    for place in range(MIXES):
        day0 = FIRST + timedelta(chance.randrange(SPAN))
        ended = day0 + timedelta(chance.randrange(3, 60)) if chance.random() > 1 / 12 else None
        row = chance.choice(REPORT_ROWS.codes()) if ended else ""
        rows.append((place, day0, ended, chance.choice(ApplicantKind.values), row, chance.random() > 0.02))
    cursor.execute(
        "CREATE TEMPORARY TABLE bench_mix (place integer PRIMARY KEY, day0 date, ended_on date,"
        " kind varchar(14), report_row varchar(12), counted boolean)"
    )
    cursor.executemany("INSERT INTO bench_mix VALUES (%s, %s, %s, %s, %s, %s)", rows)


def main() -> None:
    """Measure every size on both databases and print how much longer a query for every cell takes."""
    made = parser(__doc__ or "", SIZES)
    made.add_argument("--size", type=int, help="仅内部使用：这一次的件数")
    arguments = made.parse_args()
    if arguments.one:
        one(arguments.size)
        return
    print(machine_line())
    rows = []
    for size in arguments.sizes:
        for engine in engines():
            if engine == "SQLite" and size > SQLITE_MOST:
                continue
            inner = ["--size", str(size)]
            found = measure("bench.bench_report_compile", ITEMS, arguments.keep, inner, cases=TEMPLATES)
            bar = BAR * size / BAR_SIZE
            rows.append(
                [
                    engine, str(size), f"{found['compile']:.2f} 秒", f"{size / found['compile']:.0f}",
                    f"{found['compile'] / bar:.2f}", f"{found['grouped']:.2f} 秒", f"{found['cells']:.2f} 秒",
                    f"{found['cells'] / found['grouped']:.1f}", f"{found['prove']:.2f} 秒",
                    f"{found['freeze']:.2f} 秒",
                ]
            )  # fmt: skip
    heads = (
        "数据库", "件数", "统计全部", "每秒件数", "与百万件 10 秒之比", "表三分组统计", "表三逐格查询",
        "逐格与分组之比", "结转逐件核对", "定稿时留存成员",
    )  # fmt: skip
    print(table(heads, rows))


if __name__ == "__main__":
    main()
