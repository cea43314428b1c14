"""The next issue: a draft that starts from the last one, with its period moved on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.models import Item, ItemPicture, PublicState
from gongkai.duty_list import queries
from gongkai.duty_list.acts.file import link, require_contact
from gongkai.duty_list.acts.opening import locked_line, open_term
from gongkai.duty_list.models import DutyFiling, DutyLine
from gongkai.duty_list.reckoning import Calendars, term_by_key
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.law.duty_list import Term, moved_on, names_period, terms

_CARRIED = ("topic", "genre", "statutory_class", "statistical_category", "keywords", "audience", "time_class")


def draft_from_last(
    *, actor: Person, line_id: int, period: str, now: datetime, on_behalf_of: Person | None = None
) -> Item:
    """A draft for the term from the line's last issue: its title, summary and text with the period's words
    moved on, its column, topic and marks; the date of formation is left for the drafter.

    The draft is linked to the term at once, which is met when it is published. Where nothing was issued yet
    the draft bears the line's name. Raises ActRefused when the term was answered, InputRefused when the line
    has no column.
    """
    with transaction.atomic():
        line = locked_line(actor, line_id)
        term = open_term(line, period, today=localdate(now))
        if DutyFiling.objects.filter(line=line, period=term.key).exists():
            raise ActRefused("这一期已经办过，或者已有草稿。")
        if on_behalf_of is not None:
            require_contact(actor, line, on_behalf_of)
        last = queries.last_issue(line)
        item = _drafted(line, term, last, actor=actor, now=now, on_behalf_of=on_behalf_of)
        link(line, term, item.pk, actor=actor, now=now, on_behalf_of=on_behalf_of)
    return item


def _drafted(
    line: DutyLine, term: Term, last: tuple[Item, str] | None, *, actor: Person, now: datetime,
    on_behalf_of: Person | None,
) -> Item:  # fmt: skip
    source = last[0] if last else None
    column_id = line.column_id or (source.column_id if source else None)
    if column_id is None:
        message = "这一项还没有定栏目，请先由公开办在目录里填上，再起草。"
        raise InputRefused(message, fields={"column": message})
    values = first_values(line, term) if source is None else next_values(line, term, source, last)
    item = draft(
        actor=actor, column_id=column_id, department_id=line.department_id, values=values, now=now,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    if source is not None:
        _carry_pictures(source, item)
    return item


def first_values(line: DutyLine, term: Term) -> dict[str, object]:
    """What a first issue starts with: period and name of the line as its title, its class."""
    values: dict[str, object] = {"title": f"{term.label}{line.level2}"[:200]}
    if line.statutory_class:
        values["statutory_class"] = line.statutory_class
    return values


def next_values(line: DutyLine, term: Term, source: Item, last: tuple[Item, str] | None) -> dict[str, object]:
    """What the next issue starts with; words for the last period become the new one's."""
    old = term_by_key(line, last[1]) if last and last[1] else named_term(line, source.title, term)
    values: dict[str, object] = {name: getattr(source, name) for name in _CARRIED}
    for name in ("title", "summary", "body_html"):
        text = getattr(source, name)
        values[name] = moved_on(text, old=old, new=term) if old is not None else text
    if line.statutory_class:
        values["statutory_class"] = line.statutory_class
    return values


def named_term(line: DutyLine, title: str, term: Term) -> Term | None:
    """The line's term of the last three years that a title names; None when it names none or several."""
    span = (term.starts_on - timedelta(days=1100), term.due_on + timedelta(days=400))
    known = terms(line.rhythm, *span, Calendars().of(line))
    found = [one for one in known if names_period(title, one)]
    return found[0] if len(found) == 1 else None


def _carry_pictures(source: Item, item: Item) -> None:
    if source.public_state == PublicState.TAKEN_DOWN:
        return
    files = source.pictures.values_list("file", flat=True)
    ItemPicture.objects.bulk_create([ItemPicture(item=item, file_id=file_id) for file_id in files])
