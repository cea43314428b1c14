"""A case in a browser: from its page through decision and letter to the archive, read by axe on the way."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import expect

from gongkai.requests.acts.deciding import decide
from gongkai.requests.models import CaseStage, LetterState
from tests.browser.test_request_office import PHONE, fits, hands_of, office  # noqa: F401
from tests.desk.items.conftest import live_bureau, page_of  # noqa: F401
from tests.documents.samples import PNG
from tests.request_factories import make_case, refused_part

REASONS = "属于过程中的讨论记录，尚未形成最终结论。"


def _press(page, name: str, *, role: str = "button") -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def _act(page, letter, name: str) -> None:
    """Open the page of the letter's act."""
    page.goto(f"/desk/requests/letters/{letter.pk}/act/{name}/")


def _submit(page) -> None:
    with page.expect_navigation():
        page.locator("main form button.main, main form button[type=submit]").first.click()


def test_a_refusal_goes_from_its_case_to_the_archive(office, hands_of):  # noqa: F811
    case = make_case(office, now=timezone.now())
    clerk, second, leader = (hands_of(office.people[r]) for r in ("reviewer", "reviewer2", "signer"))
    lost = []
    clerk.page.on("response", lambda answer: lost.append(answer.url) if answer.status == 404 else None)
    clerk.page.goto("/desk/requests/?view=open")
    clerk.check()
    _press(clerk.page, case.subject, role="link")
    clerk.check()
    _press(clerk.page, "拟定答复", role="link")
    clerk.page.locator("#part0-outcome").select_option("refused")
    clerk.page.locator("input[value=art16_process]").check()
    clerk.page.locator("#part0-fact-reasons").fill(REASONS)
    clerk.check()
    clerk.page.locator("button[value=decide]").click()
    expect(clerk.page.get_by_text(REASONS).first).to_be_visible()
    clerk.check()
    letter = case.letters.get()
    for hands, name in ((clerk, "submit_letter"), (second, "check_letter"), (leader, "sign_letter")):
        _act(hands.page, letter, name)
        hands.check()
        _submit(hands.page)
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNED
    _act(clerk.page, letter, "seal_letter")
    clerk.page.locator("input[type=file]").set_input_files(
        {"name": "盖章件.png", "mimeType": "image/png", "buffer": PNG}
    )
    clerk.page.get_by_label("已逐字核对一致").check()
    _submit(clerk.page)
    _act(clerk.page, letter, "serve_letter")
    clerk.page.get_by_label("怎么送的").select_option("counter")
    clerk.page.locator("input[type=date]").fill(timezone.localdate().isoformat())
    _submit(clerk.page)
    case.refresh_from_db()
    assert case.stage == CaseStage.ANSWERED
    clerk.page.goto(f"/desk/requests/{case.pk}/act/archive/")
    clerk.check()
    clerk.page.locator("select").last.select_option("years_10")
    _submit(clerk.page)
    case.refresh_from_db()
    assert case.stage == CaseStage.ARCHIVED
    assert lost == []
    assert [words for words in clerk.page.said if "404" not in words] == []


def test_the_pages_fit_a_phone(office, hands_of):  # noqa: F811
    now = timezone.now()
    case = make_case(office, now=now)
    letter = decide(actor=office.reviewer, case_id=case.pk, parts=[refused_part()], now=now).letter
    clerk = hands_of(office.reviewer, width=PHONE)
    for path in (
        "", f"{case.pk}/", f"{case.pk}/decide/", f"{case.pk}/act/assign/", f"{case.pk}/act/amend/",
        f"letters/{letter.pk}/", f"letters/{letter.pk}/act/submit_letter/",
    ):  # fmt: skip
        clerk.page.goto(f"/desk/requests/{path}")
        assert fits(clerk, PHONE), path
        clerk.check()


def test_a_decision_is_drawn_up_without_a_script(office, page_of):  # noqa: F811
    case, page = make_case(office, now=timezone.now()), page_of(office.reviewer, javascript=False)
    page.goto(f"/desk/requests/{case.pk}/decide/")
    page.locator("#part0-outcome").select_option("refused")
    page.get_by_role("button", name="选好了，列出要写明的事实").click()
    page.locator("input[value=art16_process]").check()
    page.get_by_role("button", name="列出这些理由要写明的事实").click()
    page.locator("#part0-fact-reasons").fill(REASONS)
    page.locator("button[value=decide]").click()
    expect(page.get_by_text(REASONS).first).to_be_visible()
    assert case.letters.get().state == LetterState.DRAFT
