"""A person with a mouse whose every click and key is counted, by the same rules whatever way is tried."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from playwright.sync_api import Locator, Page

#: Puts HTML on the clipboard's way into the focused field, as a word processor does.
_PASTE = """(field, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@dataclass
class Counted:
    """Counts what a person does: a click each, a key for each character typed.

    Choosing files costs a click on the field and one on «open», however many are chosen together. Pasting is
    not counted as dearer than it is: a text is two clicks to mark it and two keys to copy, a cell of a sheet
    one click and two keys; then a click and two keys to paste. Characters count one key each, though Chinese
    needs more by any input method. Both favour the way that types.
    """

    page: Page
    url: str
    clicks: int = 0
    keys: int = 0
    waited: float = 0.0

    def go(self, path: str) -> None:
        """Open the page where the work begins; not counted."""
        self.page.goto(f"{self.url}{path}")

    def click(self, name: str, *, role: str = "button", last: bool = False) -> None:
        """Click something by its name and wait for the page that follows."""
        found = self.page.get_by_role(role, name=name, exact=True)
        self._click(found.last if last else found.first)
        self.page.wait_for_load_state()

    def follow(self, name: str, *, of: str = "") -> None:
        """Click a link whose name begins so; `of` is what it is about, where several are called the same."""
        named = re.compile(f"^{re.escape(name)}.*{re.escape(of)}")
        self._click(self.page.get_by_role("link", name=named).first)
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

    def type_day(self, label: str, day: date) -> None:
        """Click into a field for a date and type its eight figures."""
        field = self._field(label)
        self._click(field)
        field.fill(day.isoformat())
        self.keys += 8

    def paste(self, label: str, text: str, *, cell: bool = False) -> None:
        """Copy from another window (a cell of a sheet, else a marked text) and paste."""
        field = self._field(label)
        self._click(field)
        field.fill(text)
        self._copied(cell=cell)

    def paste_body(self, paragraphs: tuple[str, ...], *, cell: bool = False) -> None:
        """Copy paragraphs from another window and paste them into the editor."""
        editor = self.page.locator("[contenteditable=true]")
        self._click(editor)
        self._copied(cell=cell)
        editor.evaluate(_PASTE, "".join(f"<p>{escape(words)}</p>" for words in paragraphs))
        editor.get_by_text(paragraphs[-1]).first.wait_for()

    def save_in_word(self) -> None:
        """Save the document in the other window (two keys), after something was cut out of it."""
        self.keys += 2

    def choose(self, label: str, option: str) -> None:
        """Open a list and click the option."""
        self.clicks += 2
        self._field(label).select_option(label=option)

    def tick(self, label: str) -> None:
        """Click a box or a radio button."""
        self._click(self._field(label))

    def tick_all(self, label: str) -> None:
        """Click each of the boxes whose labels begin so: what the page asks to look at."""
        for box in self.page.get_by_label(re.compile(f"^\\s*{re.escape(label)}")).all():
            self._click(box)

    def files(self, label: str, *paths: Path | str) -> None:
        """Choose files, all of one folder at once."""
        self.clicks += 2
        self._field(label).set_input_files([str(path) for path in paths])

    def wait_for(self, shown: Locator) -> None:
        """Wait until the machine has done its part; how long is kept apart from what is counted."""
        began = time.perf_counter()
        shown.wait_for(timeout=90_000)
        self.waited += time.perf_counter() - began

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(f"^\\s*{re.escape(label)}")).first

    def _click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def _copied(self, *, cell: bool) -> None:
        """Marking and copying, and the two keys that paste."""
        self.clicks += 1 if cell else 2
        self.keys += 4
