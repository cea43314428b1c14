"""After a kill: bring the outbox to its end as a restart does, then hold everything against everything.

The database, the journal of what was seen done, the audit chains and the files must tell one story.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.timezone import now

from gongkai.disclosure import listing
from gongkai.disclosure.addresses import attachment_path, item_path
from gongkai.disclosure.index_numbers import SERIES
from gongkai.disclosure.models import Edition, Item, ListSlot, ListState
from gongkai.kernel import audit, outbox
from gongkai.kernel.models import AuditEntry, IssuedNumber, NumberSequence, OutboxJob
from gongkai.portal import addresses
from gongkai.portal.pages import PAGES
from gongkai.portal.publication import current_release
from gongkai.portal.reading import one_reading
from gongkai.release import Release
from tests.campaigns.office import mark_in

ACT = "disclosure.item."
LINK = re.compile(r'href="/([^"#?]+)"')


class Judge:
    """One judgement. `kills` is how many acts may have committed without anybody having seen it."""

    def __init__(self, folder: Path, journal: Path, *, kills: int) -> None:
        self.www = folder / "release" / "www"
        self.kills = kills
        lines = journal.read_text().splitlines() if journal.exists() else []
        self.journal = [json.loads(line) for line in lines]
        self.seen: Counter[str] = Counter()

    def faults(self) -> list[str]:
        """Everything that does not agree, in sentences; empty when all is well."""
        self.seen["jobs left over"] += OutboxJob.objects.filter(state__in=("running", "waiting")).count()
        self.seen["leases of the dead"] += OutboxJob.objects.filter(state="running").count()
        self.seen["publications finished after a kill"] += len(current_release().recover())
        # A lease of the dead worker runs out in time; here the clock is put forward instead of waiting.
        outbox.drain(owner="judge", clock=lambda: now() + timedelta(hours=2))
        found = [
            *self._jobs(), *self._acts(), *self._editions(), *self._numbers(), *self._lists(),
            *self._release(), *self._pages(),
        ]  # fmt: skip
        return found[:20]

    def _jobs(self) -> Iterator[str]:
        for job in OutboxJob.objects.exclude(state="done")[:5]:
            yield f"任务 {job} 没有完成：{job.state} {job.last_error}"

    def _acts(self) -> Iterator[str]:
        """Each act seen done is in the audit, and no more than one a kill that nobody saw done."""
        done = Counter(AuditEntry.objects.filter(subject="item").values_list("act", "subject_id"))
        told = Counter((ACT + line["act"], line["item"]) for line in self.journal)
        for (act, item), count in told.items():
            if done[act, item] < count:
                yield f"已办成的 {act}（{item}）不见了：{count} 次只留下 {done[act, item]} 次"
        # A light round is published by its review, which leaves one audit row.
        unseen = sum((done - told).values())
        if unseen > self.kills:
            yield f"审计中有 {unseen} 个动作无人办理过，只杀过 {self.kills} 次"
        if faults := audit.verify(anchors=dict(current_release().head().anchors)):
            yield f"审计链不成立：{faults[:3]}"

    def _editions(self) -> Iterator[str]:
        marks = {(e.item_id, e.number): e for e in Edition.objects.all()}
        for line in self.journal:
            if line["act"] != "published":
                continue
            edition = marks.get((line["item"], line["edition"]))
            if edition is None or (edition.purged_at is None and mark_in(edition.body_html) != line["mark"]):
                yield f"已发布的第 {line['edition']} 版（信息 {line['item']}）不见了或变了"
        numbers = defaultdict(list)
        for item_id, number in marks:
            numbers[item_id].append(number)
        for item_id, given in numbers.items():
            if sorted(given) != list(range(1, len(given) + 1)):
                yield f"信息 {item_id} 的版次不连续：{sorted(given)}"

    def _numbers(self) -> Iterator[str]:
        """Every index number once, none skipped, each with its item."""
        issued = dict(IssuedNumber.objects.filter(series=SERIES).values_list("number", "subject_id"))
        borne = dict(Item.objects.exclude(index_number="").values_list("index_number", "id"))
        if issued != borne:
            yield f"索引号登记与信息不一致：{sorted(issued.items() ^ borne.items())[:4]}"
        serials = sorted(int(number.rpartition("-")[2]) for number in issued)
        if serials != list(range(1, len(serials) + 1)):
            yield f"索引号有重号或跳号：{serials[-5:]}，共 {len(serials)}"
        drawn = sum(NumberSequence.objects.filter(scope__startswith="index/").values_list("last", flat=True))
        if drawn != len(issued):
            yield f"索引号流水到 {drawn}，登记 {len(issued)} 个"

    def _lists(self) -> Iterator[str]:
        """Slots without double; totals that are sums; live exactly where the item is live."""
        slots = defaultdict(list)
        live: Counter[str] = Counter()
        for key, slot, is_live in ListSlot.objects.values_list("list_key", "slot", "is_live"):
            slots[key].append(slot)
            live[key] += is_live
        for state in ListState.objects.all():
            given = slots[state.key]
            # What was taken down gave its slots back to nobody: they are gaps now.
            if len(given) != len(set(given)) or max(given, default=0) > state.last_slot:
                yield f"目录 {state.key} 的位置重复或越界"
            gone = state.last_slot - len(given)
            if gone > self._taken_down():
                yield f"目录 {state.key} 少了 {gone} 个位置"
            if state.live_total != live[state.key]:
                yield f"目录 {state.key} 总数 {state.live_total}，实有 {live[state.key]}"
        for item in Item.objects.select_related("column", "organ").exclude(first_published_at=None):
            here = {slot.list_key for slot in item.slots.all() if slot.is_live}
            wanted = set(listing.list_keys(item)) if item.public_state == "live" else set()
            # An open round may have changed the working copy's column: the lists follow the edition.
            if item.work_state == "idle" and here != wanted:
                yield f"信息 {item.pk} 所在目录不对：{here ^ wanted}"

    def _taken_down(self) -> int:
        return Item.objects.filter(public_state="taken_down").count()

    def _release(self) -> Iterator[str]:
        release = current_release()
        if differences := release.verify():
            yield f"发布目录与清单不符：{differences[:3]}"
        for path in self._unequal(release):
            yield f"{path} 与数据库不一致"
        if left := list((Path(settings.GONGKAI_DIR) / "release" / "staging").iterdir()):
            yield f"暂存区有遗留：{left[:3]}"

    def _unequal(self, release: Release) -> Iterator[str]:
        """Files that are not what the database would have written now."""
        published = list(release.keys())
        recorded = {key: release.files_of(key) for key in published}
        with one_reading():
            rendered = {artefact.key: artefact for artefact in PAGES.render_many(list(PAGES.all_keys()))}
        for key in sorted(recorded.keys() | rendered.keys()):
            wanted = [
                (spec.path, spec.digest or hashlib.sha256(spec.content or b"").hexdigest())
                for spec in (rendered[key].files if key in rendered else ())
            ]
            have = [(file.path, file.digest) for file in recorded.get(key, ())]
            yield from (path for path, _ in sorted(set(wanted) ^ set(have)))

    def _pages(self) -> Iterator[str]:
        """Each item is wholly there or not at all: page, files, and its line on its pages of the lists."""
        linked: dict[str, set[str]] = defaultdict(set)
        texts = {}
        for path in self.www.rglob("*.html"):
            name = path.relative_to(self.www).as_posix()
            texts[name] = path.read_text()
            for target in LINK.findall(texts[name]):
                linked[target].add(name)
        items = Item.objects.select_related("organ", "column", "live_edition")
        for item in items.prefetch_related("live_edition__attachments__file", "slots"):
            yield from self._page(item, texts, linked)

    def _page(self, item: Item, texts: dict[str, str], linked: dict[str, set[str]]) -> Iterator[str]:
        if item.first_published_at is None:
            return
        path, edition = item_path(item), item.live_edition
        text, folder = texts.get(path, ""), self.www / path.removesuffix(".html")
        files = {str(file.relative_to(self.www)) for file in folder.glob("*")}
        self.seen[f"{item.public_state} pages held against the database"] += 1
        if item.public_state == "live" and edition is not None:
            if mark_in(edition.body_html) not in text or edition.title not in text:
                yield f"信息 {item.pk} 的网页不是第 {edition.number} 版"
            carried = {attachment_path(item, carried): carried for carried in edition.attachments.all()}
            if files != set(carried) or any(name not in text for name in carried):
                yield f"信息 {item.pk} 的附件不对：{files ^ set(carried)}"
            for name, row in carried.items():
                if (self.www / name).is_file() and self._digest(name) != row.file.digest:
                    yield f"信息 {item.pk} 的附件 {name} 内容不对"
            for list_page in self._list_pages(item):
                if list_page not in linked[path]:
                    yield f"信息 {item.pk} 不在 {list_page} 上"
            return
        if files:
            yield f"信息 {item.pk} 已不公开，附件还在：{files}"
        if linked[path] - {path}:
            yield f"信息 {item.pk} 已不公开，还有链接：{sorted(linked[path])[:3]}"
        yield from self._gone(item, text)

    def _gone(self, item: Item, text: str) -> Iterator[str]:
        if item.public_state == "withdrawn":
            if "撤" not in text:
                yield f"信息 {item.pk} 已撤回，网页没有说明"
            marks = [mark_in(edition.body_html) for edition in item.editions.all()]
            if any(mark and mark in text for mark in marks):
                yield f"信息 {item.pk} 已撤回，正文还在"
        elif text:
            yield f"信息 {item.pk} 已撤下，网页还在"

    def _digest(self, name: str) -> str:
        return hashlib.sha256((self.www / name).read_bytes()).hexdigest()

    def _list_pages(self, item: Item) -> Iterator[str]:
        """The numbered pages of the organ's and the column's list that the item's slots are on."""
        code = item.organ.code
        edition = item.live_edition
        heads = {f"organ/{item.organ_id}": addresses.everything_url(code)}
        if edition is not None:
            heads[f"column/{edition.column_id}"] = addresses.column_url(code, edition.column.code)
        for slot in item.slots.all():
            if slot.is_live and slot.list_key in heads:
                url = addresses.page_url(heads[slot.list_key], listing.page_of(slot.slot))
                yield addresses.file_of(url)
