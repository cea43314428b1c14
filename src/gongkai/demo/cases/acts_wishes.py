"""Article 44 in the demo: what several applicants were given becomes published information."""

from __future__ import annotations

from datetime import datetime

from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table
from gongkai.demo.texts import to_html
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Item, Route
from gongkai.disclosure.rules import ROUTE_STEPS, Step
from gongkai.requests.acts.publishing import publish_wish
from gongkai.requests.models import PublicationTask


def publish_wished(handling: Handling, step: Table, now: datetime) -> None:
    """Make the information a draft and hand it in."""
    task = PublicationTask.objects.get(cases=handling.case_id, settled_at=None)
    column = handling.cast.columns[step["column"]]
    settled = publish_wish(
        actor=handling.reviewer, task_id=task.pk, column_id=column.pk, title=step["title"],
        body_html=to_html(step["text"]), now=now,
    )  # fmt: skip
    submit(actor=handling.reviewer, item_id=int(settled.item_id or 0), now=now)


def publish_after_looks(handling: Handling, step: Table, now: datetime) -> None:
    """Everybody on its route looks at it, and it comes out."""
    task = PublicationTask.objects.filter(cases=handling.case_id).exclude(item_id=None).get()
    item = Item.objects.select_related("column", "department").get(pk=int(task.item_id or 0))
    head = handling.cast.who(f"head@{item.department.code}")
    lookers = {
        Step.SECOND: head, Step.HEAD: head, Step.OFFICE: handling.second, Step.LEADER: handling.signer,
    }  # fmt: skip
    for look in ROUTE_STEPS[Route(item.column.route)]:
        review(actor=lookers[look], item_id=item.pk, now=now)
    publish(actor=handling.reviewer, item_id=item.pk, now=now)
