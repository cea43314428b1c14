"""The attribute of a document (公开属性): which combinations are lawful, in words and in codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.disclosure.acts.publish import add_months
from gongkai.kernel.errors import InputRefused
from gongkai.law.catalogue import GROUNDS, MODES

PROACTIVE, ON_REQUEST, WITHHELD = "proactive", "on_request", "withheld"
#: A state secret is not registered in this system at all.
SECRET = "art14_secret"  # noqa: S105 - a ground of article 14, no password
UNDECIDED_LABEL = "未定"
_CLASSIFIED = "国家秘密不在本系统登记，请登记在本机关的涉密文件登记簿。"


@dataclass(frozen=True)
class Attribute:
    """A mode, and the ground (articles 14 to 16) where nothing is disclosed; all blank: still open."""

    mode: str = ""
    ground: str = ""
    ground_note: str = ""


def ground_choices() -> list[tuple[str, str]]:
    """The grounds an entry may bear, with their articles; state secrets are left out."""
    return [
        (ground.code, f"{ground.label}（{ground.basis.article.removeprefix('政府信息公开条例')}）")
        for ground in GROUNDS
        if ground.code != SECRET
    ]


def label_of(mode: str, ground: str = "") -> str:
    """The attribute in words; «未定» where it is open."""
    if not mode:
        return UNDECIDED_LABEL
    if mode == WITHHELD and ground:
        return _WITH_GROUND.format(mode=MODES.label(mode), ground=GROUNDS.label(ground).split("（")[0])
    return MODES.label(mode)


_WITH_GROUND = "{mode}（{ground}）"


def checked(attribute: Attribute) -> Attribute:
    """The attribute, made whole; raises InputRefused naming `mode` or `ground`."""
    mode, ground = attribute.mode, attribute.ground
    if mode and mode not in MODES:
        raise InputRefused("请从给定的公开属性中选择。", fields={"mode": "请选择"})
    if mode != WITHHELD:
        if ground:
            raise InputRefused("只有不予公开的才写理由。", fields={"ground": "这一项请留空"})
        return Attribute(mode)
    if ground == SECRET:
        raise InputRefused(_CLASSIFIED, fields={"ground": _CLASSIFIED}, code="secrecy_mark")
    if ground not in GROUNDS:
        text = "不予公开的，请选择条例第十四条至第十六条的理由。"
        raise InputRefused(text, fields={"ground": "请选择理由"})
    return Attribute(mode, ground, attribute.ground_note.strip()[:200])


def next_look(mode: str, today: date) -> date | None:
    """When what is withheld is looked at again (article 18); None for anything else."""
    return add_months(today, settings.GONGKAI_REASSESS_MONTHS) if mode == WITHHELD else None
