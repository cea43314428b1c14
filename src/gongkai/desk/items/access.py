"""The item a page is about: visible, or its working copy open to the person."""

from __future__ import annotations

from gongkai.desk.pages import StaffRequest
from gongkai.disclosure import queries
from gongkai.disclosure.models import Item
from gongkai.kernel.errors import NotVisible


def seen_item(request: StaffRequest, item_id: int) -> Item:
    """The item when the person may see it in any form; raises NotVisible."""
    return queries.visible_item(request.standing, item_id)


def work_item(request: StaffRequest, item_id: int) -> Item:
    """The item when its working copy is open to the person; raises NotVisible."""
    item = seen_item(request, item_id)
    if not queries.may_read_work(request.standing, item):
        raise NotVisible
    return item
