"""The gates every file handed in passes before it is kept: size, type against name, secrecy marks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

from gongkai.documents import FileRefused, FileType, Limits, extract_text, sniff
from gongkai.kernel import keys
from gongkai.kernel.errors import InputRefused
from gongkai.screening import Finding, Severity, screen_text

ALGORITHM = "sha256"
CHUNK = 1024 * 1024
MOST_FINDINGS = 1000
_TOO_MANY = "文件中的号码过多，只列出一部分，请人工核对全文。"
_TOO_LARGE = "文件超过 {most} MB 的上限。请压缩图片或拆分后再上传。"
_MARKED = (
    "文件中有国家秘密标志，不得在本系统存储、处理。文件没有保存；请按保密规定处置原件，"
    "并立即报告本机关保密工作机构。"
)

#: What a file comes in as: an open file or its bytes piece by piece.
Stream = BinaryIO | Iterable[bytes]


@dataclass(frozen=True)
class KeptFinding:
    """A finding as it may be stored: masked, with a keyed hash to recognise it by."""

    check: str
    label: str
    where: str
    masked: str
    excerpt: str
    overridable: bool
    severity: str
    key: str


def keep_finding(finding: Finding) -> KeptFinding:
    """The storable form of a finding; the value itself goes no further."""
    return KeptFinding(
        check=str(finding.check),
        label=finding.label,
        where=finding.where,
        masked=finding.masked,
        excerpt=finding.excerpt,
        overridable=finding.overridable,
        severity=str(finding.severity),
        key=keys.keyed_hash(finding.value, purpose="finding"),
    )


@dataclass(frozen=True)
class Screened:
    """What screening found in a file, in the form in which it is stored."""

    findings: list[dict[str, object]]
    read_completely: bool
    read_note: str


def upload_limits() -> Limits:
    """What the installation takes in at most."""
    return Limits(max_bytes=settings.GONGKAI_MAX_UPLOAD_MB * 1024 * 1024)


def chunks_of(stream: Stream) -> Iterator[bytes]:
    """The bytes piece by piece, whatever they come in as."""
    if isinstance(stream, Iterable) and not hasattr(stream, "read"):
        return iter(stream)
    return iter(lambda: stream.read(CHUNK), b"")


def receive(stream: Stream, file: IO[bytes], limits: Limits) -> tuple[str, int]:
    """Copy what comes in, counting; returns digest and size. Raises InputRefused past the limit."""
    hasher, size = hashlib.new(ALGORITHM), 0
    for chunk in chunks_of(stream):
        size += len(chunk)
        if size > limits.max_bytes:
            most = limits.max_bytes // 1024 // 1024
            raise InputRefused(_TOO_LARGE.format(most=most), code="too_large")
        hasher.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return hasher.hexdigest(), size


def judged(name: str, path: Path, limits: Limits) -> FileType:
    """What the file is; raises InputRefused when it is not what its name says or may do harm."""
    try:
        return sniff(name, path, limits=limits)
    except FileRefused as refusal:
        raise InputRefused(refusal.message, code=str(refusal.code)) from None


def screened(path: Path, file_type: FileType) -> Screened:
    """Read the file's text and look for numbers in it; raises InputRefused at a secrecy mark."""
    extraction = extract_text(path, file_type)
    findings = [found for part in extraction.parts for found in screen_text(part.text, where=part.where)]
    if any(not found.overridable for found in findings):
        raise InputRefused(_MARKED, code="secrecy_mark")
    distinct = _distinct(findings)
    are_all_kept = len(distinct) <= MOST_FINDINGS
    return Screened(
        findings=[vars(keep_finding(found)) for found in distinct[:MOST_FINDINGS]],
        read_completely=extraction.complete and are_all_kept,
        read_note=(extraction.note if are_all_kept else _TOO_MANY)[:300],
    )


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Each value once, where it stands first, those that stop an approval before those that warn.

    Were the first so many kept as they come, a page full of one harmless number would hide what follows it.
    """
    once: dict[tuple[str, str], Finding] = {}
    for found in findings:
        once.setdefault((found.check, found.value), found)
    return sorted(once.values(), key=lambda found: found.severity != Severity.BLOCK)


def wipe(path: Path) -> None:
    """Overwrite a file and remove it; safe to repeat."""
    if path.exists():
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
