"""Every alteration of a package is named: each byte's file, each line of the manifest, each trick of zips."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from gongkai.dossier import NotAPackage, verify_package
from gongkai.dossier.zip_layout import entry
from tests.dossier.samples import (
    contents,
    members_of,
    other_sign,
    package_bytes,
    resealed,
    sign,
    zipped,
)

RAW = package_bytes()
MEMBERS = members_of(RAW)
LINES = MEMBERS["manifest.json"].decode().splitlines()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the package under test lies."""
    return tmp_path / "案卷.zip"


def judged(path: Path, raw: bytes | None = None, **more: object) -> set[tuple[str, str]]:
    """(where, kind) of every finding."""
    if raw is not None:
        path.write_bytes(raw)
    return {(one.where, str(one.kind)) for one in verify_package(path, **more).findings}


def kinds(found: set[tuple[str, str]]) -> set[str]:
    """The kinds alone."""
    return {kind for _, kind in found}


def test_an_untouched_package_is_proved_with_and_without_the_key(path):
    assert judged(path, RAW, sign=sign) == set()
    report = verify_package(path)
    assert report.findings == [] and report.number == "GXJ-2026-00001"
    assert any("没有核对签名" in note for note in report.notes)
    assert any("信封" in note and "清除" in note for note in report.notes)


def test_laid_out_anew_by_our_own_hand_it_is_the_same(path):
    assert zipped(MEMBERS, path).read_bytes() == RAW


