"""An office at work without pause: drafts, reviews, publishes, corrects, withdraws, through the real acts.

Every act that came back is told to a journal before the next begins, as a person at the desk has seen it
done. What the journal says must be there whatever is killed afterwards.
"""

from __future__ import annotations

import io
import json
import os
import random
import string
from collections.abc import Callable
from pathlib import Path

from django.utils.timezone import localdate, now

from gongkai.disclosure.acts.attach import attach, detach
from gongkai.disclosure.acts.correct import correct, discard, republish
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.models import Column, Item, WorkKind, WorkState
from gongkai.kernel.models import Organ, Person, Role, RoleGrant

TOPICS = ("t04", "t05", "t05_01", "t22")
REVIEWERS = {
    "second": Role.REVIEWER, "head": Role.HEAD, "office": Role.REVIEWER, "leader": Role.SIGNER,
    "countersign": Role.HEAD,
}  # fmt: skip


class Journal:
    """What the office saw done, one line each, in the file the moment it is written."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(self, act: str, item: Item, **more: object) -> None:
        """Add a line; an interrupted process leaves whole lines only."""
        line = json.dumps({"act": act, "item": item.pk, **more}, ensure_ascii=False) + "\n"
        os.write(self._file, line.encode())


class Office:
    """One worker at a desk. `mine` says which items it takes up, so that several need not share one."""

    def __init__(
        self, organ: Organ, journal: Journal, seed: str, *, mine: Callable[[Item], bool] = lambda item: True
    ) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.journal = journal
        self.mine = mine
        grants = RoleGrant.objects.filter(organ=organ).select_related("person").order_by("-id")
        self.people: dict[str, Person] = {grant.role: grant.person for grant in grants}
        # The drafter granted first works in the department that the head leads.
        self.columns = list(Column.objects.filter(organ=organ))
        self.organ = organ
        head = RoleGrant.objects.get(organ=organ, role=Role.HEAD)
        drafter = RoleGrant.objects.filter(organ=organ, role=Role.DRAFTER, department=head.department)
        self.people[Role.DRAFTER] = drafter.earliest("id").person

    def finish_open_work(self) -> None:
        """Carry on with everything that was left on the desk."""
        for item in Item.objects.filter(organ=self.organ).exclude(work_state=WorkState.IDLE).order_by("id"):
            if self.mine(item):
                self.carry_on(item)

    def act_once(self) -> None:
        """One thing an office does, from its first act to the public."""
        deed = self.chance.choices(
            (self.publish_new, self.correct_something, self.withdraw_something, self.bring_back,
             self.link_something, self.take_something_down),
            weights=(50, 22, 12, 9, 4, 3),
        )[0]  # fmt: skip
        deed()

    def publish_new(self) -> None:
        """A new item, some with files, all the way to the portal."""
        item = draft(
            actor=self.people[Role.DRAFTER], column_id=self.chance.choice(self.columns).pk,
            values=self._text(self.mark()) | {"formed_on": localdate(now())}, now=now(),
        )  # fmt: skip
        self.journal.tell("drafted", item)
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            self._attach(item)
        self.carry_on(item)

    def correct_something(self) -> None:
        """A wrong character, or another text, other files, another column or topic."""
        item = self._pick("live")
        if item is None:
            return
        light = self.chance.random() < 0.4
        actor = self.people[Role.DRAFTER]
        correct(actor=actor, item_id=item.pk, reason="有误", now=now(), light=light)
        self.journal.tell("round_opened", item)
        old = mark_in(item.body_html)
        values = (
            self._text(old[:-3] + self.mark()[-3:], title=item.title) if light else self._text(self.mark())
        )
        if not light and self.chance.random() < 0.5:
            values |= {"column": self.chance.choice(self.columns).pk, "topic": self.chance.choice(TOPICS)}
        edit(actor=actor, item_id=item.pk, values=values, now=now())
        self.journal.tell("edited", item)
        if not light and self.chance.random() < 0.5:
            self._change_files(item)
        self.carry_on(item)

    def withdraw_something(self) -> None:
        """Off the portal, with a page that says so."""
        item = self._pick("live")
        if item is not None:
            withdraw(actor=self.people[Role.REVIEWER], item_id=item.pk, reason="内容有误", now=now())
            self.journal.tell("withdrawn", item)

    def bring_back(self) -> None:
        """A withdrawn item returns to its old places."""
        item = self._pick("withdrawn")
        if item is not None:
            republish(actor=self.people[Role.DRAFTER], item_id=item.pk, reason="已核实", now=now())
            self.journal.tell("round_opened", item)
            self.carry_on(item)

    def link_something(self) -> None:
        """An interpretation beside its policy."""
        policy, reading = self._pick("live"), self._pick("live")
        if policy is not None and reading is not None and policy.pk != reading.pk:
            before = policy.interpretations.filter(interpretation=reading).exists()
            link_interpretation(
                actor=self.people[Role.REVIEWER], policy_id=policy.pk, interpretation_id=reading.pk, now=now()
            )
            if not before:
                self.journal.tell("linked", reading)

    def take_something_down(self) -> None:
        """A leak, without a trace."""
        item = self._pick("live")
        if item is not None:
            take_down(actor=self.people[Role.REVIEWER], item_id=item.pk, reason="泄露", now=now())
            self.journal.tell("taken_down", item)

    def carry_on(self, item: Item) -> None:
        """Whatever step the item waits at, take it, until no work is open."""
        while True:
            item = Item.objects.get(pk=item.pk)
            if item.work_state == WorkState.DRAFT:
                self._submit(item)
            elif item.work_state == WorkState.IN_REVIEW:
                reviewer = self.people[REVIEWERS[item.review_step]]
                review(actor=reviewer, item_id=item.pk, now=now())
                self.journal.tell("reviewed", item)
            elif item.work_state == WorkState.APPROVED:
                edition = publish(actor=self.people[Role.REVIEWER], item_id=item.pk, now=now())
                self.journal.tell("published", item, edition=edition.number, mark=mark_in(edition.body_html))
            else:
                return

    def _submit(self, item: Item) -> None:
        actor = self.people[Role.DRAFTER]
        is_unchanged = item.live_edition is not None and item.body_html == item.live_edition.body_html
        if item.work_kind == WorkKind.LIGHT and is_unchanged:
            # Killed between opening the correction and making it: there is nothing to submit.
            discard(actor=actor, item_id=item.pk, now=now())
            self.journal.tell("discarded", item)
        else:
            submit(actor=actor, item_id=item.pk, now=now())
            self.journal.tell("submitted", item)

    def mark(self) -> str:
        """Eight letters that occur nowhere else."""
        return "".join(self.chance.choices(string.ascii_lowercase, k=8))

    def _text(self, mark: str, title: str = "") -> dict[str, object]:
        return {
            "title": title or f"关于{mark}项目申报的通知",
            "body_html": f"<p>各有关企业：现将申报事项通知如下，记号：{mark}。</p>",
        }

    def _change_files(self, item: Item) -> None:
        for attachment in list(item.attachments.all()):
            detach(actor=self.people[Role.DRAFTER], item_id=item.pk, attachment_id=attachment.pk, now=now())
            self.journal.tell("detached", item)
        self._attach(item)

    def _attach(self, item: Item) -> None:
        rows = f"序号,名称\n1,{self.mark()}\n" * self.chance.choice((1, 200, 20000))
        attach(
            actor=self.people[Role.DRAFTER], item_id=item.pk, name="附件.csv",
            stream=io.BytesIO(rows.encode()), now=now(),
        )  # fmt: skip
        self.journal.tell("attached", item)

    def _pick(self, public_state: str) -> Item | None:
        items = Item.objects.filter(organ=self.organ, public_state=public_state, work_state=WorkState.IDLE)
        found = [item for item in items.order_by("-id")[:60] if self.mine(item)]
        return self.chance.choice(found) if found else None


def mark_in(body_html: str) -> str:
    """The mark a text bears; empty when it was purged."""
    return body_html.partition("记号：")[2].partition("。")[0]
