"""Auditors read, filter, export and prove their own chains; every act has a Chinese word."""

import io
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import gongkai
from gongkai.desk.audit_labels import ACTS, DOORS, SUBJECTS, detail_label
from gongkai.kernel import triggers
from gongkai.kernel.models import AuditEntry
from gongkai.reporting.models import Letter
from tests.factories import later, make_bureau, make_draft, make_live

SOURCES = Path(gongkai.__file__).parent


def code(duty: str = "") -> str:
    """The source of one duty, or of everything; of items' pages and the labels themselves nothing."""
    return "\n".join(
        path.read_text("utf-8")
        for path in sorted((SOURCES / duty).rglob("*.py"))
        if "desk/items" not in path.as_posix() and path.name not in {"audit_labels.py", "audit_words.py"}
    )


def recorded_by(duty: str) -> set[str]:
    """The last parts of what a duty records through its own `record`."""
    return set(re.findall(r'(?<![\w.])record\(\s*"([a-z_.]+)"', code(duty)))


def recorded_acts() -> set[str]:
    """Every act name the code can write: literal ones, those of duties and sign-ins by their last part."""
    text = code()
    acts = set(re.findall(r'act=\(?\s*"([a-z_.]+)"', text))
    acts |= {f"disclosure.item.{name}" for name in recorded_by("disclosure")}
    acts |= {f"requests.case.{name}" for name in recorded_by("requests")}
    acts |= {f"remedies.proceeding.{name}" for name in recorded_by("remedies")}
    acts |= set(re.findall(r'OPENED = "([a-z]+\.[a-z]+)"', text))
    acts |= {f"kernel.sign_in.{name}" for name in re.findall(r'happened="([a-z_]+)"', text)}
    acts |= set(re.findall(r'_note\(\w+, "([a-z_]+\.[a-z_.]+)"', text))
    acts |= {f"disclosure.item.{name}" for name in re.findall(r'"((?:un)?linked)"', text)}
    acts |= {f"reporting.report.{name}" for name in recorded_by("reporting")}
    acts |= {f"reporting.letter.{kind}" for kind in Letter.Kind.values}
    acts |= {f"register.{name}" for name in recorded_by("register")}
    acts |= {f"{duty}.{name}" for duty in ("drops", "paper", "places") for name in recorded_by(duty)}
    layouts = (SOURCES / "paper/acts/templates.py").read_text("utf-8")
    acts |= {f"paper.{name}" for name in re.findall(r'_note\(layout, "([a-z_]+)"', layouts)}
    imports = (SOURCES / "register/acts/import_register.py").read_text("utf-8")
    acts |= {f"register.import.{name}" for name in re.findall(r'_record\("([a-z_]+)"', imports)}
    tasks = (SOURCES / "reporting/acts/tasks.py").read_text("utf-8")
    acts |= {f"reporting.task.{name}" for name in re.findall(r'_record\("([a-z]+)"', tasks)}
    checked = (SOURCES / "reporting/acts/check_file.py").read_text("utf-8")
    acts |= {f"reporting.file.{name}" for name in re.findall(r'_record\("([a-z_]+)"', checked)}
    season = (SOURCES / "reporting/acts/season.py").read_text("utf-8")
    acts |= {f"reporting.{name}" for name in re.findall(r'_record\("([a-z.]+)"', season)}
    return acts


def test_every_act_the_code_records_has_a_label():
    assert len(recorded_acts()) > 40
    assert recorded_acts() - set(ACTS) == set()


def test_no_label_is_for_an_act_that_nothing_records():
    assert set(ACTS) - recorded_acts() == set()


def test_every_subject_and_door_has_a_word():
    assert set(re.findall(r'subject="([a-z_]+)"', code())) - set(SUBJECTS) - {"file"} == set()
    assert set(re.findall(r'Origin\("([a-z]+)"', code())) - set(DOORS) == set()


def test_details_are_words_and_fingerprints_are_cut():
    detail = {
        "role": "drafter",
        "department": None,
        "digest": "a" * 64,
        "active": True,
        "fields": ["phone", "body_html"],
    }
    assert detail_label(detail) == "角色：起草人；内容指纹：aaaaaaaaaaaa；在用：是；改动的项：联系电话、正文"


def lines(response) -> list[tuple[str, str]]:
    return [(line.act, line.subject) for line in response.context["lines"]]


