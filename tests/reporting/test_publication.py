"""The signed report on the portal: files by the worker, an item on its way, the state that follows."""

from datetime import timedelta

import pytest

from gongkai.disclosure.acts.publish import publish as publish_item
from gongkai.disclosure.acts.review import review as review_item
from gongkai.disclosure.models import Item
from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.rights import standing_of
from gongkai.reporting.acts.check import check_
from gongkai.reporting.acts.correct import correct
from gongkai.reporting.acts.publish import publish
from gongkai.reporting.acts.review import review
from gongkai.reporting.acts.sign import sign
from gongkai.reporting.acts.submit import submit
from gongkai.reporting.announcements import home_counts, note_published
from gongkai.reporting.models import ReportState
from tests.factories import NOW, later
from tests.reporting.factories import begun, checked, signed, submitted, with_files


def test_the_files_are_needed_first(provided):
    report = submitted(provided)
    with pytest.raises(ActRefused, match="还在生成"):
        publish(actor=provided.reviewer, report_id=report.pk, now=NOW)
    assert not Item.objects.filter(title__contains="年度报告").exists()


def test_a_department_hands_in_before_it_publishes(provided):
    with pytest.raises(ActRefused, match="请先报送主管部门"):
        publish(actor=provided.reviewer, report_id=signed(provided).pk, now=NOW)


def test_a_report_goes_to_the_portal_the_way_of_every_item_and_back_for_a_correction(provided):
    report = with_files(submitted(provided))
    edition = report.editions.get()
    kinds = {one.kind: filestore.path_of(one.file).read_bytes()[:4] for one in edition.files.all()}
    assert kinds == {"docx": b"PK\x03\x04", "pdf": b"%PDF", "xlsx": b"PK\x03\x04"}

    publish(actor=provided.reviewer, report_id=report.pk, now=later(hours=1))
    report.refresh_from_db()
    item = report.item
    assert (item.work_state, item.column.code) == ("in_review", "nianbao")
    assert "<table" in item.body_html
    assert [one.name.rpartition(".")[2] for one in item.attachments.all()] == ["docx", "pdf"]
    assert note_published(later(hours=1)) == 0

    review_item(actor=provided.reviewer2, item_id=item.pk, now=later(hours=2))
    publish_item(actor=provided.reviewer, item_id=item.pk, now=later(hours=3))
    assert note_published(later(hours=4)) == 1
    assert note_published(later(hours=4)) == 0
    report.refresh_from_db()
    assert (report.state, report.published_on) == (ReportState.PUBLISHED, NOW.date())

    _correct(provided, report)
    item.refresh_from_db()
    assert item.work_state == "in_review"
    assert "第2版" in item.body_html or "更正" in item.body_html
    assert note_published(later(days=2)) == 0
    review_item(actor=provided.reviewer2, item_id=item.pk, now=later(days=2))
    publish_item(actor=provided.reviewer, item_id=item.pk, now=later(days=2, hours=1))
    assert note_published(later(days=2, hours=2)) == 1


def _correct(bureau, report):
    now = later(days=1)
    said = {"report_id": report.pk, "now": now}
    correct(actor=bureau.reviewer, reason="公众号条数漏计", **said)
    check_(actor=bureau.reviewer, **said)
    review(actor=bureau.office_head, **said)
    sign(actor=bureau.signer, report_id=report.pk, now=now)
    submit(actor=bureau.reviewer, **said)
    with_files(report, now=now)
    publish(actor=bureau.reviewer, report_id=report.pk, now=now + timedelta(hours=1))


def keys(person, now=NOW):
    asked = home_counts(standing_of(person), now)
    return {count.key for count in asked if count.key.startswith("reporting.")}


def test_the_home_page_asks_in_time_and_of_the_right_people(provided):
    january = NOW.replace(month=1, day=20)
    assert keys(provided.reviewer, january) == {"reporting.due"}
    assert keys(provided.signer, january) == set()
    report = begun(provided)
    check_(actor=provided.reviewer, report_id=report.pk, now=NOW)
    assert "reporting.review" not in keys(provided.reviewer, january)
    assert "reporting.review" in keys(provided.office_head, january)
    review(actor=provided.office_head, report_id=report.pk, now=NOW)
    assert "reporting.sign" in keys(provided.signer, january)
    assert keys(provided.supervisor, january) == {"reporting.missing"}


def test_nothing_is_asked_once_it_is_handed_in(provided):
    submitted(provided)
    january = NOW.replace(month=1, day=20)
    assert keys(provided.reviewer, january) == set()
    assert keys(provided.supervisor, january) == set()


def test_in_summer_nobody_is_asked(provided):
    assert keys(provided.reviewer, NOW.replace(month=7)) == set()


def test_the_second_persons_count_leaves_with_the_state(provided):
    checked(provided)
    assert "reporting.review" in keys(provided.office_head)
