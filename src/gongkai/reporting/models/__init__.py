"""The nouns of the annual report."""

from gongkai.reporting.models.checking import CheckedFile, Verdict
from gongkai.reporting.models.entered import EnteredFigure
from gongkai.reporting.models.prose import ImprovementTask, Letter, Passage
from gongkai.reporting.models.report import (
    AnnualReport,
    CellMember,
    EditionFile,
    Origin,
    ReportCell,
    ReportEdition,
    ReportState,
)
from gongkai.reporting.models.season import OutlineHeading, SeasonStep

__all__ = [
    "AnnualReport", "CellMember", "CheckedFile", "EditionFile", "EnteredFigure", "ImprovementTask",
    "Letter", "Origin", "OutlineHeading", "Passage", "ReportCell", "ReportEdition", "ReportState",
    "SeasonStep", "Verdict",
]  # fmt: skip
