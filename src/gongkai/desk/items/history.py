"""What happened to an item, from its audit rows; and how two of its copies differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.audit_labels import ACTS
from gongkai.desk.items.access import seen_item
from gongkai.desk.items.wording import FactChange, fact_changes
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.disclosure import queries
from gongkai.disclosure.models import Edition, EditionKind, Item, PublicState, WorkState
from gongkai.disclosure.rules import STEP_LABELS, Step
from gongkai.documents import DiffBlock, readable_diff
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Person

MOST_EVENTS = 200


@dataclass(frozen=True)
class Event:
    """A line of the timeline."""

    at: datetime
    who: str
    words: str


def timeline_of(item: Item) -> list[Event]:
    """The newest two hundred acts on the item, in words."""
    entries = list(queries.timeline_of(item)[:MOST_EVENTS])
    people = dict(
        Person.objects.filter(pk__in={entry.actor_id for entry in entries if entry.actor_id}).values_list(
            "pk", "name"
        )
    )
    return [
        Event(entry.at, people.get(entry.actor_id or 0, "系统"), _words(entry.act, entry.detail))
        for entry in entries
    ]


def _words(act: str, detail: dict[str, object]) -> str:
    name = act.rpartition(".")[2]
    words = ACTS.get(act, act)
    if name == "reviewed" and detail.get("step") in set(Step):
        return "{}（{}）".format(words, STEP_LABELS[Step(str(detail["step"]))])
    if name == "round_opened":
        kinds = dict(EditionKind.choices)
        return "{}：{}".format(words, kinds.get(str(detail.get("kind")), ""))
    if name == "published":
        return "{}，第 {} 版".format(words, detail.get("edition"))
    return words


@dataclass(frozen=True)
class Comparison:
    """Two copies side by side: fields, body, files."""

    old_name: str
    new_name: str
    facts: list[FactChange]
    blocks: list[DiffBlock]
    files_gone: list[str]
    files_new: list[str]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs that a reader would see."""
        changed = any(block.change != "same" for block in self.blocks)
        return not (self.facts or changed or self.files_gone or self.files_new)


def compare(old: Edition, new: Edition | Item) -> Comparison:
    """How the newer copy differs from the older edition."""
    old_files, new_files = _files(old), _files(new)
    return Comparison(
        old_name=f"第 {old.number} 版",
        new_name=f"第 {new.number} 版" if isinstance(new, Edition) else "工作稿",
        facts=fact_changes(old, new),
        blocks=readable_diff(old.body_html, new.body_html),
        files_gone=[name for key, name in old_files.items() if key not in new_files],
        files_new=[name for key, name in new_files.items() if key not in old_files],
    )


def _files(copy: Edition | Item) -> dict[tuple[int, str], str]:
    rows: QuerySet = copy.attachments.all()
    if isinstance(copy, Edition):
        rows = rows.filter(is_picture=False)
    return {(file_id, name): name for file_id, name in rows.values_list("file_id", "name")}


def compared_with_live(item: Item) -> Comparison | None:
    """The working copy against what the public reads; None when nothing is public or nothing is in work."""
    if item.live_edition is None or item.work_state == WorkState.IDLE:
        return None
    return compare(item.live_edition, item)


@staff_page
def item_compare(request: StaffRequest, item_id: int) -> HttpResponse:
    """Any two copies: `old` an edition's number, `new` another or «work»."""
    item = seen_item(request, item_id)
    may_work = queries.may_read_work(request.standing, item)
    editions = {
        str(edition.number): edition
        for edition in queries.editions_of(item)
        if edition.purged_at is None and (may_work or edition.pk == item.live_edition_id)
    }
    if not may_work or item.public_state == PublicState.TAKEN_DOWN or not editions:
        raise NotVisible
    newest = next(iter(editions))
    old = editions.get(request.GET.get("old", ""), editions[newest])
    wanted = request.GET.get("new", "work")
    new: Edition | Item = editions.get(wanted, item)
    context = {
        "item": item, "editions": list(editions.values()), "comparison": compare(old, new),
        "old": str(old.number), "new": wanted if wanted in editions else "work",
    }  # fmt: skip
    return render(request, "desk/items/compare.html", context)