@pytest.mark.parametrize("name", [name for name in MEMBERS if name != "manifest.json"])
def test_a_flipped_byte_in_any_file_is_named(path, name):
    raw = bytearray(MEMBERS[name])
    raw[len(raw) // 2] ^= 1
    assert (name, "altered") in judged(zipped(MEMBERS | {name: bytes(raw)}, path))


@pytest.mark.parametrize("name", list(MEMBERS))
def test_a_missing_file_is_named(path, name):
    left = {one: raw for one, raw in MEMBERS.items() if one != name}
    assert (name, "missing") in judged(zipped(left, path))


@pytest.mark.parametrize("name", [name for name in MEMBERS if name != "manifest.json"])
def test_a_longer_and_a_shorter_file_are_named(path, name):
    for raw in (MEMBERS[name] + b" ", MEMBERS[name][:-1], b""):
        assert (name, "altered") in judged(zipped(MEMBERS | {name: raw}, path))


@pytest.mark.parametrize("name", ["documents/05-后来加的.pdf", "readme.txt", "calendar/2030.json"])
def test_an_added_file_is_named(path, name):
    assert (name, "foreign") in judged(zipped(MEMBERS | {name: b"{}"}, path))


@pytest.mark.parametrize("number", range(len(LINES)))
def test_every_line_of_the_manifest_altered_or_removed_is_noticed(path, number):
    line = LINES[number]
    for altered in (_one_character_else(line), None, line + " "):
        lines = [*LINES[:number], *([] if altered is None else [altered]), *LINES[number + 1 :]]
        raw = ("\n".join(lines) + "\n").encode()
        # Another signature of the right form is told from the right one by the key alone.
        key = sign if '"signature"' in line else None
        assert judged(zipped(MEMBERS | {"manifest.json": raw}, path), sign=key), (number, altered)


def _one_character_else(line: str) -> str:
    """The line with a character in the midst of its text or number replaced by another of its sort."""
    for at in range(len(line) - 1, -1, -1):
        char = line[at]
        if char.isdigit():
            return line[:at] + str((int(char) + 1) % 10) + line[at + 1 :]
        if char.isalpha():
            return line[:at] + ("甲" if char != "甲" else "乙") + line[at + 1 :]
    return line.replace(line.strip(), "") or "x"


def test_any_flipped_byte_of_the_whole_package_is_noticed(path):
    """Every 37th byte and the whole of the last two kilobytes: heads, names, directory, end."""
    places = [*range(0, len(RAW), 37), *range(len(RAW) - 2048, len(RAW))]
    for at in places:
        raw = bytearray(RAW)
        raw[at] ^= 0x10
        try:
            assert judged(path, bytes(raw)), at
        except NotAPackage:
            continue


def test_a_manifest_made_anew_is_caught_by_the_key_alone(path):
    forged = resealed(MEMBERS | {"documents/04-原件.docx": b"other"}, signer=None)
    assert judged(zipped(forged, path)) == set()
    assert judged(path, sign=sign) == {("manifest.json", "signature")}
    forged = resealed(MEMBERS | {"documents/04-原件.docx": b"other"}, signer=other_sign)
    assert judged(zipped(forged, path), sign=sign) == {("manifest.json", "signature")}


def test_and_by_the_digest_that_was_entered_when_it_was_filed(path):
    digest = _digest(RAW)
    assert judged(path, RAW, digest=digest) == set()
    zipped(resealed(MEMBERS | {"documents/04-原件.docx": b"other"}, signer=None), path)
    assert judged(path, digest=digest) == {(path.name, "altered")}


def _digest(raw: bytes) -> str:
    import hashlib

    return hashlib.sha256(raw).hexdigest()


def test_an_erased_file_that_is_there_after_all_is_foreign(path):
    assert judged(zipped(MEMBERS | {"documents/02-信封.jpg": b"x"}, path)) == {
        ("documents/02-信封.jpg", "foreign")
    }


def test_calling_a_file_erased_does_not_hide_that_it_was_taken_out(path):
    def erase(body: dict) -> None:
        row = next(row for row in body["files"] if row["name"].startswith("documents/04"))
        body["files"].remove(row)
        body["erased"].append({"name": row["name"], "title": "原件", "kind": "x", "erased_on": "2026-04-01"})

    left = {name: raw for name, raw in MEMBERS.items() if not name.startswith("documents/04")}
    assert judged(zipped(resealed(left, erase, signer=None), path), sign=sign) == {
        ("manifest.json", "signature")
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("due", "2026-04-01"), ("first_due", None), ("day0", "2026-02-09"), ("used", 3), ("state", "open"),
        ("excluded", []), ("breaches", [{"code": "replied_late", "text": "", "basis": ""}]),
        ("days", []), ("provisional", True), ("rules_version", "2019-05-15"), ("trace", "none"),
        ("calendar_version", "cn-2026-000000000000"), ("added", 1),
    ],
)  # fmt: skip
def test_a_false_reading_is_found_by_counting_again(path, field, value):
    table = json.loads(MEMBERS["clock.json"])
    table["reading"][field] = value
    raw = json.dumps(table, ensure_ascii=False).encode()
    found = judged(zipped(resealed(MEMBERS | {"clock.json": raw}), path), sign=sign)
    assert kinds(found) == {"clock"}


def test_the_manifest_and_the_count_must_name_the_same_rules_calendar_and_day(path):
    for field, value in (
        ("rules_version", "2019-05-15"), ("calendar_version", "cn-2026-0"), ("as_of", "2026-03-30"),
    ):  # fmt: skip
        altered = resealed(MEMBERS, lambda body, f=field, v=value: body.update({f: v}))
        assert judged(zipped(altered, path), sign=sign) == {(f"clock.json · {field}", "clock")}


def test_rules_that_were_not_in_force_on_the_day_of_receipt_are_remarked_on(path):
    from gongkai.law.clock import clock, rules_by_version
    from tests.dossier.samples import AS_OF, STORY

    calendar = contents().calendar
    for version, told in (("2019-05-15", True), ("2021-01-01", False)):
        reading = clock(STORY, calendar=calendar, rules=rules_by_version(version), as_of=AS_OF)
        path.write_bytes(package_bytes(reading=reading))
        report = verify_package(path, sign=sign)
        assert report.findings == []
        assert any("收到申请时施行的不是这一版规则" in note for note in report.notes) is told


