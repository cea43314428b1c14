"""A month's filing of six departments by the office: as returned forms, and item by item as it first was."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.browser.counted import Counted
from tests.browser.effort_office import DEPARTMENTS, FIELDS
from tests.browser.effort_returned import ANSWERS, ITEM, Answer, file_name, fill_in, sheet_name, title_of
from tests.browser.effort_ways import another_item

#: The departments that like a Word document better than a sheet.
_IN_WORD = frozenset({"安全生产科", "信息化科", "节能科"})


def send_forms(hand: Counted, folder: Path) -> list[Path]:
    """Download each department's form, to be sent out."""
    forms = []
    hand.go("/desk/duty-list/")
    for _, department, _ in DEPARTMENTS:
        kind = "Word" if department in _IN_WORD else "Excel"
        with hand.page.expect_download() as started:
            hand.follow(f"填报单 {kind}", of=department)
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        forms.append(path)
    return forms


def filled_forms(forms: list[Path], day: date) -> list[Path]:
    """What comes back, in one folder."""
    return [path for form in forms for path in fill_in(form, day)]


def month_by_forms(hand: Counted, returned: list[Path]) -> None:
    """All files chosen together, looked at row by row, entered; then all drafts submitted."""
    hand.go("/desk/duty-list/")
    hand.click("登记填报单", role="link")
    hand.files("退回的填报单和附件", *returned)
    hand.click("读取，核对")
    hand.wait_for(hand.page.get_by_role("button", name="确认，登记填报"))
    hand.click("确认，登记填报")
    hand.wait_for(hand.page.get_by_text("已登记").first)
    hand.follow("我的草稿")
    hand.follow("选中本页全部")
    hand.click("成批提交审核")
    hand.wait_for(hand.page.get_by_role("heading", name=re.compile("未办成 0 条")))


def month_by_form(hand: Counted, folder: Path, day: date) -> None:
    """Every item typed off from what came back; who had nothing is entered nowhere."""
    hand.go("/desk/items/new/")
    is_first = True
    for _, department, names in DEPARTMENTS:
        for name in names:
            if ANSWERS[name].kind != ITEM:
                continue
            if not is_first:
                another_item(hand)
            is_first = False
            _one(hand, department, name, folder, day)


def _one(hand: Counted, department: str, name: str, folder: Path, day: date) -> None:
    answer: Answer = ANSWERS[name]
    in_sheet = department not in _IN_WORD
    hand.paste("名称", title_of(name, day), cell=in_sheet)
    hand.choose("栏目", FIELDS)
    hand.choose("科室", department)
    if answer.file:
        hand.files("用文件作正文", folder / file_name(name))
    else:
        hand.paste_body((answer.text,), cell=in_sheet)
    if answer.attached:
        hand.files("上传附件", folder / sheet_name(answer))
    hand.open("更多")
    hand.type_day("成文日期", day)
    hand.click("保存并提交审核")
    hand.page.get_by_text("已保存并提交审核").first.wait_for()
