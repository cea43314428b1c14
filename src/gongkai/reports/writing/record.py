"""A report as JSON: its figures by table, row and column, and its text by section."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gongkai.law.report_form import nested
from gongkai.reports.content import Content
from gongkai.reports.writing.figures import printed
from gongkai.reports.writing.outline import Line, Role, outline
from gongkai.reports.writing.printable import printable


def to_json(content: Content) -> dict[str, Any]:
    """Plain values after docs/schemas/report.schema.json; decimals and dates are strings."""
    content = printable(content)
    lines = outline(content)
    return {
        "report": {
            "organ": content.organ,
            "year": content.year,
            "format": content.form_code,
            "title": content.title,
            "edition": content.edition,
            "correction": content.correction,
            "signed_by": content.signed_by,
            "signed_on": content.signed_on.isoformat() if content.signed_on else None,
        },
        "opening": [line.text for line in lines if line.role is Role.OPENING],
        "sections": [
            {
                "code": head.section,
                "number": head.number,
                "heading": head.text,
                "passages": _passages(lines, head.section),
            }
            for head in lines
            if head.role is Role.SECTION
        ],
        **nested({cell: _plain(content.cells.get(cell)) for cell in content.form.cells()}),
        "notes": nested({cell: note for cell, note in (content.notes or {}).items() if note}),
    }


def _passages(lines: tuple[Line, ...], section: str) -> list[dict[str, Any]]:
    passages: list[dict[str, Any]] = []
    for line in lines:
        if line.section != section or line.role not in (Role.HEADING, Role.TEXT):
            continue
        if line.role is Role.HEADING or not passages:
            passages.append({"heading": line.text if line.role is Role.HEADING else "", "paragraphs": []})
        if line.role is Role.TEXT:
            passages[-1]["paragraphs"].append(line.text)
    return passages


def _plain(value: int | Decimal | None) -> int | str | None:
    return printed(value) if isinstance(value, Decimal) else value
