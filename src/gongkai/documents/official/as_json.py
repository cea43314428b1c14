"""A reading as plain values for JSON, as docs/schemas/document.schema.json says."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.documents.official.results import FieldKey, OfficialReading, Proposed


def as_json(reading: OfficialReading) -> dict[str, Any]:
    """Return a reading with dates as YYYY-MM-DD; pictures by name, type and size in bytes only."""
    return {
        "has_text": reading.has_text,
        "fields": {key.value: _field(reading.fields[key]) for key in FieldKey if key in reading.fields},
        "listed_attachments": list(reading.listed_attachments),
        "body_html": reading.body_html,
        "pictures": [
            {"name": one.name, "media_type": one.media_type, "bytes": len(one.data)}
            for one in reading.pictures
        ],
        "notes": list(reading.notes),
    }


def _field(field: Proposed) -> dict[str, Any]:
    return {
        "value": _plain(field.value),
        "source": field.source,
        "where": field.where,
        "is_sure": field.is_sure,
        "doubt": field.doubt,
        "others": [_plain(one) for one in field.others],
    }


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
