"""Which documents of a drop can be confirmed without a further look."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.disclosure.models import Item
from gongkai.drops import queries
from gongkai.drops.interpreting import Interpreting
from gongkai.drops.matching import missing_of
from gongkai.drops.models import DocumentState, Drop, DropDocument
from gongkai.drops.proposals import Proposal, Value, restored


def proposed_values(proposals: dict[str, Proposal]) -> dict[str, Value]:
    """The values as proposed, blanks left out."""
    return {name: one.value for name, one in proposals.items() if one.value not in ("", None)}


def twins_by_document(drop: Drop, documents: Sequence[DropDocument]) -> dict[int, list[Item]]:
    """For each document the organ's items that bear its title or number already; one query for all."""
    heads = {one.pk: _head(one) for one in documents}
    made = [one.item_id for one in documents if one.item_id]
    found = queries.twins_of(
        drop.organ_id, titles=[title for title, _ in heads.values()],
        numbers=[number for _, number in heads.values()], besides=made,
    )  # fmt: skip
    return {
        pk: [
            item for item in found
            if (title and item.title == title) or (number and item.doc_number == number)
        ]
        for pk, (title, number) in heads.items()
    }  # fmt: skip


def _head(document: DropDocument) -> tuple[str, str]:
    found = restored(document.proposal)
    return str(found["title"].value or ""), str(found["doc_number"].value or "")


def unsure_count(document: DropDocument) -> int:
    """How many fields of the document ask for a look."""
    return sum(1 for one in restored(document.proposal).values() if not one.is_sure)


def is_ready(
    document: DropDocument, twins: Sequence[Item], file_names: Sequence[str],
    interpreting: Interpreting | None = None,
) -> bool:  # fmt: skip
    """Whether everything was read surely, no attachment is missing and nothing like it is there already.

    An interpretation that several policies fit is not ready.
    """
    if interpreting is not None and interpreting.is_open:
        return False
    if document.state != DocumentState.READ or not document.has_text or twins or document.notes:
        return False
    if missing_of(document.listed, file_names):
        return False
    found = restored(document.proposal)
    return all(one.is_sure for one in found.values()) and bool(found["title"].value and found["column"].value)
