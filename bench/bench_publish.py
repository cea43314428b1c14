"""From a publication's commit to its page: how long, how many files, how many queries, at growing stocks.

A real worker process does the writing, woken by nothing but its own polling, and the file is waited for. The
work itself is measured again in this process: processor time, files touched, queries. All should stay the
same however much has been published before; the last line is the ratio of the largest stock to the smallest.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.baking import bake_once
from bench.figures import machine_line, median, milliseconds, percentile, table
from bench.installation import ROOT, measure, parser, prepare, start_django

SIZES = (1000, 10_000, 100_000)
BAR = 1.0  # seconds from publication to the page
PATIENCE = 30.0


def approved_item(chance: random.Random, number: int) -> tuple[int, Any]:
    """An item through draft, submission and review, with its reviewer, in the largest organ."""
    from django.utils.timezone import localdate, now

    from gongkai.disclosure.acts.draft import draft
    from gongkai.disclosure.acts.review import review
    from gongkai.disclosure.acts.submit import submit
    from gongkai.disclosure.models import Column
    from gongkai.kernel.models import Person

    drafter, reviewer = (Person.objects.get(username=name) for name in ("drafter1", "reviewer1"))
    column = chance.choice(list(Column.objects.filter(organ__code="ju1")))
    mark = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=10))
    values = {
        "title": f"关于{mark}项目申报的通知", "body_html": f"<p>现将申报事项通知如下：{mark}。</p>" * 5,
        "formed_on": localdate(now()), "topic": "t05_01",
    }  # fmt: skip
    item = draft(actor=drafter, column_id=column.pk, values=values, now=now())
    submit(actor=drafter, item_id=item.pk, now=now())
    review(actor=reviewer, item_id=item.pk, now=now())
    return item.pk, reviewer


def publish_now(item_id: int, reviewer: Any) -> Path:
    """Publish it; returns where its page will be."""
    from django.utils.timezone import now

    from gongkai.disclosure.acts.publish import publish
    from gongkai.disclosure.addresses import item_path
    from gongkai.disclosure.models import Item
    from gongkai.portal.publication import release_dir

    publish(actor=reviewer, item_id=item_id, now=now())
    return release_dir() / "www" / item_path(Item.objects.select_related("organ").get(pk=item_id))


@contextmanager
def worker_running() -> Iterator[None]:
    """A worker process as it runs in service."""
    process = subprocess.Popen([sys.executable, "-m", "gongkai.cli.main", "worker"], cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def until_visible(chance: random.Random, times: int) -> list[float]:
    """Seconds from each commit to its page, with the worker at its own pace."""
    waits = []
    with worker_running():
        for number in range(times + 1):
            item_id, reviewer = approved_item(chance, number)
            page = publish_now(item_id, reviewer)
            began = time.perf_counter()
            while not page.exists():
                if time.perf_counter() - began > PATIENCE:
                    raise TimeoutError(f"{PATIENCE:.0f} 秒后仍没有 {page}")
                time.sleep(0.001)
            waits.append(time.perf_counter() - began)
            time.sleep(chance.uniform(0, 0.3))
    return waits[1:]  # the first waited for the worker to start


def work_of(chance: random.Random, times: int) -> dict[str, list[float]]:
    """Processor seconds, files touched and queries of each job, done in this process."""
    from django.db import connection
    from django.utils.timezone import now

    from gongkai.kernel import outbox
    from gongkai.release import Release

    touched: list[float] = []
    apply = Release.apply

    def counted(release: Release, *arguments: Any, **named: Any) -> Any:
        applied = apply(release, *arguments, **named)
        touched.append(applied.touched)
        return applied

    Release.apply = counted  # type: ignore[method-assign,assignment]
    seconds, queries = [], []
    for number in range(times):
        publish_now(*approved_item(chance, number))
        asked: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, asked: list[str] = asked) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        began = time.process_time()
        with connection.execute_wrapper(count):
            outbox.drain(owner="bench", clock=now)
        seconds.append(time.process_time() - began)
        queries.append(float(len(asked)))
    Release.apply = apply  # type: ignore[method-assign]
    return {"work": seconds, "touched": touched, "queries": queries}


def one(times: int) -> None:
    """The figures of the installation that the environment names."""
    start_django()
    from django.utils.timezone import now

    from gongkai.kernel import outbox

    outbox.drain(owner="bench", clock=now)
    chance = random.Random(f"{time.time_ns()}")  # noqa: S311 - no secret; kept stocks must not repeat titles
    waits = until_visible(chance, times)
    found = work_of(chance, times)
    figures = {name: median(values) for name, values in found.items()}
    print(json.dumps(figures | {"visible": median(waits), "visible_p95": percentile(waits, 0.95)}))


def arguments_of(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command takes."""
    made = parser(__doc__ or "", SIZES)
    made.add_argument("--times", type=int, default=30, help="每种规模发布几次")
    return made.parse_args(argv)


def main() -> None:
    """Measure every size; the last line is what growth costs."""
    arguments = arguments_of()
    if arguments.one:
        one(arguments.times)
        return
    print(machine_line())
    rows, found = [], []
    for items in arguments.sizes:
        bake_once(prepare(items, arguments.keep))
        found.append(measure("bench.bench_publish", items, arguments.keep, ["--times", str(arguments.times)]))
        last = found[-1]
        rows.append(
            [items, milliseconds(last["visible"]), milliseconds(last["visible_p95"]),
             f"{last['visible_p95'] / BAR:.2f}", milliseconds(last["work"]), f"{last['touched']:.0f}",
             f"{last['queries']:.0f}"]
        )  # fmt: skip
    heads = (
        "条数",
        "可见 中位",
        "可见 p95",
        f"p95 与 {BAR:.0f} 秒之比",
        "写页处理器时间",
        "触及文件",
        "查询",
    )
    print(table(heads, rows))
    ratios = [f"{found[-1][name] / found[0][name]:.2f}" for name in ("visible", "work", "touched", "queries")]
    print("最大与最小规模之比：可见 {}，处理器时间 {}，触及文件 {}，查询 {}".format(*ratios))


if __name__ == "__main__":
    main()
