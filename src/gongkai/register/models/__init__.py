"""The nouns of 发文登记."""

from gongkai.register.models.entry import AttributeDecision, DecisionKind, RegisterEntry, Source
from gongkai.register.models.importing import WORKED_ON, BatchState, RegisterBatch, RegisterRow, RowState

__all__ = [
    "WORKED_ON", "AttributeDecision", "BatchState", "DecisionKind", "RegisterBatch", "RegisterEntry",
    "RegisterRow", "RowState", "Source",
]  # fmt: skip
