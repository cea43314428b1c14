"""`verify` and `bake`: every alteration is named, and a rebuild sets it right."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.support.commands import gongkai, gongkai_ok
from tests.support.schemas import problems


def verified(part: str, directory: Path) -> tuple[int, list[dict]]:
    """The code and the differences of a verification."""
    done = gongkai("verify", part, "--dir", directory, "--json")
    told = json.loads(done.stdout)
    assert problems("verify", told) == []
    assert told["ok"] is (done.returncode == 0)
    return done.returncode, told["differences"]


def execute(directory: Path, *statements: str) -> None:
    """Alter the database behind the program's back."""
    connection = sqlite3.connect(directory / "gongkai.sqlite3")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def without_triggers(directory: Path, *statements: str) -> None:
    """Alter append-only rows and hide how: the triggers are back afterwards."""
    connection = sqlite3.connect(directory / "gongkai.sqlite3")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


def a_page(directory: Path) -> Path:
    """A published item's page."""
    return next(iter(sorted((directory / "release/www/gxj/xx/2023").glob("*.html"))))


def test_an_untouched_demo_is_code_0(built_demo: Path):
    assert verified("release", built_demo) == (0, [])
    assert verified("audit", built_demo) == (0, [])


def test_an_altered_a_missing_and_a_foreign_file_are_named(demo: Path):
    pages = sorted((demo / "release/www/gxj/xx/2023").glob("*.html"))
    pages[0].write_bytes(pages[0].read_bytes().replace("工业".encode(), "农业".encode(), 1))
    pages[1].unlink()
    (demo / "release/www/gxj/planted.html").write_text("<p>假的</p>", "utf-8")

    code, differences = verified("release", demo)

    assert code == 1
    assert {(one["where"].rsplit("/", 1)[-1], one["kind"]) for one in differences} == {
        (pages[0].name, "altered"),
        (pages[1].name, "missing"),
        ("planted.html", "foreign"),
    }
    said = gongkai("verify", "release", "--dir", demo).stdout
    assert "核对不符，共 3 处" in said
    gongkai_ok("bake", "--all", "--dir", demo)
    assert verified("release", demo) == (0, [])


def test_a_forged_manifest_is_named_and_can_be_given_up(demo: Path):
    head = demo / "release/manifest/head.json"
    head.write_text(head.read_text("utf-8").replace('"generation":', '"generation":1'), "utf-8")

    assert verified("release", demo)[0] == 1
    assert {one["kind"] for one in verified("audit", demo)[1]} == {"anchors"}
    assert gongkai("bake", "--all", "--dir", demo).returncode == 2

    gongkai_ok("bake", "--all", "--discard-manifest", "--dir", demo)
    assert verified("release", demo) == (0, [])


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE kernel_auditentry SET actor_id = 1 WHERE id = 200", "内容与哈希不符"),
        ("UPDATE kernel_auditentry SET at = '2023-01-01 00:00:00' WHERE id = 200", "内容与哈希不符"),
        ("DELETE FROM kernel_auditentry WHERE id = 200", "序号不连续"),
        (
            "DELETE FROM kernel_auditentry WHERE id = (SELECT max(id) FROM kernel_auditentry)",
            "末尾记录缺失",
        ),
    ],
)
def test_an_altered_audit_row_is_named(demo: Path, statement: str, message: str):
    without_triggers(demo, statement)

    code, differences = verified("audit", demo)

    assert code == 1
    assert any(message in one["message"] for one in differences)


def test_a_chain_cut_short_with_its_head_is_caught_by_the_release(demo: Path):
    without_triggers(
        demo,
        "DELETE FROM kernel_auditentry WHERE seq > 100 AND"
        " chain = (SELECT chain FROM kernel_auditentry ORDER BY id DESC LIMIT 1)",
        "UPDATE kernel_audithead SET seq = (SELECT max(seq) FROM kernel_auditentry e"
        " WHERE e.chain = kernel_audithead.chain), hash = (SELECT hash FROM kernel_auditentry e"
        " WHERE e.chain = kernel_audithead.chain ORDER BY seq DESC LIMIT 1)",
    )

    code, differences = verified("audit", demo)

    assert code == 1
    assert ["锚点" in one["message"] for one in differences] == [True]


def test_the_database_itself_refuses_to_alter_an_audit_row(demo: Path):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        execute(demo, "DELETE FROM kernel_auditentry WHERE id = 200")


def test_a_page_can_be_read_without_the_program(built_demo: Path):
    text = a_page(built_demo).read_text("utf-8")

    assert '<meta name="ArticleTitle"' in text
    assert "海岳市文川区" in text
