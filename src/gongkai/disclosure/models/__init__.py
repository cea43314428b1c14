"""The nouns of proactive disclosure."""

from gongkai.disclosure.models.column import Column, Outlet, Route, Zone
from gongkai.disclosure.models.edition import Edition, EditionAttachment, EditionKind
from gongkai.disclosure.models.importing import ImportBatch, ImportRow
from gongkai.disclosure.models.item import (
    Attachment,
    Item,
    ItemPicture,
    PublicState,
    Relation,
    WorkKind,
    WorkState,
)
from gongkai.disclosure.models.listing import ListSlot, ListState
from gongkai.disclosure.models.review import AllowedValue, Expedited, Override, Reassessment, ReviewRecord

__all__ = [
    "AllowedValue", "Attachment", "Column", "Edition", "EditionAttachment", "EditionKind", "Expedited",
    "ImportBatch", "ImportRow", "Item", "ItemPicture", "ListSlot", "ListState", "Outlet", "Override",
    "PublicState",
    "Reassessment", "Relation", "ReviewRecord", "Route", "WorkKind", "WorkState", "Zone",
]  # fmt: skip
