"""Settings of a measured installation: as in service, syncs and all; only password hashing is quick."""

from config.settings.dev import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
