"""The demo and local trials: plain http on this machine, debug only when asked for."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("GONGKAI_DEBUG", default=False)

# The demo's one password is printed on the screen: its hash guards nothing.
PASSWORD_HASHERS = [
    "gongkai.demo.hashing.PrintedPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
