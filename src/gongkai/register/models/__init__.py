"""The nouns of 发文登记."""

from gongkai.register.models.entry import AttributeDecision, DecisionKind, RegisterEntry, Source
from gongkai.register.models.importing import BatchState, RegisterBatch, RegisterRow, RowState

__all__ = [
    "AttributeDecision", "BatchState", "DecisionKind", "RegisterBatch", "RegisterEntry", "RegisterRow",
    "RowState", "Source",
]  # fmt: skip
