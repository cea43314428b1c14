"""The pages of the duty list in a browser: accessible, nothing wider than a phone, usable without script."""

import io
import os
import re
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.duty_list.acts.call import call_departments
from gongkai.duty_list.acts.file import file_item, file_zero
from gongkai.duty_list.acts.import_list import stage_list
from gongkai.duty_list.acts.stage_returned import stage_returned
from gongkai.duty_list.blank_forms import form_workbook
from gongkai.duty_list.models import DutyFiling, DutyImport, DutyLine
from gongkai.duty_list.month import duties
from gongkai.duty_list.reckoning import month_after
from tests.desk.items.conftest import page_of  # noqa: F401 - a fixture
from tests.duty_list.factories import make_line
from tests.duty_list.test_import import STANDARD
from tests.factories import Bureau, make_bureau, make_live

pytestmark = pytest.mark.browser
#: Where to keep pictures of the pages for looking at; nowhere unless it is set.
PICTURES = os.environ.get("SCREENSHOTS_FOLDER", "")


@pytest.fixture
def live_bureau(transactional_db, gongkai_dir) -> Bureau:
    """A bureau that another thread sees too."""
    from gongkai.kernel import triggers

    yield make_bureau()
    triggers.drop()


def lines_of(bureau: Bureau) -> list[DutyLine]:
    """Lines of two departments, in force since the year began."""
    long = "本辖区城乡居民最低生活保障对象、金额和发放情况" * 3
    made = [
        make_line(bureau, "每月底前", serial="1", content=long),
        make_line(bureau, "每月25日前", serial="2", level2="安全生产监督检查情况", level1="监督检查"),
        make_line(bureau, "每季度末", serial="3", level2="行政执法统计数据", column=None),
        make_line(
            bureau, "每月底前", serial="4", level2="采购意向", department=bureau.other.pk, contact=None
        ),
        make_line(bureau, "自作出决定之日起7个工作日内", serial="5", level2="行政许可决定"),
    ]
    DutyLine.objects.update(active_from=localdate().replace(month=1, day=1))
    return made


def filled(lines: list[DutyLine], *answers: dict[str, str]) -> bytes:
    """This month's form of the lines, each filled in as said."""
    today = localdate()
    found = duties(lines, month_after(today), month_after(today, 4), today=today)
    chosen = [next(duty for duty in found if duty.line == line) for line in lines]
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(lines[0].department, today, chosen)))
    heads = [cell.value for cell in book.active[3]]
    for number, answer in enumerate(answers, start=4):
        for label, value in answer.items():
            book.active.cell(row=number, column=heads.index(label) + 1, value=value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def addresses(bureau: Bureau) -> list[str]:
    """One page of each kind, with what is done, late, due and unread."""
    now, today = timezone.now(), localdate()
    lines = lines_of(bureau)
    this_month = f"{today:%Y-%m}"
    item = make_live(bureau, title=f"{today.year}年{today.month}月救助资金发放公示", now=now)
    file_item(actor=bureau.drafter, line_id=lines[0].pk, period=this_month, item_id=item.pk, now=now)
    file_zero(
        actor=bureau.reviewer, line_id=lines[1].pk, period=f"{today.year}-01", now=now,
        on_behalf_of=bureau.drafter,
    )  # fmt: skip
    call_departments(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, department_ids=[bureau.business.pk], month=today,
        text="请在期限前办完。", now=now,
    )  # fmt: skip
    listed = stage_list(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, name="社会救助目录.xlsx", data=STANDARD, now=now
    )
    form = filled(lines[2:4], {"零报告": "√"}, {"标题": "三月采购意向公示", "正文": "采购意向如下。"})
    returned = stage_returned(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, files=[("两个科室.xlsx", form)], now=now
    )
    waiting, unread = (
        DutyImport.objects.create(
            organ=bureau.organ, kind="returned", name="企业科.doc", state=state, notes=notes,
            staged_by=bureau.reviewer, staged_at=now,
        )
        for state, notes in (("reading", []), ("unread", ["没有找到填报单。请上传填好的填报单。"]))
    )  # fmt: skip
    base = "/desk/duty-list/"
    return [
        f"{base}imports/{waiting.pk}/", f"{base}imports/{unread.pk}/",
        base, f"{base}?view=late", f"{base}?view=standing", f"{base}lines/", f"{base}lines/{lines[0].pk}/",
        f"{base}lines/{lines[1].pk}/{this_month}/link/?all=1",
        f"{base}lines/{lines[1].pk}/{this_month}/not-applicable/", f"{base}start/", f"{base}imports/new/",
        f"{base}imports/{listed.pk}/", f"{base}returned/", f"{base}imports/{returned.pk}/", f"{base}year/",
    ]  # fmt: skip


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page_of, live_bureau):  # noqa: F811
    pages = addresses(live_bureau)
    for width in (1280, 390):
        page = page_of(live_bureau.reviewer, width=width)
        for number, address in enumerate(pages):
            page.goto(address)
            if PICTURES:
                page.screenshot(path=str(Path(PICTURES) / f"{width}-{number:02d}.png"), full_page=True)
            found = Axe().run(page).response["violations"]
            assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        assert [said for said in page.said if "404" not in said] == []


def test_a_department_reports_nothing_on_a_phone_without_script(page_of, live_bureau):  # noqa: F811
    lines_of(live_bureau)
    page = page_of(live_bureau.drafter, width=390, javascript=False)
    page.goto("/desk/duty-list/")
    page.get_by_role("button", name=re.compile("^零报告")).last.click()
    page.get_by_text("已做零报告").wait_for()
    assert DutyFiling.objects.get().kind == "zero"
    page.get_by_role("link", name="撤销").first.click()
    page.get_by_role("button", name="撤销", exact=True).click()
    page.get_by_text("重新待办").wait_for()


def test_several_are_ticked_and_reported_together(page_of, live_bureau):  # noqa: F811
    lines_of(live_bureau)
    page = page_of(live_bureau.drafter, width=390, javascript=False)
    page.goto("/desk/duty-list/?view=late")
    boxes = page.get_by_role("checkbox", name="选择")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="勾选的各项做零报告").click()
    page.get_by_text("已做零报告 2 项").wait_for()
    assert DutyFiling.objects.filter(kind="zero").count() == 2


def test_a_form_that_came_back_is_filed_with_two_buttons(page_of, live_bureau, tmp_path):  # noqa: F811
    file = tmp_path / "企业科.xlsx"
    file.write_bytes(filled(lines_of(live_bureau)[:1], {"零报告": "√"}))
    page = page_of(live_bureau.reviewer)
    page.goto("/desk/duty-list/returned/")
    page.get_by_label("退回的填报单和附件").set_input_files(str(file))
    page.get_by_role("button", name="读取，核对").click()
    page.get_by_role("button", name="确认，登记填报").click()
    page.get_by_text("零报告 1 项").wait_for()
    assert DutyFiling.objects.get().on_behalf_of == live_bureau.drafter
