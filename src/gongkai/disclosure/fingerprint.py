"""The digest of what would be published: a review vouches for exactly this and nothing else."""

from __future__ import annotations

import hashlib
import json

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
    content["attachments"] = [
        [name, digest] for name, digest in item.attachments.values_list("name", "file__digest")
    ]
    content["pictures"] = sorted(item.pictures.values_list("file__digest", flat=True))
    content["interprets"] = sorted(item.interprets.values_list("policy_id", flat=True))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(ALGORITHM, text.encode()).hexdigest()


def _plain(value: object) -> object:
    return value if isinstance(value, (str, bool, int)) or value is None else str(value)
