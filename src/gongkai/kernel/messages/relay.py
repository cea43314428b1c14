"""A folder between two networks: messages leave as files in `out`, receipts come back as files in `in`.

Something else carries the files over. With a key, every file is sealed and signed with it (Fernet).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from gongkai.kernel.messages.messenger import MessageDelayed, Outgoing, Receipt
from gongkai.kernel.models.messages import MessageState

FORMAT = 1
MOST_BYTES = 64 * 1024
PLAIN, SEALED = ".json", ".sealed"
#: Names under which a file is still being carried over.
_UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload")
_UNWRITABLE = "写不进中转目录，请检查目录的权限和磁盘空间。"
_TOO_LARGE = "回执文件过大。"
_NOT_A_FILE = "不是普通文件。"
_NOT_SEALED = "本机设有中转密钥，回执应为加密的 .sealed 文件。"
_NO_KEY = "回执是加密的，本机没有设中转密钥。"
_BAD_SEAL = "回执的签名不对：密钥不同，或者内容被改动。"
_BAD_NAME = "文件名应以 .json 或 .sealed 结尾。"
_BAD_JSON = "回执不是 JSON 对象。"


class BadReceipt(Exception):
    """A file in `in` that tells nothing usable; the text says why, in Chinese."""


@dataclass(frozen=True)
class RelayFolder:
    """One folder with `out`, `in` and `bad`."""

    folder: Path
    key: str = ""

    def deliver(self, message: Outgoing, now: datetime) -> Receipt:
        """Put the message into `out` as one whole file named by its reference; doing so again is harmless."""
        content = {
            "format": FORMAT,
            "reference": message.reference,
            "channel": str(message.channel),
            "to": message.address,
            "title": message.title,
            "body": message.body,
            "template": message.template,
            "organ": message.organ,
            "at": now.isoformat(timespec="seconds"),
        }
        raw = json.dumps(content, ensure_ascii=False, indent=1).encode()
        try:
            self._write(message.reference, raw)
        except OSError:
            raise MessageDelayed(_UNWRITABLE) from None
        return Receipt(state=MessageState.HANDED_OVER)

    def _write(self, name: str, raw: bytes) -> None:
        out = self._made("out")
        if self.key:
            raw = Fernet(self.key).encrypt(raw)
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=out)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            Path(part).chmod(0o640)
            os.replace(part, out / (name + (SEALED if self.key else PLAIN)))
        finally:
            Path(part).unlink(missing_ok=True)

    def arrived(self) -> Iterator[Path]:
        """The files in `in` that are there as a whole, in the order of their names."""
        _, arriving, _ = (self._made(name) for name in ("out", "in", "bad"))
        for path in sorted(arriving.iterdir()):
            if not path.name.startswith(".") and not path.name.endswith(_UNFINISHED):
                yield path

    def read(self, path: Path) -> dict[str, object]:
        """What a receipt says; raises BadReceipt."""
        if path.is_symlink() or not path.is_file():
            raise BadReceipt(_NOT_A_FILE)
        if path.stat().st_size > MOST_BYTES:
            raise BadReceipt(_TOO_LARGE)
        try:
            told = json.loads(self._unsealed(path))
        except ValueError:
            told = None
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise BadReceipt(_BAD_JSON)
        return told

    def _unsealed(self, path: Path) -> bytes:
        raw = path.read_bytes()
        if path.suffix == PLAIN:
            if self.key:
                raise BadReceipt(_NOT_SEALED)
            return raw
        if path.suffix != SEALED:
            raise BadReceipt(_BAD_NAME)
        if not self.key:
            raise BadReceipt(_NO_KEY)
        try:
            return Fernet(self.key).decrypt(raw)
        except InvalidToken:
            raise BadReceipt(_BAD_SEAL) from None

    def set_aside(self, path: Path, reason: str) -> None:
        """Move a bad file to `bad`, with the reason beside it; an earlier one of that name is kept."""
        bad, name, number = self._made("bad"), path.name, 1
        while os.path.lexists(bad / name):
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        os.replace(path, bad / name)
        (bad / f"{name}.txt").write_text(f"{reason}\n", "utf-8")

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(mode=0o770, parents=True, exist_ok=True)
        return folder
