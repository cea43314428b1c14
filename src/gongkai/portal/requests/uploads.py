"""Files of the public stay in memory until they are sealed: the framework would lay them on disk in clear."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MEGABYTE = 1024 * 1024
#: What one sending may hold in all; more is read past and dropped.
MOST_BYTES = 20 * MEGABYTE
MOST_AT_ONCE = 10


class SealedUploads(FileUploadHandler):
    """Keeps what is sent in memory up to a limit; beyond it the file is dropped and `overfull` says so."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.overfull = False
        self._total = self._count = 0
        self._buffer: io.BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin one more file, if there is room for it."""
        super().new_file(*args, **kwargs)
        self._count += 1
        if self._count > MOST_AT_ONCE:
            self.overfull = True
        self._buffer = None if self.overfull else io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take a piece, or drop it together with its file once there is too much."""
        self._total += len(raw_data)
        if self._total > MOST_BYTES:
            self.overfull, self._buffer = True, None
        if self._buffer is not None:
            self._buffer.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The file in memory; None for one that was dropped."""
        if self._buffer is None:
            return None
        self._buffer.seek(0)
        return InMemoryUploadedFile(
            self._buffer, self.field_name, self.file_name or "", self.content_type or "", file_size,
            self.charset, self.content_type_extra,
        )  # fmt: skip


def keep_in_memory(request: HttpRequest) -> SealedUploads:
    """Make the request's files come this way; before anything reads its body."""
    handler = SealedUploads(request)
    request.upload_handlers = [handler]
    return handler
