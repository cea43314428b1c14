"""Rights after a merger, deadlocks between duties, poisoned jobs, faulty descriptions."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.kernel import audit, outbox, triggers
from gongkai.kernel.acts import organs, people
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry, OutboxJob, Person, Role
from gongkai.kernel.queries import chains_audited_by
from gongkai.kernel.registry import Handler, registry
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, PASSWORD, later, make_approved, make_bureau, make_live

pytestmark = pytest.mark.django_db


def _merge(bureau, target) -> None:
    people.grant_role(actor=None, person=bureau.admin, organ=target.organ, role=Role.ADMIN, now=NOW)
    organs.merge_organ(
        actor=bureau.admin, organ_id=bureau.organ.pk, into_id=target.organ.pk, on=date(2026, 4, 1),
        reason="机构改革", now=later(days=30),
    )  # fmt: skip


def test_what_a_merged_organ_published_is_kept_up_by_who_absorbed_it(bureau):
    target = make_bureau(parent=bureau.authority)
    wrong, leak, stale = make_live(bureau), make_live(bureau), make_live(bureau)
    _merge(bureau, target)
    now = later(days=31)
    withdraw(actor=target.reviewer, item_id=wrong.pk, reason="有误", now=now)
    take_down(actor=target.security, item_id=leak.pk, reason="泄露", now=now)
    correct(actor=target.reviewer, item_id=stale.pk, reason="补充", now=now)
    assert audit.chain_of(bureau.organ) in chains_audited_by(standing_of(target.auditor))
    for role in ("drafter", "head", "outsider"):
        with pytest.raises(NotVisible):
            correct(actor=target.people[role], item_id=stale.pk, reason="补充", now=now)


def test_what_absorbed_organs_had_absorbed_comes_along(bureau):
    middle, last = make_bureau(parent=bureau.authority), make_bureau(parent=bureau.authority)
    item = make_live(bureau)
    _merge(bureau, middle)
    people.grant_role(actor=None, person=middle.admin, organ=last.organ, role=Role.ADMIN, now=NOW)
    organs.merge_organ(
        actor=middle.admin, organ_id=middle.organ.pk, into_id=last.organ.pk, on=date(2026, 5, 1),
        reason="机构改革", now=later(days=60),
    )  # fmt: skip
    withdraw(actor=last.reviewer, item_id=item.pk, reason="有误", now=later(days=61))


def test_a_merged_organ_publishes_nothing_new(bureau):
    target = make_bureau(parent=bureau.authority)
    approved = make_approved(bureau)
    _merge(bureau, target)
    with pytest.raises(ActRefused, match="撤并"):
        publish(actor=target.reviewer, item_id=approved.pk, now=later(days=31))
    with pytest.raises(ActRefused, match="撤并"):
        draft(
            actor=target.reviewer,
            column_id=bureau.columns["tzgg"].pk,
            values={"title": "新"},
            now=later(days=31),
        )


def test_a_merger_does_not_give_the_roles_of_departments_away(bureau):
    target = make_bureau(parent=bureau.authority)
    _merge(bureau, target)
    assert bureau.organ.pk not in standing_of(target.drafter).home_organs
    assert bureau.organ.pk not in standing_of(target.admin).organs(Role.ADMIN)


def test_administrators_lock_no_organ_against_the_work_in_it(bureau):
    with CaptureQueriesContext(connection) as made, transaction.atomic():
        organs.administered_organ(bureau.admin, bureau.organ.pk)
    assert not any(query["sql"].endswith("FOR UPDATE") for query in made.captured_queries)


def test_a_job_that_kills_its_worker_each_time_stops_in_the_end(bureau, settings):
    settings.GONGKAI_OUTBOX_MAX_ATTEMPTS = 1
    OutboxJob.objects.all().delete()
    registry.add_handler(Handler("test.poison", lambda payloads, now: None, "试"))
    with transaction.atomic():
        job = outbox.enqueue("test.poison", {}, now=NOW)
        other = outbox.enqueue("test.poison", {}, now=NOW + timedelta(hours=1))
    now = NOW
    for _ in range(outbox.SETS_OF_DEATHS):
        assert [one.pk for one in outbox.claim(owner="dies", now=now)] == [job.pk]
        now += timedelta(seconds=settings.GONGKAI_OUTBOX_LEASE_SECONDS + 1)
    now += timedelta(hours=1)
    assert [one.pk for one in outbox.claim(owner="lives", now=now)] == [other.pk]
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("dead", outbox.SETS_OF_DEATHS)
    assert job.last_error
    outbox.retry(job_id=job.pk, now=now)
    del registry.handlers["test.poison"]


def test_an_unknown_hash_algorithm_is_a_fault_and_no_crash(bureau):
    entry = AuditEntry.objects.filter(chain=audit.chain_of(bureau.organ))[2]
    triggers.drop()
    AuditEntry.objects.filter(pk=entry.pk).update(algorithm="none")
    triggers.install()
    assert (entry.chain, entry.seq) in {(fault.chain, fault.seq) for fault in audit.verify()}


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda b: organs.describe_organ(actor=b.admin, organ_id=b.organ.pk, now=NOW,
                                         changes={"phone": "1" * 41}), "phone"),
        (lambda b: organs.rename_organ(actor=b.admin, organ_id=b.organ.pk, now=NOW, name="名" * 101,
                                       since=date(2026, 4, 1), reason="文"), "name"),
        (lambda b: organs.rename_organ(actor=b.admin, organ_id=b.organ.pk, now=NOW, name="新名",
                                       since=date(2026, 4, 1), reason="文" * 201), "reason"),
        (lambda b: organs.save_department(actor=b.admin, organ=b.organ, code="../x", name="科", now=NOW),
         "code"),
        (lambda b: organs.save_department(actor=b.admin, organ=b.organ, code="x", name="科" * 61, now=NOW),
         "name"),
        (lambda b: people.enter_person(actor=b.admin, organ=b.organ, username="n" * 61, name="王",
                                       password=PASSWORD, now=NOW), "username"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_by_field(bureau, call, field):
    with pytest.raises(InputRefused) as refusal:
        call(bureau)
    assert field in refusal.value.fields


def test_no_two_sign_in_names_differ_by_case_alone_whatever_happens_at_once(bureau):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(username=bureau.reviewer.username.upper(), name="别人")


def test_a_hand_over_keeps_the_three_people_apart(bureau):
    with pytest.raises(ActRefused, match="三个人"):
        people.hand_over(
            actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.auditor.pk,
            successor_id=bureau.security.pk, now=NOW,
        )  # fmt: skip
