"""Where an item and its files stand on the portal: decided at first publication, the same ever after."""

from __future__ import annotations

from django.utils.timezone import localtime

from gongkai.disclosure.models import EditionAttachment, Item


def item_path(item: Item) -> str:
    """The page's path below the site's root, without a leading slash; the item was published once."""
    if item.first_published_at is None:
        raise ValueError("an item has an address once it was published")
    return f"{item.organ.code}/xx/{localtime(item.first_published_at).year}/{item.pk}.html"


def item_url(item: Item) -> str:
    """The page's address on the site."""
    return f"/{item_path(item)}"


def attachment_path(item: Item, carried: EditionAttachment) -> str:
    """The file's path: beside its page, named by content, so that a replaced file has another address."""
    folder = item_path(item).removesuffix(".html")
    return f"{folder}/{carried.file.digest[:16]}.{carried.file.extension}"
