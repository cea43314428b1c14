"""The desk's item list and item page at 100,000 items: times and queries, through Django's own test client.

Each question is asked `--times` times by a drafter, by the office and by the district's authority, who sees
every organ. Times include middleware, rights, queries and templates, not the network; the
processor's share of them is hardly moved by other work on the machine.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.figures import machine_line, median, milliseconds, percentile, table
from bench.installation import measure, parser, start_django

if TYPE_CHECKING:
    from django.test import Client

SIZES = (100_000,)
BAR = 0.2  # seconds at the 95th percentile
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NEXT = re.compile(r'href="(\?[^"]*)"[^>]*rel="next"|rel="next"[^>]*href="(\?[^"]*)"')
#: Words that occur everywhere, sometimes, and nowhere.
WORDS = ("通知", "数字化转型", "绿色工厂 通知", "第99批", "无此词语")


@dataclass(frozen=True)
class Question:
    """What is asked, by its name, and the addresses it is asked by in turn."""

    name: str
    addresses: list[str]


def questions(chance: random.Random) -> Iterator[Question]:
    """The lists and pages that people open all day."""
    from django.db.models import Max

    from gongkai.disclosure.models import Column, Item

    columns = list(Column.objects.filter(organ__code="ju1").values_list("pk", flat=True))
    last = Item.objects.aggregate(last=Max("pk"))["last"]
    some = [chance.randint(1, last) for _ in range(40)]
    numbers = list(Item.objects.filter(pk__in=some).values_list("index_number", flat=True))
    mine = list(Item.objects.filter(pk__in=some, organ__code="ju1").values_list("pk", flat=True))
    base = "/desk/items/"
    yield Question("列表", [base])
    yield Question("列表 已公开", [f"{base}?view=public"])
    yield Question("列表 按发布日期", [f"{base}?sort=published"])
    yield Question("列表 栏目", [f"{base}?column={pk}" for pk in columns])
    yield Question("列表 年份", [f"{base}?year={year}" for year in range(2017, 2027)])
    yield Question("列表 我的草稿", [f"{base}?view=drafts"])
    yield Question("查找 词语", [f"{base}?q={word}" for word in WORDS])
    yield Question("查找 索引号", [f"{base}?q={number}" for number in numbers])
    yield Question("信息页", [f"{base}{pk}/" for pk in mine])
    yield Question("首页", ["/desk/"])


@dataclass(frozen=True)
class Answer:
    """Wall-clock and processor seconds, queries and text of one page."""

    wall: float
    processor: float
    queries: int
    text: str


def ask(client: Client, address: str) -> Answer:
    """Get the page. Raises ValueError unless it is there."""
    from django.db import connection

    asked = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        wall, processor = time.perf_counter(), time.process_time()
        answer = client.get(address)
        text = answer.content.decode()
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    if answer.status_code != 200:
        raise ValueError(f"{address}：{answer.status_code}")
    return Answer(wall, processor, asked, text)


def turn_pages(client: Client, times: int) -> list[Answer]:
    """The next page, and the next, as far as that goes."""
    found: list[Answer] = []
    text = ask(client, "/desk/items/").text
    while len(found) < times:
        link = NEXT.search(text)
        if link is None:
            break
        found.append(ask(client, "/desk/items/" + (link[1] or link[2]).replace("&amp;", "&")))
        text = found[-1].text
    return found


def one(times: int) -> None:
    """The figures of the installation that the environment names."""
    start_django()
    from django.test import Client

    from gongkai.kernel.models import Person

    chance = random.Random(1)  # noqa: S311 - no secret
    figures: dict[str, list[float]] = {}
    asked = list(questions(chance))
    for username in ("drafter1", "reviewer1", "qu"):
        client = Client()
        client.force_login(Person.objects.get(username=username), backend=BACKEND)
        ask(client, "/desk/items/")
        answers = {"列表 下一页": turn_pages(client, times)}
        for question in asked:
            rounds = (question.addresses * times)[:times]
            answers[question.name] = [ask(client, address) for address in rounds]
        for name, found in answers.items():
            if found:
                wall = [answer.wall for answer in found]
                processor = [answer.processor for answer in found]
                queries = max(answer.queries for answer in found)
                figures[f"{name}（{username}）"] = [
                    median(wall), percentile(wall, 0.95), percentile(processor, 0.95), queries,
                ]  # fmt: skip
    print(json.dumps(figures, ensure_ascii=False))


def main() -> None:
    """Measure every size and print the ratio to the bar."""
    made = parser(__doc__ or "", SIZES)
    made.add_argument("--times", type=int, default=40, help="每个问题问几次")
    arguments = made.parse_args()
    if arguments.one:
        one(arguments.times)
        return
    print(machine_line())
    for items in arguments.sizes:
        found = measure("bench.bench_desk", items, arguments.keep, ["--times", str(arguments.times)])
        rows = [
            [name, milliseconds(middle), milliseconds(high), f"{high / BAR:.2f}", milliseconds(work),
             f"{queries:.0f}"]
            for name, (middle, high, work, queries) in found.items()
        ]  # fmt: skip
        print(f"{items} 条")
        heads = ("页面（谁）", "中位", "p95", f"与 {BAR * 1000:.0f} 毫秒之比", "处理器时间 p95", "最多查询")
        print(table(heads, rows))


if __name__ == "__main__":
    main()
