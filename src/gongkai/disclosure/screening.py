"""What screening finds in an item: its text now, its files as they came in, less what was let pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.disclosure.models import AllowedValue, Item
from gongkai.documents import html_to_text
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.filestore import KeptFinding, keep_finding
from gongkai.screening import screen_text

#: The fields in which people write freely, as people call them: all stand on the page or in its head.
_FREE_FIELDS = (
    ("title", "名称"), ("summary", "内容概述"), ("doc_number", "文号"), ("issuer", "发布机构"),
    ("origin", "信息来源"), ("keywords", "关键词"), ("audience", "服务对象"), ("validity_note", "有效性说明"),
)  # fmt: skip
_NUMBER_IN_REASON = "文字中有{label}：{masked}，公众会看到。请删去后再提交。"


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


def printed_texts(item: Item) -> list[tuple[str, str]]:
    """Every text of the working copy that a page would show, with what people call its place."""
    texts = [(where, getattr(item, name)) for name, where in _FREE_FIELDS]
    return [*((where, text) for where, text in texts if text), ("正文", html_to_text(item.body_html))]


def _all_findings(item: Item) -> Iterable[KeptFinding]:
    for where, text in printed_texts(item):
        yield from (keep_finding(found) for found in screen_text(text, where=where))
    for attachment in item.attachments.select_related("file"):
        yield from (keep_finding(f) for f in screen_text(attachment.name, where="附件名称"))
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


def refuse_personal_numbers(text: str) -> None:
    """Raise InputRefused when a text that goes out at once bears a secrecy mark or somebody's number."""
    refuse_secrecy_marks(text)
    found = next((f for f in screen_text(text, where="") if f.severity == "block"), None)
    if found:
        message = _NUMBER_IN_REASON.format(label=found.label, masked=found.masked)
        raise InputRefused(message, fields={"reason": message})


def unread_files(item: Item) -> list[tuple[str, str]]:
    """Attachments whose text could not be read in full, with why: a person must look at them.

    The body's pictures, whose text is never read, come last as one.
    """
    unread = [
        (attachment.name, attachment.file.read_note)
        for attachment in item.attachments.select_related("file")
        if not attachment.file.read_completely
    ]
    if "<img" in item.body_html:
        unread.append(("正文图片", "图片中的文字无法自动检查，请人工查看。"))
    return unread


def forget_settled(item: Item) -> None:
    """Let what was let pass and is no longer there be asked about again, should it come back."""
    passed = list(item.overrides.all())
    if not passed:
        return
    present = {(finding.check, finding.key) for finding in _all_findings(item)}
    gone = [override.pk for override in passed if (override.check_id, override.key) not in present]
    item.overrides.filter(pk__in=gone).delete()
