"""Which policy an interpretation interprets, told from the titles. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.drops.matching import bare

#: What an interpretation is called; the policy's name stands in the group.
_CALLED = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:一图读懂|图解|图说|视频解读|图文解读|政策解读|解读)\s*[:：丨|—\-]*\s*(?:关于)?(?P<name>.+?)$",
        r"^[^《]{0,40}?关于(?P<name>《.+》|.+?)的?(?:政策|图文|文字|专家|有关)*解读(?:材料)?$",
        r"^(?P<name>《.+》|.+?)的?(?:政策|图文|文字|专家|有关)*解读(?:材料)?$",
    )
)
_QUOTED = re.compile(r"《(.+)》")
_ABOUT = re.compile(r"^.{0,40}?关于(?:印发|发布|公布)?")
_KIND = re.compile(r"的(?:通知|意见|公告|通告|决定|批复|函)$")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
#: A shorter name says too little to be found inside others.
_LONG_ENOUGH = 6


@dataclass(frozen=True)
class Policy:
    """What may be interpreted: an item (`item:5`) or a document of the same drop (`document:7`)."""

    key: str
    title: str
    number: str = ""
    is_item: bool = True


@dataclass(frozen=True)
class Interpreting:
    """What an interpretation may belong to: the name it gives, the policies of that name."""

    name: str
    policies: tuple[Policy, ...] = ()

    @property
    def proposed(self) -> str:
        """The key of the only policy of that name; empty when there is none or the choice is a person's."""
        return self.policies[0].key if len(self.policies) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether several policies bear the name, so that a person must choose."""
        return len(self.policies) > 1


def interpreted_name(title: str) -> str:
    """The name of the policy that a title says it interprets; empty for any other title."""
    text = _ENDING.sub("", title.strip())
    for called in _CALLED:
        found = called.match(text)
        if found:
            name = found["name"].strip()
            quoted = _QUOTED.search(name)
            return quoted[1] if quoted else name
    return ""


def name_of(*, title: str, file_name: str) -> str:
    """The policy's name by the title, or by the file's name where the title does not tell."""
    return interpreted_name(title) or interpreted_name(file_name)


def policies_named(name: str, policies: Sequence[Policy]) -> tuple[Policy, ...]:
    """The policies that bear the name: those that are called just so, else those whose title holds it."""
    wanted = {bare(name), bare(_core(name))}
    candidates = [one for one in policies if not interpreted_name(one.title)]
    same = [one for one in candidates if wanted & {bare(one.title), bare(_core(one.title))}]
    if same or len(bare(_core(name))) < _LONG_ENOUGH:
        return tuple(same)
    return tuple(one for one in candidates if bare(_core(name)) in bare(one.title))


def words_of(name: str) -> str:
    """What of the name must stand in the title of a policy, to look for it in many."""
    return _core(name).replace("《", "").replace("》", "")


def _core(title: str) -> str:
    """What a title is about: what it passes on (《…办法》), or its matter without issuer and kind."""
    quoted = _QUOTED.search(title)
    return quoted[1] if quoted else _KIND.sub("", _ABOUT.sub("", title))
