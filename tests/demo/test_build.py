"""What `gongkai demo` promises: the year's figures, a living present, a clean and provable installation."""

import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gongkai.demo.figures import REPORTED, REPORTED_TOTAL
from gongkai.law.calendar import Calendar
from tests.support.commands import gongkai, gongkai_ok
from tests.support.schemas import problems

SHANGHAI = ZoneInfo("Asia/Shanghai")
LABELS = {
    "机构职能": 3, "业务动态": 50, "政策文件及政策解读": 11, "重点领域信息公开": 16,
    "政务公开组织推进": 5, "其他": 11,
}  # fmt: skip


def rows(directory: Path, query: str) -> list[tuple]:
    """What a query finds in the demo's database."""
    connection = sqlite3.connect(directory / "gongkai.sqlite3")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def moment(text: str) -> datetime:
    """A time as SQLite keeps it, in local time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(SHANGHAI)


def test_build_only_prints_exactly_the_years_figures(built_demo: Path):
    done = gongkai("demo", "--build-only", "--json", "--dir", built_demo)

    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert problems("demo", told) == []
    assert told == {
        "organ": "gxj",
        "year": 2023,
        "published": {"total": 96, "by_column": LABELS},
        "release": str(built_demo / "release" / "www"),
    }
    assert REPORTED_TOTAL == sum(REPORTED.values()) == 96


def test_the_figures_stand_beside_the_real_ones_with_a_tick(built_demo: Path):
    printed = gongkai_ok("demo", "--build-only", "--dir", built_demo)

    assert len(re.findall("✓", printed)) == len(LABELS) + 1
    assert "✗" not in printed


def test_a_demo_is_found_again_and_never_built_over(built_demo: Path, tmp_path: Path):
    before = rows(built_demo, "SELECT count(*), max(id) FROM kernel_auditentry")
    gongkai_ok("demo", "--build-only", "--dir", built_demo)
    assert rows(built_demo, "SELECT count(*), max(id) FROM kernel_auditentry") == before

    (tmp_path / "重要.txt").write_text("别动", "utf-8")
    done = gongkai("demo", "--build-only", "--dir", tmp_path)
    assert done.returncode == 2
    assert "已有别的内容" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["重要.txt"]


def test_every_act_of_the_past_happened_on_a_working_day_in_order(built_demo: Path):
    calendar = Calendar.builtin()
    chains: dict[str, list[datetime]] = {}
    for chain, at in rows(built_demo, "SELECT chain, at FROM kernel_auditentry ORDER BY chain, seq"):
        chains.setdefault(chain, []).append(moment(at))

    assert len(chains) == 6
    for times in chains.values():
        assert times == sorted(times)
    days = {at.date() for times in chains.values() for at in times}
    assert [day for day in days if not calendar.is_workday(day)] == []


def test_nobody_looked_at_his_own_work(built_demo: Path):
    own = rows(
        built_demo,
        "SELECT count(*) FROM disclosure_reviewrecord r JOIN disclosure_item i ON i.id = r.item_id"
        " WHERE r.reviewer_id IN (i.drafter_id, i.last_editor_id)",
    )
    seen = rows(
        built_demo,
        "SELECT count(*) FROM disclosure_item i WHERE public_state = 'live' AND NOT EXISTS"
        " (SELECT 1 FROM disclosure_reviewrecord r WHERE r.item_id = i.id)",
    )

    assert own == [(0,)]
    assert seen == [(0,)]


def test_there_is_one_of_everything(built_demo: Path):
    kinds = dict(rows(built_demo, "SELECT kind, count(*) FROM disclosure_edition GROUP BY kind"))
    assert kinds["light"] == 1 and kinds["validity"] == 1
    assert rows(
        built_demo,
        "SELECT validity FROM disclosure_item WHERE doc_number = '文工信发〔2023〕13号'",
    ) == [("repealed",)]
    states = dict(rows(built_demo, "SELECT public_state, count(*) FROM disclosure_item GROUP BY 1"))
    assert states["withdrawn"] == 1 and states["withheld"] == 1
    work = dict(rows(built_demo, "SELECT work_state, count(*) FROM disclosure_item GROUP BY 1"))
    assert work["in_review"] >= 4 and work["approved"] == 1 and work["scheduled"] == 1
    assert rows(built_demo, "SELECT count(*) FROM disclosure_item WHERE returned_reason <> ''") == [(1,)]
    assert rows(built_demo, "SELECT count(*) FROM disclosure_expedited WHERE settled_at IS NULL") == [(1,)]
    assert rows(built_demo, "SELECT count(*) FROM disclosure_relation") == [(7,)]
    roles = {role for (role,) in rows(built_demo, "SELECT DISTINCT role FROM kernel_rolegrant")}
    assert len(roles) == 9


def test_nothing_is_left_undone_but_tomorrows_publication(built_demo: Path):
    left = rows(built_demo, "SELECT kind, state FROM kernel_outboxjob WHERE state <> 'done'")

    assert left == [("disclosure.publish_due", "waiting")]


def test_it_needs_no_network_place_or_organ_of_the_real_report(built_demo: Path):
    pages = [path.read_text("utf-8") for path in (built_demo / "release" / "www").rglob("*.html")]

    assert len(pages) > 200
    assert not any("文登" in page or "威海" in page for page in pages)
    assert not any("13800138000" in page for page in pages)
