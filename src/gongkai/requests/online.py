"""What the public doors ask beyond a complete request: a proof of who asks, and text that can be kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from gongkai.kernel.errors import InputRefused
from gongkai.requests.models import CaseFileRole
from gongkai.requests.submission import Submission, require_complete

#: What an applicant may send along, in the order of the form.
SENT_ROLES = (CaseFileRole.IDENTITY, CaseFileRole.MANDATE, CaseFileRole.REQUEST)
_KEPT_CONTROLS = frozenset("\n\t")
_ONE_FAULT = "还有 {count} 处须填写或者改正：{first}"
_NO_PROOF = "请上传身份证明：自然人为身份证件照片，单位为营业执照或者登记证书"
_NO_MANDATE = "有人代办的，请上传委托书"


def require_online(submission: Submission, roles: Collection[str], *, verified: bool = False) -> None:
    """Raise InputRefused with every fault at once: those of the request, and proofs that are missing.

    `roles` are the kinds of files sent along; `verified` says that the unified sign-in vouches for the
    applicant, who then need not prove it by a picture.
    """
    faults: dict[str, str] = {}
    try:
        require_complete(submission)
    except InputRefused as refused:
        faults |= refused.fields
    if not verified and CaseFileRole.IDENTITY not in roles:
        faults["identity"] = _NO_PROOF
    if submission.applicant.agent.strip() and CaseFileRole.MANDATE not in roles:
        faults["mandate"] = _NO_MANDATE
    if faults:
        first = next(iter(faults.values()))
        raise InputRefused(_ONE_FAULT.format(count=len(faults), first=first), fields=faults)


def storable(text: str) -> str:
    """The text without what no database or letter can hold: control characters and halves of characters."""
    kept = (
        character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in _KEPT_CONTROLS or unicodedata.category(character) not in {"Cc", "Cs"}
    )
    return "".join(kept)
