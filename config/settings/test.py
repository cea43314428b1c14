"""The test-suite: fast hashing, a folder of each process's own, the database DATABASE_URL names or SQLite."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES

SECRET_KEY = "test-only"  # noqa: S105
GONGKAI_DIR = Path(tempfile.mkdtemp(prefix="gongkai-test-"))
atexit.register(shutil.rmtree, GONGKAI_DIR, ignore_errors=True)
STATIC_ROOT = GONGKAI_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
GONGKAI_RELEASE_DURABLE = False
ALLOWED_HOSTS = ["*"]
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
    # A file, as in service: several threads on one in-memory database block each other in ways files do not.
    DATABASES["default"]["NAME"] = GONGKAI_DIR / "gongkai.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(GONGKAI_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
    }
