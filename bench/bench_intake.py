"""Requests taken in per second, on both databases in one run: one sender alone, then several at once.

Each goes the whole way of the door for programs: puzzle, checks, the proof of identity judged and sealed on
disk, number, audit, answer. All go to one organ, whose number series and audit chain let one in at a time.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import multiprocessing
import time
from collections.abc import Sequence
from typing import Any

from bench.engines import engines
from bench.figures import machine_line, milliseconds, percentile, table
from bench.installation import measure, parser, start_django

SIZES = (1000,)
SENDERS = 4
_EASY = 2


def one(times: int) -> None:
    """The figures of the installation that the environment names."""
    start_django()
    found = {"alone": _rate(1, times), "together": _rate(SENDERS, max(1, times // SENDERS))}
    figures = {f"{name}_{key}": value for name, told in found.items() for key, value in told.items()}
    print(json.dumps(figures))


def _rate(senders: int, times: int) -> dict[str, float]:
    """Requests per second of so many processes, and how long one waits."""
    context = multiprocessing.get_context("fork")
    with context.Pool(senders) as pool:
        # Started and warm before the clock runs.
        pool.map(_send, [1] * senders, chunksize=1)
        began = time.perf_counter()
        waits = [wait for told in pool.map(_send, [times] * senders, chunksize=1) for wait in told]
        seconds = time.perf_counter() - began
    return {"rate": len(waits) / seconds, "p95": percentile(waits, 0.95)}


def _send(times: int) -> list[float]:
    """Send so many requests; how long each took, without the work that a browser does."""
    from django.conf import settings
    from django.test import Client

    from gongkai.kernel.models import Organ

    settings.GONGKAI_GATE_DIFFICULTY, settings.GONGKAI_INTAKE_PER_HOUR = _EASY, 10**9
    organ = Organ.objects.filter(merged_into=None).order_by("pk").last()
    assert organ is not None  # every installation has one
    client, url, waits = Client(), f"/api/requests/new/{organ.code}/", []
    for _ in range(times):
        content = json.dumps(_body(client, url))
        began = time.perf_counter()
        answer = client.post(url, content, content_type="application/json")
        waits.append(time.perf_counter() - began)
        if answer.status_code != 201:
            raise RuntimeError(answer.content.decode())
    return waits


def _body(client: Any, url: str) -> dict[str, object]:
    import secrets

    from PIL import Image

    from tests.portal.requests_visitor import entered, solve

    picture = io.BytesIO()
    Image.effect_noise((320, 200), 60).save(picture, "JPEG")
    return {
        "token": secrets.token_hex(16), "applicant_kind": "natural",
        "applicant": {name: entered()[name] for name in ("name", "id_kind", "id_number", "phone")},
        "asked": {"description": "2025年度文川区技术改造专项资金拨付明细"}, "form": "electronic",
        "way": "online", "proof": {"solution": solve(client.get(url).json()["challenge"])},
        "files": [{"role": "identity", "name": "身份证.jpg",
                   "content": base64.b64encode(picture.getvalue()).decode()}],
    }  # fmt: skip


def main() -> None:
    """Measure both databases and print how much quicker the second takes requests in."""
    made = parser(__doc__ or "", SIZES)
    made.add_argument("--times", type=int, default=200, help="每轮提交多少件")
    arguments: argparse.Namespace = made.parse_args()
    if arguments.one:
        one(arguments.times)
        return
    print(machine_line())
    for size in arguments.sizes:
        rows: list[Sequence[object]] = []
        first: dict[str, float] = {}
        for engine in engines():
            told = measure("bench.bench_intake", size, arguments.keep, ("--times", str(arguments.times)))
            first = first or told
            rows += [_row(engine, name, told, first) for name in ("alone", "together")]
        print(table(("数据库", "同时提交", "每秒件数", "每件 p95", "与 SQLite 之比"), rows))


def _row(engine: str, name: str, told: dict[str, float], first: dict[str, float]) -> list[object]:
    rate = told[f"{name}_rate"]
    return [
        engine, {"alone": 1, "together": SENDERS}[name], f"{rate:.1f}", milliseconds(told[f"{name}_p95"]),
        f"{rate / first[f'{name}_rate']:.2f}",
    ]  # fmt: skip


if __name__ == "__main__":
    main()
