"""The page of an item: what it is, where it stands, what may be done, what was done."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.items.access import seen_item, work_item
from gongkai.desk.items.act_pages import ACT_PAGES, DANGEROUS
from gongkai.desk.items.body import shown_body
from gongkai.desk.items.history import timeline_of
from gongkai.desk.items.links import relations_of
from gongkai.desk.items.rows import public_status
from gongkai.desk.items.wording import facts_of
from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.places.words import posting_rows
from gongkai.disclosure import queries
from gongkai.disclosure.addresses import attachment_path, item_url
from gongkai.disclosure.checks import check_item
from gongkai.disclosure.checks.issue import Issue, Level
from gongkai.disclosure.models import Item, PublicState
from gongkai.disclosure.rules import STEP_LABELS, Act, Step, allowed_acts, status_of, steps_of
from gongkai.disclosure.screening import findings_of
from gongkai.kernel.calendars import calendar_for
from gongkai.places.queries import postings_of
from gongkai.places.rules import OFFICE_ROLES

#: Acts that have a place of their own on the page.
_ELSEWHERE = frozenset({Act.OVERRIDE, Act.LINK})


@dataclass(frozen=True)
class ActButton:
    """What can be done: the words on the button, where it leads, why not."""

    name: str
    label: str
    url: str
    reason: str
    main: bool
    danger: bool


def act_buttons(request: StaffRequest, item: Item) -> list[ActButton]:
    """Acts of the person's roles, those that are open first; closed ones say why."""
    buttons = []
    for rule, reason in allowed_acts(item, request.standing):
        if rule.act in _ELSEWHERE:
            continue
        url = reverse("desk:item_edit", args=(item.pk,))
        if rule.act in ACT_PAGES:
            url = reverse("desk:item_act", args=(item.pk, str(rule.act)))
        buttons.append(
            ActButton(str(rule.act), rule.label, url, reason or "", not reason, rule.act in DANGEROUS)
        )
    buttons.sort(key=lambda button: (bool(button.reason), button.danger))
    return _one_main(buttons)


def _one_main(buttons: list[ActButton]) -> list[ActButton]:
    """Of the open acts the one that takes the item on is the main one."""
    order = [Act.PUBLISH, Act.REVIEW, Act.SUBMIT, Act.WITHHOLD, Act.ANSWER_REFERRAL, Act.REASSESS]
    open_names = {button.name for button in buttons if button.main}
    main = next((str(act) for act in order if act in open_names), "")
    return [
        ActButton(b.name, b.label, b.url, b.reason, b.name == main, b.danger)
        for b in sorted(buttons, key=lambda b: (bool(b.reason), b.name != main, b.danger))
    ]


@dataclass(frozen=True)
class IssueGroup:
    """Issues of one level."""

    level: Level
    issues: list[Issue]


def issue_groups(item: Item) -> list[IssueGroup]:
    """What the checks say now, grouped by what it stops."""
    issues = check_item(item, today=timezone.localdate(), calendar=calendar_for(item.organ))
    groups = [IssueGroup(level, [issue for issue in issues if issue.level == level]) for level in Level]
    return [group for group in groups if group.issues]


def route_of(item: Item) -> list[tuple[str, str]]:
    """The looks of this round, each «done», «now» or «next»."""
    steps = steps_of(item)
    at = steps.index(Step(item.review_step)) if item.review_step in set(steps) else None
    passed = len(steps) if item.work_state in {"approved", "scheduled"} else 0
    return [
        (
            STEP_LABELS[step],
            "now" if at == n else "done" if n < (at if at is not None else passed) else "next",
        )
        for n, step in enumerate(steps)
    ]


@staff_page
def item_page(request: StaffRequest, item_id: int) -> HttpResponse:
    """The working copy for those who work on it; for everybody else the public edition."""
    item = seen_item(request, item_id)
    if not queries.may_read_work(request.standing, item):
        return _public_page(request, item)
    open_work = item.work_state != "idle"
    page = item_url(item) if queries.has_page(item) else ""
    context = {
        "item": item,
        "status": status_of(item),
        "facts": facts_of(item),
        "body": shown_body(item.body_html, item),
        "buttons": act_buttons(request, item),
        "attachments": list(item.attachments.select_related("file")),
        "issue_groups": issue_groups(item) if open_work else [],
        "passed": [found for found in findings_of(item) if found.passed_by],
        "may_override": _open_act(request, item, Act.OVERRIDE),
        "may_link": _open_act(request, item, Act.LINK),
        "reviews": list(item.reviews.select_related("reviewer")),
        "editions": list(queries.editions_of(item)),
        "relations": relations_of(item, request.standing),
        "events": timeline_of(item),
        "postings": posting_rows(postings_of(item), timezone.localdate()),
        "may_post": item.organ_id in request.standing.organs(*OFFICE_ROLES),
        "route": route_of(item) if open_work and item.work_state != "draft" else [],
        "address": page if item.public_state == PublicState.LIVE else "",
        "withdrawn_address": page if item.public_state == PublicState.WITHDRAWN else "",
        "compare_live": open_work and item.live_edition_id is not None,
    }
    return render(request, "desk/items/item.html", context)


def _open_act(request: StaffRequest, item: Item, act: Act) -> bool:
    return any(rule.act == act and not reason for rule, reason in allowed_acts(item, request.standing))


def _public_page(request: StaffRequest, item: Item) -> HttpResponse:
    edition = item.live_edition
    is_live = item.public_state == PublicState.LIVE and edition is not None
    context = {
        "item": item,
        "edition": edition,
        "status": public_status(item),
        "is_live": is_live,
        "facts": facts_of(edition) if edition and item.public_state != PublicState.TAKEN_DOWN else [],
        "body": shown_body(edition.body_html, item) if edition and is_live else "",
        "attachments": [
            (carried, f"/{attachment_path(item, carried)}")
            for carried in edition.attachments.select_related("file").filter(is_picture=False)
        ]
        if edition and is_live
        else [],
        "buttons": act_buttons(request, item),
        "address": item_url(item) if queries.has_page(item) else "",
    }
    return render(request, "desk/items/public.html", context)


@staff_page
def item_record(request: StaffRequest, item_id: int) -> HttpResponse:
    """The review record (公开审查表) for printing and filing."""
    item = work_item(request, item_id)
    context = {
        "item": item,
        "status": status_of(item),
        "facts": facts_of(item),
        "reviews": list(item.reviews.select_related("reviewer", "entered_by")),
        "editions": list(queries.editions_of(item)),
        "attachments": list(item.attachments.select_related("file")),
        "passed": [found for found in findings_of(item) if found.passed_by],
        "printed_at": timezone.now(),
    }
    return render(request, "desk/items/record.html", context)
