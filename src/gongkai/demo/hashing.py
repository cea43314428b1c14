"""A quick password hash for passwords that are printed on the screen anyway."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PrintedPasswordHasher(PBKDF2PasswordHasher):
    """The framework's own hash with few rounds: fifty sign-ins are made in a blink, not in half a minute.

    Only the demo's settings name it; in a real installation nothing does.
    """

    algorithm = "pbkdf2_sha256_printed"
    iterations = 2000
