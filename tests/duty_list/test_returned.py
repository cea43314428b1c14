"""Forms out to departments and back: Excel and Word, loose or zipped, six departments in one go."""

import io
import zipfile

import docx
import openpyxl
import pytest
from django.utils.timezone import localdate

from gongkai.disclosure.models import Item
from gongkai.duty_list.acts.file import file_zero
from gongkai.duty_list.acts.returned import enter_returned
from gongkai.duty_list.acts.stage_returned import stage_returned
from gongkai.duty_list.blank_forms import form_document, form_workbook
from gongkai.duty_list.models import DutyFiling
from gongkai.duty_list.month import duties
from gongkai.kernel import audit
from gongkai.kernel.acts.organs import save_department
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Role
from tests.duty_list.factories import make_line, workbook
from tests.factories import NOW, make_bureau, make_person

pytestmark = pytest.mark.django_db
TODAY = localdate(NOW)


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def due(*lines):
    return duties(list(lines), TODAY.replace(day=1), TODAY.replace(day=31), today=TODAY)


def sheet_form(bureau, lines, *answers: dict[str, str]) -> bytes:
    """The month's form of the lines, each filled in as said."""
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(bureau.business, TODAY, due(*lines))))
    sheet = book.active
    heads = [cell.value for cell in sheet[3]]
    for number, answer in enumerate(answers, start=4):
        for label, value in answer.items():
            sheet.cell(row=number, column=heads.index(label) + 1, value=value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word_form(bureau, lines, *answers: dict[str, str]) -> bytes:
    document = docx.Document(io.BytesIO(form_document(bureau.business, TODAY, due(*lines))))
    for table, answer in zip(document.tables, answers, strict=True):
        for row in table.rows:
            if row.cells[0].text in answer:
                row.cells[1].text = answer[row.cells[0].text]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def body(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def staged(bureau, *files, actor=None):
    return stage_returned(
        actor=actor or bureau.reviewer, organ_id=bureau.organ.pk, files=list(files), now=NOW
    )


def rows(upload):
    return list(upload.rows.order_by("place"))


def test_a_form_that_comes_back_a_second_time_makes_nothing_twice(bureau):
    line = make_line(bureau)
    form = sheet_form(bureau, [line], {"标题": "2026年3月救助资金发放公示", "正文": "内容"})
    first, at_once = staged(bureau, ("企业科.xlsx", form)), staged(bureau, ("企业科.xlsx", form))
    assert enter_returned(actor=bureau.reviewer, import_id=first.pk, now=NOW).drafts == 1
    assert enter_returned(actor=bureau.reviewer, import_id=at_once.pk, now=NOW).refused == 1
    later = rows(staged(bureau, ("企业科.xlsx", form)))[0]
    assert (later.state, "已经有同名的信息" in later.reason) == ("refused", True)
    assert Item.objects.count() == 1


def test_the_form_lists_what_is_due_with_a_hidden_key(bureau):
    line = make_line(bureau)
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(bureau.business, TODAY, due(line))))
    sheet = book.active

    assert sheet["B4"].value == "救助资金发放"
    assert sheet["M4"].value == f"DL-{line.pk}-2026-03"
    assert sheet.column_dimensions["M"].hidden


def test_a_filled_sheet_becomes_a_draft_in_the_contacts_name_and_a_zero_report(bureau):
    one, two, three = (make_line(bureau, level2=name) for name in ("救助资金发放", "监督检查", "采购意向"))
    form = sheet_form(
        bureau, [one, two, three],
        {"标题": "2026年3月救助资金发放公示", "日期": "2026年3月2日", "正文": "第一段\n第二段"},
        {"零报告": "√"}, {},
    )  # fmt: skip
    upload = staged(bureau, ("企业科.xlsx", form))
    assert [row.state for row in rows(upload)] == ["ready", "ready", "empty"]
    assert not Item.objects.exists()

    done = enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)

    assert (done.drafts, done.zeros, done.refused) == (1, 1, 0)
    item = Item.objects.get()
    assert (item.drafter, item.last_editor, item.department) == (
        bureau.drafter, bureau.reviewer, bureau.business,
    )  # fmt: skip
    assert item.formed_on == TODAY and item.body_html == "<p>第一段</p>\n<p>第二段</p>"
    filings = {filing.line_id: filing for filing in DutyFiling.objects.all()}
    assert filings[one.pk].item == item
    assert filings[two.pk].kind == "zero"
    assert all((f.by, f.on_behalf_of) == (bureau.reviewer, bureau.drafter) for f in filings.values())
    assert audit.verify() == []


def test_a_filled_word_document_is_read_by_its_labels(bureau):
    one, two = make_line(bureau), make_line(bureau, level2="监督检查")
    form = word_form(
        bureau, [one, two], {"标题": "2026年3月发放情况", "日期": "2026.3.2", "正文": "正文一段"},
        {"说明": "本月没有检查计划"},
    )  # fmt: skip
    upload = staged(bureau, ("企业科.docx", form))
    done = enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)

    assert (done.drafts, done.not_applicable) == (1, 1)
    assert DutyFiling.objects.get(line=two).reason == "本月没有检查计划"


def test_body_and_attachments_come_from_a_zip(bureau):
    line = make_line(bureau)
    form = sheet_form(
        bureau, [line], {"标题": "公示", "正文文件名": "正文.docx", "附件文件名": "名单；表.txt"}
    )
    package = zipped(form__xlsx=form, 正文__docx=body("正文来自文件"), 名单__txt="甲".encode(), 表__txt=b"b")
    upload = staged(bureau, ("企业科.zip", package))
    assert rows(upload)[0].state == "ready", rows(upload)[0].reason
    enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)

    item = Item.objects.get()
    assert item.body_html == "<p>正文来自文件</p>"
    assert [one.name for one in item.attachments.all()] == ["名单.txt", "表.txt"]