def test_an_auditor_sees_the_own_chain_only(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    mine, theirs = make_draft(bureau), make_draft(other)
    response = signed_in(bureau.auditor).get("/desk/audit/")
    assert ("起草信息", f"信息 {mine.pk}") in lines(response)
    assert ("起草信息", f"信息 {theirs.pk}") not in lines(response)
    assert mine.title not in response.content.decode(), "an auditor reads that it was done, not what"


def test_rows_are_found_by_act_date_subject_and_person(bureau, signed_in):
    first, second = make_draft(bureau), make_draft(bureau, now=later(days=2))
    client = signed_in(bureau.auditor)
    found = lines(client.get("/desk/audit/?act=disclosure.item.drafted"))
    assert [subject for _, subject in found] == [f"信息 {second.pk}", f"信息 {first.pk}"]
    dated = lines(client.get("/desk/audit/?since=2026-03-03&until=2026-03-04&subject=item"))
    assert dated == [("起草信息", f"信息 {second.pk}")]
    one = lines(client.get(f"/desk/audit/?subject=item&subject_id={first.pk}"))
    assert one == [("起草信息", f"信息 {first.pk}")]
    who = lines(client.get(f"/desk/audit/?who={bureau.drafter.username.upper()}&subject=item"))
    assert len(who) == 2
    assert lines(client.get("/desk/audit/?who=nobody")) == []


@pytest.mark.parametrize("query", ["since=yesterday", "subject_id=-1", "act=x", "subject_id=1e9"])
def test_a_faulty_filter_finds_nothing_and_says_where_it_is_wrong(bureau, signed_in, query):
    response = signed_in(bureau.auditor).get(f"/desk/audit/?{query}")
    assert response.status_code == 200 and lines(response) == []
    assert response.context["form"].errors


def test_pages_follow_one_another_without_gap_or_double(bureau, signed_in):
    for _ in range(60):
        make_draft(bureau)
    client = signed_in(bureau.auditor)
    url, seen = "/desk/audit/", []
    while url:
        page = client.get(url).context["page"]
        seen += [entry.pk for entry in page.rows]
        url = f"/desk/audit/{page.older}" if page.older else ""
    assert seen == sorted(seen, reverse=True) and len(seen) == len(set(seen))
    chain = AuditEntry.objects.filter(chain=f"organ-{bureau.organ.pk}")
    assert len(seen) == chain.count() > 60
    second = client.get("/desk/audit/" + client.get("/desk/audit/").context["page"].older).context["page"]
    back = client.get("/desk/audit/" + second.newer).context["page"]
    assert [entry.pk for entry in back.rows] == seen[:50]


def test_the_page_asks_the_same_number_of_questions_at_3_and_30_rows(bureau, signed_in):
    client = signed_in(bureau.auditor)

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/audit/?act=disclosure.item.drafted")
        return len(queries)

    for _ in range(3):
        make_draft(bureau)
    few = questions()
    for _ in range(27):
        make_draft(bureau)
    assert questions() == few


def test_what_is_filtered_is_exported_and_the_export_is_written_down(bureau, signed_in):
    item = make_live(bureau)
    client = signed_in(bureau.auditor)
    response = client.post("/desk/audit/export/?act=disclosure.item.published")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["序号", "时间", "机关", "经办人"]
    assert [row[4:6] for row in rows[1:]] == [["发布信息", f"信息 {item.pk}"]]
    entry = AuditEntry.objects.get(act="kernel.audit.exported")
    assert entry.detail == {"rows": 1} and entry.actor_id == bureau.auditor.pk


def test_a_whole_chain_is_said_to_be_whole(bureau, signed_in):
    make_live(bureau)
    page = signed_in(bureau.auditor).post("/desk/audit/verify/").content.decode()
    assert "核验通过" in page
    assert AuditEntry.objects.filter(act="kernel.audit.verified").exists()


def test_an_altered_row_is_named(bureau, signed_in):
    item = make_live(bureau)
    entry = AuditEntry.objects.get(act="disclosure.item.published", subject_id=item.pk)
    triggers.drop()
    try:
        AuditEntry.objects.filter(pk=entry.pk).update(actor_id=bureau.head.pk)
    finally:
        triggers.install()
    page = signed_in(bureau.auditor).post("/desk/audit/verify/").content.decode()
    assert f"第 {entry.seq} 条" in page and "被改动" in page


def test_a_fault_in_another_organs_chain_is_not_shown(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    item = make_live(other)
    triggers.drop()
    try:
        AuditEntry.objects.filter(subject="item", subject_id=item.pk).update(actor_id=1)
    finally:
        triggers.install()
    assert "核验通过" in signed_in(bureau.auditor).post("/desk/audit/verify/").content.decode()
