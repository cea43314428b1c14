"""Table 2: own documents by the day they were formed and their own number; the rest by who provides it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from gongkai.disclosure.acts.correct import change_validity
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Item, PublicState
from gongkai.law.report_form import TABLE2, CellId
from gongkai.law.report_form.documents import REPORT_DOCUMENTS, in_force, is_own_number
from gongkai.reporting.compiling import compile_cells
from gongkai.reporting.models import EnteredFigure, Origin
from gongkai.reporting.section_two_validity import Document, Mark
from tests.factories import NOW, SHANGHAI, Bureau, make_bureau, make_draft, make_live
from tests.reporting.factories import provide

NAMES = ("海岳市文川区人民政府", "文川区政府")
FORMED, ENDS, LATE = date(2024, 5, 6), date(2025, 6, 30), date(2026, 2, 1)


def normative(office: Bureau, number: str, formed: date, **more: object) -> Item:
    """A normative document, published the day it was formed."""
    values = {
        "statutory_class": "art20_01", "genre": "notice", "validity": "in_force", "doc_number": number,
        "formed_on": formed,
    }  # fmt: skip
    moment = datetime(formed.year, formed.month, formed.day, 10, tzinfo=SHANGHAI)
    return make_live(office, now=moment, **(values | more))


def counts(office: Bureau, year: int, row: str = "normative") -> tuple[object, ...]:
    """Made, repealed and valid."""
    values = compile_cells(office.organ, year).values()
    return tuple(values[CellId(TABLE2, row, column)] for column in ("made", "repealed", "valid"))


# The rule by itself.


def document(*marks: Mark, formed: date = FORMED) -> Document:
    return Document(1, "normative", "文工信发〔2024〕1号", formed, marks)


@pytest.mark.parametrize(
    ("marks", "on", "expected"),
    [
        ([Mark(FORMED, "in_force", None)], date(2024, 5, 5), False),
        ([Mark(FORMED, "in_force", None)], FORMED, True),
        ([Mark(FORMED, "not_applicable", None)], date(2030, 1, 1), True),
        ([Mark(FORMED, "amended", None)], date(2030, 1, 1), True),
        ([Mark(FORMED, "in_force", ENDS)], ENDS, True),
        ([Mark(FORMED, "in_force", ENDS)], date(2025, 7, 1), False),
        ([Mark(FORMED, "in_force", None), Mark(ENDS, "repealed", None)], date(2025, 6, 29), True),
        ([Mark(FORMED, "in_force", None), Mark(ENDS, "repealed", None)], ENDS, False),
        # Its end was prolonged before it came.
        ([Mark(FORMED, "in_force", ENDS), Mark(ENDS, "in_force", date(2027, 1, 1))], date(2026, 1, 1), True),
        # Marked in 2026 as repealed since mid 2025.
        ([Mark(FORMED, "in_force", None), Mark(LATE, "repealed", ENDS)], date(2025, 12, 31), False),
        ([Mark(FORMED, "in_force", None), Mark(LATE, "repealed", ENDS)], ENDS, True),
        # Old stock that came in as repealed: since when nobody knows.
        ([Mark(LATE, "repealed", None)], date(2025, 12, 31), False),
        # Published only after the day: what it says then held before.
        ([Mark(LATE, "in_force", None)], date(2025, 12, 31), True),
    ],
)  # fmt: skip
def test_a_document_holds_until_a_mark_or_its_own_last_day_ends_it(marks, on, expected):
    assert document(*marks).was_in_force(on) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("文工信发〔2025〕3号", True),
        ("文工信函〔2025〕3号", True),
        ("文工信规发〔2025〕3号", True),
        ("文工信办发〔2025〕3号", False),
        ("文工信〔2025〕3号", True),
        ("海工信发〔2025〕3号", False),
        ("文工信发[2025]3号", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("sign", ["文工信", "文工信发"])
def test_a_number_is_the_organs_own_by_its_sign(number, sign, expected):
    assert is_own_number("normative", number, sign=sign, names=NAMES) is expected
    assert is_own_number("normative", number, sign="", names=NAMES) is False


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("海岳市文川区人民政府令第3号", True),
        ("文川区政府第12号令", True),
        ("海岳市人民政府令第3号", False),
        ("海岳市文川区人民政府第3号", False),
        ("文工信发〔2025〕3号", True),
    ],
)
def test_orders_number_regulations_but_not_normative_documents(number, expected):
    assert is_own_number("regulations", number, sign="文工信", names=NAMES) is expected
    if "令" in number:
        assert is_own_number("normative", number, sign="文工信", names=NAMES) is False


def test_the_rules_are_data_to_be_confirmed():
    assert REPORT_DOCUMENTS.codes() == ("regulations", "normative")
    assert all(kind.basis.needs_confirmation for kind in REPORT_DOCUMENTS)
    assert [in_force(code) for code in ("in_force", "not_applicable", "expired", "repealed")] == [
        True, True, False, False,
    ]  # fmt: skip


# Counted from items.


def test_a_document_is_made_once_and_valid_until_it_is_repealed_by_acts(office):
    item = normative(office, "文工信发〔2024〕8号", FORMED)
    assert [counts(office, year) for year in (2023, 2024, 2025)] == [(0, 0, 0), (1, 0, 1), (0, 0, 1)]
    moment = datetime(2025, 9, 1, 10, tzinfo=SHANGHAI)
    change_validity(
        actor=office.drafter, item_id=item.pk, validity="repealed", note="已被新办法代替", now=moment
    )
    assert counts(office, 2025) == (0, 0, 1), "not yet approved"
    submit(actor=office.drafter, item_id=item.pk, now=moment)
    review(actor=office.reviewer, item_id=item.pk, now=moment)
    assert [counts(office, year) for year in (2024, 2025, 2026)] == [(1, 0, 1), (0, 1, 0), (0, 0, 0)]


def test_what_ran_out_is_repealed_the_day_after_whether_or_not_it_was_marked(office):
    normative(office, "文工信发〔2024〕9号", FORMED, expires_on=date(2025, 12, 31))
    assert [counts(office, year) for year in (2024, 2025, 2026)] == [(1, 0, 1), (0, 0, 1), (0, 1, 0)]


def test_others_documents_other_classes_drafts_and_copies_do_not_count(office):
    day = date(2025, 4, 1)
    normative(office, "文工信发〔2025〕1号", day)
    normative(office, "文工信发〔2025〕1号", day)  # the same document under another column
    normative(office, "海政发〔2025〕1号", day)  # of the city; of a joint one only the leading organ's number
    normative(office, "文工信发〔2025〕2号", day, statutory_class="art20_05")
    normative(office, "文工信发〔2025〕3号", day, genre="interpretation")
    normative(office, "文工信发〔2025〕4号", day, is_obtained=True, origin="海岳市人民政府网站")
    normative(make_bureau(office.authority), "文工信发〔2025〕5号", day)
    make_draft(office, statutory_class="art20_01", genre="notice", doc_number="文工信发〔2025〕6号",
               formed_on=day)  # fmt: skip
    assert counts(office, 2025) == (1, 0, 1)
    assert counts(office, 2025, "regulations") == (0, 0, 0)


def test_withheld_and_withdrawn_documents_count_like_published_ones(office):
    kept = make_draft(
        office, statutory_class="art20_01", genre="notice", doc_number="文工信发〔2025〕6号",
        formed_on=date(2025, 4, 1), validity="in_force",
    )  # fmt: skip
    Item.objects.filter(pk=kept.pk).update(public_state=PublicState.WITHHELD)
    gone = normative(office, "文工信发〔2025〕7号", date(2025, 4, 1))
    withdraw(actor=office.reviewer, item_id=gone.pk, reason="内容有误，核实后重新公开", now=NOW)
    assert counts(office, 2025) == (2, 0, 2)


def test_a_change_nobody_approved_yet_counts_nothing(office):
    item = normative(office, "文工信发〔2025〕7号", date(2025, 4, 1))
    Item.objects.filter(pk=item.pk).update(doc_number="海政发〔2025〕7号", formed_on=date(2024, 4, 1))
    assert counts(office, 2025) == (1, 0, 1)


def test_regulations_are_those_of_that_genre(office):
    normative(office, f"{office.organ.name}令第3号", date(2025, 4, 1), genre="regulation")
    assert counts(office, 2025, "regulations") == (1, 0, 1)
    assert counts(office, 2025) == (0, 0, 0)


# Who provides a figure.


def figure(office: Bureau, key: str, year: int = 2025):
    return compile_cells(office.organ, year).cells[CellId(*key.split("/"))]


def test_what_lives_outside_is_blank_until_somebody_provides_it(office):
    found = figure(office, "table2/licensing")
    assert (found.value, found.given) == (None, None)
    provide(office, 2025)
    EnteredFigure.objects.create(
        organ=office.organ, year=2025, key="table2/fees", value=123_400, source="财务科",
        entered_by=office.reviewer, entered_at=NOW, origin=Origin.IMPORTED,
    )  # fmt: skip
    licensing, fees = figure(office, "table2/licensing"), figure(office, "table2/fees")
    assert (licensing.value, licensing.origin, licensing.given.source) == (12, "entered", "各科室报送")
    assert licensing.given.person == office.reviewer.name
    assert (fees.value, fees.origin) == (Decimal("12.34"), "imported")
    assert compile_cells(office.organ, 2025).missing() == ()


def test_what_is_counted_here_never_gives_way_to_what_was_entered(office):
    provide(office, 2025, **{"table2/normative/made": 5, "table3/new/natural": 7, "table4/review/upheld": 2})
    for key in ("table2/normative/made", "table3/new/natural", "table4/review/upheld"):
        found = figure(office, key)
        assert (found.value, found.origin, found.given) == (0, "computed", None)


def test_without_the_organs_sign_nothing_can_be_told_and_people_provide_it(office):
    office.organ.doc_prefix = ""
    office.organ.save()
    compiled = compile_cells(office.organ, 2025)
    assert "机关代字" in compiled.gaps[0]
    assert figure(office, "table2/normative/made").value is None
    provide(office, 2025, **{"table2/normative/made": 5})
    assert figure(office, "table2/normative/made").value == 5


def test_a_year_before_the_organ_came_is_what_people_provide(office):
    assert figure(office, "table3/new/total", 2021).value is None, "unknown is not zero"
    provide(office, 2021, **{"table3/new/natural": 7, "table3/new/total": 7, "table2/normative/valid": 31})
    assert figure(office, "table3/new/natural", 2021).value == 7
    assert figure(office, "table2/normative/valid", 2021).value == 31
    assert figure(office, "table3/new/other", 2021).value is None
    assert figure(office, "table4/review/upheld", 2021).value is None


def test_old_stock_is_counted_for_the_years_before_the_organ_came(office):
    normative(office, "文工信发〔2020〕3号", date(2020, 5, 1))
    assert figure(office, "table2/normative/valid", 2021).value == 1
    assert figure(office, "table2/normative/made", 2020).value == 1
    assert [
        figure(office, f"table2/normative/{column}", 2020).value for column in ("published", "public")
    ] == [1, 1]
