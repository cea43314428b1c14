"""The demo and local trials: plain http on this machine, debug only when asked for."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("GONGKAI_DEBUG", default=False)
