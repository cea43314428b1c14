"""The key of one case: what is sealed with it opens while the key stands, and never after."""

from __future__ import annotations

import base64
import binascii
import secrets
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from gongkai.kernel import keys, outbox
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import OutgoingMessage, PrivateFile, PrivateKey
from gongkai.kernel.models.messages import MessageState

KEY_BYTES = 32
NONCE_BYTES = 12
#: Outbox jobs: bytes of erased files off the disk, remains of destroyed keys out of the database's pages.
ERASE_FILES = "private.erase_files"
SCRUB = "private.scrub"
#: Begins each token, so that another way of sealing can be told from this one.
_FORM = "a1."
_DESTROYED = "个人信息已按保管期限销毁，不能再读取。"
_BROKEN = "加密的内容打不开：已经损坏，或者不属于这里。请核对密钥文件，必要时从备份恢复。"


class KeyDestroyed(Refused):
    """The key was destroyed on purpose: what lay under it is gone for everybody."""

    code = "key_destroyed"

    def __init__(self) -> None:
        super().__init__(_DESTROYED)


class SealBroken(Refused):
    """A token or file that this key does not open, or not in this place."""

    code = "seal_broken"

    def __init__(self) -> None:
        super().__init__(_BROKEN)


def new_key(now: datetime) -> PrivateKey:
    """A fresh key for a case, kept sealed by the installation's `fields` key."""
    wrapped = keys.seal(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
    return PrivateKey.objects.create(wrapped=wrapped, created_at=now)


def bytes_of(key: PrivateKey) -> bytes:
    """The key itself; raises KeyDestroyed, or SealBroken when the installation's key is another."""
    if key.destroyed_at is not None:
        raise KeyDestroyed
    try:
        return base64.b64decode(keys.unseal(key.wrapped), validate=True)
    except (InvalidToken, binascii.Error):
        raise SealBroken from None


def seal_text(key: PrivateKey, text: str, *, context: str) -> str:
    """The text sealed for one place (`context`, such as "request.name"); no two tokens are alike."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(bytes_of(key)).encrypt(nonce, text.encode(), context.encode())
    return _FORM + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal_text(key: PrivateKey, token: str, *, context: str) -> str:
    """The reverse; raises KeyDestroyed, or SealBroken for a token of another key, place or make."""
    secret = bytes_of(key)
    try:
        raw = base64.b64decode(_form_of(token), altchars=b"-_", validate=True)
        opened = AESGCM(secret).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError):
        raise SealBroken from None
    return opened.decode()


def _form_of(token: str) -> str:
    if not token.startswith(_FORM):
        raise SealBroken
    return token[len(_FORM) :]


def destroy(key: PrivateKey, now: datetime) -> None:
    """Destroy the key and what shows through without it; safe to repeat.

    After it nothing under the key can be read: its bytes are overwritten, its files are removed by the
    outbox, masked findings are forgotten, and messages that still wait are not sent.
    """
    with transaction.atomic():
        held = PrivateKey.objects.select_for_update().get(pk=key.pk)
        if held.destroyed_at is None:
            # As long as before, so that SQLite writes over the old bytes instead of beside them.
            held.wrapped, held.destroyed_at = "0" * len(held.wrapped), now
            held.save(update_fields=("wrapped", "destroyed_at"))
            _forget_files(held, now)
            waiting = OutgoingMessage.objects.filter(key=held, state=MessageState.WAITING)
            waiting.update(state=MessageState.FAILED, failure=_DESTROYED)
            outbox.enqueue(SCRUB, {}, now=now)
    key.wrapped, key.destroyed_at = held.wrapped, held.destroyed_at


def _forget_files(key: PrivateKey, now: datetime) -> None:
    files = PrivateFile.objects.filter(key=key)
    names = list(files.filter(erased_at=None).values_list("name", flat=True))
    files.filter(erased_at=None).update(erased_at=now)
    files.update(findings=[], read_note="", sealed_name="")
    if names:
        outbox.enqueue(ERASE_FILES, {"names": names}, now=now)
