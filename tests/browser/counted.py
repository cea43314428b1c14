"""A person with a mouse whose every click and key is counted, by the same rules whatever way is tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page


@dataclass
class Counted:
    """Counts what a person does: a click each, a key for each character typed.

    Choosing files costs a click on the field and one on «open», however many are chosen together. Pasting is
    not counted as cheaper than it is: a text taken from a file is two clicks to mark it and two keys to copy,
    a click and two keys to paste. Characters count one key each, though Chinese needs more by any input
    method: that favours the way that types.
    """

    page: Page
    url: str
    clicks: int = 0
    keys: int = 0

    def go(self, path: str) -> None:
        """Open the page where the work begins; not counted."""
        self.page.goto(f"{self.url}{path}")

    def click(self, name: str, *, role: str = "button", last: bool = False) -> None:
        """Click something by its name and wait for the page that follows."""
        found = self.page.get_by_role(role, name=name, exact=True)
        self._click(found.last if last else found.first)
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        """Click a link whose name begins so."""
        self._click(self.page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first)
        self.page.wait_for_load_state()

    def open(self, words: str) -> None:
        """Unfold what is folded under these words."""
        self._click(self.page.locator("summary", has_text=words).first)

    def type_in(self, label: str, text: str) -> None:
        """Click into a field and type."""
        field = self._field(label)
        self._click(field)
        field.fill(text)
        self.keys += len(text)

    def paste(self, label: str, text: str) -> None:
        """Copy from another window and paste: mark (two clicks), copy (two keys), click, paste (two keys)."""
        field = self._field(label)
        self._click(field)
        field.fill(text)
        self.clicks += 2
        self.keys += 4

    def choose(self, label: str, option: str) -> None:
        """Open a list and click the option."""
        self.clicks += 2
        self._field(label).select_option(label=option)

    def tick(self, label: str) -> None:
        """Click a box or a radio button."""
        self._click(self._field(label))

    def files(self, label: str, *paths: Path | str) -> None:
        """Choose files, all of one folder at once."""
        self.clicks += 2
        self._field(label).set_input_files([str(path) for path in paths])

    @property
    def told(self) -> str:
        """The counts for a table."""
        return f"{self.clicks} 次点击、{self.keys} 次按键"

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(f"^\\s*{re.escape(label)}")).first

    def _click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1
