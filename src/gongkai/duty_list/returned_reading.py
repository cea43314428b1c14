"""Forms that came back, read tolerantly: tables by their labels, upright or lying, Excel or Word."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError

from gongkai.documents.blanks import without_controls
from gongkai.duty_list.sheets import EXTENSIONS, extension_of, read_sheets
from gongkai.kernel.errors import InputRefused

MOST_FORM_ROWS = 500
_LABELS = {
    "title": ("标题", "名称", "信息标题", "信息名称"),
    "day": ("日期", "成文日期", "形成日期", "生成日期"),
    "body": ("正文", "内容", "正文内容"),
    "body_file": ("正文文件名", "正文文件", "正文附件"),
    "attachments": ("附件文件名", "附件", "附件名称", "附件文件"),
    "zero": ("零报告", "零报", "无"),
    "remark": ("说明", "备注", "理由"),
    "key": ("编号", "编号请勿改动"),
    "name": ("公开事项", "事项", "事项名称"),
    "period": ("所属期", "期次"),
}
_BY_LABEL = {label: name for name, labels in _LABELS.items() for label in labels}
_BLANKS = re.compile(r"[\s:：*＊()（）]+")
KEY = re.compile(r"DL\s*-\s*([0-9]{1,12})\s*-\s*([0-9]{4}(?:-(?:Q[1-4]|H[12]|[0-9]{2}))?)")
_MARKS = re.compile(r"[√✓✔☑■1是有零无vVyY✅]|0|已报|零报告")
_DAMAGED = "读不了“{name}”，请用 Word 或 WPS 打开并另存为 docx 后再试。"


@dataclass
class ReturnedRow:
    """One line of a form: where it stood and its texts by name."""

    file: str
    place: int
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Its place in words."""
        return f"{self.file} 第 {self.place} 项"

    @property
    def key(self) -> tuple[int, str] | None:
        """The line's id and the period its key names."""
        folded = unicodedata.normalize("NFKC", self.texts.get("key", ""))
        found = KEY.search(re.sub(r"[—–−‐]", "-", folded))
        return (int(found[1]), found[2]) if found else None

    @property
    def is_zero(self) -> bool:
        """Whether the box for a zero report was marked."""
        return bool(_MARKS.fullmatch(self.texts.get("zero", "").strip()))

    @property
    def is_filled(self) -> bool:
        """Whether the department wrote anything at all."""
        return any(self.texts.get(name) for name in ("title", "body", "body_file", "zero", "remark"))


def is_form_name(name: str) -> bool:
    """Whether a file of this name may be a form."""
    return extension_of(name) in (*EXTENSIONS, "docx")


def read_form(name: str, data: bytes) -> list[ReturnedRow]:
    """The lines of a form; empty when the file is none. Raises InputRefused for a damaged file."""
    tables = _document_tables(name, data) if extension_of(name) == "docx" else _sheet_tables(name, data)
    rows: list[ReturnedRow] = []
    for table in tables:
        for texts in _lying(table) or _upright(table):
            rows.append(ReturnedRow(name, len(rows) + 1, texts))
            if len(rows) > MOST_FORM_ROWS:
                raise InputRefused(f"“{name}”里的行太多，请核对是不是填报单。")
    return rows


Table = Sequence[Sequence[str]]


def _sheet_tables(name: str, data: bytes) -> Iterable[Table]:
    for sheet in read_sheets(name, data):
        yield [cells for _, cells in sheet.rows]


def _document_tables(name: str, data: bytes) -> Iterable[Table]:
    try:
        document = docx.Document(io.BytesIO(data))
        for table in document.tables:
            yield [[without_controls(_cell_text(cell)) for cell in row.cells] for row in table.rows]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError):
        raise InputRefused(_DAMAGED.format(name=name)) from None


def _cell_text(cell: docx.table._Cell) -> str:
    return "\n".join(paragraph.text for paragraph in cell.paragraphs).strip()


def _label(text: str) -> str | None:
    folded = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    return _BY_LABEL.get(folded) or _BY_LABEL.get(re.sub(r"\(.*|（.*", "", text).strip())


def _lying(table: Table) -> list[dict[str, str]]:
    """A table with its labels in one row and a line below each."""
    for place, cells in enumerate(table[:12]):
        named = {at: name for at, text in enumerate(cells) if (name := _label(text))}
        if {"key", "title"} <= set(named.values()) or {"title", "zero"} <= set(named.values()):
            found = []
            for row in table[place + 1 :]:
                texts = {name: row[at].strip() for at, name in named.items() if at < len(row)}
                if texts.get("key") or any(texts.get(name) for name in ("name", "title", "zero")):
                    found.append(texts)
            return found
    return []


def _upright(table: Table) -> list[dict[str, str]]:
    """A table with its labels in the first column and what was filled in beside each."""
    texts: dict[str, str] = {}
    for cells in table:
        named = _label(cells[0]) if len(cells) > 1 else None
        if named:
            beside = next((cell for cell in cells[1:] if cell != cells[0] and cell.strip()), "")
            texts[named] = beside.strip()
    return [texts] if "title" in texts and ("key" in texts or "zero" in texts) else []
