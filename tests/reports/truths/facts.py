"""What the prose of an invented report speaks of: figures out of the tables, and a bureau's other counts."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gongkai.law.report_form import RESULT_TOTAL, TABLE2, TABLE3, TABLE4, TOTAL, CellId
from tests.reports.truths.cells import Value, first_cells, form_of, next_cells
from tests.reports.truths.marked import plain

_CITIES = (
    "临岚市",
    "青浦川市",
    "洛溪市",
    "望澜市",
    "宁崖市",
    "庐棠市",
    "鹤汀市",
    "乾和市",
    "苍原州",
    "澄湖市",
)
_AREAS = (
    "云栖区",
    "东篱县",
    "石埠区",
    "梅岭县",
    "沧浪新区",
    "北屏区",
    "渔渡县",
    "松陵区",
    "白芷县",
    "河间堡区",
)
_BUREAUS = (
    "农业农村局", "教育体育局", "人力资源和社会保障局", "住房和城乡建设局", "市场监督管理局", "自然资源局",
    "交通运输局", "卫生健康局", "应急管理局", "文化和旅游局", "医疗保障局", "水务局", "财政局", "商务局",
    "发展和改革局", "民政局", "司法局", "审计局", "统计局", "行政审批服务局",
)  # fmt: skip
_COLUMNS = (
    "机构职能", "政策文件", "政策解读", "业务动态", "重点领域信息", "财政信息", "人事信息",
    "建议提案办理", "其他信息",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """One report's figures: cells of the form, and `facts` by name, which the prose quotes."""

    organ: str
    year: int
    cells: Mapping[CellId, Value]
    facts: Mapping[str, Any]

    @property
    def form_code(self) -> str:
        """The form it is printed on."""
        return form_of(self.year).code


def percent(part: Decimal | int, whole: Decimal | int, digits: int = 2) -> str:
    """«12.5%»: rounded half up, without trailing noughts."""
    exact = Decimal(part) * 100 / Decimal(whole)
    text = str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def change(now: int, before: int) -> str:
    """«增长12.5%», «下降3%» or «持平»."""
    if now == before:
        return "持平"
    return f"{'增长' if now > before else '下降'}⟦percent|{percent(abs(now - before), before)}⟧"


def pair(seed: int, year: int | None = None) -> tuple[Truth, Truth]:
    """The truths of two years running of one organ, the earlier first."""
    chance = random.Random(f"truth {seed}")  # noqa: S311 - figures, not secrets
    city, area = chance.choice(_CITIES), chance.choice(_AREAS)
    whole = chance.random() < 0.25
    organ = f"{city}{area}人民政府" if whole else f"{city}{area}{chance.choice(_BUREAUS)}"
    scale = chance.choice(("some", "many")) if whole else chance.choice(("none", "few", "few", "some"))
    year = year or chance.choice((2020, 2022, 2022, 2023, 2023, 2023, 2024, 2024, 2025))
    earlier = first_cells(chance, form_of(year - 1), scale)
    later = next_cells(chance, form_of(year), scale, earlier)
    short = ("我区" if area.endswith("区") else "我县") if whole else "我局"
    named = {"organ": organ, "city": city, "area": area, "short": short, "whole": whole}
    before = _outside(chance, None)
    after = _outside(chance, before)
    first = Truth(organ, year - 1, earlier, named | _facts(chance, year - 1, earlier, before, None))
    return first, Truth(organ, year, later, named | _facts(chance, year, later, after, first))


