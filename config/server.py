"""Portal and desk behind one address: files first, Django for the rest, the desk's own files beside it."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - readable only after the set-up above

from gongkai.release.serving import Environ, FileApp, StartResponse, WsgiApp  # noqa: E402

_portal = FileApp(Path(settings.GONGKAI_DIR) / "release" / "www", fallback=_django)
_static = FileApp(settings.STATIC_ROOT, static_prefixes=("/",))
_STATIC_PREFIX = settings.STATIC_URL.rstrip("/")


def _below(prefix: str, app: WsgiApp, environ: Environ) -> Environ:
    """The request as `app` sees it below a prefix."""
    return {
        **environ,
        "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + prefix,
        "PATH_INFO": environ["PATH_INFO"][len(prefix) :],
    }


def application(environ: Environ, start_response: StartResponse):  # type: ignore[no-untyped-def]
    """Answer one request."""
    if environ.get("PATH_INFO", "").startswith(_STATIC_PREFIX + "/"):
        return _static(_below(_STATIC_PREFIX, _static, environ), start_response)
    return _portal(environ, start_response)
