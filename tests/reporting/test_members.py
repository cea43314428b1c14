"""What is behind each cell: as many as the cell says, now and as it was when an edition was frozen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, TOTAL, CellId, form_for
from gongkai.reporting.compiling import compile_cells
from gongkai.reporting.members import Kind, freeze, members_of
from gongkai.reporting.models import AnnualReport, CellMember, ReportEdition
from gongkai.requests.models import Case
from tests.factories import NOW, Bureau
from tests.remedies.factories import decided, make_proceeding
from tests.reporting.cases import put_case, put_many
from tests.reporting.factories import provide
from tests.reporting.test_section_two import normative
from tests.request_factories import make_answered, refused_part


def edition_of(office: Bureau, year: int) -> ReportEdition:
    """A working edition with nothing in it."""
    report = AnnualReport.objects.create(
        organ=office.organ, year=year, form_code=form_for(year).code, opened_by=office.reviewer,
        opened_at=NOW, changed_at=NOW,
    )  # fmt: skip
    return ReportEdition.objects.create(report=report, number=1, opened_at=NOW)


def frozen(edition: ReportEdition) -> ReportEdition:
    """The edition with its members kept."""
    freeze(edition)
    edition.frozen_at = NOW
    edition.content = {}
    edition.save()
    return edition


@pytest.fixture
def full(office) -> Bureau:
    """An office with something in every table of 2026."""
    put_many(office, 120)
    case = make_answered(office, [refused_part()])
    first = decided(office, make_proceeding(office, case), "upheld")
    make_proceeding(office, case, forum="litigation", filed=date(2026, 4, 24), after_id=first.pk)
    normative(office, "文工信发〔2026〕3号", date(2026, 2, 2))
    normative(office, "文工信发〔2025〕3号", date(2025, 2, 2), expires_on=date(2026, 5, 1))
    return office


def members_by_cell(office: Bureau, year: int, edition: ReportEdition | None = None) -> dict[CellId, int]:
    """How many are behind every cell of the form."""
    return {
        cell: members_of(office.organ, year, cell, edition=edition).count() for cell in form_for(year).cells()
    }


def test_behind_every_cell_there_are_as_many_as_it_says(full):
    values = compile_cells(full.organ, 2026).values()
    assert members_by_cell(full, 2026) == {cell: number or 0 for cell, number in values.items()}
    assert values[CellId(TABLE3, "r.total", TOTAL)] > 10
    assert values[CellId(TABLE4, "after_review", "pending")] == 1
    assert values[CellId(TABLE2, "normative", "repealed")] == 1


def test_a_frozen_edition_shows_what_it_counted_whatever_happened_since(full):
    edition = edition_of(full, 2026)
    before = members_by_cell(full, 2026)
    kept = freeze(edition)
    edition.frozen_at, edition.content = NOW, {}
    edition.save()
    cells = form_for(2026).cells()
    assert kept == {
        cell: before[cell] for cell in cells if before[cell] and TOTAL not in cell and cell.row != "r.total"
    }
    Case.objects.update(counted=False)
    assert members_by_cell(full, 2026)[CellId(TABLE3, "new", TOTAL)] == 0
    assert members_by_cell(full, 2026, edition) == before


def test_members_are_the_things_themselves(full):
    case = put_case(full, date(2026, 1, 4), date(2026, 1, 20), "r.notproc.3", kind="research")
    for column in ("research", TOTAL):
        found = members_of(full.organ, 2026, CellId(TABLE3, "r.notproc.3", column))
        assert found.kind is Kind.CASES
        assert case in found.rows
    remedies = members_of(full.organ, 2026, CellId(TABLE4, "review", TOTAL))
    assert (remedies.kind, remedies.rows.get().forum) == (Kind.PROCEEDINGS, "reconsideration")
    items = members_of(full.organ, 2026, CellId(TABLE2, "normative", "made"))
    assert (items.kind, items.rows.get().doc_number) == (Kind.ITEMS, "文工信发〔2026〕3号")


def test_nothing_is_behind_what_people_provided(office):
    provide(office, 2021, **{"table3/new/total": 7})
    for key in ("licensing", "fees"):
        assert members_of(office.organ, 2026, CellId(TABLE2, key)).kind is Kind.NOTHING
    put_case(office, date(2021, 5, 1))
    found = members_of(office.organ, 2021, CellId(TABLE3, "new", TOTAL))
    assert (found.kind, found.count()) == (Kind.NOTHING, 0)
    assert freeze(edition_of(office, 2021)) == {}


def test_a_cell_the_form_does_not_have_is_an_error(office):
    with pytest.raises(KeyError):
        members_of(office.organ, 2026, CellId(TABLE3, "r.deny.9", TOTAL))


def test_members_are_kept_once_and_in_few_statements_whatever_their_number(office):
    def statements(year: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            freeze(edition_of(office, year))
        return len(captured)

    put_case(office, date(2025, 1, 5))
    few = statements(2025)
    put_many(office, 80)
    assert statements(2026) == few < 30
    with pytest.raises(ValueError, match="kept already"):
        freeze(ReportEdition.objects.get(report__year=2026))


def test_the_older_form_keeps_other_endings_in_its_one_row(office):
    put_case(office, date(2020, 5, 1), date(2020, 5, 20), "r.other.2")
    edition = frozen(edition_of(office, 2020))
    assert CellMember.objects.filter(row="r.other", column="natural").count() == 1
    assert members_of(office.organ, 2020, CellId(TABLE3, "r.total", TOTAL), edition=edition).count() == 1
