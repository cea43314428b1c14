"""What a copy package holds can be opened where it is going: on Windows, and in the office program."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from gongkai.disclosure.acts.attach import add_picture, attach
from gongkai.disclosure.acts.edit import edit
from gongkai.documents.letters.converting import to_pdf
from gongkai.places.body_docx import body_docx
from gongkai.places.models import Posting
from gongkai.places.package import attachment_names, copy_package, safe_name
from tests.documents.samples import docx_bytes
from tests.factories import NOW, make_draft
from tests.places.factories import make_posting
from tests.portal.town import pdf, picture, publish_draft

pytestmark = pytest.mark.django_db

BODY = (
    "<p>　　各<strong>有关</strong>企业：see <em>this</em> page，网址<a href=\"https://www.a.test/b\">办事入口</a>。</p>"
    '<table><caption>表1 资金安排</caption><thead><tr><th rowspan="2">序号</th><th colspan="2">项目</th></tr>'
    "<tr><th>名称</th><th>金额</th></tr></thead><tbody><tr><td>1</td><td>前文<p>第一段</p><p>第二段</p></td>"
    "<td><ul><li>甲款</li><li>乙款</li></ul></td></tr><tr><td colspan=\"3\"><table><tbody><tr><td>内表一</td>"
    "<td>内表二</td></tr></tbody></table></td></tr></tbody></table>"
    "<ol><li>首项<ol><li>其中一</li></ol></li><li>次项</li></ol><p>另起：</p><ol><li>重新数</li></ol>"
)  # fmt: skip
LONG = "关于“扶持”的通知：甲/乙\\丙*丁?<戊>|己.." + "很长的题目" * 40


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def full_posting(bureau, place, **values) -> Posting:
    """An item with tables, lists, a picture, and three kinds of attachments."""
    draft = make_draft(bureau, outlet="both", body_html=BODY, **values)
    source = add_picture(
        actor=bureau.drafter, item_id=draft.pk, name="图.png", stream=[picture().read()], now=NOW
    )
    html = f'{BODY}<figure><img src="{source}" alt="图"><figcaption>图1 流程</figcaption></figure>'
    edit(actor=bureau.drafter, item_id=draft.pk, values={"body_html": html}, now=NOW)
    files = {"申报表.docx": io.BytesIO(docx_bytes("表")), "名单.csv": io.BytesIO(b"a,1\n"), "附图.pdf": pdf()}
    for name, stream in files.items():
        attach(actor=bureau.drafter, item_id=draft.pk, name=name, stream=stream, now=NOW)
    return Posting.objects.get(item=publish_draft(bureau, draft.pk), place=place)


def test_the_word_file_is_converted_by_the_office_program_and_nothing_of_it_is_lost(bureau, place, tmp_path):
    posting = full_posting(bureau, place, title="关于下达资金的通知")
    pack = opened(copy_package([posting]))
    (tmp_path / "正文.docx").write_bytes(pack.read("正文.docx"))
    to_pdf(tmp_path / "正文.docx", tmp_path / "正文.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "正文.pdf")
    text = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    for words in (
        "关于下达资金的通知", "各有关企业", "seethispage", "办事入口", "表1资金安排", "序号", "项目", "名称",
        "金额", "前文", "第一段", "第二段", "甲款", "乙款", "内表一", "内表二", "首项", "其中一", "次项",
        "重新数", "图1流程",
    ):  # fmt: skip
        assert words in text, words
    assert "1.重新数" in text and "3.重新数" not in text
    pictures = [one for page in document for one in page.get_objects() if one.type == 3]
    assert len(pictures) == 1
    assert {name.split("/")[-1] for name in pack.namelist() if name.startswith("附件/")} == {
        "01-申报表.docx", "02-名单.csv", "03-附图.pdf",
    }  # fmt: skip


def test_every_cell_ends_with_a_paragraph_as_word_demands():
    document = Document(io.BytesIO(body_docx("题", BODY, {})))
    cells = list(document.element.body.iter(qn("w:tc")))
    assert len(cells) > 8 and all(cell[-1].tag == qn("w:p") for cell in cells)


def test_words_keep_the_blanks_between_them_and_links_lead_where_they_led():
    document = Document(io.BytesIO(body_docx("题", BODY, {})))
    first = document.paragraphs[1]
    assert first.text == "各有关企业：see this page，网址办事入口。"
    assert [link.address for link in first.hyperlinks] == ["https://www.a.test/b"]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td rowspan='3'>甲</td><td>乙</td></tr><tr><td colspan='9'>丙</td></tr></table>",
        "<table><tr><td>甲</td><td rowspan='2'>乙</td></tr><tr><td colspan='2'>丙</td></tr></table>",
        "<table><tr></tr></table>", "<table></table>", "<ol start='x'><li></li><li><p>一</p></li></ol>",
        "<table><tr>" + "".join(f"<td>{n}</td>" for n in range(80)) + "</tr></table>",
        "<p>\x01\x0b\ufffe字</p>", "<div><blockquote>引</blockquote><h5>五</h5>散<b>粗</b></div>", "",
    ],
)  # fmt: skip
def test_a_body_out_of_the_common_gives_a_file_that_opens(body):
    data = body_docx("题\x00目\n换行", body, {})
    document = Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "题目 换行"
    assert all(cell[-1].tag == qn("w:p") for cell in document.element.body.iter(qn("w:tc")))


def test_a_long_table_is_written_in_the_time_it_deserves():
    row = "<tr>" + "<td>内容</td>" * 8 + "</tr>"
    document = Document(io.BytesIO(body_docx("题", f"<table>{row * 600}</table>", {})))
    assert len(document.tables[0].rows) == 600


def is_fit_for_windows(name: str) -> bool:
    """Whether Windows takes every part of the name: signs, devices, ends, length of the whole path."""
    parts = name.split("/")
    fit = all(
        part and not re.search(r'[\x00-\x1f<>:"\\|?*]', part) and part[-1] not in " ."
        and not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part)
        for part in parts
    )  # fmt: skip
    return fit and len(name) <= 150 and ".." not in parts


@pytest.mark.parametrize(
    "title", [LONG[:200], "第一行\n第二行\t通知事项", "con", "../../etc/passwd的通知", "。。。.."]
)
def test_hostile_titles_give_folders_and_files_that_windows_takes(bureau, place, title):
    postings = [make_posting(bureau, place, title=title), make_posting(bureau, place, title=title)]
    pack = opened(copy_package(postings))
    assert pack.testzip() is None
    names = pack.namelist()
    assert len({name.casefold() for name in names}) == len(names) == 10
    assert [name for name in names if not is_fit_for_windows(name)] == []
    metadata = next(name for name in names if name.endswith("元数据.txt"))
    lines = pack.read(metadata).decode("utf-8-sig").split("\r\n")
    shown = postings[0].item.live_edition.title
    assert lines[1] == "标题：" + " ".join(shown.split()) and len(lines) == 13
    sheet = load_workbook(io.BytesIO(pack.read(metadata.replace(".txt", ".xlsx")))).active
    assert sheet["B2"].value == shown


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("com1", "_com1"), ("console", "console"),
        ("甲\n乙.docx", "甲 乙.docx"), ("\u202efdp.exe", "fdp.exe"),
        ("题" * 70 + " .pdf", "题" * 60 + ".pdf"),
    ],
)  # fmt: skip
def test_names_that_windows_keeps_or_hides_are_changed(name, safe):
    assert safe_name(name) == safe and is_fit_for_windows(safe)


def test_attachments_of_one_name_lie_beside_each_other(bureau, place):
    posting = full_posting(bureau, place)
    files = list(posting.item.live_edition.attachments.filter(is_picture=False).order_by("position", "pk"))
    for one in files:
        one.name = "申报表"
    assert attachment_names(files) == ["01-申报表.docx", "02-申报表.csv", "03-申报表.pdf"]
