"""Reading the audit leaves a trace in it: exports and checks of a chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gongkai.kernel import audit
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.queries import chains_audited_by
from gongkai.kernel.rights import standing_of


def note_export(*, actor: Person, rows: int, now: datetime) -> None:
    """Write to every chain the auditor reads that rows were carried out of the system."""
    _note(actor, "kernel.audit.exported", {"rows": rows}, now)


def verify_own_chains(*, actor: Person, now: datetime) -> list[audit.AuditFault]:
    """Recompute the chains the auditor reads, write down that it was done, and return what is wrong."""
    faults = audit.verify(chains=list(chains_audited_by(standing_of(actor))))
    _note(actor, "kernel.audit.verified", {"faults": len(faults)}, now)
    return faults


def _note(actor: Person, act: str, detail: dict[str, object], now: datetime) -> None:
    organs: Iterable[Organ | None] = chains_audited_by(standing_of(actor)).values()
    # Whoever locks several heads locks them by id, the installation's last.
    organs = sorted(organs, key=lambda organ: (organ is None, organ.pk if organ else 0))
    with transaction.atomic():
        for organ in organs:
            audit.record(
                organ=organ, actor=actor, act=act, subject="audit", subject_id=None, now=now, detail=detail
            )
