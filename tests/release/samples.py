"""Small releases for the tests, and a plain reading of what is served."""

from pathlib import Path

from gongkai.release import Artefact, FileSpec, Release

KEY = b"a key for the tests, 32 bytes lo"


def opened(root: Path, **options) -> Release:
    """A release below `root` without syncs, unless a test is about them."""
    return Release(root, signing_key=KEY, **{"durable": False, **options})


def artefact(key: str, **files: str) -> Artefact:
    """An artefact from file contents; `__` in a name stands for `/`, and `.html` is added."""
    specs = [FileSpec(name.replace("__", "/") + ".html", content.encode()) for name, content in files.items()]
    return Artefact(key, tuple(specs))


def publish(release: Release, *artefacts: Artefact, **options):
    """Apply under the lock."""
    with release.locked():
        return release.apply(artefacts, **options)


def served(release: Release) -> dict[str, bytes]:
    """Every file below www with its content."""
    return {
        str(path.relative_to(release.www)): path.read_bytes()
        for path in release.www.rglob("*")
        if path.is_file()
    }
