"""The nouns of handing over and of the year's folder."""

from gongkai.handover.models.folder import ColumnRetention, FolderPiece, FolderState, YearFolder
from gongkai.handover.models.handover import Handover

__all__ = ["ColumnRetention", "FolderPiece", "FolderState", "Handover", "YearFolder"]
