"""Whether an organ's own lay-out of a letter or sheet may be used: checked, and filled in with the sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.documents.letters import LetterError, check_template, render, sample_fields
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import StoredFile

_FAULTS = "模板有 {count} 处不能用：{first}"
_NO_SAMPLE = "用样例试填没有成功：{why}"


def sample_of(content: bytes, kind: str) -> bytes:
    """The docx that a lay-out makes of the sample; raises InputRefused when it cannot."""
    try:
        return render(content, sample_fields(kind))
    except LetterError as error:
        raise InputRefused(_NO_SAMPLE.format(why=error)) from None


def require_sound(
    stored: StoredFile, kind: str, further: Callable[[bytes], Iterable[str]] = lambda content: ()
) -> None:
    """Raise InputRefused whose fields name every fault of the lay-out, or why the sample does not fill it.

    `further` is asked for more faults when there is none so far.
    """
    content = path_of(stored).read_bytes()
    faults = list(check_template(content, kind)) or list(further(content))
    if faults:
        raise InputRefused(
            _FAULTS.format(count=len(faults), first=faults[0]),
            fields={"file": "\n".join(faults)},
            code="template_faults",
        )
    sample_of(content, kind)
