"""`gongkai verify package`: exit code, Chinese words, JSON by its schema, without a database."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from gongkai.dossier.zip_layout import entry
from tests.dossier.samples import members_of, package_bytes, resealed, zipped
from tests.support.commands import gongkai
from tests.support.schemas import problems

RAW = package_bytes()
MEMBERS = members_of(RAW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The package as a file."""
    path = tmp_path / "案卷.zip"
    path.write_bytes(RAW)
    return path


@pytest.fixture
def issuer(tmp_path: Path) -> Path:
    """The data folder of the installation that signed."""
    keys = tmp_path / "installation" / "keys"
    keys.mkdir(parents=True)
    (keys / "release.key").write_text("signing-key-of-the-tests\n", "ascii")
    return keys.parent


def told(path: Path, *more: str | Path, code: int) -> dict:
    """The JSON answer of a run that must end with that code."""
    done = gongkai("verify", "package", path, "--json", *more)
    assert done.returncode == code, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert problems("verify", answer) == []
    assert answer["what"] == "package" and answer["ok"] is (code == 0)
    return answer


def with_symlink(path: Path) -> None:
    """A member that is a link to a file outside."""
    with zipfile.ZipFile(path, "a") as archive:
        info = entry("documents/05-link.pdf")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, b"/etc/passwd")


def with_two_of_a_name(path: Path) -> None:
    """A second clock file behind the first."""
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry("clock.json"), b"{}")


def with_comment(path: Path) -> None:
    """A comment at the end of the archive."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = "已核".encode()


def altered(**files: bytes | None) -> dict[str, bytes]:
    """The members with some replaced, some taken out (None)."""
    return {name: raw for name, raw in (MEMBERS | files).items() if raw is not None}  # type: ignore[misc]


def test_an_untouched_package_is_code_0_and_says_what_was_not_looked_at(path):
    done = gongkai("verify", "package", path)
    assert done.returncode == 0, done.stderr
    assert "案卷包核对无误" in done.stdout and "没有核对签名" in done.stdout
    assert "整包校验值（SHA-256）：" in done.stdout
    assert told(path, code=0)["case"] == "GXJ-2026-00001"


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati", "UTC0", "nonsense"])
def test_the_time_zone_of_the_machine_does_not_matter(path, zone):
    done = gongkai("verify", "package", path, TZ=zone)
    assert done.returncode == 0 and "核对无误" in done.stdout


def test_no_database_and_no_installation_is_needed(path, tmp_path):
    done = gongkai(
        "verify", "package", path, DATABASE_URL="postgres://nobody@127.0.0.1:1/none",
        GONGKAI_DIR=str(tmp_path / "nowhere"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("members", "where", "kind"),
    [
        (altered(**{"documents/04-原件.docx": b"sourcE"}), "documents/04-原件.docx", "altered"),
        (altered(**{"documents/04-原件.docx": None}), "documents/04-原件.docx", "missing"),
        (altered(**{"documents/05-后加.pdf": b"x"}), "documents/05-后加.pdf", "foreign"),
        (altered(**{"../../evil": b"x"}), "../../evil", "archive"),
        (altered(**{"manifest.json": None}), "manifest.json", "missing"),
    ],
)
def test_what_departs_is_named_with_code_1(path, members, where, kind):
    differences = told(zipped(members, path), code=1)["differences"]
    assert (where, kind) in {(one["where"], one["kind"]) for one in differences}


@pytest.mark.parametrize(
    ("trick", "where"),
    [(with_symlink, "documents/05-link.pdf"), (with_two_of_a_name, "clock.json"), (with_comment, "压缩包")],
)
def test_tricks_of_zips_are_named_with_code_1(path, trick, where):
    trick(path)
    differences = told(path, code=1)["differences"]
    assert (where, "archive") in {(one["where"], one["kind"]) for one in differences}


def test_data_in_front_is_named_and_nothing_is_unpacked(path, tmp_path):
    path.write_bytes(b"#!/bin/sh\n" + RAW)
    before = sorted(os.listdir(tmp_path))
    done = gongkai("verify", "package", path)
    assert done.returncode == 1 and "案卷包核对不符，共" in done.stdout
    assert sorted(os.listdir(tmp_path)) == before


def test_the_key_tells_a_forged_manifest(path, issuer):
    answer = told(path, "--dir", issuer, code=1)
    assert [one["kind"] for one in answer["differences"]] == ["signature"]
    key = b"signing-key-of-the-tests"
    zipped(resealed(MEMBERS, signer=lambda raw: _hmac(key, raw)), path)
    assert told(path, "--dir", issuer, code=0)["notes"] == [
        "信封：已于 2026-03-30 按保管期限清除，清单有记录。"
    ]


def _hmac(key: bytes, raw: bytes) -> str:
    import hashlib
    import hmac

    return hmac.new(key, raw, hashlib.sha256).hexdigest()


def test_the_digest_of_the_register_is_compared(path):
    digest = told(path, code=0)["digest"]
    assert told(path, "--digest", f" {digest.upper()} ", code=0)["differences"] == []
    assert [one["kind"] for one in told(path, "--digest", "0" * 64, code=1)["differences"]] == ["altered"]


def test_what_cannot_be_read_is_code_2_with_what_to_do(path, tmp_path):
    missing = gongkai("verify", "package", tmp_path / "没有.zip")
    assert missing.returncode == 2 and "打不开文件" in missing.stderr and "请检查路径" in missing.stderr
    path.write_bytes(b"%PDF-1.7 no zip")
    other = gongkai("verify", "package", path, "--json")
    assert other.returncode == 2 and "不是案卷包" in other.stderr and other.stdout == ""
    path.write_bytes(RAW)
    keyless = gongkai("verify", "package", path, "--dir", tmp_path)
    assert keyless.returncode == 2 and "读不到密钥" in keyless.stderr
