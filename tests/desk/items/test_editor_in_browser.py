"""The editor as a person uses it: pasting from Word, tables, pictures, leaving with unsaved changes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.disclosure.models import Item
from tests.desk.items.word_clipboard import WORD_HTML
from tests.documents.samples import PNG
from tests.factories import make_draft

pytestmark = pytest.mark.browser

TABLE = "<p>甲</p><table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>"
PASTE = """(html) => {
  const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', '文字');
  document.querySelector('.ProseMirror').dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def body(item: Item) -> str:
    return Item.objects.get(pk=item.pk).body_html


def editor(page, item: Item):
    page.goto(f"/desk/items/{item.pk}/edit/")
    # Until the editor has taken its place, the plain text area answers to the same name.
    page.locator(".ProseMirror").wait_for()
    return page.locator(".ProseMirror").and_(page.get_by_role("textbox", name="正文"))


def _is_drawn(picture) -> bool:
    return picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0, () => false)")


def save(page):
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存。").wait_for()


def test_a_table_pasted_from_word_survives_to_the_database(page_of, live_bureau):
    item = make_draft(live_bureau, body_html="")
    page = page_of(live_bureau.drafter)
    editor(page, item).click()
    page.evaluate(PASTE, WORD_HTML)
    page.locator(".ProseMirror td", has_text="120.50").wait_for()
    save(page)
    kept = body(item)
    assert '<td rowspan="2">企业名称</td>' in kept
    assert 'colspan="2"' in kept
    assert '<p class="ta-center"><strong>项目资金安排表</strong></p>' in kept
    assert "内部批注" not in kept
    assert "script" not in kept and "Mso" not in kept and "style" not in kept
    assert [said for said in page.said if "favicon" not in said and "404" not in said] == []


def test_rows_are_added_and_cells_merged_by_buttons_with_chinese_words(page_of, live_bureau):
    item = make_draft(live_bureau, body_html=TABLE)
    page = page_of(live_bureau.drafter)
    editor(page, item)
    page.locator(".ProseMirror td", has_text="3").click()
    page.get_by_role("button", name="下方加行").click()
    assert page.locator(".ProseMirror tr").count() == 3
    page.get_by_role("button", name="撤销").click()
    assert page.locator(".ProseMirror tr").count() == 2
    page.locator(".ProseMirror td", has_text="1").click()
    page.keyboard.down("Shift")
    page.locator(".ProseMirror td", has_text="2").click()
    page.keyboard.up("Shift")
    first, second = (
        page.locator(".ProseMirror td", has_text="1"),
        page.locator(".ProseMirror td", has_text="2"),
    )
    first.drag_to(second)
    page.get_by_role("button", name="合并单元格").click()
    save(page)
    assert '<td colspan="2">' in body(item)


def test_a_picture_is_uploaded_shown_privately_and_kept_by_its_digest(page_of, live_bureau):
    item = make_draft(live_bureau, body_html="<p>甲</p>")
    page = page_of(live_bureau.drafter)
    editor(page, item).click()
    page.set_input_files(
        ".editor-bar input[type=file]", {"name": "图.png", "mimeType": "image/png", "buffer": PNG}
    )
    answer = page.get_by_label("图片说明")
    answer.fill("厂区平面图")
    answer.press("Enter")
    shown = page.locator(".ProseMirror img")
    shown.wait_for()
    assert _is_drawn(shown)
    save(page)
    digest = item.pictures.get().file.digest
    assert f'src="picture:{digest}"' in body(item) and 'alt="厂区平面图"' in body(item)
    page.goto(f"/desk/items/{item.pk}/")
    assert _is_drawn(page.locator(".item-body img"))


def test_opening_and_saving_changes_nothing(page_of, live_bureau):
    item = make_draft(live_bureau, body_html=TABLE + '<h2>二</h2>\n<p class="ta-right">署名</p>')
    before = Item.objects.get(pk=item.pk)
    page = page_of(live_bureau.drafter)
    editor(page, item)
    save(page)
    after = Item.objects.get(pk=item.pk)
    assert (after.body_html, after.revision) == (before.body_html, before.revision)


def test_leaving_with_unsaved_changes_asks_first(page_of, live_bureau):
    item = make_draft(live_bureau)
    page = page_of(live_bureau.drafter)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor(page, item).click()
    page.keyboard.type("加一句")
    assert page.get_by_text("有改动还没有保存").is_visible()
    page.goto("/desk/items/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_editor_has_no_serious_fault_for_assistive_technology(page_of, live_bureau, width):
    item = make_draft(live_bureau, body_html=TABLE)
    page = page_of(live_bureau.drafter, width=width)
    editor(page, item)
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_javascript_plain_text_is_written_and_tables_are_not_lost(page_of, live_bureau):
    item = make_draft(live_bureau, body_html=TABLE)
    page = page_of(live_bureau.drafter, javascript=False)
    page.goto(f"/desk/items/{item.pk}/edit/")
    page.get_by_label("名称").first.fill("换了名称的通知")
    page.get_by_role("button", name="保存", exact=True).click()
    assert "<table>" in body(item)
    assert Item.objects.get(pk=item.pk).title == "换了名称的通知"
    page.locator("#body-text").fill("只剩一行")
    page.get_by_role("button", name="保存", exact=True).click()
    assert "<table>" in body(item)
    assert page.locator("#body-text").input_value() == "只剩一行"
    page.get_by_label("我知道会丢失这些内容").check()
    page.get_by_role("button", name="保存", exact=True).click()
    assert body(item) == "<p>只剩一行</p>"