def test_a_file_that_was_not_sent_is_named(bureau):
    line = make_line(bureau)
    upload = staged(
        bureau, ("a.xlsx", sheet_form(bureau, [line], {"标题": "公示", "附件文件名": "没有.pdf"}))
    )

    assert (rows(upload)[0].state, "没有.pdf" in rows(upload)[0].reason) == ("refused", True)


def test_six_departments_in_one_go(bureau):
    lines = []
    for number in range(6):
        department = save_department(
            actor=None, organ=bureau.organ, code=f"ks{number}", name=f"第{number}科", now=NOW
        )
        contact = make_person(f"contact{number}", bureau.organ, (Role.DRAFTER, department))
        lines.append(make_line(bureau, level2=f"事项{number}", department=department.pk, contact=contact.pk))
    files = [
        (f"{n}.xlsx", sheet_form(bureau, [line], {"标题": f"第{n}科公示", "正文": "文"}))
        for n, line in enumerate(lines)
    ]
    upload = staged(bureau, *files)
    done = enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)

    assert done.drafts == 6
    assert {item.drafter for item in Item.objects.all()} == {line.contact for line in lines}


def test_the_files_of_one_zip_are_not_taken_for_anothers(bureau):
    one, two = make_line(bureau), make_line(bureau, level2="监督检查")
    packages = [
        (f"{n}.zip", zipped(
            form__xlsx=sheet_form(bureau, [line], {"标题": f"公示{n}", "正文文件名": "正文"}),
            正文__docx=body(f"第{n}份"),
        ))
        for n, line in enumerate((one, two))
    ]  # fmt: skip
    enter_returned(actor=bureau.reviewer, import_id=staged(bureau, *packages).pk, now=NOW)

    assert {item.title: item.body_html for item in Item.objects.all()} == {
        "公示0": "<p>第0份</p>", "公示1": "<p>第1份</p>",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"标题": "公示", "零报告": "√"}, "又填了零报告"),
        ({"正文": "只有正文"}, "没有填标题"),
        ({"标题": "公示", "编号（请勿改动）": "DL-99999999-2026-03"}, "认不出"),
        ({"标题": "公示", "编号（请勿改动）": "改坏了"}, "认不出"),
        ({"标题": "绝密★启用前", "正文": "x"}, "国家秘密"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(bureau, answer, words):
    line = make_line(bureau)
    row = rows(staged(bureau, ("a.xlsx", sheet_form(bureau, [line], answer))))[0]

    assert row.state == "refused"
    assert words in row.reason


def test_a_term_answered_before_or_twice_is_refused(bureau):
    one, two = make_line(bureau), make_line(bureau, level2="监督检查")
    form = sheet_form(bureau, [one, two], {"零报告": "√"}, {"零报告": "√"})
    file_zero(actor=bureau.drafter, line_id=one.pk, period="2026-03", now=NOW)
    states = [(row.state, row.reason[:5]) for row in rows(staged(bureau, ("a.xlsx", form), ("b.xlsx", form)))]

    assert states[0][0] == states[2][0] == "refused"
    assert (states[1][0], states[3][0]) == ("ready", "refused")


def test_what_was_answered_between_reading_and_entering_stops_no_other(bureau):
    one, two = make_line(bureau), make_line(bureau, level2="监督检查")
    upload = staged(bureau, ("a.xlsx", sheet_form(bureau, [one, two], {"零报告": "√"}, {"零报告": "√"})))
    file_zero(actor=bureau.drafter, line_id=one.pk, period="2026-03", now=NOW)
    done = enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)

    assert (done.zeros, done.refused) == (1, 1)


def test_a_line_of_another_organ_is_not_recognised(bureau):
    other = make_bureau(parent=bureau.authority)
    foreign = make_line(other)
    row = rows(staged(bureau, ("a.xlsx", sheet_form(other, [foreign], {"零报告": "√"}))))[0]

    assert (row.state, row.line) == ("refused", None)


def test_without_a_contact_the_draft_is_the_offices_and_says_so(bureau):
    empty = save_department(actor=None, organ=bureau.organ, code="kong", name="空科", now=NOW)
    line = make_line(bureau, department=empty.pk, contact=None)
    upload = staged(bureau, ("a.xlsx", sheet_form(bureau, [line], {"标题": "公示", "正文": "x"})))
    assert "记在您名下" in rows(upload)[0].doubts[0]
    enter_returned(actor=bureau.reviewer, import_id=upload.pk, now=NOW)
    assert Item.objects.get().drafter == bureau.reviewer


@pytest.mark.parametrize(
    "files",
    [
        [("a.txt", b"x")],
        [("a.zip", b"broken")],
        [("a.docx", b"broken")],
        [("a.xlsx", workbook(("S", [["随便"], ["x"]], [])))],
    ],
)
def test_what_is_no_form_is_refused_with_what_to_do(bureau, files):
    with pytest.raises(InputRefused):
        staged(bureau, *files)


def test_only_the_office_takes_forms_back(bureau):
    line = make_line(bureau)
    form = sheet_form(bureau, [line], {"零报告": "√"})
    with pytest.raises(NotVisible):
        staged(bureau, ("a.xlsx", form), actor=bureau.drafter)
    upload = staged(bureau, ("a.xlsx", form))
    with pytest.raises(NotVisible):
        enter_returned(actor=bureau.drafter, import_id=upload.pk, now=NOW)
