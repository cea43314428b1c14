"""Names of files inside a package: safe on every system, and telling what the file is."""

import re
import unicodedata

LONGEST = 60
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_EXTENSION = re.compile(r"[a-z0-9]{1,10}")


def document_name(position: int, title: str, extension: str) -> str:
    """documents/03-不予公开答复书.pdf: number, title without what a file system refuses, ending."""
    ending = extension if _EXTENSION.fullmatch(extension) else "bin"
    return f"documents/{position:02d}-{safe_title(title)}.{ending}"


def safe_title(title: str) -> str:
    """The title as part of a name; never empty, never leaving its folder, nothing invisible in it."""
    plain = unicodedata.normalize("NFC", title)
    visible = "".join(c for c in plain if unicodedata.category(c)[0] != "C" or c.isspace())
    kept = _FORBIDDEN.sub("_", visible).strip("._ ")[:LONGEST].strip("._ ")
    return kept or "材料"


def is_safe(name: str) -> bool:
    """Whether a name in a package stays inside it and shows all that it is."""
    parts = name.split("/")
    hidden = any(unicodedata.category(c)[0] == "C" for c in name)
    return not (hidden or "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts))
