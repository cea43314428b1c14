"""What can stop the release from being written, each as an error of its own."""

from __future__ import annotations


class ReleaseError(Exception):
    """Base of every refusal of the release; its text is Chinese and may be shown to people."""


class BadPath(ReleaseError):
    """A path that must not be served: absolute, climbing, hidden or not writable as a name."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(f"路径「{path}」不能发布：{reason}。")


class PathCollision(ReleaseError):
    """Two artefacts claim one path, or one claims a file where another needs a directory."""

    def __init__(self, path: str, key: str, other: str) -> None:
        self.path, self.key, self.other = path, key, other
        super().__init__(f"路径「{path}」已属于「{other}」，不能再分配给「{key}」。")


class PathObstructed(ReleaseError):
    """Something that the release did not write stands where a file or directory must go."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"发布目录中的「{path}」被不属于本系统的内容占用，请先移走。")


class SourceMismatch(ReleaseError):
    """A file handed over as a source is gone or does not have the digest promised for it."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"文件「{path}」的来源缺失，或其内容与登记的哈希值不一致，未予发布。")


class ManifestDamaged(ReleaseError):
    """The manifest does not bear out its own signature; nothing may be built on it."""

    def __init__(self, part: str, reason: str) -> None:
        self.part, self.reason = part, reason
        super().__init__(f"发布清单「{part}」{reason}，请运行整体重建（丢弃旧清单）。")


class LockNotHeld(ReleaseError):
    """The release was asked to change outside `locked()`."""

    def __init__(self) -> None:
        super().__init__("写入发布目录之前必须先取得锁。")


class UnknownPageKind(ReleaseError):
    """A key names a kind of page that nobody registered, or a kind was registered twice."""
