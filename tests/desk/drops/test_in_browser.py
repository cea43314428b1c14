"""The pages of a drop in a browser: from the file to the item, accessible, nothing wider than a phone."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.drops.acts.drop_files import drop_files
from gongkai.drops.acts.read import read_drop
from gongkai.drops.models import Drop
from gongkai.drops.unpacking import Dropped
from gongkai.kernel import outbox
from tests.desk.items.conftest import live_bureau, page_of  # noqa: F401 - fixtures
from tests.documents.samples import PE, PNG, xlsx_bytes
from tests.drops.factories import SECOND, TITLE, notice
from tests.drops.test_interpreting import interpretation
from tests.factories import make_draft

pytestmark = pytest.mark.browser
_LONG = "请各企业对照下表做好技术改造工作，联系人张三，电话0631-8000000，身份证号11010519491231002X。" * 3


def _dropped(bureau) -> Drop:
    now = timezone.now()
    files = [
        ("一.docx", notice("文工信发〔2026〕5号", TITLE, _LONG)), ("二.docx", SECOND), ("照片.png", PNG),
        ("一.xlsx", xlsx_bytes()), ("程序.exe", PE),
        ("解读.docx", interpretation(f"《{TITLE}》政策解读")),
    ]  # fmt: skip
    drop = drop_files(
        actor=bureau.reviewer, department_id=bureau.business.pk, now=now,
        files=[Dropped(name, io.BytesIO(data)) for name, data in files],
    )  # fmt: skip
    read_drop({"drop": drop.pk}, now)
    return drop


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page_of, live_bureau, tmp_path):  # noqa: F811
    make_draft(live_bureau, title="关于另一事项的通知")
    drop = _dropped(live_bureau)
    first, second, third = drop.documents.order_by("position")
    pages = [
        "/desk/drops/new/", "/desk/drops/", f"/desk/drops/{drop.pk}/", f"/desk/drops/documents/{first.pk}/",
        f"/desk/drops/documents/{second.pk}/", f"/desk/drops/documents/{third.pk}/",
    ]  # fmt: skip
    for width in (1280, 390):
        page = page_of(live_bureau.reviewer, width=width)
        for number, address in enumerate(pages):
            page.goto(address)
            found = Axe().run(page).response["violations"]
            assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            page.screenshot(path=tmp_path / f"{number}-{width}.png", full_page=True)
        assert page.said == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_clerk_drops_a_document_looks_once_and_has_an_item(page_of, live_bureau, javascript):  # noqa: F811
    page = page_of(live_bureau.drafter, javascript=javascript)
    page.goto("/desk/drops/new/")
    page.get_by_label("文件").set_input_files(
        {"name": "通知.docx", "mimeType": "application/octet-stream", "buffer": notice()}
    )
    page.get_by_role("button", name="投放", exact=True).click()
    page.get_by_text("正在读取").first.wait_for()
    outbox.drain(owner="w", clock=timezone.now)
    page.get_by_role("heading", name="核对这份文件").wait_for(timeout=15_000)
    page.get_by_label("栏目").first.select_option(label="栏目tzgg")
    page.get_by_role("button", name="确认并提交审核").click()
    page.get_by_text("并提交审核。").first.wait_for()
    assert Item.objects.get(title=TITLE).work_state == "in_review"
