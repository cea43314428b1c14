"""Reading the table of old stock: an xlsx or csv with a known head row, each cell as text or a date."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.documents import FileRefused, Refusal
from gongkai.documents.blanks import without_controls
from gongkai.documents.workbook_extent import spanned_cells
from gongkai.kernel.errors import InputRefused

MOST_ROWS = 2000
MOST_BYTES = 30 * 1024 * 1024
#: Filled and empty cells together; a long table with every column stays far below.
MOST_SPANNED = 2_000_000
_HEAD_WITHIN = 5
_XLSX_UNREADABLE = "读不了这个 xlsx 文件，请用 Excel 或 WPS 打开并另存后再试。"
_CSV_UNREADABLE = (
    "读不了这个 csv 文件：引号不成对，或者有一格超过十三万字。长的正文请另存为文件，填在“正文文件”一列。"
)


@dataclass(frozen=True)
class TableColumn:
    """A column of the table: its head, whether every row needs it, and what goes into it."""

    head: str
    field: str
    required: bool
    meaning: str
    example: str


TABLE_COLUMNS: tuple[TableColumn, ...] = (
    TableColumn(
        "来源编号", "external_key", True, "原网站或台账中的唯一编号；同一编号只导入一次", "2019-0037"
    ),
    TableColumn("名称", "title", True, "信息的标题，不超过200字", "关于印发《企业技术改造扶持办法》的通知"),
    TableColumn("栏目", "column", True, "本系统中栏目的名称或代码", "政策文件"),
    TableColumn("科室", "department", False, "科室名称；不填为栏目的责任科室，没有则为第一个科室", "综合科"),
    TableColumn("成文日期", "formed_on", False, "如 2019-03-18", "2019-03-18"),
    TableColumn(
        "发布日期", "published_on", True, "原来的发布日期，须早于本机关启用本系统的日期", "2019-03-25"
    ),
    TableColumn("文号", "doc_number", False, "如 海工信发〔2019〕12号", "海工信发〔2019〕12号"),
    TableColumn("索引号", "index_number", False, "原有索引号原样保留；不填则按发布年份编排新号", ""),
    TableColumn(
        "主题分类", "topic", False, "主题分类的名称，二级用 \\ 分开；不填用栏目的默认值", "工业、交通"
    ),
    TableColumn("体裁", "genre", False, "体裁的名称；不填用栏目的默认值", "通知"),
    TableColumn("法定公开类别", "statutory_class", False, "条例第二十、二十一条的类别名称", ""),
    TableColumn("统计类别", "statistical_category", False, "年报统计类别的名称；不填用栏目的默认值", ""),
    TableColumn("有效性", "validity", False, "有效、已修改、部分失效、失效、废止、不适用", "有效"),
    TableColumn("施行日期", "effective_on", False, "如 2019-04-01", "2019-04-01"),
    TableColumn("有效期至", "expires_on", False, "如 2029-03-31", ""),
    TableColumn("发布机构", "issuer", False, "不填为本机关的规范全称", ""),
    TableColumn("内容概述", "summary", False, "不超过500字", ""),
    TableColumn("信息来源", "origin", False, "转载或获取的信息注明来源", ""),
    TableColumn("关键词", "keywords", False, "用空格或分号分开", ""),
    TableColumn("服务对象", "audience", False, "如 企业", ""),
    TableColumn("发布去处", "outlet", False, "本平台门户、登载平台或两处都发；不填用栏目的默认值", ""),
    TableColumn("正文", "body", False, "文字正文，一行一段；与“正文文件”填一个", "现将有关事项通知如下。"),
    TableColumn("正文文件", "body_file", False, "文件包中的 docx、html 或 txt 文件名", ""),
    TableColumn("附件", "attachments", False, "文件包中的文件名，多个用；分开", ""),
)
_BY_HEAD = {column.head: column for column in TABLE_COLUMNS}
REQUIRED_HEADS = tuple(column.head for column in TABLE_COLUMNS if column.required)

Cell = str | date


@dataclass(frozen=True)
class TableRow:
    """A row as read: its line in the file (from 1) and its filled cells by field."""

    line: int
    cells: dict[str, Cell]

    def text(self, field: str) -> str:
        """The cell as text, blank when it is empty; a date as 2019-03-18."""
        cell = self.cells.get(field, "")
        return cell if isinstance(cell, str) else cell.isoformat()


def read_table(name: str, stream: BinaryIO) -> list[TableRow]:
    """Every filled row under the head row. The first sheet of an xlsx, or a csv in UTF-8 or GB18030.

    Raises InputRefused when it is no such file, a required column is missing, a head is unknown or stands
    twice, or the file is too long.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputRefused("表格文件太大，请分成几个文件，每个不超过 30 MB。")
    lines = list(lines_of(name, data))
    start, heads = _find_head(lines)
    rows = []
    for line, values in lines[start:]:
        placed = {heads[place]: _cell(raw) for place, raw in enumerate(values) if place in heads}
        cells = {field: cell for field, cell in placed.items() if cell != ""}
        if cells:
            rows.append(TableRow(line, cells))
    if not rows:
        raise InputRefused("表格中没有数据行。")
    if len(rows) > MOST_ROWS:
        raise InputRefused(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件。")
    return rows


def lines_of(name: str, data: bytes) -> Iterator[tuple[int, list[object]]]:
    """Each line of a table file with its number: the first sheet of an xlsx, or a csv.

    Raises InputRefused when it is no such file.
    """
    if name.lower().endswith(".csv"):
        try:
            for line, texts in enumerate(csv.reader(io.StringIO(_text_of(data), newline="")), start=1):
                yield line, list(texts)
        except csv.Error:
            raise InputRefused(_CSV_UNREADABLE) from None
        return
    if not name.lower().endswith(".xlsx"):
        raise InputRefused("请上传 xlsx 或 csv 文件；旧的 xls 文件请另存为 xlsx。")
    _require_compact(data)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        for line, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            yield line, list(values)
    except (CalamineError, BadZipFile, OSError, ValueError):
        raise InputRefused(_XLSX_UNREADABLE) from None


def _require_compact(data: bytes) -> None:
    try:
        spanned = spanned_cells(data)
    except FileRefused as refusal:
        is_damaged = refusal.code is Refusal.DAMAGED
        raise InputRefused(_XLSX_UNREADABLE if is_damaged else refusal.message) from None
    if spanned > MOST_SPANNED:
        raise InputRefused("表格的右边或下面很远处还有内容。请删去多余的行和列，只留要导入的数据，再上传。")


def _text_of(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputRefused("csv 文件的编码不是 UTF-8 或 GB18030，请另存为 UTF-8 后再试。")


def _find_head(lines: list[tuple[int, list[object]]]) -> tuple[int, dict[int, str]]:
    for place, (_, values) in enumerate(lines[:_HEAD_WITHIN], start=1):
        names = {at: str(value).strip().removesuffix("*").strip() for at, value in enumerate(values)}
        if "来源编号" in names.values() and "名称" in names.values():
            return place, _checked_head({at: name for at, name in names.items() if name})
    raise InputRefused("没有找到表头：前几行中须有一行写着“来源编号”“名称”等列名。请下载模板对照。")


def _checked_head(names: dict[int, str]) -> dict[int, str]:
    unknown = sorted({name for name in names.values() if name not in _BY_HEAD})
    if unknown:
        raise InputRefused(
            "不认识的列：{}。请改成模板中的列名，或删去这些列。".format("、".join(unknown)[:200])
        )
    if len(set(names.values())) < len(names):
        raise InputRefused("表头中有重复的列，请每列只留一个。")
    missing = [head for head in REQUIRED_HEADS if head not in names.values()]
    if missing:
        raise InputRefused("缺少必填的列：{}。".format("、".join(missing)))
    return {place: _BY_HEAD[name].field for place, name in names.items()}


def _cell(raw: object) -> Cell:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else without_controls(str(raw)).strip()
