"""How the remedy notice of each class of letter would read with an organ's values, saved or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import RemedyClass
from gongkai.law.remedies import DecidingOrgan, OrganType, RemedyCase, ServiceWay, remedy_notice
from gongkai.requests.acts.settings import switchable_letters
from gongkai.requests.models import OfficeSettings

#: A class of letter by the kind that stands for it; the letters under a switch are told one by one.
_SHOWN: Mapping[str, tuple[str, tuple[RemedyClass, ...]]] = {
    "予以公开、信息不存在等一般答复": ("reply_open", (RemedyClass.CHOICE,)),
    "不予公开（复议前置）": ("reply_refusal", (RemedyClass.COMPULSORY,)),
    "部分公开": ("reply_partial", (RemedyClass.COMPULSORY, RemedyClass.CHOICE)),
}
_ONLINE = "不予公开，网上送达"


@dataclass(frozen=True)
class Preview:
    """One class: its name, the paragraphs as printed, or what is missing for them."""

    label: str
    paragraphs: tuple[str, ...]
    problems: tuple[str, ...]


def previews(settings: OfficeSettings, *, on: date) -> list[Preview]:
    """Every class of notice as it would be printed on that day."""
    found = [
        _preview(label, letter, classes, settings, on, ServiceWay.PAPER)
        for label, (letter, classes) in _SHOWN.items()
    ]
    found.append(
        _preview(_ONLINE, "reply_refusal", (RemedyClass.COMPULSORY,), settings, on, ServiceWay.ONLINE)
    )
    found += [
        _preview(LETTERS.label(letter), letter, (RemedyClass.SWITCHABLE,), settings, on, ServiceWay.PAPER)
        for letter in switchable_letters()
    ]
    return found


def _preview(
    label: str, letter: str, classes: tuple[RemedyClass, ...], own: OfficeSettings, on: date, way: ServiceWay
) -> Preview:
    notice = remedy_notice(
        RemedyCase(
            letter=letter,
            classes=classes,
            decided_on=on,
            served=way,
            court=own.court,
            organ=DecidingOrgan(OrganType(own.organ_position), own.organ.name, own.government, own.superior),
            online_channel=own.review_online,
            switched_off=frozenset(own.notices_off),
        )
    )
    return Preview(label, notice.paragraphs, tuple(problem.text for problem in notice.problems))
