"""The pages of remedies in a browser: accessible, nothing wider than a phone, without errors."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.remedies.acts.lessons import write_lesson
from gongkai.remedies.acts.progress import note_hearing
from tests.desk.items.conftest import page_of  # noqa: F401 - a fixture
from tests.factories import Bureau
from tests.remedies.factories import at, decided, make_proceeding
from tests.request_factories import make_answered, make_office, refused_part

pytestmark = pytest.mark.browser


@pytest.fixture
def live_bureau(transactional_db, gongkai_dir) -> Bureau:
    """An office that another thread sees too."""
    from gongkai.kernel import triggers

    yield make_office()
    triggers.drop()


def addresses(office: Bureau) -> list[str]:
    """One page of each kind, with a missed day, a hearing ahead, a lesson."""
    today = localdate()
    case = make_answered(office, [refused_part()], now=at(today - timedelta(days=40)))
    now, filed = timezone.now(), today - timedelta(days=35)
    row = make_proceeding(
        office, case, filed=filed, now=now, copy_received_on=filed, accepted_on=filed,
        docket="文政复〔2026〕12号", body="海岳市文川区人民政府行政复议委员会",
    )  # fmt: skip
    note_hearing(actor=office.reviewer, proceeding_id=row.pk, on=today + timedelta(days=5), now=now)
    lost = make_proceeding(office, case, filed=filed, now=now, forum="litigation")
    lost = decided(office, lost, "judged_to_perform", today, redo_by=today + timedelta(days=3))
    write_lesson(
        actor=office.reviewer, proceeding_id=lost.pk, fault="search", why="只查了一个系统" * 12,
        todo="三个系统都查，写明检索词。", now=now,
    )  # fmt: skip
    return [
        "/desk/remedies/?view=all", f"/desk/remedies/{row.pk}/", f"/desk/remedies/{lost.pk}/",
        f"/desk/remedies/{row.pk}/acts/result/", "/desk/remedies/new/?number=x",
        f"/desk/remedies/cases/{case.pk}/new/?forum=litigation", "/desk/remedies/lessons/",
        "/desk/remedies/table4/?group=direct&column=total", f"/desk/remedies/cases/{case.pk}/evidence/",
    ]  # fmt: skip


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page_of, live_bureau):  # noqa: F811
    pages = addresses(live_bureau)
    for width in (1280, 390):
        page = page_of(live_bureau.reviewer, width=width)
        for address in pages:
            page.goto(address)
            found = Axe().run(page).response["violations"]
            assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        assert [said for said in page.said if "404" not in said] == []


def test_a_clerk_registers_and_answers_on_a_phone_without_script(page_of, live_bureau):  # noqa: F811
    today = localdate()
    case = make_answered(live_bureau, [refused_part()], now=at(today - timedelta(days=10)))
    page = page_of(live_bureau.reviewer, width=390, javascript=False)
    page.goto("/desk/remedies/new/")
    page.get_by_label("申请编号").fill(case.number)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("提出日期").fill((today - timedelta(days=3)).isoformat())
    page.get_by_label("收到副本和通知的日期").fill((today - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("待本机关答复（答辩）").first.wait_for()
    page.get_by_role("link", name="登记提交答复（答辩）").click()
    page.get_by_role("button", name="登记提交答复（答辩）").click()
    page.get_by_text("已登记答复。").wait_for()
    assert page.get_by_text("审理中").first.is_visible()
