"""The body in the form: rich where the editor runs, plain text where it does not, or a document handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.disclosure.acts.attach import add_picture
from gongkai.disclosure.body_files import read_body, with_kept_pictures
from gongkai.disclosure.models import Item
from gongkai.documents import FileRefused, clean_html, html_to_plain, plain_to_html
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person


@dataclass(frozen=True)
class BodyInput:
    """What the form shows in its two text fields, and what plain text would lose."""

    html: str
    text: str
    lost: tuple[str, ...] = ()
    needs_confirmation: bool = False


def body_of(html: str) -> BodyInput:
    """The two forms of a stored body."""
    plain = html_to_plain(html)
    return BodyInput(html, plain.text, plain.lost)


def typed_body(data: QueryDict, stored: str) -> BodyInput:
    """What was typed, for a form that comes back with errors."""
    if "body_html" in data:
        try:
            return body_of(_cleaned(str(data["body_html"])))
        except InputRefused:
            return BodyInput(str(data["body_html"]), "")
    text = data.get("body_text", "")
    lost = html_to_plain(stored).lost
    return BodyInput(plain_to_html(text), text, lost, needs_confirmation=bool(lost))


def changed_body(data: QueryDict, stored: str) -> str | None:
    """The new body, or None when it was left as it is.

    Plain text is taken only when it differs from what the field showed; where it would lose tables or
    pictures it is refused until that is confirmed.
    """
    if "body_html" in data:
        html = _cleaned(str(data["body_html"]))
        return None if html == stored else html
    if "body_text" not in data:
        return None
    plain = html_to_plain(stored)
    text = _lines(str(data["body_text"]))
    if text == _lines(plain.text):
        return None
    if plain.lost and not data.get("lose_format"):
        raise InputRefused(
            "正文中有纯文字保存不了的内容：{}。没有保存；确实要改成纯文字的，请勾选下面的确认再保存。".format(
                "、".join(plain.lost)
            ),
            fields={"body_html": "改成纯文字会丢失：{}".format("、".join(plain.lost))},
        )
    return plain_to_html(text)


def _cleaned(html: str) -> str:
    try:
        return clean_html(html)
    except FileRefused as refusal:
        raise InputRefused(refusal.message, fields={"body_html": refusal.message}) from None


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def body_from_upload(upload: object, *, actor: Person, item_id: int, now: datetime) -> tuple[str, list[str]]:
    """A handed-in document as the body, its pictures kept with the item; and what to look at."""
    converted = read_body(name=str(upload.name), stream=upload)  # type: ignore[attr-defined,arg-type]

    def keep(name: str, data: bytes) -> str:
        return add_picture(actor=actor, item_id=item_id, name=name, stream=[data], now=now)

    return with_kept_pictures(converted, keep), list(converted.notes)


def picture_address(item: Item) -> str:
    """Where the desk shows the item's pictures; the digest follows."""
    return reverse("desk:item_picture", args=(item.pk, "0"))[:-1]


def shown_body(html: str, item: Item) -> SafeString:
    """The body for a desk page: cleaned once more, pictures through the private view."""
    shown = clean_html(html).replace('src="picture:', f'src="{picture_address(item)}')
    return mark_safe(shown)  # noqa: S308
