"""How each kind of file is sent: its type, whether a browser shows or saves it, how long it keeps."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from urllib.parse import quote

NO_CACHE = "no-cache"  # kept but asked for again each time: a withdrawn page is gone at once
FOR_EVER = "public, max-age=31536000, immutable"
HASHED_NAME = re.compile(r"\.[0-9a-f]{8,64}\.[a-z0-9]{1,6}$")  # the name changes with the content

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# A page or picture that came in as an attachment must never run as part of the site.
SANDBOX_POLICY = "default-src 'none'; img-src 'self' data:; frame-ancestors 'none'; sandbox"
SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

SHOWN = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xsl": "text/xsl; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
SAVED = {
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".csv": "text/csv; charset=utf-8",
    ".ofd": "application/ofd",
    ".wps": "application/wps-office.wps",
    ".et": "application/wps-office.et",
    ".zip": "application/zip",
}
UNKNOWN = "application/octet-stream"
# Attachments a browser may show although others handed them in: none of these can run script.
HARMLESS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".mp4"})


class Place(Enum):
    """Where below www a file lies, which decides how far it is trusted and how long it is kept."""

    SITE = "site"
    STATIC = "static"
    ATTACHMENTS = "attachments"


@lru_cache(maxsize=4096)
def headers_for(path: str, place: Place, policy: str = CONTENT_POLICY) -> tuple[tuple[str, str], ...]:
    """Return the headers that depend on the name alone.

    An attachment is shown only if it cannot run script; what is unknown is saved. Only static files
    whose name changes with their content are kept without asking again.
    """
    name = path.rsplit("/", 1)[-1]
    extension = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    is_attachment = place is Place.ATTACHMENTS
    is_kept = place is Place.STATIC and HASHED_NAME.search(name) is not None
    disposition = ("Content-Disposition", "attachment; filename*=UTF-8''" + quote(name, safe=""))
    return (
        ("Content-Type", SHOWN.get(extension) or SAVED.get(extension, UNKNOWN)),
        ("Cache-Control", FOR_EVER if is_kept else NO_CACHE),
        ("Content-Security-Policy", _policy_for(extension, policy, is_attachment=is_attachment)),
        *SECURITY_HEADERS,
        *(() if extension in (HARMLESS if is_attachment else SHOWN) else (disposition,)),
    )


def _policy_for(extension: str, policy: str, *, is_attachment: bool) -> str:
    # Browsers show a PDF with a page of their own, which a sandbox would leave blank.
    if extension == ".pdf" or (extension != ".svg" and not is_attachment):
        return policy
    return SANDBOX_POLICY
