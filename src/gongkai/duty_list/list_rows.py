"""Rows of a duty list read under their heads: texts carried down, ticks as words, no database."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from gongkai.duty_list.list_heads import Head, ListHeads, find_heads
from gongkai.duty_list.sheets import SheetText

MOST_ROWS = 3000
_CHECKED = "■☑√✓✔☒●▣◼⬛"
_UNCHECKED = "□☐○◻▢"
_BOX = re.compile(rf"([{_CHECKED}{_UNCHECKED}])([^{_CHECKED}{_UNCHECKED}]*)")
_TICK = re.compile(rf"[{_CHECKED}是YyvV1✅对]|√")
_CARRIED_DOWN = ("level1", "department", "contact")
_ARTICLE = re.compile(r"第?(?:二十|20)条第?[（(]?([一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]?项")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass
class ListRow:
    """A line as the file has it: where it stands, its texts by name."""

    sheet: str
    number: int
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Its place in words."""
        return f"{self.sheet} 第 {self.number} 行"


def read_list(sheets: list[SheetText]) -> tuple[list[ListRow], list[str]]:
    """The rows of every sheet that holds a list, and what was said about the others."""
    rows: list[ListRow] = []
    notes: list[str] = []
    for sheet in sheets:
        heads = find_heads(sheet)
        if heads is None:
            if sheet.rows:
                notes.append(f"工作表“{sheet.name}”没有读：前几行中没有找到“公开事项”“公开时限”这样的列名。")
            continue
        if heads.unknown:
            words = "、".join(heads.unknown)[:120]
            notes.append(f"工作表“{sheet.name}”中不认识的列没有读：{words}。")
        rows += _rows(sheet, heads)
    return rows[: MOST_ROWS + 1], notes


def _rows(sheet: SheetText, heads: ListHeads) -> list[ListRow]:
    found: list[ListRow] = []
    above: dict[str, str] = {}
    for number, cells in sheet.rows[heads.first_row :]:
        texts = _texts(cells, heads.columns)
        if not (texts.get("level2") or texts.get("content") or texts.get("level3")):
            if texts.get("level1") and len(set(filter(None, cells))) == 1:
                above = {"level1": texts["level1"]}
            continue
        if _is_note(texts) or find_heads(SheetText("", [(1, cells)])):
            continue
        _carry(texts, above)
        found.append(ListRow(sheet.name, number, _named(texts, sheet.name)))
    return found


def _texts(cells: list[str], columns: dict[int, Head]) -> dict[str, str]:
    texts: dict[str, str] = {}
    ticked: dict[str, list[str]] = {}
    for place, head in columns.items():
        cell = cells[place].strip() if place < len(cells) else ""
        if not cell or head.name == "ignored":
            continue
        if head.tick:
            chosen = head.tick if _TICK.fullmatch(cell) else f"{head.tick}（{cell}）"
            ticked.setdefault(head.name, []).append(chosen)
        elif head.name not in texts:
            texts[head.name] = cell
    for name, options in ticked.items():
        texts[name] = "、".join(options)
    for name in ("channel", "audience", "mode"):
        if name in texts:
            texts[name] = chosen_of(texts[name])
    return texts


def chosen_of(text: str) -> str:
    """The ticked options of «■政府网站 □公众号», joined; text without boxes as it is, on one line."""
    options = _BOX.findall(text)
    if not any(mark in _UNCHECKED for mark, _ in options) and not options:
        return " ".join(text.split())
    chosen = [" ".join(words.split()).strip("、，,;；") for mark, words in options if mark in _CHECKED]
    return "、".join(word for word in chosen if word)


def _is_note(texts: dict[str, str]) -> bool:
    """«填表说明：…», «注：…», «合计» below the list."""
    first = next(iter(texts.values()), "")
    return bool(re.match(r"(?:填表说明|备注|注|说明|合计|填报人|审核人)[：:]?", first)) and len(texts) <= 3


def _carry(texts: dict[str, str], above: dict[str, str]) -> None:
    """First level and department hold until the next; the second level where only its contents go on."""
    if texts.get("level1", above.get("level1")) != above.get("level1"):
        above.pop("level2", None)
    for name in _CARRIED_DOWN:
        if name in texts:
            above[name] = texts[name]
        elif name in above and (name == "level1" or name != "contact" or "department" not in texts):
            texts[name] = above[name]
    if "level2" in texts:
        above["level2"] = texts["level2"]
    elif "level2" in above and "content" in texts:
        texts["level2"] = above["level2"]


def _named(texts: dict[str, str], sheet: str) -> dict[str, str]:
    if "level3" in texts:
        below = texts.pop("level3")
        texts["level2"] = f"{texts['level2']}·{below}" if texts.get("level2") else below
    if "level2" not in texts:
        texts["level2"] = texts.get("content", "")[:60]
    if "level1" not in texts and not re.match(r"(?:Sheet|工作表)\s*[0-9]*$", sheet, re.I):
        texts["level1"] = sheet
    return {name: " ".join(value.split()) for name, value in texts.items()}


def class_of(text: str) -> str:
    """The code of article 20's item that a basis names («第二十条第（七）项»), blank when it names none."""
    found = _ARTICLE.search(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if not found:
        return ""
    words = found[1]
    if words.isdigit():
        number = int(words)
    else:
        tens, has_ten, ones = words.rpartition("十")
        number = (_NUMERALS.get(tens, 1) * 10 if has_ten else 0) + _NUMERALS.get(ones, 0)
    return f"art20_{number:02d}" if 1 <= number <= 15 else ""
