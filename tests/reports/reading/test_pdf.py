"""A PDF with text becomes paragraphs and grids with true spans; pictures of text are refused."""

import shutil
import subprocess
import time

import pikepdf
import pytest

from gongkai.reports.reading.pdf import read_pdf
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.source import Grid
from tests.documents.pdf_cases import changed, drawn, picture, reader

PAGE = """<html><head><meta charset=utf-8></head><body><h1>某局2023年政府信息公开工作年度报告</h1>
<p>根据《中华人民共和国政府信息公开条例》规定，结合实际编制本报告。本报告内容包括总体情况、
主动公开政府信息情况、收到和处理政府信息公开申请情况等六个部分，统计期限自1月1日起至12月31日止。</p>
<table border=1 cellspacing=0><tr><td rowspan=2>三、本年度办理结果</td>
<td>（一）予以公开</td><td>14069</td></tr>
<tr><td>（二）部分公开（区分处理的，只计这一情形，不计其他情形）</td><td></td></tr>{rows}</table>
<p>后</p></body></html>"""


def shape(grid: Grid) -> list[tuple]:
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in grid.cells]


def read(tmp_path, data: bytes):
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    return read_pdf(path)


def table(sheet) -> None:
    """Three columns; the first cell is two rows high, the last row two columns wide."""
    sheet.setFontSize(10)
    for y, left, right in ((700, 72, 372), (650, 172, 372), (600, 72, 372), (550, 72, 372)):
        sheet.line(left, y, right, y)
    for x, top, bottom in ((72, 700, 550), (172, 700, 550), (272, 700, 600), (372, 700, 550)):
        sheet.line(x, top, x, bottom)
    for x, y, words in (
        (75, 660, "三、本年度"), (75, 645, "办理结果"), (175, 670, "甲"), (275, 670, "1"), (275, 658, "0"),
        (175, 620, "乙"), (275, 620, "1,234"), (75, 570, "丙"), (175, 570, "共"),
    ):  # fmt: skip
        sheet.drawString(x, y, words)


EXPECTED = [
    (0, 0, 2, 1, "三、本年度办理结果"), (0, 1, 1, 1, "甲"), (0, 2, 1, 1, "1\n0"), (1, 1, 1, 1, "乙"),
    (1, 2, 1, 1, "1,234"), (2, 0, 1, 1, "丙"), (2, 1, 1, 2, "共"),
]  # fmt: skip


def test_ruling_lines_give_the_true_spans(tmp_path):
    source = read(tmp_path, drawn(table))
    (grid,) = source.grids()
    assert shape(grid) == EXPECTED
    assert grid.where == "第1页表1"
    assert not source.gaps


def test_a_footnote_sign_and_a_wide_blank_do_not_make_another_figure(tmp_path):
    def page(sheet) -> None:
        table(sheet)
        sheet.drawString(75, 500, "2 0")
        sheet.drawString(75, 480, "10")
        sheet.setFontSize(6)
        sheet.drawString(87, 484, "1")

    texts = [paragraph.text for paragraph in read(tmp_path, drawn(page)).paragraphs()]
    assert texts == ["2 0", "10[1]"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(tmp_path, turn):
    """The content is drawn turned the other way, as for a page that lies on its side."""

    def turned(sheet) -> None:
        sheet.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
        sheet.rotate({90: 90, 180: 180, 270: -90}[turn])
        table(sheet)

    def rotate(pdf) -> None:
        pdf.pages[0].Rotate = turn

    (grid,) = read(tmp_path, changed(drawn(turned), rotate)).grids()
    assert shape(grid) == EXPECTED


def test_lines_stand_around_the_tables_and_page_numbers_go(tmp_path):
    def page(sheet) -> None:
        table(sheet)
        sheet.drawString(72, 760, "一、总体情况")
        sheet.drawString(72, 500, "六、其他")
        sheet.drawString(290, 30, "— 3 —")

    blocks = read(tmp_path, drawn(page)).blocks
    assert [getattr(block, "text", "表") for block in blocks] == ["一、总体情况", "表", "六、其他"]
    assert blocks[0].where == "第1页第1行"


def test_a_picture_of_text_is_refused_and_named_among_others(tmp_path):
    def scan(sheet) -> None:
        sheet.drawImage(reader(picture("SCAN")), 50, 300, 400, 300)

    with pytest.raises(ReportUnreadable) as refused:
        read(tmp_path, drawn(scan))
    assert "扫描件" in refused.value.message
    assert "第2页" in read(tmp_path, drawn(table, scan)).gaps[0]


def test_a_password_to_open_is_refused_and_one_to_edit_is_not(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(drawn(table))
    for user in ("secret", ""):
        with pikepdf.open(path) as pdf:
            pdf.save(tmp_path / f"{user}.pdf", encryption=pikepdf.Encryption(user=user, owner="owner"))
    with pytest.raises(ReportUnreadable) as refused:
        read_pdf(tmp_path / "secret.pdf")
    assert "密码" in refused.value.message
    assert list(read_pdf(tmp_path / ".pdf").grids())


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n" + b"x" * 1000, b"%PDF-1.4\nxref\n0 999999999\ntrailer<</Size 9>>"]
)
def test_a_broken_file_is_refused(tmp_path, data):
    with pytest.raises(ReportUnreadable):
        read(tmp_path, data)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("through", ["html", "docx"])
def test_a_report_printed_by_an_office_program_reads_exactly(tmp_path, through):
    rows = "".join(f"<tr><td>乙</td><td>第{row}行</td><td>{row * 37}</td></tr>" for row in range(40))
    (tmp_path / "report.html").write_text(PAGE.format(rows=rows), "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    steps = {"html": [("html", "pdf:writer_web_pdf_Export")], "docx": [("html", "docx"), ("docx", "pdf")]}[
        through
    ]
    for suffix, target in steps:
        call = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path)]
        if target == "docx":
            call += ["--infilter=HTML (StarWriter)"]
        subprocess.run(
            [*call, str(tmp_path / f"report.{suffix}")], check=True, capture_output=True, timeout=120
        )
    before = time.monotonic()
    source = read_pdf(tmp_path / "report.pdf")
    assert time.monotonic() - before < 2
    grids = list(source.grids())
    found = {cell.text for grid in grids for cell in grid.cells}
    assert {str(row * 37) for row in range(40)} | {"14069", "三、本年度办理结果"} <= found
    assert grids[0].cells[0].rowspan == 2
    assert any(
        text.text.endswith("统计期限自1月1日起至12月31日止。") and text.text.startswith("根据")
        for text in source.paragraphs()
    )
