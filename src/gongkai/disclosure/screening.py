"""What screening finds in an item: its text now, its files as they came in, less what was let pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.disclosure.models import AllowedValue, Item
from gongkai.documents import html_to_text
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.filestore import KeptFinding, keep_finding
from gongkai.screening import screen_text

#: What people call the screened fields.
_TEXTS = (("title", "名称"), ("summary", "内容概述"), ("origin", "信息来源"), ("keywords", "关键词"))


@dataclass(frozen=True)
class ItemFinding:
    """A finding with where it stands and whether somebody let it pass."""

    finding: KeptFinding
    passed_by: str = ""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still stops the approval."""
        return self.finding.severity == "block" and not self.passed_by


def findings_of(item: Item) -> list[ItemFinding]:
    """All findings: allow-listed ones are left out, overridden ones carry who and why."""
    allowed = set(AllowedValue.objects.filter(organ=item.organ_id).values_list("key", flat=True))
    passed = {(override.check_id, override.key): override for override in item.overrides.select_related("by")}
    result = []
    for finding in _all_findings(item):
        if finding.key in allowed:
            continue
        override = passed.get((finding.check, finding.key))
        result.append(
            ItemFinding(finding, override.by.name, override.reason) if override else ItemFinding(finding)
        )
    return result


def _all_findings(item: Item) -> Iterable[KeptFinding]:
    for field, where in _TEXTS:
        yield from (keep_finding(found) for found in screen_text(getattr(item, field), where=where))
    yield from (keep_finding(f) for f in screen_text(html_to_text(item.body_html), where="正文"))
    for attachment in item.attachments.select_related("file"):
        for stored in attachment.file.findings:
            place = "附件“{}” {}".format(attachment.name, stored["where"])
            yield KeptFinding(**(stored | {"where": place}))


def refuse_secrecy_marks(*texts: str) -> None:
    """Raise InputRefused when a text bears a secrecy mark: it is not kept, and nobody may override that."""
    for text in texts:
        if any(not found.overridable for found in screen_text(text, where="")):
            raise InputRefused(
                "内容中有国家秘密标志，不得在本系统处理，内容没有保存。请按保密规定处置，"
                "并立即报告本机关保密工作机构。",
                code="secrecy_mark",
            )


def unread_files(item: Item) -> list[tuple[str, str]]:
    """Attachments whose text could not be read in full, with why: a person must look at them."""
    return [
        (attachment.name, attachment.file.read_note)
        for attachment in item.attachments.select_related("file")
        if not attachment.file.read_completely
    ]
