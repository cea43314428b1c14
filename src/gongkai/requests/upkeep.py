"""Recurring tidying: forms that were begun and never sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import private
from gongkai.requests.models import IntakeDraft

_BATCH = 200


def forget_drafts(now: datetime) -> int:
    """Destroy the keys of expired drafts of the public form and remove the drafts."""
    with transaction.atomic():
        expired = list(IntakeDraft.objects.filter(expires_at__lt=now).select_related("key")[:_BATCH])
        for draft in expired:
            key = draft.key
            draft.delete()
            private.destroy(key, now=now)
    return len(expired)
