"""The demo's requests: every kind and end of them, handled by the acts alone, and a desk that has work."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.demo.cases.made_up import with_check_character
from gongkai.demo.cases.reading import given_sheets, told_cases
from gongkai.demo.cases.sealed_copy import sealed_copy
from gongkai.demo.cases.telling import make_letter_pdfs
from gongkai.demo.cases.timetable import first_day, timetable
from gongkai.documents.sealed import Verdict, compare_sealed
from gongkai.kernel.models import OutboxJob
from gongkai.law.calendar import Calendar
from gongkai.law.outcomes import OUTCOMES, REPORT_ROWS
from gongkai.requests.acts.deciding import decide
from gongkai.requests.models import Letter
from gongkai.requests.queries import QUEUES
from gongkai.requests.submission import require_complete
from gongkai.screening import is_credit_code, is_resident_id
from tests.demo.requests_told import told_by
from tests.factories import NOW
from tests.request_factories import make_case, make_office, open_part, signed
from tests.support.commands import gongkai_ok

CALENDAR = Calendar.builtin()
CASES = told_cases()
TODAYS = [date(2026, 11, 22), date(2026, 11, 23), date(2027, 2, 12), date(2027, 10, 7), date(2028, 2, 29)]
#: What the bureau's annual report of 2024 has to say, row by row.
ROWS_OF_THE_BUREAU = {
    "r.open": 18, "r.partial": 5, "r.deny.1": 1, "r.deny.2": 1, "r.deny.3": 1, "r.deny.4": 2, "r.deny.5": 1,
    "r.deny.6": 1, "r.deny.7": 1, "r.deny.8": 1, "r.unable.1": 6, "r.unable.2": 2, "r.unable.3": 1,
    "r.notproc.1": 2, "r.notproc.2": 1, "r.notproc.3": 1, "r.notproc.4": 1, "r.notproc.5": 1,
    "r.other.1": 1, "r.other.2": 1, "r.other.3": 3,
}  # fmt: skip
RECEIVED = {"gxj": 54, "jtj": 4, "zrzyj": 5, "qsz": 4, "whjd": 3, "wcq": 2}
CARRIED = 2


@pytest.fixture(scope="module")
def told(built_demo: Path) -> dict:
    """What the requests of the built demo came to."""
    return told_by(built_demo)


def of_2024(told: dict) -> list[dict]:
    """The requests received in 2024 that count."""
    return [one for one in told["cases"] if one["year"] == 2024 and one["counted"]]


def test_the_year_adds_up_row_by_row(told):
    years = {code: year["2024"] for code, year in told["years"].items()}

    assert {code: year["received"] for code, year in years.items()} == RECEIVED
    assert years["gxj"]["answered"] == ROWS_OF_THE_BUREAU
    assert sum(ROWS_OF_THE_BUREAU.values()) + CARRIED == RECEIVED["gxj"]
    assert years["gxj"]["carried"] == CARRIED
    assert told["years"]["gxj"]["2025"]["answered"] == {"r.open": CARRIED}
    assert all(
        year["2023"] == {"received": 0, "answered": {}, "carried": 0} for year in told["years"].values()
    )


def test_every_outcome_and_every_row_is_there(told):
    year = of_2024(told)

    assert {one["outcome"] for one in year} == set(OUTCOMES.codes())
    assert {one["row"] for one in year} == set(REPORT_ROWS.codes())
    assert all(OUTCOMES[one["outcome"]].report_row in (None, one["row"]) for one in year)


def test_they_came_by_every_way_from_everybody(told):
    year = of_2024(told)

    assert {one["channel"] for one in year} == {"counter", "signed_post", "post", "online", "fax"}
    assert {one["kind"] for one in year} == {
        "natural", "commercial", "research", "welfare", "legal_service", "other"
    }  # fmt: skip
    assert any(one["oral"] for one in year) and any(one["help"] for one in year)
    links = Counter(link for one in told["cases"] for link in one["linked"])
    assert links == {"split_from": 2, "answered_by_case": 1, "repeats": 1, "redo_of": 1}
    assert any(one["restarted"] for one in year) and any(one["extended"] for one in year)


def test_letters_of_every_kind_went_out_by_every_way(told):
    wanted = {outcome.letter for outcome in OUTCOMES} - {"reply_mixed"}
    assert wanted <= set(told["letters"])
    assert {
        "correction_notice", "extension_notice", "reasons_notice", "own_period_notice", "fee_notice",
        "third_party_consultation", "co_maker_consultation", "other_organ_consultation",
        "third_party_disclosure_notice",
    } <= set(told["letters"])  # fmt: skip
    assert set(told["services"]) == {"counter", "post", "online", "email", "fax"}
    assert told["returned"] == 1
    assert set(told["sealed"]) == {"equal", "by_eye"}, "sealed as files, and scanned from paper"
    assert min(told["sealed"].values()) > 20
    assert told["signed_without_pdf"] == 0


def test_others_were_asked_and_answered_in_every_way(told):
    consulted = {tuple(one) for one in told["consulted"]}

    assert {
        ("third_party", "agrees", None), ("third_party", "objects", True), ("third_party", "silent", None),
        ("third_party", "partly", True), ("co_maker", "agrees", None), ("other_organ", "partly", None),
        ("third_party", "", None),
    } == consulted  # fmt: skip
    assert told["overruled"] == 1
    fees = [tuple(one) for one in told["fees"]]
    assert ("pages", 16000, "演示票据000123") in fees, "46 pages: 16 beyond the free ones"
    assert ("items", 50000, "") in fees, "the second request of that month, 14 items: 5 beyond ten"


def test_what_is_given_out_is_covered_and_looked_at(told):
    assert told["unlooked"] == 0
    assert len(told["covered"]) == 3
    for text in told["covered"]:
        assert len(text) > 20
        assert re.search(r"1380000002\d|陶某|邢某|石某", text) is None


def test_what_several_asked_for_was_published_once_and_waits_once(told, built_demo: Path):
    assert told["tasks"] == [True, False]
    pages = (built_demo / "release" / "www" / "gxj").rglob("*.html")
    assert any("由多名申请人申请公开" in page.read_text("utf-8") for page in pages)


def test_no_clock_is_broken_but_the_one_that_is_meant(told):
    broken = [(one["organ"], one["stage"], one["breaches"]) for one in told["cases"] if one["breaches"]]

    assert broken == [("gxj", "handling", ["overdue"])]
    assert [one["number"] for one in told["cases"] if one["impossible"]] == []
    assert all(one["lamp"] == "" for one in told["cases"] if one["ended"])


def test_the_desk_has_work_in_every_queue(told):
    bureau = {"limin", "wanghaitao", "yanfang", "sunzhiqiang", "huming", "wuhao"}
    waiting = Counter()
    for name in bureau:
        waiting.update(told["people"][name]["queues"])

    assert set(waiting) == set(QUEUES)
    assert all(waiting.values()), waiting
    lamps = Counter(one["lamp"] for one in told["cases"])
    assert lamps["已逾期"] == 1
    assert lamps["两个工作日内到期"] >= 1 and lamps["五个工作日内到期"] >= 1 and lamps["期限充裕"] >= 4
    states = {one["state"] for one in told["cases"] if not one["ended"]}
    assert {"open", "awaiting_correction", "awaiting_fee", "suspended", "lapsed"} <= states
    assert told["people"]["jtj-reviewer"]["queues"]["confirm"] == 1


def test_everybody_sees_the_cases_of_the_own_organ_and_no_others(told):
    of_organ = Counter(one["organ"] for one in told["cases"])

    assert [name for name, one in told["people"].items() if one["stray"]] == []
    for name, organ in (
        ("limin", "gxj"), ("jtj-reviewer", "jtj"), ("zrzyj-signer", "zrzyj"), ("qsz-office", "qsz"),
        ("whjd-reviewer", "whjd"), ("hanxue", "wcq"),
    ):  # fmt: skip
        assert told["people"][name]["sees"] == of_organ[organ], name
    for name in ("xutao", "dengjie", "caoyang", "quadmin"):
        assert told["people"][name]["sees"] == 0, name
    assert 0 < told["people"]["zhaolei"]["sees"] < 5


def test_every_office_has_a_head(told):
    heads = [name for name, one in told["people"].items() if "office_head" in one["roles"]]

    assert len(heads) == len(RECEIVED)


def test_what_ended_by_the_years_end_is_archived_with_a_sound_package(told):
    archived = [one for one in told["cases"] if one["stage"] == "archived"]

    assert {one["number"] for one in told["cases"] if one["ended"][:4] in {"2024", "2025"}} == {
        one["number"] for one in archived
    }
    assert told["packages"] == len(archived) > 70
    assert told["unpacked"] == 0
    assert told["departures"] == [[], [], []]


def test_replies_were_challenged(told):
    assert [tuple(one) for one in told["proceedings"]] == [
        ("reconsideration", "decided", "upheld"),
        ("reconsideration", "decided", "corrected"),
        ("litigation", "decided", "upheld"),
        ("reconsideration", "answering", ""),
    ]


def test_a_second_run_changes_nothing_and_the_audit_is_sound(built_demo: Path, told):
    gongkai_ok("demo", "--build-only", "--dir", built_demo)

    assert told_by(built_demo) == told
    gongkai_ok("verify", "audit", "--dir", built_demo)


@pytest.mark.parametrize("case", [one for one in CASES if not one.part_of], ids=lambda one: one.key)
def test_a_request_is_complete_and_belongs_to_nobody(case):
    submission = case.submission(year=2026)
    applicant = submission.applicant

    require_complete(submission)
    assert "{" not in submission.asked.description
    assert applicant.phone.startswith("0638-8000"), "an area code and an exchange that are not in use"
    assert applicant.email == "" or applicant.email.endswith((".example", "@example.com"))
    if applicant.id_kind != "passport":
        assert "370999" in applicant.id_number and applicant.id_number[:2] in {
            "37", "91", "12", "51", "52", "31", "81", "54"
        }  # fmt: skip


@pytest.mark.parametrize("today", TODAYS)
def test_the_acts_lie_on_working_days_before_today_whatever_today_is(today: date):
    for case in CASES:
        if case.on and today.year > 2026:
            continue
        timed = timetable(case, CALENDAR, today=today)
        times = [one.at for one in timed]

        assert times == sorted(times), case.key
        assert all(at.date() < today and CALENDAR.is_workday(at.date()) for at in times), case.key


@pytest.mark.parametrize("today", TODAYS)
def test_the_lamps_of_the_live_ones_are_lit_whatever_today_is(today: date):
    left = {}
    for case in CASES:
        if case.key in {"p10", "p11", "p12"}:
            due = CALENDAR.nth_workday_after(first_day(case, CALENDAR, today=today), 20).due
            left[case.key] = CALENDAR.count(today, due) if due >= today else -1

    assert 2 < left["p10"] <= 5
    assert 0 <= left["p11"] <= 2
    assert left["p12"] == -1


def test_a_request_told_to_come_on_a_day_off_or_to_go_on_tomorrow_is_refused():
    sunday = replace(CASES[0], on=date(2024, 1, 7))
    with pytest.raises(ValueError, match="day off"):
        timetable(sunday, CALENDAR, today=date(2026, 11, 23))
    live = next(one for one in CASES if one.key == "p06")
    with pytest.raises(ValueError, match="not over yet"):
        timetable(replace(live, ago=3), CALENDAR, today=date(2026, 11, 23))


def test_keys_are_unique_and_every_sheet_is_used():
    keys = Counter(case.key for case in CASES)
    assert [key for key, count in keys.items() if count > 1] == []
    used = {file["source"] for case in CASES for file in case.more.get("files", ())}
    used |= {step["source"] for case in CASES for step in case.steps if step["do"] == "give"}
    assert used == set(given_sheets())


def test_made_up_numbers_pass_the_check_and_are_refused_where_none_can():
    assert is_resident_id(with_check_character("resident_id", "37099919850312002"))
    assert is_credit_code(with_check_character("credit_code", "91370999M00000002"))
    assert with_check_character("passport", "E00000001") == "E00000001"
    with pytest.raises(ValueError, match="3709"):
        with_check_character("resident_id", "3709991985031200")


def test_the_sealed_copy_says_what_was_signed_over_several_pages(tmp_path: Path):
    paragraph = (
        "关于申请编号GXJ-2024-00003，核定设备投资2140万元，电话0638-8260110，“予以公开”（第三十六条）；"
    )
    text = "\n".join(
        [
            "某某局",
            "答复书",
            "（予以公开）",
            "某公复〔2024〕5号",
            *[paragraph * 3] * 12,
            "某某局",
            "2024年1月3日",
        ]
    )
    copy = tmp_path / "盖章件.pdf"
    copy.write_bytes(sealed_copy(text))

    assert compare_sealed(text, copy).verdict is Verdict.EQUAL
    assert compare_sealed(text.replace("2140", "2410"), copy).verdict is Verdict.DIFFERENT
    assert sealed_copy(text) == copy.read_bytes()


@pytest.mark.django_db
def test_without_libreoffice_the_pdfs_wait_for_it(gongkai_dir, monkeypatch, tmp_path):
    office = make_office()
    decision = decide(actor=office.reviewer, case_id=make_case(office).pk, parts=[open_part()], now=NOW)
    letter = signed(office, decision.letter)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "LibreOffice" in make_letter_pdfs(NOW)
    assert Letter.objects.get(pk=letter.pk).pdf is None
    assert OutboxJob.objects.get(kind="requests.letter_pdf").not_before > NOW
