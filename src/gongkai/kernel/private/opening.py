"""Opening personal data: whoever reads it leaves a row in the audit chain, with why and never with what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction

from gongkai.kernel import audit
from gongkai.kernel.models import Organ, Person, PrivateKey
from gongkai.kernel.private.sealing import unseal_text

OPENED = "private.opened"


class Purpose(models.TextChoices):
    """Why personal data is opened; a list, so that no free text carries data into the audit chain."""

    HANDLE = "handle", "办理"
    IDENTIFY = "identify", "核对身份"
    CONTACT = "contact", "联系、送达"
    REVIEW = "review", "复核答复"
    DISPUTE = "dispute", "复议、诉讼"
    ARCHIVE = "archive", "归档、移交"
    SUPERVISE = "supervise", "监督检查"


def record_opening(
    *,
    actor: Person | None,
    organ: Organ,
    subject: str,
    subject_id: int,
    purpose: Purpose,
    now: datetime,
    what: str = "data",
) -> None:
    """Write down that somebody opens personal data, or a file (`what="file"`); in a transaction of its own
    or the caller's.
    """
    with transaction.atomic():
        audit.record(
            organ=organ,
            actor=actor,
            act=OPENED,
            subject=subject,
            subject_id=subject_id,
            now=now,
            detail={"purpose": str(Purpose(purpose)), "what": what},
        )


def read_personal(
    *,
    actor: Person | None,
    organ: Organ,
    subject: str,
    subject_id: int,
    purpose: Purpose,
    now: datetime,
    key: PrivateKey,
    tokens: Mapping[str, str],
) -> dict[str, str]:
    """Open sealed texts (by their contexts) and record it: what cannot be recorded is not returned.

    Whether the actor may is the caller's question. Empty tokens open as empty text. Raises KeyDestroyed,
    SealBroken.
    """
    with transaction.atomic():
        opened = {
            context: unseal_text(key, token, context=context) if token else ""
            for context, token in tokens.items()
        }
        record_opening(
            actor=actor, organ=organ, subject=subject, subject_id=subject_id, purpose=purpose, now=now
        )
    return opened
