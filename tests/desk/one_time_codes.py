"""One-time codes by RFC 6238, computed here so that the product's own are checked against something else."""

import base64
import hmac
import struct


def totp(secret: str, at: float) -> str:
    """The six digits an authenticator shows at that time (seconds since 1970) for a base32 secret."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
