"""The named figures: computed where a duty provides them, entered elsewhere, kept with an edition."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from gongkai.kernel.registry import registry
from gongkai.law.report_form.quoted import QUOTED_FIGURES
from gongkai.reporting.figures import Figures, figures_of
from gongkai.requests.models import FeeNotice
from tests.factories import NOW, SHANGHAI, make_live
from tests.reporting.cases import put_case
from tests.reporting.factories import provide
from tests.reporting.test_members import edition_of
from tests.request_factories import make_answered


@pytest.fixture
def announced(monkeypatch):
    """Let a test announce figures without leaving them behind."""
    monkeypatch.setattr(registry, "figures", dict(registry.figures))
    return registry


def pay(case, fen: int, on: date | None) -> None:
    """A fee demanded and, with a day, paid."""
    letter = case.letters.first() or make_letter(case)
    FeeNotice.objects.create(
        case=case, letter=letter, standard="items", quantity=11, amount_fen=fen, paid_on=on
    )


def make_letter(case):
    """A letter a notice may hang on."""
    from gongkai.requests.models import Letter

    return Letter.objects.create(
        case=case, kind="fee_notice", sealed_fields="x", content_digest="0" * 64, created_at=NOW,
        changed_at=NOW, drafter=case.organ.grants.first().person,
        last_editor=case.organ.grants.first().person,
    )  # fmt: skip


def test_what_nobody_provides_is_none_and_what_is_counted_is_zero(office):
    figures = figures_of(office.organ, 2025)
    assert [figures[name].value for name in ("wechat", "proposals.npc", "proposals.rate")] == [None] * 3
    assert figures["published.total"].value == figures["requests.received"].value == 0
    assert figures["processing_fee"].value == Decimal(0)
    assert figures.text("processing_fee") == "0"
    assert figures.text("wechat") == ""
    assert figures.text("no.such.figure") is None
    assert "proposals.grades.B" not in figures
    assert figures.nested()["proposals"]["grades"] == {}


def test_entered_figures_name_their_source_and_person(office):
    provide(office, 2025)
    wechat = figures_of(office.organ, 2025)["wechat"]
    assert (wechat.value, wechat.unit, wechat.provider) == (348, "条", "政务新媒体")
    assert (wechat.origin, wechat.source, wechat.person) == ("entered", "各科室报送", office.reviewer.name)


def test_programs_get_them_nested_by_their_names(office):
    provide(office, 2025)
    make_live(office, now=datetime(2025, 4, 1, 9, tzinfo=SHANGHAI), statistical_category="policy")
    told = figures_of(office.organ, 2025).nested()
    assert told["published"]["total"] == 1
    assert told["published"]["by_category"] == {
        "org_functions": 0, "work_news": 0, "policy": 1, "key_areas": 0, "openness_work": 0, "other": 0,
    }  # fmt: skip
    assert told["proposals"] == {"npc": 3, "cppcc": 3, "answered": 6, "rate": "100%", "grades": {"A": 6}}
    assert (told["wechat"], told["enterprise_actions"], told["processing_fee"]) == (348, 46, "0")


@pytest.mark.parametrize(
    ("answered", "rate"), [(6, "100%"), (3, "50%"), (4, "66.6%"), (0, "0%"), (None, None)]
)
def test_the_rate_is_reckoned_and_never_rounded_up(office, answered, rate):
    provide(office, 2025)
    from gongkai.reporting.models import EnteredFigure

    EnteredFigure.objects.create(
        organ=office.organ, year=2025, key="proposals.answered", source="办公室", entered_by=office.reviewer,
        value=None if answered is None else answered * 10_000, entered_at=NOW,
    )  # fmt: skip
    assert figures_of(office.organ, 2025)["proposals.rate"].value == rate


def test_without_any_proposal_there_is_no_rate(office):
    provide(office, 2025, **{"proposals.npc": 0, "proposals.cppcc": 0, "proposals.answered": 0})
    assert figures_of(office.organ, 2025)["proposals.rate"].value is None


def test_an_entered_figure_gives_way_when_its_duty_arrives(office, announced):
    provide(office, 2025, trainings=2)
    assert figures_of(office.organ, 2025)["trainings"].value == 2
    announced.add_figure("trainings", lambda organ, year: 5)
    found = figures_of(office.organ, 2025)["trainings"]
    assert (found.value, found.origin, found.source) == (5, "computed", "")


def test_requests_are_counted_as_in_table_3(office):
    put_case(office, date(2024, 12, 30), date(2025, 1, 10))
    put_case(office, date(2025, 5, 1), date(2025, 5, 10))
    put_case(office, date(2025, 12, 30), date(2026, 1, 10))
    figures = figures_of(office.organ, 2025)
    names = ("received", "carried_in", "answered", "carried_out")
    assert [figures[f"requests.{name}"].value for name in names] == [2, 1, 2, 1]


def test_fees_are_those_paid_in_the_year(office):
    case = make_answered(office)
    for fen, on in (
        (40_000, date(2026, 1, 1)), (50, date(2026, 12, 31)), (7_000, date(2025, 12, 31)), (9_000, None),
    ):  # fmt: skip
        pay(case, fen, on)
    figures = figures_of(office.organ, 2026)
    assert figures["processing_fee"].value == Decimal("400.5")
    assert figures.text("processing_fee") == "400.5"
    assert figures_of(office.organ, 2025)["processing_fee"].value == 70


def test_a_frozen_edition_keeps_the_figures_it_had(office):
    provide(office, 2025)
    edition = edition_of(office, 2025)
    before = figures_of(office.organ, 2025)
    edition.content, edition.frozen_at = {"figures": before.frozen()}, NOW
    edition.save()
    edition.refresh_from_db()
    provide(office, 2025, wechat=1)
    assert figures_of(office.organ, 2025)["wechat"].value == 1
    assert figures_of(office.organ, 2025, edition=edition) == Figures(before.rows)
    assert figures_of(office.organ, 2025, edition=edition)["wechat"].value == 348


def test_a_year_before_the_organ_came_is_what_people_provide(office):
    assert figures_of(office.organ, 2021)["published.total"].value is None
    provide(office, 2021, **{"published.total": 80, "requests.received": 4})
    figures = figures_of(office.organ, 2021)
    assert (figures["published.total"].value, figures["requests.received"].value) == (80, 4)


def test_every_figure_says_who_will_provide_it():
    assert all(figure.provider and figure.unit for figure in QUOTED_FIGURES)
    codes = [code for figure in QUOTED_FIGURES for code, _ in figure.parts()]
    assert len(codes) == len(set(codes))
