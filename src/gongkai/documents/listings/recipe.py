"""How one column of another platform is read: as a feed, as pages, or from the address behind a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The three shapes of a list."""

    RSS = "rss"
    PAGES = "pages"
    SCRIPTED = "scripted"


class Wrapper(StrEnum):
    """How the answer behind a script is wrapped."""

    JSON = "json"
    JSONP = "jsonp"
    XML = "xml"


#: The shapes in words for people.
KIND_WORDS = {Kind.RSS: "订阅源（RSS）", Kind.PAGES: "网页列表", Kind.SCRIPTED: "脚本生成的列表"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """A way to read a list; only `kind` and `address` are needed for feeds and pages.

    `address` is what a person opens (feed or first page). For pages: `next_words` are further words on the
    link to the next page, `page_pattern` an address with `{page}` for the second and later pages (`{page}`
    counts up from `first_page` + 1), `rows` where the list stands (tags and classes, as proposed).
    For scripted: `request` (may hold `{page}`, `{start}`, `{end}`; the last two count records from 1 by
    `page_size`), `method` GET or POST, `form` the url-encoded body with the same places, `records` the
    dotted path to the list of records («» = the answer itself), `title_key`/`url_key`/`date_key` (dotted),
    `url_prefix` put before the address of a record (`{name}` in it is filled from the record), `total_key`
    (records) and `pages_key` (pages) dotted from the top, `first_page` the number of the first page.
    """

    kind: Kind
    address: str
    next_words: tuple[str, ...] = ()
    page_pattern: str = ""
    rows: str = ""
    request: str = ""
    method: str = "GET"
    form: str = ""
    records: str = ""
    title_key: str = "title"
    url_key: str = "url"
    date_key: str = "date"
    url_prefix: str = ""
    total_key: str = ""
    pages_key: str = ""
    wrapper: Wrapper = Wrapper.JSON
    first_page: int = 1
    page_size: int = 0

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it; `from_dict` gives the same recipe back."""
        kept = asdict(self)
        return {
            **kept,
            "kind": self.kind.value,
            "wrapper": self.wrapper.value,
            "next_words": [*self.next_words],
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Recipe:
        """A recipe from what was stored, unknown names passed over. Raises `ValueError` when it is none."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in kept.items() if name in known}
        if not values.get("kind") or not values.get("address"):
            raise ValueError("a recipe has a kind and an address")
        values["kind"] = Kind(values["kind"])
        values["wrapper"] = Wrapper(values.get("wrapper", Wrapper.JSON))
        values["next_words"] = tuple(values.get("next_words", ()))
        return cls(**values)
