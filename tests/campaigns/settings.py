"""Settings of an installation that is killed again and again: as in service, with quick password hashing."""

from config.settings.dev import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
