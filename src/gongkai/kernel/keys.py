"""The installation's keys: files only the service account can read, made once by `gongkai init`."""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from gongkai.kernel.errors import KeyMissing

#: name → how a fresh one is made.
KEY_NAMES = ("django", "release", "pseudonym", "fields")


def keys_dir() -> Path:
    """Where the keys lie."""
    return Path(settings.GONGKAI_DIR) / "keys"


def make_keys() -> list[str]:
    """Make the keys that are missing and return their names; existing keys are never touched."""
    folder = keys_dir()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = []
    for name in KEY_NAMES:
        path = folder / f"{name}.key"
        if path.exists():
            continue
        value = Fernet.generate_key().decode() if name == "fields" else secrets.token_urlsafe(48)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(value + "\n")
            file.flush()
            os.fsync(file.fileno())
        made.append(name)
    return made


def key(name: str) -> bytes:
    """The named key; raises KeyMissing with what to do when the installation was never initialised."""
    path = keys_dir() / f"{name}.key"
    try:
        return path.read_text("ascii").split()[0].encode("ascii")
    except (FileNotFoundError, IndexError):
        message = "缺少密钥文件，请先运行 gongkai init；如从备份恢复，请一并恢复 keys 目录。"
        raise KeyMissing(message) from None


def keyed_hash(value: str, *, purpose: str) -> str:
    """A hash that tells two values apart without holding either: for allow-lists, audit and look-up."""
    message = f"{purpose}\x00{value}".encode()
    return hmac.new(key("pseudonym"), message, sha256).hexdigest()


def sign(message: bytes) -> str:
    """The installation's signature over bytes it hands out, with the key that signs the release."""
    return hmac.new(key("release"), message, sha256).hexdigest()


def seal(text: str) -> str:
    """Encrypt a short secret for the database (fields.key; several lines there mean rotation)."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """The reverse of seal; raises cryptography.fernet.InvalidToken on foreign text."""
    return _fernet().decrypt(token.encode()).decode()


def _fernet() -> MultiFernet:
    key("fields")
    lines = (keys_dir() / "fields.key").read_text("ascii").split()
    return MultiFernet([Fernet(line) for line in lines])
