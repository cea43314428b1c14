"""Refusals of the acts on organs, people and jobs that no other test comes by."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from gongkai.kernel import audit, keys, numbering, outbox
from gongkai.kernel.acts import jobs, organs, people, sign_ins
from gongkai.kernel.errors import ActRefused, InputRefused, KeyMissing, NotVisible, Refused
from gongkai.kernel.models import OutboxJob, Role
from gongkai.kernel.queries import administered_organ, visible_organ
from gongkai.kernel.registry import Handler, registry
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, PASSWORD, make_bureau, make_organ

pytestmark = pytest.mark.django_db


def _found(code: str) -> None:
    organs.found_organ(actor=None, code=code, name="某局", opened_on=date(2023, 1, 1), now=NOW)


def _rename(b, **values: object) -> None:
    filled = {"name": "新名局", "since": date(2026, 4, 1), "reason": "文编〔2026〕3号"} | values
    organs.rename_organ(actor=b.admin, organ_id=b.organ.pk, now=NOW, **filled)


def _pattern(b, **values: object) -> None:
    filled = {"pattern": "standard", "front": "123456789"} | values
    organs.set_index_pattern(actor=b.admin, organ_id=b.organ.pk, now=NOW, **filled)


def _merge(b, into=None) -> None:
    organs.merge_organ(
        actor=b.admin, organ_id=b.organ.pk, into_id=(into or b.organ).pk, on=date(2026, 4, 1), reason="改革",
        now=NOW,
    )  # fmt: skip


def _administered_too(b, organ) -> None:
    people.grant_role(actor=None, person=b.admin, organ=organ, role=Role.ADMIN, now=NOW)


def _merge_with_a_long_reason(b) -> None:
    target = make_organ("z", "另一局")
    _administered_too(b, target)
    organs.merge_organ(
        actor=b.admin, organ_id=b.organ.pk, into_id=target.pk, on=date(2026, 4, 1), reason="改" * 201, now=NOW
    )


def _merge_twice(b) -> None:
    target = make_organ("z", "另一局")
    _administered_too(b, target)
    _merge(b, target)
    _merge(b, target)


def _merge_into_the_merged(b) -> None:
    first, second = make_organ("y", "甲局"), make_bureau(parent=b.authority)
    for organ in (first, second.organ):
        _administered_too(b, organ)
    _merge(b, first)
    organs.merge_organ(
        actor=b.admin, organ_id=second.organ.pk, into_id=b.organ.pk, on=date(2026, 5, 1), reason="x", now=NOW
    )


def _department(b, **values: object) -> None:
    filled = {"code": "new", "name": "新科"} | values
    organs.save_department(actor=b.admin, organ=b.organ, now=NOW, **filled)


def _hand_over(b, successor) -> None:
    people.hand_over(
        actor=b.admin, organ_id=b.organ.pk, leaver_id=b.drafter.pk, successor_id=successor.pk, now=NOW
    )


def _reset(b, person, password: str = PASSWORD) -> None:
    people.reset_password(actor=b.admin, organ_id=b.organ.pk, person_id=person.pk, password=password, now=NOW)


def _reset_of_somebody_elsewhere_too(b) -> None:
    other = make_bureau(parent=b.authority)
    people.grant_role(actor=None, person=b.reviewer, organ=other.organ, role=Role.REVIEWER, now=NOW)
    _reset(b, b.reviewer)


def _leave(b, person) -> None:
    person.is_active = False
    person.save()
    _hand_over(b, person)


def _factor(b, person) -> None:
    sign_ins.remove_second_factor(actor=b.admin, organ_id=b.organ.pk, person_id=person.pk, now=NOW)


def _job(b, kind: str = "release.item", state: str = "dead") -> OutboxJob:
    with transaction.atomic():
        job = outbox.enqueue(kind, {}, now=NOW, organ=b.organ)
    job.state = state
    job.save()
    return job


def _discard(b, job: OutboxJob, reason: str = "栏目已撤销") -> None:
    jobs.discard_job(actor=b.admin, job_id=job.pk, reason=reason, now=NOW)


REFUSALS: dict[str, tuple[Callable, type[Refused], str]] = {
    "a code of the site's own": (lambda b: _found("Desk"), InputRefused, "保留"),
    "a code that is taken": (lambda b: _found(b.organ.code), InputRefused, "已经有了"),
    "a field of no description": (
        lambda b: organs.describe_organ(
            actor=b.admin, organ_id=b.organ.pk, changes={"name": "别的局"}, now=NOW
        ), ActRefused, "不能在这里",
    ),
    "the same name again": (lambda b: _rename(b, name=b.organ.name), InputRefused, "全称"),
    "a new name without a reason": (lambda b: _rename(b, reason=" "), InputRefused, "依据"),
    "an unknown pattern": (lambda b: _pattern(b, pattern="none"), InputRefused, "编制方式"),
    "a front that does not fit": (lambda b: _pattern(b, front="甲"), InputRefused, "前段码"),
    "a merger with itself": (_merge, InputRefused, "另一个"),
    "a merger with too long a reason": (_merge_with_a_long_reason, InputRefused, "改正"),
    "a second merger": (_merge_twice, ActRefused, "已经撤并"),
    "a merger into what is merged": (_merge_into_the_merged, InputRefused, "另一个"),
    "a department's code again": (lambda b: _department(b, code="cwk"), InputRefused, "重复"),
    "a department without a name": (lambda b: _department(b, name=" "), InputRefused, "科室名称"),
    "a weak password": (lambda b: _reset(b, b.drafter, "123"), InputRefused, "密码"),
    "the password of somebody elsewhere too": (_reset_of_somebody_elsewhere_too, ActRefused, "其他机关"),
    "an unknown role": (
        lambda b: people.grant_role(
            actor=b.admin, person=b.drafter, organ=b.organ, role="king", now=NOW
        ), InputRefused, "没有这个角色",
    ),
    "work handed to the leaver himself": (lambda b: _hand_over(b, b.drafter), InputRefused, "另一名"),
    "work handed to who has left": (lambda b: _leave(b, b.colleague), InputRefused, "另一名"),
    "one's own second factor": (lambda b: _factor(b, b.admin), ActRefused, "我的账号"),
    "a second factor that is not on": (lambda b: _factor(b, b.drafter), ActRefused, "没有开启"),
    "a job given up without a reason": (lambda b: _discard(b, _job(b), " "), InputRefused, "理由"),
    "a job given up that goes on": (lambda b: _discard(b, _job(b, state="waiting")), Refused, "不能放弃"),
    "an erasure given up": (lambda b: _discard(b, _job(b, "release.purge")), Refused, "清除任务"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_is_refused_with_its_reason(bureau, name):
    act, error, words = REFUSALS[name]
    with pytest.raises(error, match=words):
        act(bureau)


def _end_elsewhere(b, other) -> None:
    people.end_role(actor=b.admin, grant_id=other.drafter.grants.get().pk, now=NOW)


def _department_elsewhere(b, other) -> None:
    _department(b, department_id=other.business.pk)


ABSENT: dict[str, Callable] = {
    "another organ's job": lambda b, o: _discard(b, _job(o)),
    "another organ's job to try again": lambda b, o: jobs.retry_job(
        actor=b.admin, job_id=_job(o).pk, now=NOW
    ),
    "a job for who drafts": lambda b, o: jobs.retry_job(actor=b.drafter, job_id=_job(b).pk, now=NOW),
    "another organ's department": _department_elsewhere,
    "another organ's person": lambda b, o: _reset(b, o.drafter),
    "another organ's role": _end_elsewhere,
    "no role at all": lambda b, o: people.end_role(actor=b.admin, grant_id=0, now=NOW),
    "another organ's leaver": lambda b, o: _hand_over(b, o.drafter),
    "another organ to administer": lambda b, o: administered_organ(standing_of(b.admin), o.organ.code),
    "another organ to look at": lambda b, o: visible_organ(standing_of(b.admin), o.organ.code),
}


@pytest.mark.parametrize("name", ABSENT)
def test_is_not_there_for_this_person(bureau, name):
    other = make_bureau(parent=bureau.authority)
    with pytest.raises(NotVisible):
        ABSENT[name](bureau, other)


def test_a_stopped_job_given_up_keeps_its_reason(bureau):
    job = _job(bureau)
    _discard(bureau, job)
    job.refresh_from_db()
    assert (job.state, "栏目已撤销" in job.last_error) == ("discarded", True)


@pytest.mark.django_db(transaction=True)
def test_numbers_audit_rows_and_jobs_are_made_inside_an_act():
    assert not connection.in_atomic_block
    for make in (
        lambda: numbering.draw("x"),
        lambda: outbox.enqueue("x", {}, now=NOW),
        lambda: audit.record(organ=None, actor=None, act="x", subject="x", subject_id=1, now=NOW),
    ):
        with pytest.raises(transaction.TransactionManagementError):
            make()


def test_a_missing_key_says_what_to_do(bureau):
    (keys.keys_dir() / "pseudonym.key").unlink()
    with pytest.raises(KeyMissing, match="gongkai init"):
        keys.keyed_hash("x", purpose="x")


def test_a_kind_of_job_has_one_handler(bureau):
    registry.add_handler(Handler("test.twice", lambda payloads, now: None, "试"))
    with pytest.raises(ValueError, match=r"test\.twice"):
        registry.add_handler(Handler("test.twice", lambda payloads, now: None, "试"))
    del registry.handlers["test.twice"]
