"""The one way a file is turned away: a stable code and a sentence that says what to do."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Why a file is refused."""

    BAD_NAME = "bad_name"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TYPE_NOT_ALLOWED = "type_not_allowed"
    CONTENT_MISMATCH = "content_mismatch"
    EXECUTABLE = "executable"
    HTML = "html"
    MACROS = "macros"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    ZIP_BOMB = "zip_bomb"
    ZIP_PATH = "zip_path"
    ZIP_MEMBER = "zip_member"
    REMOTE_TEMPLATE = "remote_template"


class FileRefused(ValueError):
    """A file that may not be taken in. ``message`` is Chinese, for the person who handed it in."""

    def __init__(self, code: Refusal, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
