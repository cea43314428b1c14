"""The desk's pages of requests at 100,000 requests on SQLite and PostgreSQL: lists, filters, search, a case.

Asked by the office of the largest organ through Django's own test client, middleware, rights, queries and
templates included, the network not.
"""

from __future__ import annotations

import json
import random

from bench.bench_desk import BACKEND, BAR, Question, ask
from bench.engines import engines
from bench.figures import machine_line, median, milliseconds, percentile, table
from bench.installation import measure, parser, start_django

SIZES = (100_000,)
ITEMS = 100
WORDS = ("补助名单", "学区划分依据 2024", "第77批", "无此词语")


def questions(chance: random.Random) -> list[Question]:
    """The lists and pages an office opens all day."""
    from django.db.models import Max

    from gongkai.requests.models import Case

    last = Case.objects.aggregate(last=Max("pk"))["last"]
    some = [chance.randint(1, last) for _ in range(120)]
    mine = Case.objects.filter(pk__in=some, organ__code="ju1")
    numbers = list(mine.values_list("number", flat=True))
    base = "/desk/requests/"
    return [
        Question("列表 全部", [base]),
        Question("列表 在办", [f"{base}?view=open"]),
        Question("列表 将到期", [f"{base}?view=pressing"]),
        Question("列表 已逾期", [f"{base}?view=overdue"]),
        Question("列表 按期限", [f"{base}?view=all&sort=due"]),
        Question("列表 年度", [f"{base}?view=all&year={year}" for year in range(2020, 2027)]),
        Question("列表 已办结", [f"{base}?view=ended"]),
        Question("查找 词语", [f"{base}?view=all&q={word}" for word in WORDS]),
        Question("查找 编号", [f"{base}?view=all&q={number}" for number in numbers]),
        Question("案件页", [f"{base}{pk}/" for pk in mine.values_list("pk", flat=True)]),
        Question("首页", ["/desk/"]),
    ]


def one(times: int) -> None:
    """The figures of the installation that the environment names."""
    start_django()
    from django.test import Client

    from gongkai.kernel.models import Person

    figures: dict[str, list[float]] = {}
    client = Client()
    client.force_login(Person.objects.get(username="reviewer1"), backend=BACKEND)
    for question in questions(random.Random(3)):  # noqa: S311 - no secret
        ask(client, question.addresses[0])
        found = [ask(client, address) for address in (question.addresses * times)[:times]]
        wall = [answer.wall for answer in found]
        figures[question.name] = [
            median(wall), percentile(wall, 0.95), max(answer.queries for answer in found)
        ]  # fmt: skip
    print(json.dumps(figures, ensure_ascii=False))


def main() -> None:
    """Measure every size on both databases; print p95, its ratio to the bar and one database to the other."""
    made = parser(__doc__ or "", SIZES)
    made.add_argument("--times", type=int, default=40, help="每个问题问几次")
    arguments = made.parse_args()
    if arguments.one:
        one(arguments.times)
        return
    print(machine_line())
    for size in arguments.sizes:
        found: dict[str, dict[str, list[float]]] = {}
        for engine in engines():
            inner = ["--times", str(arguments.times)]
            found[engine] = measure("bench.bench_case_desk", ITEMS, arguments.keep, inner, cases=size)
        print(f"{size} 件")
        _print(found)


def _print(found: dict[str, dict[str, list[float]]]) -> None:
    rows = []
    for name, (middle, high, queries) in found["SQLite"].items():
        row = [name, milliseconds(middle), milliseconds(high), f"{high / BAR:.2f}", f"{queries:.0f}"]
        if "PostgreSQL" in found:
            other = found["PostgreSQL"][name]
            row += [milliseconds(other[0]), milliseconds(other[1]), f"{other[1] / BAR:.2f}",
                    f"{other[1] / high:.2f}"]  # fmt: skip
        rows.append(row)
    bar = f"与 {BAR * 1000:.0f} 毫秒之比"
    heads = ["页面", "SQLite 中位", "SQLite p95", bar, "最多查询"]
    if "PostgreSQL" in found:
        heads += ["PostgreSQL 中位", "PostgreSQL p95", bar, "两库 p95 之比"]
    print(table(heads, rows))


if __name__ == "__main__":
    main()