def _outside(chance: random.Random, before: Mapping[str, Any] | None) -> dict[str, Any]:
    labels = [*chance.sample(_COLUMNS[:-1], chance.randint(3, 6)), _COLUMNS[-1]]
    parts = [(label, chance.randint(1, chance.choice((9, 60, 300)))) for label in labels]
    npc, cppcc = chance.randint(0, 30), chance.randint(1, 40)
    grade_b = chance.choice((0, 0, chance.randint(0, npc + cppcc)))
    collected = chance.randint(1, 4) if chance.random() < 0.15 else 0
    return {
        "parts": parts, "published": sum(count for _, count in parts),
        "wechat": chance.randint(20, 900), "weibo": chance.randint(20, 500),
        "interpretations": chance.randint(1, 40), "trainings": chance.randint(1, 9),
        "trainees": chance.randint(12, 400), "hotline": chance.randint(1, 6), "press": chance.randint(1, 8),
        "npc": npc, "cppcc": cppcc, "proposals": npc + cppcc,
        "grade_a": npc + cppcc - grade_b, "grade_b": grade_b,
        "fee_count": collected,
        "fee_amount": sum(chance.choice((100, 200, 380, 540, 40)) for _ in range(collected)),
        "visits": chance.randint(9, 99), "actions": chance.randint(2, 80), "counters": chance.randint(1, 20),
        "published_last": before["published"] if before else chance.randint(20, 900),
    }  # fmt: skip


def _facts(
    chance: random.Random,
    year: int,
    cells: Mapping[CellId, Value],
    outside: dict[str, Any],
    before: Truth | None,
) -> dict[str, Any]:
    facts = {**outside, **_quoted(year, cells), "year": year, "last": year - 1, "next": year + 1}
    facts["published_change"] = change(facts["published"], facts["published_last"])
    # Where the text does not say what it is compared with, nobody could tell whether it is right.
    facts["published_change_loose"] = plain(facts["published_change"])
    facts["last_new"] = before.facts["new"] if before else None
    facts["signed_on"] = date(year + 1, 1, chance.randint(4, 30))
    facts["phone"] = f"0{chance.randint(310, 998)}-{chance.randint(2_000_000, 8_999_999)}"
    facts["street"] = chance.choice(("长亭路", "文昌街", "凤鸣大道", "市府前街", "采薇路", "新桥东路"))
    facts["door"] = chance.randint(1, 399)
    facts["site"] = (
        f"http://www.{chance.choice(('yunqi', 'dongli', 'shibu', 'meiling', 'canglang'))}.example.cn"
    )
    return facts


def _quoted(year: int, cells: Mapping[CellId, Value]) -> dict[str, Any]:
    form = form_of(year)

    def row(code: str, column: str = TOTAL) -> int:
        return int(cells.get(CellId(TABLE3, code, column)) or 0)

    def group(code: str) -> int:
        return sum(
            row(item.code) for item in form.details if code in (item.group, item.code.removeprefix("r."))
        )

    suits = {
        name: int(cells[CellId(TABLE4, name, TOTAL)] or 0) for name in ("review", "direct", "after_review")
    }
    new, natural = row("new"), row("new", "natural")
    return {
        "new": new, "natural": natural, "legal": new - natural, "carried_in": row("carried_in"),
        "accepted": new + row("carried_in"), "done": row(RESULT_TOTAL), "carried_out": row("carried_out"),
        "open": row("r.open"), "partial": row("r.partial"), "deny": group("deny"), "unable": group("unable"),
        "notproc": group("notproc"), "rest": group("other"),
        "review": suits["review"], "suits": suits["direct"] + suits["after_review"],
        "upheld": int(cells[CellId(TABLE4, "review", "upheld")] or 0),
        "corrected": int(cells[CellId(TABLE4, "review", "corrected")] or 0),
        "made": cells[CellId(TABLE2, "normative", "made")],
        "repealed": cells.get(CellId(TABLE2, "normative", "repealed"), 0),
        "valid": cells[CellId(TABLE2, "normative", "valid" if form.code == "2021" else "public")],
        "licensing": _decisions(cells, "licensing"), "penalty": _decisions(cells, "penalty"),
        "coercion": _decisions(cells, "coercion"),
    }  # fmt: skip


def _decisions(cells: Mapping[CellId, Value], row: str) -> Value:
    return cells.get(CellId(TABLE2, row), cells.get(CellId(TABLE2, row, "decisions")))
