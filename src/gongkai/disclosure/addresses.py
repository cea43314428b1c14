"""Where an item and its files stand on the portal: decided at first publication, the same ever after."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

from gongkai.disclosure.models import EditionAttachment, Item


def item_path(item: Item) -> str:
    """The page's path below the site's root, without a leading slash; the item was published once."""
    if item.first_published_at is None:
        raise ValueError("an item has an address once it was published")
    return page_path(item.organ.code, item.first_published_at, item.pk)


def page_path(organ_code: str, first_published_at: datetime, item_id: int) -> str:
    """The same from the bare values: for readers of many items at once."""
    return f"{organ_code}/xx/{localtime(first_published_at).year}/{item_id}.html"


def item_url(item: Item) -> str:
    """The page's address on the site."""
    return f"/{item_path(item)}"


def attachment_path(item: Item, carried: EditionAttachment) -> str:
    """The file's path: beside its page, named by content, so that a replaced file has another address."""
    return file_path(item_path(item), carried.file.digest, carried.file.extension)


def file_path(page: str, digest: str, extension: str) -> str:
    """The path of a file beside the page at `page`."""
    folder = page.removesuffix(".html")
    return f"{folder}/{digest[:16]}.{extension}"
