"""The manifest: which files belong to which artefact, sealed by one signature.

Four levels, each holding the digests of the one below: `head.json` (signed) → 64 groups
(`xx/index.json`) → 1024 shards (`xx/NNN.json`) → files. A publication rewrites one shard, its group
and the head, however many artefacts there are.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.release.artefact import RecordedFile
from gongkai.release.errors import ManifestDamaged

SHARDS = 1024
SHARDS_PER_GROUP = 16
GROUPS = SHARDS // SHARDS_PER_GROUP
FORMAT = 1
FEW = 16  # words up to which searching the text of a shard beats parsing it
HEAD = "head.json"

Shard = dict[str, list[list[Any]]]  # key → [path, digest, size] for each file


def shard_of(key: str) -> int:
    """Return the number of the shard that holds `key`: the first ten bits of its SHA-256."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:2]) >> 6


def shard_name(number: int) -> str:
    """Return the path of a shard below the manifest directory."""
    return f"{number // SHARDS_PER_GROUP:02x}/{number:03x}.json"


def group_name(group: int) -> str:
    """Return the path of a group's list of shard digests below the manifest directory."""
    return f"{group:02x}/index.json"


def canonical(value: object) -> bytes:
    """Return the one JSON text of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal(value: Mapping[str, object], key: bytes) -> bytes:
    """Return `value` as canonical JSON with its HMAC-SHA256 added as `signature`."""
    signature = hmac.new(key, canonical(value), hashlib.sha256).hexdigest()
    return canonical({**value, "signature": signature})


def unseal(raw: bytes, key: bytes) -> dict[str, Any]:
    """Return what was sealed, without its signature; ValueError if it is not what was signed."""
    value = json.loads(raw)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    signature = value.pop("signature", "")
    expected = hmac.new(key, canonical(value), hashlib.sha256).hexdigest()
    if not isinstance(signature, str) or not hmac.compare_digest(signature.encode(), expected.encode()):
        raise ValueError("signature does not match")
    return value


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the manifest: a counter that only rises, digests of the groups, outside anchors."""

    algorithm: str
    generation: int = 0
    groups: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)

    def sealed(self, key: bytes) -> bytes:
        """Return the bytes of `head.json`, signed with `key`."""
        body = {
            "format": FORMAT,
            "algorithm": self.algorithm,
            "generation": self.generation,
            "groups": dict(self.groups),
            "anchors": dict(self.anchors),
        }
        return seal(body, key)


class ManifestStore:
    """Reads the manifest directory, believing nothing that the signed head does not bear out."""

    def __init__(self, directory: str, *, signing_key: bytes, algorithm: str) -> None:
        self.directory = directory
        self.algorithm = algorithm
        self._key = signing_key

    def head(self) -> Head:
        """Return the signed head; generation 0 if nothing was ever published.

        Raises ManifestDamaged if the signature is wrong, if the algorithm differs from the one this
        release is opened with, or if the head is gone while other parts are there.
        """
        try:
            with open(os.path.join(self.directory, HEAD), "rb") as reader:
                raw = reader.read()
        except FileNotFoundError:
            if os.listdir(self.directory):
                raise ManifestDamaged(HEAD, "缺失") from None
            return Head(self.algorithm)
        try:
            value = unseal(raw, self._key)
            head = Head(value["algorithm"], value["generation"], value["groups"], value["anchors"])
        except (ValueError, KeyError) as error:
            raise ManifestDamaged(HEAD, "签名不符") from error
        if value.get("format") != FORMAT:
            raise ManifestDamaged(HEAD, "的格式版本不被当前程序识别")
        if head.algorithm != self.algorithm:
            raise ManifestDamaged(HEAD, "所用的哈希算法与当前设置不同")
        return head

    def unproved_generation(self) -> int:
        """Return the counter of a head whose signature may be wrong; 0 if it cannot be read."""
        try:
            with open(os.path.join(self.directory, HEAD), "rb") as reader:
                value = json.loads(reader.read())["generation"]
        except (OSError, ValueError, KeyError, TypeError):
            return 0
        return value if isinstance(value, int) and value > 0 else 0

    def snapshot(self) -> Snapshot:
        """Return a view of the manifest under its present head."""
        return Snapshot(self, self.head())

    def sealed(self, head: Head) -> bytes:
        """Return the signed bytes of a head."""
        return head.sealed(self._key)

    def digest(self, data: bytes) -> str:
        """Return the hexadecimal digest of `data` in the release's algorithm."""
        return hashlib.new(self.algorithm, data).hexdigest()

    def proved(self, name: str, digest: str) -> bytes:
        """Return the bytes of one part if they have `digest`, else raise ManifestDamaged."""
        try:
            with open(os.path.join(self.directory, name), "rb") as reader:
                raw = reader.read()
        except OSError as error:
            raise ManifestDamaged(name, "缺失或无法读取") from error
        if self.digest(raw) != digest:
            raise ManifestDamaged(name, "已被改动")
        return raw


