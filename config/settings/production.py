"""A real organ: https behind its own proxy unless GONGKAI_HTTPS=0 says the network is closed and plain."""

from .base import *  # noqa: F403
from .base import MIDDLEWARE, env

DEBUG = False
_https = env.bool("GONGKAI_HTTPS", default=True)
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31536000 if _https else 0
if env.bool("GONGKAI_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE = ["gongkai.desk.middleware.ProxiedAddressMiddleware", *MIDDLEWARE]
