"""Who sees to what appears elsewhere, and how a posting goes on; pure."""

from __future__ import annotations

from gongkai.kernel.models import Role
from gongkai.places.models import DifferenceKind, PostingState

#: Who sets places up, posts, registers, settles.
OFFICE_ROLES = (Role.REVIEWER, Role.OFFICE_HEAD)

_S = PostingState
#: Where it is believed to stand in the other platform.
STANDING = frozenset({_S.POSTED, _S.CHANGED, _S.GONE})
#: What somebody has to do something about, over there.
OPEN = frozenset({_S.TO_POST, _S.CHANGED, _S.GONE, _S.TO_TAKE_OFF})
#: What is meant to stand there.
MEANT = frozenset({_S.TO_POST, _S.POSTED, _S.CHANGED, _S.GONE})

#: What to do about a finding, in a sentence.
ADVICE = {
    DifferenceKind.MISSING: "请到登载平台登载，再登记网址；已经登载的，直接登记网址。",
    DifferenceKind.CHANGED: "请核对两边，改正登载平台上的，或者在这里更正后发布；只换了网址的，采用新网址。",
    DifferenceKind.GONE: "请联系登载平台查明为何不见了，需要的重新登载并登记新网址。",
    DifferenceKind.THEIRS_ONLY: "请核对是谁登载的：应由本机关公开的补录进来，无关的写明原因后处理掉。",
    DifferenceKind.FOUND: "对照在对方栏目里找到了同标题的一条，请核对后采用它的网址。",
    DifferenceKind.UNCERTAIN: "请打开对方网页看是不是同一条：是的采用它的网址，不是的写明原因后处理掉。",
}
#: Findings that cannot wait.
URGENT = frozenset({DifferenceKind.MISSING, DifferenceKind.GONE})


def next_state(now: PostingState | None, *, meant: bool, same: bool) -> PostingState | None:
    """What becomes of a posting when the item's public face has (or has not) changed.

    `meant`: the item is public and meant for the place; `same`: what stands there is what is public now.
    """
    if not meant:
        if now == _S.TO_POST:
            return _S.NOT_NEEDED
        if now in {_S.POSTED, _S.CHANGED}:
            return _S.TO_TAKE_OFF
        return _S.TAKEN_OFF if now == _S.GONE else now
    if now in {None, _S.NOT_NEEDED, _S.TAKEN_OFF}:
        return _S.TO_POST
    if now in {_S.POSTED, _S.CHANGED, _S.TO_TAKE_OFF}:
        return _S.POSTED if same else _S.CHANGED
    return now