class Snapshot:
    """The manifest under one head. Parts are read when first asked for, proved, then kept."""

    def __init__(self, store: ManifestStore, head: Head) -> None:
        self.store = store
        self.head = head
        self._groups: dict[int, dict[str, str]] = {}
        self._shards: dict[int, Shard] = {}

    def group(self, number: int) -> dict[str, str]:
        """Return the digests of the shards of one group, by the shard's name."""
        if number not in self._groups:
            digest = self.head.groups.get(group_name(number))
            raw = self.store.proved(group_name(number), digest) if digest else b"{}"
            self._groups[number] = json.loads(raw)
        return self._groups[number]

    def raw_shard(self, number: int) -> bytes:
        """Return the proved bytes of one shard, `{}` if it was never written."""
        digest = self.group(number // SHARDS_PER_GROUP).get(shard_name(number))
        return self.store.proved(shard_name(number), digest) if digest else b"{}"

    def read_shard(self, number: int) -> Shard:
        """Return one shard without keeping it."""
        shard: Shard = json.loads(self.raw_shard(number))
        return shard

    def shard(self, number: int) -> Shard:
        """Return one shard, kept for as long as this snapshot."""
        if number not in self._shards:
            self._shards[number] = self.read_shard(number)
        return self._shards[number]

    def files_of(self, key: str) -> tuple[RecordedFile, ...]:
        """Return what is recorded for one key, in the order it was handed in."""
        return tuple(RecordedFile(*row) for row in self.shard(shard_of(key)).get(key, ()))

    def entries(self) -> Iterator[tuple[str, list[RecordedFile]]]:
        """Yield every key with its files, shard by shard, without keeping the shards."""
        for number in range(SHARDS):
            for key, rows in self.read_shard(number).items():
                yield key, [RecordedFile(*row) for row in rows]

    def entries_with(self, words: Sequence[str]) -> Iterator[tuple[str, list[RecordedFile]]]:
        """Yield the entries of every shard whose text contains one of `words` (paths or digests)."""
        needles = [canonical(word) for word in words] if len(words) <= FEW else [b""]
        for number in range(SHARDS):
            raw = self.raw_shard(number)
            if any(needle in raw for needle in needles):
                for key, rows in json.loads(raw).items():
                    yield key, [RecordedFile(*row) for row in rows]

    def revised(
        self, changes: Mapping[str, Sequence[RecordedFile]], anchors: Mapping[str, str] | None
    ) -> list[tuple[str, bytes]]:
        """Return the parts to write for `changes` (no files = the key goes), the head last.

        Names are relative to the manifest directory. The snapshot itself is not changed.
        """
        shards: dict[int, Shard] = {}
        for key, files in changes.items():
            shard = shards.setdefault(shard_of(key), dict(self.shard(shard_of(key))))
            if files:
                shard[key] = [list(file) for file in files]
            else:
                shard.pop(key, None)
        parts: list[tuple[str, bytes]] = []
        groups: dict[int, dict[str, str]] = {}
        for number, shard in sorted(shards.items()):
            raw = canonical(shard)
            parts.append((shard_name(number), raw))
            of_group = number // SHARDS_PER_GROUP
            groups.setdefault(of_group, dict(self.group(of_group)))[shard_name(number)] = self.store.digest(
                raw
            )
        digests = dict(self.head.groups)
        for number, group in sorted(groups.items()):
            raw = canonical(group)
            parts.append((group_name(number), raw))
            digests[group_name(number)] = self.store.digest(raw)
        kept = {**self.head.anchors, **(anchors or {})}
        head = Head(self.store.algorithm, self.head.generation + 1, digests, kept)
        return [*parts, (HEAD, self.store.sealed(head))]
