"""Write the whole release again from what the kinds of pages say now, in batches, restartable."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from gongkai.release.artefact import Applied, Artefact, Rebuilt
from gongkai.release.engine import Release
from gongkai.release.errors import PathCollision
from gongkai.release.manifest import SHARDS, shard_of
from gongkai.release.registry import Pages

PROGRESS = "rebuild.json"


def rebuild(
    release: Release,
    pages: Pages,
    batch: int = 2000,
    *,
    anchors: Mapping[str, str] | None = None,
    token: str = "",
    discard_manifest: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Rebuilt:
    """Make the whole release equal what `pages` render now; `verify` is clean after it.

    Every file is read and compared, an altered one is replaced; artefacts no kind claims and files
    no manifest names are deleted. The lock is taken for one batch at a time, so publications go on
    between. After a crash the next call with the same `token` (name what is being rolled out, such
    as the version of the templates) goes on where the last one stopped; another token starts anew.
    `discard_manifest` is for a manifest that is damaged or was signed with another key.
    `progress` is told how many artefacts of how many are done.
    """
    place = _Place(release.root / PROGRESS, token)
    start = place.read()
    if discard_manifest and start == 0:
        release.discard_manifest()
    by_shard = _by_shard(pages)
    total = sum(len(keys) for keys in by_shard)
    done = sum(len(keys) for keys in by_shard[:start])
    rendered = written = removed = 0
    for shards in _runs(by_shard, start, batch):
        for keys in _keys_of(release, by_shard, shards, batch):
            with release.locked():
                applied = _apply(release, pages, keys, anchors)
            rendered, written = rendered + len(keys), written + len(applied.written)
            removed += len(applied.removed)
        done += sum(len(by_shard[number]) for number in shards)
        place.write(shards.stop)
        if progress:
            progress(done, total)
    foreign = release.remove_foreign()
    place.clear()
    return Rebuilt(rendered, written, removed, tuple(foreign))


def _by_shard(pages: Pages) -> list[list[str]]:
    by_shard: list[list[str]] = [[] for _ in range(SHARDS)]
    for key in pages.all_keys():
        by_shard[shard_of(key)].append(key)
    return by_shard


def _runs(by_shard: Sequence[Sequence[str]], start: int, batch: int) -> Iterator[range]:
    """Yield runs of neighbouring shards that together hold about `batch` keys.

    By whole shards, because then each shard of the manifest is written once and not once a batch.
    """
    first, size = start, 0
    for number in range(start, SHARDS):
        size += len(by_shard[number])
        if size >= batch:
            yield range(first, number + 1)
            first, size = number + 1, 0
    if first < SHARDS:
        yield range(first, SHARDS)


def _keys_of(
    release: Release, by_shard: Sequence[Sequence[str]], shards: range, batch: int
) -> Iterator[list[str]]:
    """Yield, in batches, what should be in these shards and what is in them already."""
    keys: dict[str, None] = {}
    for number in shards:
        keys.update(dict.fromkeys(by_shard[number]))
        keys.update(dict.fromkeys(release.keys(shard=number)))
    ordered = list(keys)
    for at in range(0, len(ordered), batch):
        yield ordered[at : at + batch]


def _apply(release: Release, pages: Pages, keys: Sequence[str], anchors: Mapping[str, str] | None) -> Applied:
    """Apply one batch; where a path has passed from one key to another, take both into the batch."""
    wanted = dict.fromkeys(keys)
    while True:
        artefacts = _render(pages, list(wanted))
        try:
            return release.apply(artefacts, anchors=anchors, bulk=True, prove_content=True)
        except PathCollision:
            paths = {spec.path for artefact in artefacts for spec in artefact.files}
            owners = dict.fromkeys(release.owners_of(paths).values())
            if owners.keys() <= wanted.keys():
                raise
            wanted.update(owners)


def _render(pages: Pages, keys: Sequence[str]) -> list[Artefact]:
    """Render under the lock; a key that came since the list was made renders as what it is now."""
    claimed = pages.render_many([key for key in keys if pages.claims(key)])
    return claimed + [Artefact(key) for key in keys if not pages.claims(key)]


class _Place:
    """Where a rebuild stands. Losing it costs time only, so it is not synced."""

    def __init__(self, path: Path, token: str) -> None:
        self._path = path
        self._token = token

    def read(self) -> int:
        """Return the number of the first shard still to do."""
        try:
            value = json.loads(self._path.read_bytes())
            return int(value["next"]) if value["token"] == self._token else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def write(self, number: int) -> None:
        draft = self._path.with_suffix(".draft")
        draft.write_text(json.dumps({"token": self._token, "next": number}))
        os.replace(draft, self._path)

    def clear(self) -> None:
        with suppress(FileNotFoundError):
            self._path.unlink()
