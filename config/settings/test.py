"""The test-suite: fast hashing, keys of its own; the database is the one DATABASE_URL names, or SQLite."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES

SECRET_KEY = "test-only"  # noqa: S105
GONGKAI_DIR = Path(tempfile.gettempdir()) / "gongkai-test"
STATIC_ROOT = GONGKAI_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
GONGKAI_RELEASE_DURABLE = False
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = GONGKAI_DIR / "gongkai.sqlite3"
