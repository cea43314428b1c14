"""The release of this installation: open it, make artefacts equal the database now, rebuild, verify."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from gongkai.kernel import audit, keys
from gongkai.portal.pages import PAGES
from gongkai.portal.reading import one_reading
from gongkai.portal.templating import design_version
from gongkai.release import Applied, Artefact, Difference, PathCollision, Rebuilt, Release, rebuild

#: From this many artefacts on, one sync of the file system is cheaper than one for each file.
BULK = 100


def release_dir() -> Path:
    """Where the release lies; `www` below it is what a web server serves."""
    return Path(settings.GONGKAI_DIR) / "release"


def current_release() -> Release:
    """The installation's release, its folders made if need be; raises KeyMissing before `gongkai init`."""
    return Release(release_dir(), signing_key=keys.key("release"), durable=settings.GONGKAI_RELEASE_DURABLE)


def refresh_keys(wanted: Sequence[str]) -> Applied:
    """Make these artefacts equal the database now, in the order given, with the audit heads as anchors.

    They are rendered inside the release's lock, so whoever writes last has read last: a late job cannot
    expose what was withdrawn meanwhile.
    """
    release = current_release()
    with release.locked(), one_reading():
        todo = dict.fromkeys(wanted)
        while True:
            artefacts = PAGES.render_many(list(todo))
            try:
                return release.apply(artefacts, anchors=audit.anchors(), bulk=len(artefacts) >= BULK)
            except PathCollision:
                # An address has passed from one artefact to another (a column's code, say): take both.
                owners = _owners(release, artefacts)
                if owners <= todo.keys():
                    raise
                todo |= dict.fromkeys(sorted(owners))


def _owners(release: Release, artefacts: Sequence[Artefact]) -> set[str]:
    paths = {spec.path for artefact in artefacts for spec in artefact.files}
    return {key for key in release.owners_of(paths).values() if PAGES.claims(key)}


def bake_all(
    progress: Callable[[int, int], None] | None = None, *, discard_manifest: bool = False
) -> Rebuilt:
    """Make the whole release equal the database; files altered or foreign are set right. Restartable.

    `progress` is told (done, of) artefacts. After a crash the next call goes on where this one stopped,
    unless the templates have changed since. `discard_manifest` is for a damaged manifest or a new key.
    """
    release = current_release()
    release.recover()
    return rebuild(
        release,
        PAGES,
        anchors=audit.anchors(),
        token=design_version(),
        discard_manifest=discard_manifest,
        progress=progress,
    )


def verify_release() -> list[Difference]:
    """Every file altered, missing or foreign by the signed manifest, after recovery; empty if all is well."""
    return current_release().verify()
