"""A form that was begun: sealed under a key of its own, found again by its secret, gone after its day."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from gongkai.kernel import keys, private
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Organ, PrivateFile
from gongkai.requests.acts.intake import MOST_FILES, IncomingFile
from gongkai.requests.models import IntakeDraft
from gongkai.requests.online import SENT_ROLES
from gongkai.requests.personal import seal_values, unseal_values

KEPT_FOR = timedelta(days=7)
_CONTEXT = "draft"
_TOO_MANY = "一次最多上传 {most} 个文件，请先删去不要的。"
_GONE = "这份草稿已经提交或者清除，请重新填写。"
_SECRET_BYTES = 32


@dataclass(frozen=True)
class DraftFile:
    """A file that was sent along with a form not yet handed in."""

    id: int
    role: str
    name: str
    label: str
    size: int


@dataclass(frozen=True)
class Draft:
    """A form as far as somebody got. `notes` are the door's own: whether it let the sender in, and so on."""

    row: IntakeDraft
    values: dict[str, str] = field(default_factory=dict)
    files: tuple[DraftFile, ...] = ()
    notes: dict[str, object] = field(default_factory=dict)

    @property
    def organ_id(self) -> int:
        """The organ whose form it is."""
        return self.row.organ_id


class DraftGone(Refused):
    """The draft was sent or thrown away meanwhile."""

    code = "draft_gone"

    def __init__(self) -> None:
        super().__init__(_GONE)


def new_secret() -> str:
    """A secret to find a draft by."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def find_draft(secret: str, *, organ: Organ, now: datetime) -> Draft | None:
    """The draft of that secret and organ; None for any other, and for one past its day."""
    if not secret:
        return None
    row = (
        IntakeDraft.objects.select_related("key")
        .filter(token_hash=_hash(secret), organ=organ, expires_at__gt=now)
        .first()
    )
    return _read(row) if row and row.key.destroyed_at is None else None


def begin_draft(secret: str, *, organ: Organ, now: datetime) -> Draft:
    """An empty draft under that secret; the one that is there when it was begun before."""
    found = find_draft(secret, organ=organ, now=now)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            key = private.new_key(now=now)
            row = IntakeDraft.objects.create(
                organ=organ, token_hash=_hash(secret), key=key, changed_at=now, expires_at=now + KEPT_FOR,
                sealed_values=seal_values(key, {}, context=_CONTEXT),
            )  # fmt: skip
    except IntegrityError:
        # The same form was sent twice at once; the other one was quicker.
        found = find_draft(secret, organ=organ, now=now)
        if found is None:
            raise DraftGone from None
        return found
    return Draft(row)


def keep_draft(
    draft: Draft,
    *,
    values: Mapping[str, str] | None = None,
    notes: Mapping[str, object] | None = None,
    drop: frozenset[int] = frozenset(),
    add: tuple[DraftFile, ...] = (),
    now: datetime,
) -> Draft:
    """Write the draft anew: `values` replace the old ones, `notes` are added, files go and come.

    After it the draft lives for another span. Two who write at once keep each other's files.
    """
    with transaction.atomic():
        row = IntakeDraft.objects.select_for_update(of=("self",)).filter(pk=draft.row.pk).first()
        if row is None:
            raise DraftGone
        held = _read(row)
        files = tuple(one for one in held.files if one.id not in drop) + add
        changed = Draft(
            row, dict(held.values if values is None else values), files, held.notes | dict(notes or {})
        )
        row.sealed_values = seal_values(row.key, _told(changed), context=_CONTEXT)
        row.changed_at, row.expires_at = now, now + KEPT_FOR
        row.save(update_fields=("sealed_values", "changed_at", "expires_at"))
        for gone in row.key.files.filter(pk__in=drop, erased_at=None):
            private.erase(gone, now=now)
    return changed


def take_file(draft: Draft, incoming: IncomingFile, *, now: datetime) -> Draft:
    """Take one file into the draft, sealed; raises InputRefused with what is wrong with it."""
    if len(draft.files) >= MOST_FILES:
        raise InputRefused(_TOO_MANY.format(most=MOST_FILES), code="too_many")
    kept = private.take_in(key=draft.row.key, name=incoming.name, stream=incoming.stream, now=now)
    role = incoming.role if incoming.role in SENT_ROLES else str(SENT_ROLES[-1])
    return keep_draft(
        draft, add=(DraftFile(kept.pk, role, incoming.name, kept.label, kept.size),), now=now
    )  # fmt: skip


def files_of(draft: Draft) -> list[IncomingFile]:
    """The draft's files as they go into a case, read when their turn comes; raises FileGone, KeyDestroyed."""
    rows = {row.pk: row for row in PrivateFile.objects.filter(key=draft.row.key).select_related("key")}
    return [
        IncomingFile(one.role, one.name, private.read_chunks(rows[one.id]))
        for one in draft.files
        if one.id in rows
    ]


def hand_over(draft: Draft, *, now: datetime) -> str:
    """Give the draft a new secret, which is returned: whoever knew the old one finds nothing any more."""
    secret = new_secret()
    rows = IntakeDraft.objects.filter(pk=draft.row.pk, token_hash=draft.row.token_hash)
    if not rows.update(token_hash=_hash(secret), changed_at=now):
        raise DraftGone
    return secret


def forget_draft(draft: Draft, *, now: datetime) -> None:
    """Remove the draft and destroy its key with all that lay under it; safe to repeat."""
    with transaction.atomic():
        IntakeDraft.objects.filter(pk=draft.row.pk).delete()
        private.destroy(draft.row.key, now=now)


def _hash(secret: str) -> str:
    return keys.keyed_hash(secret, purpose="intake_draft")


def _told(draft: Draft) -> dict[str, object]:
    return {
        "values": draft.values,
        "files": [vars(one) for one in draft.files],
        "notes": draft.notes,
    }


def _read(row: IntakeDraft) -> Draft:
    told = unseal_values(row.key, row.sealed_values, context=_CONTEXT)
    if not isinstance(told, dict) or not told:
        return Draft(row)
    return Draft(
        row, dict(told["values"]), tuple(DraftFile(**one) for one in told["files"]), dict(told["notes"])
    )