def test_a_false_story_is_found_by_counting_again(path):
    table = json.loads(MEMBERS["clock.json"])
    table["events"] = table["events"][-1:]
    raw = json.dumps(table, ensure_ascii=False).encode()
    found = judged(zipped(resealed(MEMBERS | {"clock.json": raw}), path), sign=sign)
    assert ("clock.json · due", "clock") in found


def test_a_false_calendar_is_found_by_counting_again_and_named(path):
    table = json.loads(MEMBERS["calendar/2026.json"])
    table["off"].remove("2026-02-16")
    raw = json.dumps(table, ensure_ascii=False).encode()
    zipped(resealed(MEMBERS | {"calendar/2026.json": raw}), path)
    report = verify_package(path, sign=sign)
    assert ("calendar", "clock") in {(one.where, str(one.kind)) for one in report.findings}
    assert any("2026年" in note for note in report.notes)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("clock.json", b"{}"), ("clock.json", b"[]"), ("clock.json", b"\xff"), ("clock.json", b'{"a": NaN}'),
        ("rules/clock.toml", b"="), ("rules/clock.toml", b""), ("calendar/2026.json", b"{}"),
        ("calendar/local-00.json", b"null"), ("clock.json", b'{"as_of":"2026-03-27","reading":[]}'),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_read_are_named_and_nothing_falls_over(path, name, raw):
    assert "clock" in kinds(judged(zipped(resealed(MEMBERS | {name: raw}), path), sign=sign))


@pytest.mark.parametrize("raw", [b"{}", b"null", b"[1]", b'[{"seq":1}]', b"\xff", b"[{]"])
def test_audit_rows_that_cannot_be_read_are_named(path, raw):
    found = judged(zipped(resealed(MEMBERS | {"audit.json": raw}), path), sign=sign)
    assert found == (set() if raw == b"{}" else {("audit.json", "audit")})


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [(0, "act", "x"), (1, "actor", 9), (2, "detail", {}), (0, "at", "2026"), (2, "prev", "1" * 64),
     (1, "seq", 9), (1, "algorithm", "md5"), (1, "hash", "0" * 64)],
)  # fmt: skip
def test_an_altered_audit_row_is_named(path, row, field, value):
    rows = json.loads(MEMBERS["audit.json"])
    rows[row][field] = value
    raw = json.dumps(rows, ensure_ascii=False).encode()
    assert "audit" in kinds(judged(zipped(resealed(MEMBERS | {"audit.json": raw}), path), sign=sign))


def test_audit_rows_that_do_not_follow_each_other_are_named(path):
    rows = json.loads(MEMBERS["audit.json"])
    for altered in ([rows[1], rows[0]], [rows[0], rows[0]]):
        raw = json.dumps(altered, ensure_ascii=False).encode()
        assert "audit" in kinds(judged(zipped(resealed(MEMBERS | {"audit.json": raw}), path), sign=sign))


# Tricks of zips


def test_two_files_of_one_name_are_named_and_both_are_looked_at(path):
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "w") as archive:
        for name, raw in [*MEMBERS.items(), ("clock.json", b"other")]:
            archive.writestr(entry(name), raw)
    found = judged(path)
    assert {("clock.json", "archive"), ("clock.json", "altered")} <= found


@pytest.mark.parametrize(
    "name", ["../evil.html", "/etc/evil", "a/../../b", "C:evil", "a\\b", "x\u202ey", "d/"]
)
def test_a_name_that_leaves_the_package_or_hides_is_named(path, name):
    found = judged(zipped(MEMBERS | {name: b"x"}, path))
    assert "archive" in kinds(found) and "foreign" in kinds(found)


def test_data_before_between_and_after_is_named(path):
    assert ("压缩包", "archive") in judged(path, RAW + b"x")
    assert ("压缩包", "archive") in judged(path, b"MZ" + RAW)
    assert ("压缩包", "archive") in judged(path, RAW[:-2] + struct.pack("<H", 4) + b"note")


