"""What 登载平台 announces to the floors below: following, the nightly comparison, what waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.kernel import triggers
from gongkai.kernel.registry import Handler, HomeCount, Tick, registry
from gongkai.kernel.rights import Standing
from gongkai.places import queries
from gongkai.places.acts.compare_now import COMPARE
from gongkai.places.comparing import ask_by_night, run_comparisons
from gongkai.places.following import catch_up, follow
from gongkai.places.rules import OFFICE_ROLES

_HOME, _QUEUE = "/desk/places/", "/desk/places/queue/"


def announce() -> None:
    """Called once, when the app is ready."""
    triggers.register(triggers.AppendOnly("places_comparison"))
    registry.add_handler(Handler(COMPARE, run_comparisons, "对照登载平台"))
    registry.add_tick(Tick("places.night", timedelta(minutes=10), ask_by_night))
    registry.add_tick(Tick("places.follow", timedelta(minutes=10), catch_up))
    if follow not in registry.after_publication:
        registry.after_publication.append(follow)
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    if not standing.organs(*OFFICE_ROLES):
        return []
    if not queries.places_visible_to(standing).filter(is_active=True).exists():
        return []
    urgent = queries.urgent_differences(standing).count()
    others = queries.open_differences(standing).count() - urgent
    found = [
        HomeCount(
            "places.to_take_off", "应从登载平台撤下", queries.to_take_off(standing).count(),
            f"{_HOME}?view=off", True, "本平台已撤回，登载平台上也要撤",
        ),
        HomeCount(
            "places.urgent", "登载平台上缺少的", urgent, f"{_HOME}?view=urgent", True, "没有登载或者不见了"
        ),
        HomeCount(
            "places.to_post", "待登载", queries.to_post(standing).count(), _QUEUE, False, "复制、粘贴、登记"
        ),
        HomeCount(
            "places.differences", "对照发现差异", others, f"{_HOME}?view=differences", False, "核对后处理"
        ),
        HomeCount(
            "places.unreadable", "对照读不出", queries.unreadable_columns(standing).count(),
            f"{_HOME}?view=unreadable", False, "看看对方网站是不是改版了",
        ),
    ]  # fmt: skip
    return [one for one in found if one.count]
