"""Sealing a file piece by piece, so that a large one needs little memory and a shortened one is noticed.

Layout: mark, salt, then pieces of CHUNK plain bytes each sealed by AES-256-GCM, then the sealed length. Each
file has a key of its own, drawn from the case's key, the salt and the file's name; a piece's nonce is its
place, and the last nonce bit says «this is the end».
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gongkai.kernel.private.sealing import SealBroken

MARK = b"GKF1"
SALT_BYTES = 16
CHUNK = 256 * 1024
TAG_BYTES = 16
_HEAD = len(MARK) + SALT_BYTES
_LENGTH = struct.Struct(">Q")
_FOOT = _LENGTH.size + TAG_BYTES
_NONCE = struct.Struct(">QI")
_PIECE, _END = 0, 1


def seal_stream(source: IO[bytes], target: IO[bytes], *, secret: bytes, name: str) -> None:
    """Write the sealed form of everything that `source` still holds."""
    salt = secrets.token_bytes(SALT_BYTES)
    cipher = _cipher(secret, salt, name)
    target.write(MARK + salt)
    length = place = 0
    while piece := source.read(CHUNK):
        target.write(cipher.encrypt(_NONCE.pack(place, _PIECE), piece, MARK))
        length += len(piece)
        place += 1
    target.write(cipher.encrypt(_NONCE.pack(place, _END), _LENGTH.pack(length), MARK))


def unseal_stream(source: IO[bytes], *, secret: bytes, name: str) -> Iterator[bytes]:
    """The plain pieces in order; raises SealBroken before the first one when the file was cut or grew.

    A piece that was altered raises it when its turn comes.
    """
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(_HEAD)
    if size < _HEAD + _FOOT or head[: len(MARK)] != MARK:
        raise SealBroken
    cipher = _cipher(secret, head[len(MARK) :], name)
    body = size - _HEAD - _FOOT
    pieces = -(-body // (CHUNK + TAG_BYTES))
    source.seek(size - _FOOT)
    foot = _opened(cipher, source.read(_FOOT), pieces, _END)
    if _LENGTH.unpack(foot)[0] != body - pieces * TAG_BYTES:
        raise SealBroken
    source.seek(_HEAD)
    for place in range(pieces):
        left = body - place * (CHUNK + TAG_BYTES)
        yield _opened(cipher, source.read(min(left, CHUNK + TAG_BYTES)), place, _PIECE)


def _opened(cipher: AESGCM, sealed: bytes, place: int, kind: int) -> bytes:
    try:
        return cipher.decrypt(_NONCE.pack(place, kind), sealed, MARK)
    except (InvalidTag, ValueError):
        raise SealBroken from None


def _cipher(secret: bytes, salt: bytes, name: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"file\0" + name.encode())
    return AESGCM(derived.derive(secret))
