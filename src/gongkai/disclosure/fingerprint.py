"""The digest of what would be published: a review vouches for exactly this and nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from gongkai.disclosure.models import Item, Outlet
from gongkai.disclosure.models.item import TEXT_FIELDS

ALGORITHM = "sha256"


def content_digest(item: Item) -> str:
    """Digest of every field, the body, the files in order and the policies it interprets."""
    content: dict[str, object] = {name: _plain(getattr(item, name)) for name in TEXT_FIELDS}
    if item.outlet == Outlet.HERE:
        # What was reviewed before there was a choice of places keeps its digest.
        del content["outlet"]
    content["column"] = item.column_id
    content["department"] = item.department_id
    content["body"] = item.body_html
    content["attachments"] = [[one.name, one.file.digest] for one in _rows(item, "attachments", "file")]
    content["pictures"] = sorted(one.file.digest for one in _rows(item, "pictures", "file"))
    content["interprets"] = sorted(one.policy_id for one in _rows(item, "interprets"))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(ALGORITHM, text.encode()).hexdigest()


def _rows(item: Item, name: str, *joined: str) -> list[Any]:
    """What belongs to the item, as a list read it beforehand or read now."""
    related = getattr(item, name)
    is_read = name in getattr(item, "_prefetched_objects_cache", {})
    return list(related.all() if is_read else related.select_related(*joined) if joined else related.all())


def _plain(value: object) -> object:
    return value if isinstance(value, (str, bool, int)) or value is None else str(value)
