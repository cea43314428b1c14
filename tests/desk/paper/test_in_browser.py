"""纸面审签 in a browser: accessible, nothing wider than a phone, and a batch entered by hand."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.disclosure.models import ReviewRecord
from gongkai.disclosure.rules import Step
from gongkai.documents.letters import standard_template
from gongkai.paper.acts.enter import enter_signatures
from gongkai.paper.acts.object_to import object_to
from gongkai.paper.acts.print_forms import print_forms
from gongkai.paper.acts.templates import upload_layout
from gongkai.paper.models import FormKind, FormState, PaperForm
from tests.desk.items.conftest import live_bureau, page_of  # noqa: F401 - fixtures
from tests.factories import Bureau, make_draft
from tests.paper.scanner import drawn, paper, printed_pages, send, send_pages, written_on

pytestmark = pytest.mark.browser
_TITLES = (
    "关于印发《文川区企业技术改造扶持办法（试行）》的通知", "关于组织申报2026年度绿色工厂的通知",
    "关于公布第三批专精特新中小企业名单的公告", "关于征求《工业用地管理办法》意见的公告",
)  # fmt: skip


def addresses(bureau: Bureau) -> dict[str, tuple[str, str]]:
    """One page of each kind, and who looks at it."""
    now = timezone.now()
    items = [make_draft(bureau, "zcwj", title=title, now=now) for title in _TITLES]
    run = print_forms(
        actor=bureau.drafter, item_ids=[one.pk for one in items], kind=FormKind.REVIEW, now=now
    ).run
    pages = printed_pages(run, dpi=110, now=now)
    forms = list(run.forms.order_by("pk"))
    entered = send(bureau, ("一.pdf", _pdf(pages[:1])), now=now)
    day = timezone.localdate()
    signatures = [
        Signature(Step.HEAD, bureau.head.pk, day), Signature(Step.OFFICE, bureau.reviewer.pk, day),
    ]  # fmt: skip
    enter_signatures(actor=bureau.reviewer2, form_id=forms[0].pk, signatures=signatures, now=now)
    publish(actor=bureau.reviewer, item_id=items[0].pk, now=now)
    record = ReviewRecord.objects.filter(reviewer=bureau.head).get()
    objection = object_to(actor=bureau.head, record_id=record.pk, reason="这张表不是我签的", now=now)
    batch = send(bureau, ("签回.pdf", _pdf([*pages[1:3], paper(), written_on(paper())])), now=now)
    hasty = make_draft(bureau, title="关于强降雨期间企业停产避险的紧急通知", now=now)
    expedite(
        actor=bureau.reviewer, item_id=hasty.pk, approver=bureau.signer, how="14:20 电话请示",
        reason="汛情", now=now,
    )  # fmt: skip
    upload_layout(
        actor=bureau.office_head, organ_id=bureau.organ.pk, kind=FormKind.REVIEW, name="a.docx",
        stream=io.BytesIO(standard_template(FormKind.REVIEW)), now=now,
    )  # fmt: skip
    office, organ = "reviewer", bureau.organ.pk
    return {
        "overview": (office, "/desk/paper/"), "batch": (office, f"/desk/paper/batches/{batch.pk}/"),
        "entered": (office, f"/desk/paper/batches/{entered.pk}/"), "pages": (office, "/desk/paper/pages/"),
        "form": (office, f"/desk/paper/forms/{forms[1].pk}/"),
        "refusal": (office, f"/desk/paper/forms/{forms[1].pk}/refusal/"),
        "void": (office, f"/desk/paper/forms/{forms[1].pk}/void/"),
        "run": ("drafter", f"/desk/paper/runs/{run.pk}/"),
        "print": ("drafter", f"/desk/paper/print/?item={items[1].pk}&item={items[2].pk}"),
        "mine": ("head", "/desk/paper/mine/"), "objections": (office, "/desk/paper/objections/"),
        "settle": (office, f"/desk/paper/objections/{objection.pk}/settle/"),
        "layouts": ("office_head", "/desk/paper/layouts/"),
        "layout": ("office_head", f"/desk/paper/layouts/{organ}/review/"),
        "expedited": (office, "/desk/expedited/"), "items": (office, "/desk/items/"),
    }  # fmt: skip


def _pdf(pages) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=110)
    return stream.getvalue()


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page_of, live_bureau):  # noqa: F811
    found, faults = addresses(live_bureau), []
    for width in (1280, 390):
        for name, (who, address) in found.items():
            page = page_of(live_bureau.people[who], width=width)
            page.goto(address)
            for one in Axe().run(page).response["violations"]:
                faults.append((name, width, one["id"], [node["target"] for node in one["nodes"]][:2]))
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append((name, width, "wider than the screen"))
            if folder := os.environ.get("SCREENSHOTS_FOLDER"):  # for looking at them
                page.screenshot(path=Path(folder) / f"paper-{name}-{width}.png", full_page=True)
            page.context.close()
    assert faults == []


def test_a_page_is_named_by_its_number_and_the_batch_entered_without_javascript_or_mouse(
    page_of,  # noqa: F811
    live_bureau,  # noqa: F811
):
    now = timezone.now()
    items = [make_draft(live_bureau, title=title, now=now).pk for title in _TITLES[:2]]
    forms = print_forms(actor=live_bureau.drafter, item_ids=items, kind=FormKind.REVIEW, now=now).run.forms
    first, second = forms.order_by("pk")
    send_pages(live_bureau, drawn(first), written_on(paper()), now=now)
    page = page_of(live_bureau.reviewer, width=1280, javascript=False)
    page.goto("/desk/paper/pages/")
    expect(page.get_by_label("表上印的编号")).to_be_focused()
    page.keyboard.type(second.code.replace("-", "").lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="登记签字")).to_be_visible()
    for title in _TITLES[:2]:
        sheet = page.get_by_role("group", name=title)
        sheet.get_by_label("签字人").select_option(label="张head")
    page.get_by_role("button", name="全部登记").press("Enter")
    expect(page.get_by_text("已登记 2 张")).to_be_visible()
    assert set(PaperForm.objects.values_list("state", flat=True)) == {FormState.RETURNED}
