"""Models of 一次投放."""

from gongkai.drops.models.drop import DocumentState, Drop, DropDocument, DropFile, DropState

__all__ = ["DocumentState", "Drop", "DropDocument", "DropFile", "DropState"]
