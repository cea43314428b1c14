"""Titles as they are compared: width, quotes, blanks and a cut end make no difference."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟「」『』﹁﹂﹃﹄〝〞‘’‚‛'`´", '"')
    | {"〈": "《", "〉": "》", "«": "《", "»": "》", "<": "《", ">": "》"}
    | dict.fromkeys("—–‒―−─﹣‐‑", "-")
    | {"〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")", "﹝": "(", "﹞": ")"}
    | dict.fromkeys("·•・‧∙", "·")
)
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,}|·{3,})$")
_PINNED = re.compile(r"^\s*(?:\(|（|\[|【)(?:置顶|顶|最新|热点|热)(?:\)|）|\]|】)")
#: The shortest beginning of a title that says which one it is.
LEAST_BEGINNING = 8


def normal_title(title: str) -> str:
    """The title without what does not count; a cut end («…») is off, see `is_cut`."""
    text = unicodedata.normalize("NFKC", _CUT.sub("", _PINNED.sub("", title).strip()))
    text = "".join(char for char in text.translate(_QUOTES).casefold() if not _is_nothing(char))
    return re.sub("-+", "-", text)


def is_cut(title: str) -> bool:
    """Whether only the beginning of the title is shown."""
    return bool(_CUT.search(title.strip()))


def begins(cut: str, whole: str) -> bool:
    """Whether `cut` (normal) is long enough and the beginning of `whole` (normal)."""
    return LEAST_BEGINNING <= len(cut) < len(whole) and whole.startswith(cut)


def _is_nothing(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cf", "Cc", "Mn"}
