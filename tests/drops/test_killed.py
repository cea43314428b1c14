"""A worker that is really killed in the middle of a drop: nothing is lost, nothing doubled."""

import os
import signal

import pytest
from django.db import connection

from gongkai.drops.acts import read as reading
from gongkai.drops.acts.read import read_drop
from gongkai.drops.models import DropFile
from gongkai.kernel.models import AuditEntry
from tests.documents.samples import xlsx_bytes
from tests.drops.factories import SECOND, dropped, notice
from tests.factories import NOW

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="another process sees only a database of its own kind"
)


def _killed_at(drop_id: int, place: int) -> int:
    """Read in a process that is killed when it begins with the document at the place; its end."""
    pid = os.fork()
    if pid == 0:
        try:
            connection.connection = None
            real, begun = reading.read_document, []

            def read_or_die(document, **options):
                begun.append(document.pk)
                if len(begun) == place:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(document, **options)

            reading.read_document = read_or_die
            read_drop({"drop": drop_id}, NOW)
        finally:
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_and_doubles_nothing(bureau):
    drop = dropped(bureau, ("一.docx", notice()), ("二.docx", SECOND), ("附表.xlsx", xlsx_bytes()))
    assert _killed_at(drop.pk, 2) == -signal.SIGKILL
    assert [(one.state, one.attempts) for one in drop.documents.all()] == [("read", 1), ("waiting", 1)]
    read_drop({"drop": drop.pk}, NOW)
    drop.refresh_from_db()
    assert drop.state == "read"
    assert [(one.state, one.attempts) for one in drop.documents.all()] == [("read", 1), ("read", 2)]
    assert DropFile.objects.count() == 1
    assert AuditEntry.objects.filter(act="drops.read").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_document_that_kills_three_workers_is_left_out_and_the_other_read(bureau):
    drop = dropped(bureau, ("一.docx", notice()), ("二.docx", SECOND))
    for _ in range(reading.MOST_ATTEMPTS):
        assert _killed_at(drop.pk, 1) == -signal.SIGKILL
    read_drop({"drop": drop.pk}, NOW)
    first, second = drop.documents.all()
    assert (first.state, second.state) == ("unreadable", "read")
    assert "多次中断" in first.reason
