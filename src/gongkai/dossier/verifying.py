"""Proves a package: its layout, its manifest, every file, the dates, the audit rows."""

from __future__ import annotations

import hashlib
import hmac
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gongkai.dossier import canonical
from gongkai.dossier.chain import AUDIT_FILE, check_chain
from gongkai.dossier.errors import NotAPackage
from gongkai.dossier.findings import FindingKind, Report
from gongkai.dossier.manifest import ALGORITHM, FORMAT, FORMAT_VERSION, MANIFEST, Sign, digest_of, signed_part
from gongkai.dossier.recount import recount
from gongkai.dossier.zip_layout import departures

_CHUNK = 1 << 20
#: How a damaged, compressed or locked member makes itself known when it is read.
_DAMAGES = (RuntimeError, zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, zlib.error)
#: A table larger than this is none that a package holds; the manifest is read first and bounds the rest.
MOST_TABLE = 64 << 20
_TABLES = ("table", "calendar", "rules", "index")

_NOT_THERE = "打不开文件“{path}”，请检查路径和权限。"
_NO_ZIP = "文件“{name}”不是案卷包，或者已经损坏到打不开。请核对文件，必要时向出具机关重新索取。"
_NO_MANIFEST = "包里没有清单，不能证明其余文件。"
_BAD_MANIFEST = "清单读不出，或者不是案卷包的清单。"
_NEWER = "清单的格式版本是 {version}，本程序只认识 {known}，请用新版本核对。"
_ALTERED_MANIFEST = "清单被改动：与它自己的校验值或者写法不符。"
_TWICE_LISTED = "清单里有两行登记了同一个文件。"
_WRONG_SIGNATURE = "签名不符：清单不是这个系统出具的，或者被改动后重新计算过。"
_UNSIGNED = "没有核对签名：签名要用出具机关系统的密钥核对，请在该系统上加 --dir 再核对一次。"
_MISSING = "清单中有此文件，包里没有。"
_FOREIGN = "包里有此文件，清单中没有。"
_ERASED_BACK = "清单写明此文件已按保管期限清除，包里却有。"
_SIZE = "文件大小与清单不符，应为 {expected} 字节。"
_CONTENT = "文件内容与清单登记的哈希值不符。"
_UNREADABLE = "文件读不出：已经损坏或者加了密码。"
_ERASED = "{title}：已于 {on} 按保管期限清除，清单有记录。"
_WRONG_DIGEST = "整个文件的校验值与登记的不符，应为 {expected}，实为 {actual}。"


def verify_package(path: Path, *, sign: Sign | None = None, digest: str = "") -> Report:
    """Everything in which the package departs from what was written; nothing is unpacked to disk.

    `sign` is the issuing installation's way to sign, where it is at hand; `digest` the package's own hash as
    the archive's register has it. Raises NotAPackage when the file cannot be read as a package at all.
    """
    report = Report(digest=_digest_of(path))
    if digest and not hmac.compare_digest(digest.strip().lower().encode(), report.digest.encode()):
        message = _WRONG_DIGEST.format(expected=digest.strip(), actual=report.digest)
        report.add(path.name, FindingKind.ALTERED, message)
    try:
        layout = departures(path)
        with zipfile.ZipFile(path) as archive:
            for where, message in layout:
                report.add(where, FindingKind.ARCHIVE, message)
            _check(archive, report, sign)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise NotAPackage(_NO_ZIP.format(name=path.name)) from error
    return report


def _digest_of(path: Path) -> str:
    hasher = hashlib.new(ALGORITHM)
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                hasher.update(chunk)
    except OSError as error:
        raise NotAPackage(_NOT_THERE.format(path=path)) from error
    return hasher.hexdigest()


def _check(archive: zipfile.ZipFile, report: Report, sign: Sign | None) -> None:
    members = _members(archive)
    body = _manifest(archive, members, report, sign)
    if body is None:
        return
    listed = _listed(body, report)
    erased = {str(row["name"]): row for row in body["erased"]}
    for name in members:
        if name in erased:
            report.add(name, FindingKind.FOREIGN, _ERASED_BACK)
        elif name not in listed and name != MANIFEST:
            report.add(name, FindingKind.FOREIGN, _FOREIGN)
    report.notes += [_ERASED.format(title=row["title"], on=row["erased_on"]) for row in erased.values()]
    tables: dict[str, bytes] = {}
    for name, row in listed.items():
        if name not in members:
            report.add(name, FindingKind.MISSING, _MISSING)
            continue
        for info in members[name]:
            _check_member(archive, info, row, report, tables)
    recount(tables, body, report)
    if AUDIT_FILE in tables:
        check_chain(tables[AUDIT_FILE], report)


