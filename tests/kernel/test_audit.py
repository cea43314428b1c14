"""The audit chain: rows cannot be changed, and a change by force is found."""

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.kernel import audit, triggers
from gongkai.kernel.models import AuditEntry, AuditHead
from tests.factories import NOW, make_live

pytestmark = pytest.mark.django_db


def _by_force(sql: str, *parameters: object) -> None:
    """What somebody with the database in his hands can do: triggers off, change, triggers on."""
    triggers.drop()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    triggers.install()


def test_every_act_leaves_a_row_and_the_chains_verify(bureau):
    make_live(bureau, "zdly")
    chain = audit.chain_of(bureau.organ)
    acts = list(AuditEntry.objects.filter(chain=chain, subject="item").values_list("act", flat=True))
    assert acts == [
        "disclosure.item.drafted",
        "disclosure.item.submitted",
        "disclosure.item.reviewed",
        "disclosure.item.reviewed",
        "disclosure.item.reviewed",
        "disclosure.item.published",
    ]
    assert audit.verify(anchors=audit.anchors()) == []


@pytest.mark.parametrize(
    "change", [lambda e: AuditEntry.objects.filter(pk=e.pk).update(act="x"), lambda e: e.delete()]
)
def test_a_row_can_be_neither_changed_nor_removed(bureau, change):
    entry = AuditEntry.objects.first()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(entry)
    assert triggers.missing() == []


def test_an_altered_row_is_found(bureau):
    entry = AuditEntry.objects.filter(chain=audit.chain_of(bureau.organ))[3]
    _by_force("UPDATE kernel_auditentry SET act = 'innocent' WHERE id = %s", entry.pk)
    faults = audit.verify()
    assert [(f.chain, f.seq) for f in faults] == [(entry.chain, entry.seq)]
    assert "被改动" in faults[0].message


def test_a_row_taken_from_the_middle_is_found(bureau):
    entry = AuditEntry.objects.filter(chain=audit.chain_of(bureau.organ))[2]
    _by_force("DELETE FROM kernel_auditentry WHERE id = %s", entry.pk)
    assert [(f.chain, f.seq) for f in audit.verify()] == [(entry.chain, entry.seq + 1)]


def test_a_row_taken_from_the_end_is_found(bureau):
    last = AuditEntry.objects.filter(chain=audit.chain_of(bureau.organ)).last()
    _by_force("DELETE FROM kernel_auditentry WHERE id = %s", last.pk)
    assert [f.chain for f in audit.verify()] == [last.chain]


def test_a_chain_rewritten_as_a_whole_is_found_by_the_anchor_outside(bureau):
    anchors = audit.anchors()
    chain = audit.chain_of(bureau.organ)
    previous = ""
    triggers.drop()
    for entry in AuditEntry.objects.filter(chain=chain).order_by("seq"):
        entry.actor_id, entry.prev_hash = 4711, previous
        entry.hash = previous = audit.entry_hash(entry)
        entry.save()
    AuditHead.objects.filter(chain=chain).update(hash=previous)
    triggers.install()
    assert audit.verify() == []
    assert [f.chain for f in audit.verify(anchors=anchors)] == [chain]


def test_an_act_that_fails_leaves_no_row(bureau):
    before = AuditEntry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record(organ=bureau.organ, actor=bureau.admin, act="x", subject="organ", subject_id=1, now=NOW)
        raise RuntimeError
    assert AuditEntry.objects.count() == before
    assert audit.verify() == []


def test_missing_triggers_keep_the_installation_from_starting(bureau):
    from gongkai.kernel.checks import installation_problems

    assert installation_problems() == []
    triggers.drop()
    assert any("触发器" in problem for problem in installation_problems())
    triggers.install()
