"""The register of documents beside the report: its own figures, and table 2 counted as before."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.kernel.registry import registry
from gongkai.law.report_form import TABLE2, CellId
from gongkai.law.report_form.quoted import QUOTED_FIGURES
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.attributes import Attribute
from gongkai.register.linking import link_all
from gongkai.register.models import RegisterEntry
from gongkai.reporting.compiling import compile_cells
from tests.factories import NOW, Bureau, make_bureau, make_live

pytestmark = pytest.mark.django_db
_NORMATIVE = {"statutory_class": "art20_01", "genre": "notice", "validity": "in_force"}


@pytest.fixture
def bureau() -> Bureau:
    found = make_bureau()
    found.organ.doc_prefix = "海工信发"
    found.organ.save()
    return found


def test_the_register_counts_each_document_once_published_or_not(bureau: Bureau) -> None:
    make_live(bureau, doc_number="海工信发〔2026〕5号", formed_on=date(2026, 2, 3), **_NORMATIVE)
    link_all(NOW)
    for number, attribute in ((6, Attribute("proactive")), (7, Attribute("withheld", "art16_internal"))):
        facts = Facts(
            title=f"文件{number}", doc_number=f"海工信发〔2026〕{number}号", formed_on=date(2026, 2, 4),
            attribute=attribute,
        )  # fmt: skip
        enter(actor=bureau.reviewer, organ_id=bureau.organ.pk, facts=facts, now=NOW)
    link_all(NOW)
    assert registry.figures["register.made"](bureau.organ, 2026) == 3 == RegisterEntry.objects.count()
    parts = ("proactive", "on_request", "withheld", "undetermined")
    assert [registry.figures[f"register.{one}"](bureau.organ, 2026) for one in parts] == [2, 0, 1, 0]
    assert registry.figures["register.made"](bureau.organ, 2025) == 0


def test_table_two_and_the_quoted_figures_do_not_change_by_the_register(bureau: Bureau) -> None:
    make_live(bureau, doc_number="海工信发〔2026〕5号", formed_on=date(2026, 2, 3), **_NORMATIVE)
    before = compile_cells(bureau.organ, 2026).values()
    link_all(NOW)
    facts = Facts(title="文件", doc_number="海工信发〔2026〕6号", formed_on=date(2026, 2, 4))
    enter(actor=bureau.reviewer, organ_id=bureau.organ.pk, facts=facts, now=NOW)
    assert compile_cells(bureau.organ, 2026).values() == before
    assert before[CellId(TABLE2, "normative", "made")] == 1
    quoted = {code for figure in QUOTED_FIGURES for code, _ in figure.parts()}
    assert not {name for name in registry.figures if name.startswith("register.")} & quoted
