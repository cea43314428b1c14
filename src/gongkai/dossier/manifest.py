"""`manifest.json`: what belongs to the package, with sizes and hashes, its own hash, and the signature."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.dossier import canonical

MANIFEST = "manifest.json"
FORMAT = "gongkai-dossier"
FORMAT_VERSION = 1
ALGORITHM = "sha256"
#: From the bytes of the manifest without its signature to the signature.
Sign = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the package; what it is stands beside its hash."""

    name: str
    size: int
    digest: str
    title: str
    kind: str
    on: date | None = None
    internal: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """A file that was erased by retention before the package was made."""

    name: str
    title: str
    kind: str
    erased_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest's statements."""

    number: str
    organ: str
    organ_code: str
    made_at: datetime
    as_of: date
    calendar_version: str
    rules_version: str
    members: tuple[Member, ...]
    erased: tuple[Erased, ...] = ()


def manifest_bytes(manifest: Manifest, sign: Sign) -> bytes:
    """The manifest's one text: statements, then the hash of them, then the signature over both."""
    body = _table(manifest)
    body["digest"] = digest_of(body)
    return canonical.text_of({**body, "signature": sign(canonical.text_of(body))})


def digest_of(body: Mapping[str, Any]) -> str:
    """The hash of a manifest's statements; its own hash and the signature are left out."""
    told = {name: value for name, value in body.items() if name not in ("digest", "signature")}
    return hashlib.new(ALGORITHM, canonical.text_of(told)).hexdigest()


def signed_part(body: Mapping[str, Any]) -> bytes:
    """What the signature covers."""
    return canonical.text_of({name: value for name, value in body.items() if name != "signature"})


def _table(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "algorithm": ALGORITHM,
        "case": manifest.number,
        "organ": {"name": manifest.organ, "code": manifest.organ_code},
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "as_of": manifest.as_of.isoformat(),
        "calendar_version": manifest.calendar_version,
        "rules_version": manifest.rules_version,
        "files": [
            {
                "name": one.name, "size": one.size, "sha256": one.digest, "title": one.title,
                "kind": one.kind, "on": one.on.isoformat() if one.on else None, "internal": one.internal,
                "note": one.note,
            }
            for one in manifest.members
        ],
        "erased": [
            {
                "name": one.name, "title": one.title, "kind": one.kind,
                "erased_on": one.erased_on.isoformat(),
            }
            for one in manifest.erased
        ],
    }  # fmt: skip
