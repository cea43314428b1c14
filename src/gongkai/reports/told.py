"""A report and what was concluded about it, told to a program: plain values ready to be written as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gongkai.law.report_form import CellId, nested
from gongkai.reports.report import Kind, ReadCell, ReadReport
from gongkai.reports.verdicts import Finding, Result

_NO_TABLE = "没有找到这张表。"
_NO_CELL = "没有找到这一格。"


def check_json(report: ReadReport, findings: Sequence[Finding]) -> dict[str, Any]:
    """What the checks concluded about a report, and how many concluded what."""
    counts = Counter(one.result for one in findings)
    return {
        "report": _identity(report),
        "checks": [_finding(one) for one in findings],
        "summary": {
            **{str(result): counts[result] for result in Result},
            "failures": sum(one.counts_as_failure for one in findings),
        },
    }


def extract_json(report: ReadReport) -> dict[str, Any]:
    """All that was read of a report. Every cell of its form is there; one that was not found says so."""
    cells = {at: report.cells.get(at) or _missing(report, at) for at in report.form.cells()}
    return {
        "report": _identity(report),
        "title": report.title,
        "signed_by": report.signed_by,
        "signed_on": report.signed_on.isoformat() if report.signed_on else None,
        "tables": sorted(report.tables),
        **nested({at: cell_json(cell) for at, cell in cells.items()}),
        "subtotals": _subtotals(report.subtotals),
        "sections": [
            {
                "code": section.code, "number": section.number, "heading": section.heading,
                "where": section.where,
                "paragraphs": [{"text": p.text, "where": p.where} for p in section.paragraphs],
            }
            for section in report.sections
        ],
        "opening": [{"text": paragraph.text, "where": paragraph.where} for paragraph in report.opening],
        "gaps": list(report.gaps),
        "marks": [{"kind": str(mark.kind), "text": mark.text, "where": mark.where} for mark in report.marks],
    }  # fmt: skip


def cell_json(cell: ReadCell) -> dict[str, Any]:
    """One cell; a whole number is a number, an amount with decimals a string, so that it stays exact."""
    value = str(cell.value) if isinstance(cell.value, Decimal) else cell.value
    return {
        "value": value, "raw": cell.raw, "note": cell.note, "kind": str(cell.kind), "where": cell.where,
    }  # fmt: skip


def _identity(report: ReadReport) -> dict[str, Any]:
    return {"organ": report.organ, "year": report.year, "format": report.form_code}


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id, "check": one.check, "scope": str(one.scope), "result": str(one.result),
        "severity": str(one.severity), "message": one.message, "left": one.left, "right": one.right,
        "where": one.where, "formula": one.formula, "source": one.source, "fingerprint": one.fingerprint,
    }  # fmt: skip


def _missing(report: ReadReport, at: CellId) -> ReadCell:
    note = _NO_CELL if at.table in report.tables else _NO_TABLE
    return ReadCell(None, "", Kind.UNREADABLE, "", note)


def _subtotals(cells: Mapping[CellId, ReadCell]) -> dict[str, Any]:
    """The subtotal of each row that has one."""
    return {at.row: cell_json(cell) for at, cell in cells.items()}
