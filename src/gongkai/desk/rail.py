"""The rail at the left: duties with what waits in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from gongkai.kernel.models import Person, Role
from gongkai.kernel.queries import organs_administered_by
from gongkai.kernel.registry import HomeCount, registry
from gongkai.kernel.rights import Standing

_ITEMS = "/desk/items/"
_REQUESTS = "/desk/requests/"
_REMEDIES = "/desk/remedies/"
_REPORTS = "/desk/reports/"
_DUTIES, _REGISTER, _HANDOVER = "/desk/duty-list/", "/desk/register/", "/desk/handover/"
_DROPS, _PAPER, _PLACES = "/desk/drops/", "/desk/paper/", "/desk/places/"
_MONTH = (_DROPS, _DUTIES, _REGISTER, _PAPER, _PLACES, _HANDOVER)
#: The clerk's month: each line with the roles that have it even when nothing waits there.
_MONTH_LINES = (
    ("投放文件", _DROPS, {Role.DRAFTER, Role.HEAD, Role.REVIEWER}),
    ("本月应公开", _DUTIES, {Role.DRAFTER, Role.HEAD, Role.REVIEWER, Role.OFFICE_HEAD}),
    ("公开目录", f"{_DUTIES}lines/", {Role.REVIEWER, Role.OFFICE_HEAD}),
    ("登记填报单", f"{_DUTIES}returned/", {Role.REVIEWER}),
    ("发文登记", _REGISTER, {Role.DRAFTER, Role.HEAD, Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER}),
    ("纸面审签", _PAPER, {Role.REVIEWER}),
    ("登载平台", _PLACES, {Role.REVIEWER, Role.OFFICE_HEAD}),
    ("年度归档", f"{_HANDOVER}folders/", {Role.REVIEWER, Role.OFFICE_HEAD}),
)
#: Addresses that others lie below: the line is the present one only on its very page.
_HEADS = (_REQUESTS, _REMEDIES, _REPORTS, *_MONTH)
#: Counts below these stand in groups of their own.
_ELSEWHERE = (_REQUESTS, _REMEDIES, _REPORTS, *_MONTH)
#: Lines that stand in the rail of these roles even when nothing waits there.
_STANDING_LINES = (
    ("等我审核", f"{_ITEMS}?view=review", {Role.HEAD, Role.REVIEWER, Role.SIGNER}),
    ("已通过、等待发布", f"{_ITEMS}?view=publish", {Role.REVIEWER}),
    ("我的草稿", f"{_ITEMS}?view=drafts", {Role.DRAFTER, Role.HEAD, Role.REVIEWER}),
    ("急件待补手续", "/desk/expedited/", {Role.REVIEWER, Role.SIGNER}),
)

_OF_REQUESTS = {Role.DRAFTER, Role.HEAD, Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER}
_REQUEST_LINES = (
    ("登记申请", f"{_REQUESTS}new/", {Role.REVIEWER}),
    ("待登记确认", f"{_REQUESTS}?view=confirm", {Role.REVIEWER}),
    ("在办", f"{_REQUESTS}?view=open", {Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER}),
    ("分办给本科室", f"{_REQUESTS}?view=tasks", {Role.DRAFTER, Role.HEAD}),
    ("文书等我审核", f"{_REQUESTS}?view=check", {Role.REVIEWER, Role.OFFICE_HEAD}),
    ("文书等我签发", f"{_REQUESTS}?view=sign", {Role.OFFICE_HEAD, Role.SIGNER}),
    ("待盖章、送达", f"{_REQUESTS}?view=finish", {Role.REVIEWER}),
    ("档案", f"{_REQUESTS}archive/", {Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER}),
    ("设置和文书模板", f"{_REQUESTS}settings/", {Role.OFFICE_HEAD}),
)


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


@dataclass(frozen=True)
class Rail:
    """What the frame needs to build the groups of one person on one page."""

    person: Person
    standing: Standing
    path: str
    view: str
    counts: Sequence[HomeCount]

    def groups(self) -> list[RailGroup]:
        """The groups the person has anything to do in."""
        built = (
            self._today(),
            self._month(),
            self._disclosure(),
            self._requests(),
            self._remedies(),
            self._reports(),
            self._setup(),
            self._running(),
        )
        return [group for group in built if group.links]

    def _link(self, label: str, url: str, count: int = 0, urgent: bool = False) -> RailLink:
        return RailLink(label, url, count, urgent, self._is_here(url))

    def _is_here(self, url: str) -> bool:
        if url.startswith((_ITEMS, f"{_REQUESTS}?", f"{_REMEDIES}?")) or url in _HEADS:
            return url == (f"{self.path}?view={self.view}" if self.view else self.path)
        deep = url != reverse("desk:home") and not re.fullmatch(r"/desk/organs/[^/]+/", url)
        return self.path.startswith(url) if deep else self.path == url

    def _holds(self, roles: set[Role]) -> bool:
        return bool(self.standing.organs(*roles) or self.standing.departments(*roles))

    def _today(self) -> RailGroup:
        home = self._link("今天要办的事", reverse("desk:home"))
        return RailGroup("今天", [home, self._link("怎么用", reverse("desk:help"))])

    def _month(self) -> RailGroup:
        waiting = {one.url: one for one in self.counts if one.url.startswith(_MONTH)}
        links = []
        for label, url, roles in _MONTH_LINES:
            count = waiting.pop(url, None)
            if count:
                links.append(self._link(label, url, count.count, count.urgent))
            elif self._holds(roles):
                links.append(self._link(label, url))
        links += [self._link(one.label, one.url, one.count, one.urgent) for one in waiting.values()]
        if self.standing.supervised_organs:
            links.append(self._link("所属机关的发文登记", reverse("desk:register_organs")))
        return RailGroup("日常办理", links)

    def _disclosure(self) -> RailGroup:
        waiting = {count.url: count for count in self.counts}
        links = [self._link("全部信息", _ITEMS)]
        for label, url, roles in _STANDING_LINES:
            count = waiting.get(url)
            if count:
                links.append(self._link(label, url, count.count, count.urgent))
            elif self._holds(roles):
                links.append(self._link(label, url))
        shown = {link.url for link in links}
        links += [
            self._link(waiting[url].label, url, waiting[url].count, waiting[url].urgent)
            for url in waiting
            if url not in shown and not url.startswith(_ELSEWHERE)
        ]
        if self._holds({Role.REVIEWER, Role.SECURITY}):
            links.append(self._link("放行名单", reverse("desk:allow_list")))
        if self._holds({Role.DRAFTER, Role.HEAD, Role.REVIEWER, Role.ADMIN}):
            links.append(self._link("历史存量导入", reverse("desk:imports")))
        return RailGroup("主动公开", links)

    def _requests(self) -> RailGroup:
        waiting = {count.url: count for count in self.counts if count.url.startswith(_REQUESTS)}
        if not waiting and not self._holds(_OF_REQUESTS):
            return RailGroup("依申请公开")
        links = [self._link("全部申请", _REQUESTS)]
        for label, url, roles in _REQUEST_LINES:
            count = waiting.pop(url, None)
            if count or self._holds(roles):
                links.append(
                    self._link(label, url, count.count if count else 0, bool(count and count.urgent))
                )
        links += [self._link(one.label, one.url, one.count, one.urgent) for one in waiting.values()]
        return RailGroup("依申请公开", links)

    def _remedies(self) -> RailGroup:
        if not self._holds({Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER}):
            return RailGroup("复议诉讼")
        links = [self._link("复议和诉讼", _REMEDIES)]
        links += [
            self._link(count.label, count.url, count.count, count.urgent)
            for count in self.counts
            if count.url.startswith(_REMEDIES)
        ]
        links.append(self._link("教训", reverse("desk:remedy_lessons")))
        return RailGroup("复议诉讼", links)

    def _reports(self) -> RailGroup:
        links = []
        if self._holds({Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER}):
            links.append(self._link("本机关年报", _REPORTS))
            links.append(self._link("问题和改进措施", reverse("desk:report_tasks")))
        if self._holds({Role.REVIEWER, Role.OFFICE_HEAD}):
            links.append(self._link("数据录入", reverse("desk:report_figures")))
        if self._holds({Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER, Role.AUTHORITY}):
            links.append(self._link("核对年报文件", reverse("desk:report_check")))
        if self.standing.supervised_organs:
            links.append(self._link("所属机关年报", reverse("desk:roll_up")))
        shown = {link.url for link in links}
        links += [
            self._link(count.label, count.url, count.count, count.urgent)
            for count in self.counts
            if count.url.startswith(_REPORTS) and count.url not in shown
        ]
        return RailGroup("年报", links)

    def _setup(self) -> RailGroup:
        administered = list(organs_administered_by(self.standing)[:2])
        if not administered:
            return RailGroup("机关设置")
        links = []
        here = re.match(r"/desk/organs/([^/]+)/", self.path)
        code = here[1] if here else administered[0].code
        if len(administered) > 1:
            links.append(self._link("管理的机关", reverse("desk:organs")))
        if here or len(administered) == 1:
            links += [self._link(label, reverse(f"desk:{name}", args=[code])) for label, name in _SETUP_LINES]
        return RailGroup("机关设置", links)

    def _running(self) -> RailGroup:
        links = []
        if self._holds({Role.ADMIN, Role.REVIEWER}):
            links.append(self._link("对外任务", reverse("desk:outbox")))
        if self._holds({Role.AUDITOR}):
            links.append(self._link("审计", reverse("desk:audit")))
        return RailGroup("运行与监督", links)


_SETUP_LINES = (
    ("机关信息", "organ"), ("科室", "departments"), ("栏目", "columns"), ("人员与角色", "people"),
    ("依申请公开", "request_settings"),
)  # fmt: skip


def home_counts(standing: Standing) -> list[HomeCount]:
    """What every duty announces for this person now."""
    now = timezone.now()
    return [count for announce in registry.home_counts for count in announce(standing, now)]
