"""Content: something to read, no secrecy mark, no personal numbers that nobody vouched for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.disclosure.checks.issue import Issue, Level
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item
from gongkai.disclosure.models.review import ReviewResult
from gongkai.disclosure.screening import findings_of, printed_texts, unread_files
from gongkai.documents import is_empty_body
from gongkai.law.calendar import Calendar
from gongkai.screening import screen_text


def body_is_there(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """A text, or at least an attachment that is the text."""
    if not is_empty_body(item.body_html):
        return
    if item.attachments.exists():
        yield Issue(
            "content.body_in_file",
            Level.WARNS,
            "body_html",
            "没有正文，公众只能看附件；建议把主要内容写入正文。",
        )
    else:
        yield Issue(
            "content.empty", Level.BLOCKS, "body_html", "正文为空。请填写正文，或上传 docx 文件转成正文。"
        )


def secrecy_marks(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """A secrecy mark stops everything; it can only have come in by a road around the door."""
    text = "\n".join(text for _, text in printed_texts(item))
    if any(not found.overridable for found in screen_text(text, where="正文")):
        yield Issue(
            "secrecy.mark", Level.BLOCKS, "body_html", "内容中有国家秘密标志，不得发布，任何人不能放行。"
        )


def referral_was_not_refused(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """What the competent body answered must stay closed is not approved as it stands (article 17)."""
    refused = item.reviews.filter(result=ReviewResult.RETURNED).exclude(referred_to="")
    if item.mode == "proactive" and refused.filter(digest=content_digest(item)).exists():
        yield Issue(
            "secrecy.refused",
            Level.BLOCKS,
            "body_html",
            "报请审查的答复是不得公开，内容没有改动。请删去不得公开的内容，或把公开方式改为不予公开。",
        )


def findings_are_settled(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """Personal numbers stop the approval until removed, allowed or let pass with a reason."""
    for found in findings_of(item):
        finding = found.finding
        if found.passed_by or not finding.overridable:
            continue
        level = Level.BLOCKS_APPROVAL if finding.severity == "block" else Level.WARNS
        message = f"{finding.where}中有{finding.label}：{finding.masked}。请删去，或由审核员说明理由后放行。"
        yield Issue(finding.check, level, "body_html", message, key=finding.key, excerpt=finding.excerpt)
    for name, note in unread_files(item):
        message = f"附件“{name}”没有能全部自动检查，请人工核对：{note}"
        yield Issue("content.unread_file", Level.WARNS, "attachments", message)
