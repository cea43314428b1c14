"""The nouns of 主动公开基本目录."""

from gongkai.duty_list.models.importing import (
    DutyImport,
    DutyImportRow,
    ImportKind,
    ImportRowState,
    ImportState,
)
from gongkai.duty_list.models.line import DutyCall, DutyFiling, DutyLine, FilingKind, StandingCount

__all__ = [
    "DutyCall",
    "DutyFiling",
    "DutyImport",
    "DutyImportRow",
    "DutyLine",
    "FilingKind",
    "ImportKind",
    "ImportRowState",
    "ImportState",
    "StandingCount",
]
