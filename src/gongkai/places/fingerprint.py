"""What of an edition another platform shows, as one digest: whether it must be changed over there."""

from __future__ import annotations

import hashlib
import json

from gongkai.disclosure.models import Edition
from gongkai.disclosure.models.item import TEXT_FIELDS

#: How we count and file it is nobody's business over there.
_OURS_ALONE = frozenset({"outlet", "statistical_category", "time_class", "mode", "ground"})


def shown_fingerprint(edition: Edition) -> str:
    """Digest of the text, the body and the named files in order."""
    shown: dict[str, object] = {
        name: str(getattr(edition, name)) for name in TEXT_FIELDS if name not in _OURS_ALONE
    }
    shown["body"] = edition.body_html
    carried = edition.attachments.order_by("position", "pk")
    shown["files"] = [list(row) for row in carried.values_list("name", "file__digest")]
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