def _members(archive: zipfile.ZipFile) -> dict[str, list[zipfile.ZipInfo]]:
    """Every member by its name; two of one name are both looked at."""
    found: dict[str, list[zipfile.ZipInfo]] = {}
    for info in archive.infolist():
        found.setdefault(info.orig_filename, []).append(info)
    return found


def _manifest(
    archive: zipfile.ZipFile, members: Mapping[str, Sequence[zipfile.ZipInfo]], report: Report,
    sign: Sign | None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """The manifest's statements as far as they can be read; what is wrong with it is noted."""
    if MANIFEST not in members:
        report.add(MANIFEST, FindingKind.MISSING, _NO_MANIFEST)
        return None
    try:
        raw = b"".join(_bytes_of(archive, members[MANIFEST][0], MOST_TABLE))
        body = canonical.read_object(raw)
        if body["format"] != FORMAT or not _is_whole(body):
            raise ValueError(FORMAT)
    except (KeyError, TypeError, *_DAMAGES):
        report.add(MANIFEST, FindingKind.MANIFEST, _BAD_MANIFEST)
        return None
    report.number = str(body["case"])
    if body["format_version"] != FORMAT_VERSION:
        message = _NEWER.format(version=body["format_version"], known=FORMAT_VERSION)
        report.add(MANIFEST, FindingKind.MANIFEST, message)
    if raw != canonical.text_of(body) or body["digest"] != digest_of(body):
        report.add(MANIFEST, FindingKind.MANIFEST, _ALTERED_MANIFEST)
    _check_signature(body, report, sign)
    return body


def _is_whole(body: Mapping[str, Any]) -> bool:
    """Whether the manifest has everything that is asked of it below."""
    files = all(
        {"name", "size", "sha256", "kind"} <= set(row) and isinstance(row["size"], int)
        for row in body["files"]
    )
    erased = all({"name", "title", "erased_on"} <= set(row) for row in body["erased"])
    return files and erased and {"case", "format_version", "digest", "signature"} <= set(body)


def _check_signature(body: Mapping[str, Any], report: Report, sign: Sign | None) -> None:
    if sign is None:
        report.notes.append(_UNSIGNED)
        return
    expected, told = sign(signed_part(body)), body["signature"]
    if not isinstance(told, str) or not hmac.compare_digest(told.encode(), expected.encode()):
        report.add(MANIFEST, FindingKind.SIGNATURE, _WRONG_SIGNATURE)


def _listed(body: Mapping[str, Any], report: Report) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for row in body["files"]:
        name = str(row["name"])
        if name in found:
            report.add(name, FindingKind.MANIFEST, _TWICE_LISTED)
        found[name] = row
    return found


def _check_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, row: Mapping[str, Any], report: Report,
    tables: dict[str, bytes],
) -> None:  # fmt: skip
    """Hash one member, never reading past the size the manifest states, and keep the tables."""
    hasher, kept, keeps = hashlib.new(ALGORITHM), bytearray(), row["kind"] in _TABLES
    name, size = str(row["name"]), 0
    try:
        for chunk in _bytes_of(archive, info, row["size"]):
            hasher.update(chunk)
            size += len(chunk)
            if keeps and size <= MOST_TABLE:
                kept += chunk
    except _DAMAGES:
        report.add(name, FindingKind.ALTERED, _UNREADABLE)
        return
    if size != row["size"]:
        report.add(name, FindingKind.ALTERED, _SIZE.format(expected=row["size"]))
    elif hasher.hexdigest() != row["sha256"]:
        report.add(name, FindingKind.ALTERED, _CONTENT)
    if keeps:
        tables[name] = bytes(kept)


def _bytes_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """The member piece by piece, at most one byte more than `most`."""
    left = most + 1
    with archive.open(info) as stream:
        while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
