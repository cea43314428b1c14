"""The rail at the left: duties with what waits in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from gongkai.kernel.models import Person
from gongkai.kernel.registry import HomeCount, registry
from gongkai.kernel.rights import Standing


@dataclass(frozen=True)
class RailLink:
    """One line: where it leads, how many wait there (0: no number), whether one is there now."""

    label: str
    url: str
    count: int = 0
    urgent: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class RailGroup:
    """A duty."""

    label: str
    links: list[RailLink] = field(default_factory=list)


def home_counts(person: Person) -> list[HomeCount]:
    """What every duty announces for this person now."""
    now = timezone.now()
    return [count for announce in registry.home_counts for count in announce(person, now)]


def rail_of(person: Person, standing: Standing, path: str, view: str) -> list[RailGroup]:
    """The groups the person has anything to do in."""
    here = f"{path}?view={view}" if view else path

    def link(label: str, url: str, count: int = 0, urgent: bool = False) -> RailLink:
        return RailLink(label, url, count, urgent, url == here)

    return [group for build in _GROUPS for group in [build(person, standing, link)] if group.links]


_Link = Callable[..., RailLink]


def _today(person: Person, standing: Standing, link: _Link) -> RailGroup:
    return RailGroup("今天", [link("今天要办的事", reverse("desk:home"))])


def _disclosure(person: Person, standing: Standing, link: _Link) -> RailGroup:
    links = [link("全部信息", f"{reverse('desk:home')}items/")]
    links += [link(count.label, count.url, count.count, count.urgent) for count in home_counts(person)]
    return RailGroup("主动公开", links)


_GROUPS: tuple[Callable[[Person, Standing, _Link], RailGroup], ...] = (_today, _disclosure)
