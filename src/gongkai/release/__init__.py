"""The release: files that are a complete portal, written whole, proved by a signed manifest.

Floor 2, pure: it knows neither Django nor what a page means. Kinds of pages register with
`Pages`; `refresh` makes their files equal the database now; `FileApp` serves them.
"""

from gongkai.release.artefact import (
    Applied,
    Artefact,
    Difference,
    DifferenceKind,
    FileSpec,
    Purged,
    Rebuilt,
    RecordedFile,
)
from gongkai.release.engine import Release
from gongkai.release.errors import (
    BadPath,
    LockNotHeld,
    ManifestDamaged,
    PathCollision,
    PathObstructed,
    ReleaseError,
    SourceMismatch,
    UnknownPageKind,
)
from gongkai.release.rebuild import rebuild
from gongkai.release.registry import BatchPageKind, PageKind, Pages, refresh
from gongkai.release.serving import FileApp

__all__ = [
    "Applied",
    "Artefact",
    "BadPath",
    "BatchPageKind",
    "Difference",
    "DifferenceKind",
    "FileApp",
    "FileSpec",
    "LockNotHeld",
    "ManifestDamaged",
    "PageKind",
    "Pages",
    "PathCollision",
    "PathObstructed",
    "Purged",
    "Rebuilt",
    "RecordedFile",
    "Release",
    "ReleaseError",
    "SourceMismatch",
    "UnknownPageKind",
    "rebuild",
    "refresh",
]
