"""`init`, `migrate`, `organ`, `user`, `calendar load`: a real organ starts from nothing."""

import json
import sqlite3
import stat
from pathlib import Path

from gongkai.cli.organ import KINDS
from gongkai.cli.user import ROLES
from gongkai.kernel.models import Role
from gongkai.kernel.models.organs import OrganKind
from tests.cli.conftest import ORGAN
from tests.support.commands import gongkai, gongkai_ok
from tests.support.schemas import problems

NOTICES = Path(__file__).parent.parent / "law" / "notices"


def rows(directory: Path, query: str) -> list[tuple]:
    """What a query finds in the installation's database."""
    connection = sqlite3.connect(directory / "gongkai.sqlite3")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_init_makes_keys_only_the_account_reads(installation: Path):
    keys = installation / "keys"

    assert stat.S_IMODE(keys.stat().st_mode) & 0o077 == 0
    assert {path.name for path in keys.iterdir()} == {
        "django.key",
        "release.key",
        "pseudonym.key",
        "fields.key",
    }
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in keys.iterdir())


def test_init_makes_the_first_administrator_who_must_change_the_password(installation: Path):
    assert rows(installation, "SELECT username, must_change_password FROM kernel_person") == [("admin", 1)]
    assert rows(installation, "SELECT role FROM kernel_rolegrant") == [("admin",)]


def test_the_password_is_printed_once_and_kept_nowhere(made_once: tuple[Path, str], admin_password: str):
    directory, printed = made_once

    assert printed.count(admin_password) == 1
    kept = [
        path
        for path in directory.rglob("*")
        if path.is_file() and admin_password.encode() in path.read_bytes()
    ]
    assert kept == []


def test_init_again_changes_nothing(installation: Path):
    before = {path.name: path.read_bytes() for path in (installation / "keys").iterdir()}

    printed = gongkai_ok("init", "--dir", installation, *ORGAN)

    assert {path.name: path.read_bytes() for path in (installation / "keys").iterdir()} == before
    assert "一次性密码" not in printed
    assert rows(installation, "SELECT count(*) FROM kernel_organ") == [(1,)]


def test_dir_beats_database_url(tmp_path: Path):
    directory = tmp_path / "其他目录"

    gongkai_ok("init", "--dir", directory, *ORGAN, DATABASE_URL="postgres://nobody@127.0.0.1:9/none")

    assert (directory / "gongkai.sqlite3").exists()


def test_a_directory_without_installation_is_code_2_and_says_what_to_do(tmp_path: Path):
    for command in (["worker", "--once"], ["serve"], ["verify", "audit"], ["organ", "list"]):
        done = gongkai(*command, "--dir", tmp_path)

        assert done.returncode == 2, command
        assert "gongkai init" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_organ_comes_with_columns_departments_and_administrator(installation: Path):
    printed = gongkai_ok(
        "organ", "add", "gxj", "海岳市文川区工业和信息化局", "--dir", installation, "--admin", "gxjadmin",
        "--department", "bgs=办公室", "--department", "qyk=企业科",
    )  # fmt: skip

    assert "一次性密码" in printed
    told = json.loads(gongkai_ok("organ", "list", "--dir", installation, "--json"))
    assert problems("organs", told) == []
    assert [(organ["code"], organ["parent"]) for organ in told] == [("wcq", None), ("gxj", "wcq")]
    parts = rows(installation, "SELECT platform_part FROM disclosure_column WHERE organ_id = 2")
    assert {part for (part,) in parts} >= {"guide", "rules", "statutory", "annual_reports", ""}
    assert rows(installation, "SELECT count(*) FROM kernel_department WHERE organ_id = 2") == [(2,)]


def test_a_refused_organ_leaves_nothing(installation: Path):
    done = gongkai("organ", "add", "x", "某局", "--dir", installation, "--department", "没有等号")

    assert done.returncode == 2
    assert "代码=名称" in done.stderr
    assert rows(installation, "SELECT count(*) FROM kernel_organ") == [(1,)]


def test_people_are_entered_given_roles_and_listed(installation: Path):
    gongkai_ok("organ", "add", "gxj", "某局", "--dir", installation, "--department", "bgs=办公室")
    gongkai_ok(
        "user", "add", "zhoujing", "周静", "--dir", installation, "--organ", "gxj", "--role", "drafter",
        "--department", "bgs",
    )  # fmt: skip
    gongkai_ok("user", "grant", "zhoujing", "reviewer", "--dir", installation, "--organ", "gxj")

    told = json.loads(gongkai_ok("user", "list", "--dir", installation, "--organ", "gxj", "--json"))
    assert problems("users", told) == []
    assert [(row["username"], row["role"], row["department"]) for row in told] == [
        ("zhoujing", "drafter", "bgs"),
        ("zhoujing", "reviewer", None),
    ]


def test_three_offices_stay_three_people(installation: Path):
    done = gongkai("user", "grant", "admin", "auditor", "--dir", installation, "--organ", "wcq")

    assert done.returncode == 2
    assert "三个人分别担任" in done.stderr


def test_a_role_of_a_department_asks_for_it(installation: Path):
    done = gongkai(
        "user", "add", "lisi", "李四", "--dir", installation, "--organ", "wcq", "--role", "drafter"
    )

    assert done.returncode == 2
    assert rows(installation, "SELECT count(*) FROM kernel_person WHERE username = 'lisi'") == [(0,)]


def test_an_administrator_who_cannot_get_in_gets_a_new_password(installation: Path):
    before = rows(installation, "SELECT password FROM kernel_person")

    printed = gongkai_ok("user", "reset", "admin", "--dir", installation)

    assert "一次性密码" in printed
    assert rows(installation, "SELECT password FROM kernel_person") != before
    acts = rows(installation, "SELECT act, door FROM kernel_auditentry ORDER BY id DESC LIMIT 1")
    assert acts == [("kernel.person.password_reset", "cli")]


def test_unknown_names_are_code_2_in_chinese(installation: Path):
    assert "没有登录名为" in gongkai("user", "reset", "nobody", "--dir", installation).stderr
    done = gongkai("user", "grant", "admin", "signer", "--dir", installation, "--organ", "nowhere")
    assert done.returncode == 2
    assert "gongkai organ list" in done.stderr


def test_migrate_puts_the_triggers_back(installation: Path):
    connection = sqlite3.connect(installation / "gongkai.sqlite3")
    connection.execute("DROP TRIGGER kernel_auditentry_no_update")
    connection.close()
    assert gongkai("worker", "--once", "--dir", installation).returncode == 2

    gongkai_ok("migrate", "--dir", installation)

    assert gongkai("worker", "--once", "--dir", installation).returncode == 0


def test_a_notice_is_loaded_and_a_faulty_one_is_not(installation: Path, tmp_path: Path):
    gongkai_ok("calendar", "load", NOTICES / "2026.txt", "--dir", installation)
    assert (installation / "calendar" / "2026.json").is_file()

    faulty = tmp_path / "notice.txt"
    faulty.write_text("这不是通知", "utf-8")
    done = gongkai("calendar", "load", faulty, "--dir", installation)
    assert done.returncode == 2
    assert "没有载入" in done.stderr


def test_the_codes_the_parser_knows_are_the_models():
    assert tuple(Role.values) == ROLES
    assert set(OrganKind.values) == set(KINDS)
