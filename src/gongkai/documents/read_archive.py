"""Text of a zip archive: the names of its members and the text of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai.documents.archive import open_archive, read_member, shown_name
from gongkai.documents.reading import Reading

Nested = Callable[[Reading, str, bytes], None]


def read_archive(reading: Reading, source: Path | bytes, *, nested: Nested) -> None:
    """Read every member; raises FileRefused when the archive as a whole may not be opened."""
    with open_archive(source, limits=reading.limits, budget=reading.budget) as archive:
        for member in archive.infolist():
            name = shown_name(member)
            if member.is_dir():
                reading.add("文件夹名", name)
            else:
                nested(reading, name, read_member(archive, member))
        reading.add("压缩包注释", archive.comment.decode("gb18030", "replace"))