def test_a_compressed_copy_is_named_and_still_read(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in MEMBERS.items():
            archive.writestr(name, raw)
    found = judged(path)
    assert kinds(found) == {"archive"} and ("clock.json", "archive") in found


def test_a_bomb_is_not_inflated_beyond_what_the_manifest_states(path, monkeypatch):
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in MEMBERS.items():
            if name == "record.json":
                archive.writestr(name, b"\0" * (256 << 20), zipfile.ZIP_DEFLATED)
            else:
                archive.writestr(entry(name), raw)
    del bomb
    read = []
    real = zipfile.ZipExtFile.read

    def counted(self, n=-1):
        piece = real(self, n)
        read.append(len(piece))
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    found = judged(path)
    assert {("record.json", "archive"), ("record.json", "altered")} <= found
    assert sum(read) < 4 * len(RAW)


def test_an_encrypted_member_is_named(path):
    raw = bytearray(RAW)
    with zipfile.ZipFile(io.BytesIO(RAW)) as archive:
        at = archive.getinfo("clock.json").header_offset
        start = archive.start_dir
    raw[at + 6] |= 1
    central = RAW.index(b"clock.json", start) - 46
    raw[central + 8] |= 1
    assert {("clock.json", "archive"), ("clock.json", "altered")} <= judged(path, bytes(raw))


def test_a_head_that_tells_another_name_than_the_directory_is_named(path):
    raw = bytearray(RAW)
    with zipfile.ZipFile(io.BytesIO(RAW)) as archive:
        at = archive.getinfo("clock.json").header_offset
    raw[at + 30 : at + 40] = b"clack.json"
    assert {("clock.json", "archive"), ("clock.json", "altered")} <= judged(path, bytes(raw))


@pytest.mark.parametrize(
    "raw", [b"", b"x", b"%PDF-1.7", RAW[:200], RAW[100:2000], RAW[: len(RAW) // 2], b"PK\5\6" + b"\0" * 10]
)
def test_what_is_no_package_at_all_cannot_be_read(path, raw):
    path.write_bytes(raw)
    with pytest.raises(NotAPackage, match=r"案卷包|压缩"):
        verify_package(path)


def test_a_folder_and_nothing_cannot_be_read(tmp_path):
    for place in (tmp_path, tmp_path / "none.zip"):
        with pytest.raises(NotAPackage, match="打不开"):
            verify_package(place)


@pytest.mark.parametrize(
    "raw", [
        b"", b"[]", b"{}", b"null", b"\xff\xfe", b'{"format":"gongkai-dossier"}', b'{"a":1,"a":2}',
        b'{"format":"gongkai-dossier","files":[{}],"erased":[]}',
        b'{"format":"gongkai-dossier","files":5}',
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_named(path, raw):
    assert ("manifest.json", "manifest") in judged(zipped(MEMBERS | {"manifest.json": raw}, path))


def test_a_manifest_of_a_later_format_is_named(path):
    later = resealed(MEMBERS, lambda body: body.update(format_version=2))
    assert judged(zipped(later, path), sign=sign) == {("manifest.json", "manifest")}


def test_a_file_listed_twice_is_named(path):
    twice = resealed(MEMBERS, lambda body: body["files"].append(dict(body["files"][0])))
    assert "manifest" in kinds(judged(zipped(twice, path), sign=sign))


def test_a_case_still_open_is_proved_too(path):
    from gongkai.law.calendar import Calendar
    from gongkai.law.clock import Channel, Received, Story, clock, rules_on
    from tests.dossier.samples import AS_OF

    story, calendar = Story(Received(Channel.ONLINE, AS_OF)), Calendar.builtin()
    reading = clock(story, calendar=calendar, rules=rules_on(AS_OF), as_of=AS_OF)
    raw = package_bytes(story=story, reading=reading, calendar=calendar, documents=())
    assert contents().documents and judged(path, raw, sign=sign) == set()
