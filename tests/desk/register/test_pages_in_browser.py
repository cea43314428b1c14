"""The register's pages in a browser: accessible, nothing wider than a phone."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.register.acts.enter import Facts, enter
from gongkai.register.acts.import_register import stage_register
from gongkai.register.attributes import Attribute
from tests.desk.items.conftest import page_of  # noqa: F401 - a fixture
from tests.factories import Bureau
from tests.request_factories import make_case, make_office

pytestmark = pytest.mark.browser
_TABLE = (
    "标题,文号,日期,公开属性\n关于甲的通知,文工信发〔2025〕1号,5月8日,主动\n"
    "关于乙的通知,文工信发〔2025〕2号,2025.5.8,不公开\n关于丙的通知,文工信发〔2026〕2号,2026.5.8,依申请\n"
)
_DOCUMENTS = (
    (60, Attribute("proactive"), "关于印发《企业技术改造扶持办法（试行）》的通知"),
    (24, Attribute("proactive"), "关于组织申报绿色工厂的通知"),
    (3, Attribute(), "关于报送季度材料的函"),
    (200, Attribute("withheld", "art16_internal", "年度考核"), ""),
    (10, Attribute("on_request"), "关于某公司项目的批复"),
)

#: What an authority looks at.
_ABOVE = {"organs": "/desk/register/organs/", "organs-before": "/desk/register/organs/?year=2019"}


@pytest.fixture
def live_bureau(transactional_db, gongkai_dir) -> Iterator[Bureau]:
    """An office that another thread sees too."""
    from gongkai.kernel import triggers

    yield make_office()
    triggers.drop()


def addresses(office: Bureau) -> dict[str, str]:
    """One page of each kind."""
    now, case = timezone.now(), make_case(office)
    made = [
        enter(
            actor=office.reviewer, organ_id=office.organ.pk, now=now,
            facts=Facts(
                title=title, doc_number=f"文工信发〔2026〕{number}号", attribute=attribute,
                formed_on=localdate() - timedelta(days=back), department_id=office.business.pk,
                drafter_name="李明",
            ),
        )
        for number, (back, attribute, title) in enumerate(_DOCUMENTS, start=1)
    ]  # fmt: skip
    book = stage_register(
        actor=office.reviewer, organ_id=office.organ.pk, name="登记.csv", now=now,
        table=io.BytesIO(_TABLE.encode()),
    )  # fmt: skip
    lines = "\n".join(f"关于第{n}件事的通知,文工信发〔2024〕{n}号,2024-05-08,主动" for n in range(1, 301))
    large = stage_register(
        actor=office.reviewer, organ_id=office.organ.pk, name="全部.csv", now=now,
        table=io.BytesIO(f"标题,文号,成文日期,公开属性\n{lines}".encode()),
    )  # fmt: skip
    return {
        "large": f"/desk/register/imports/{large.pk}/", "mine": "/desk/register/?view=mine",
        "edit": f"/desk/register/{made[0].pk}/edit/",
        "list": "/desk/register/", "entry": f"/desk/register/{made[0].pk}/", "new": "/desk/register/new/",
        "act": f"/desk/register/{made[0].pk}/act/attribute/", "imports": "/desk/register/imports/",
        "import": f"/desk/register/imports/{book.pk}/", "import_new": "/desk/register/imports/new/",
        "search": f"/desk/register/search/{case.pk}/?words=通知",
    }  # fmt: skip


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page_of, live_bureau):  # noqa: F811
    pages, faults = addresses(live_bureau), []
    for person, width in product((live_bureau.reviewer, live_bureau.supervisor), (1280, 390)):
        page = page_of(person, width=width)
        is_authority = person == live_bureau.supervisor
        for name, address in (_ABOVE if is_authority else pages).items():
            page.goto(address)
            for one in Axe().run(page).response["violations"]:
                faults.append((name, width, one["id"], [node["target"] for node in one["nodes"]][:2]))
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append((name, width, "wider than the screen", []))
            if folder := os.environ.get("SCREENSHOTS_FOLDER"):  # for looking at them
                page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    assert faults == []
