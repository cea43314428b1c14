"""Writes a package: documents first, then tables, index page and manifest; equal contents, equal bytes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from gongkai.dossier import canonical
from gongkai.dossier.calendar_files import calendar_files
from gongkai.dossier.clock_file import CLOCK_FILE, clock_table
from gongkai.dossier.contents import Contents
from gongkai.dossier.errors import PackageTooLarge
from gongkai.dossier.index_page import INDEX, index_page
from gongkai.dossier.manifest import MANIFEST, Erased, Manifest, Member, Sign, manifest_bytes
from gongkai.dossier.names import document_name
from gongkai.dossier.zip_layout import entry

RULES_FOLDER = "rules/"
_TITLES = {
    CLOCK_FILE: "期限计算", "events.json": "事实登记", "decision.json": "决定", "record.json": "办理记录",
    "audit.json": "审计记录", INDEX: "目录",
}  # fmt: skip
_TOO_LARGE = "案卷材料超过四个吉字节，不能装进一个包。请与系统管理员联系，分开留存大文件。"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the package's own hash and size, and its manifest."""

    digest: str
    size: int
    manifest: Manifest


def write_package(contents: Contents, target: IO[bytes], *, sign: Sign) -> Written:
    """Write the package into an empty, seekable file open for reading and writing.

    Members are stored, not compressed: bytes depend on the contents alone, and nothing can swell when it is
    opened. Raises PackageTooLarge, and whatever reading a document raises.
    """
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
            package = _Package(archive)
            _put_documents(package, contents)
            _put_tables(package, contents)
            manifest = _manifest(contents, package)
            page = index_page(contents, manifest)
            package.put(INDEX, [page], title=_TITLES[INDEX], kind="index")
            manifest = _manifest(contents, package)
            _write(archive, MANIFEST, [manifest_bytes(manifest, sign)])
    except (zipfile.LargeZipFile, OverflowError) as error:
        raise PackageTooLarge(_TOO_LARGE) from error
    digest, size = _measured(target)
    return Written(digest, size, manifest)


class _Package:
    """The archive being written, and the members it already has."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.members: list[Member] = []
        self.erased: list[Erased] = []

    def put(self, name: str, chunks: Iterable[bytes], *, title: str, kind: str, **more: object) -> None:
        """Add one member, hashing it on the way."""
        digest, size = _write(self.archive, name, chunks)
        self.members.append(Member(name, size, digest, title, kind, **more))  # type: ignore[arg-type]


def _put_documents(package: _Package, contents: Contents) -> None:
    for position, document in enumerate(contents.documents, start=1):
        name = document_name(position, document.title, document.extension)
        if document.read is None:
            erased_on = document.erased_on or contents.as_of
            package.erased.append(Erased(name, document.title, document.kind, erased_on))
            continue
        package.put(
            name, document.read(), title=document.title, kind=document.kind, on=document.on,
            internal=document.internal, note=document.note,
        )  # fmt: skip


def _put_tables(package: _Package, contents: Contents) -> None:
    tables: dict[str, object] = {
        CLOCK_FILE: clock_table(contents.story, contents.reading, contents.as_of),
        "events.json": list(contents.events),
        "decision.json": dict(contents.decision),
        "record.json": dict(contents.record),
        "audit.json": list(contents.audit),
    }
    for name, table in tables.items():
        package.put(name, [canonical.text_of(table)], title=_TITLES[name], kind="table")
    for name, raw in calendar_files(contents.calendar).items():
        package.put(name, [raw], title="工作日日历", kind="calendar")
    for name, text in sorted(contents.rules.items()):
        package.put(f"{RULES_FOLDER}{name}", [text.encode()], title="规则", kind="rules")


def _manifest(contents: Contents, package: _Package) -> Manifest:
    return Manifest(
        number=contents.number,
        organ=contents.organ,
        organ_code=contents.organ_code,
        made_at=contents.made_at,
        as_of=contents.as_of,
        calendar_version=contents.reading.calendar_version,
        rules_version=contents.reading.rules_version,
        members=tuple(package.members),
        erased=tuple(package.erased),
    )


def _write(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> tuple[str, int]:
    hasher, size = hashlib.sha256(), 0
    with archive.open(entry(name), "w") as member:
        for chunk in chunks:
            hasher.update(chunk)
            size += len(chunk)
            member.write(chunk)
    return hasher.hexdigest(), size


def _measured(target: IO[bytes]) -> tuple[str, int]:
    target.flush()
    target.seek(0)
    hasher, size = hashlib.sha256(), 0
    while chunk := target.read(1 << 20):
        hasher.update(chunk)
        size += len(chunk)
    target.seek(0)
    return hasher.hexdigest(), size
