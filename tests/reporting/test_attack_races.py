"""Two people at once on one annual report, on both databases: one is done, the other is told why not."""

import pytest

from gongkai.kernel import audit
from gongkai.kernel.errors import Refused
from gongkai.reporting.acts.begin import begin
from gongkai.reporting.acts.correct import correct
from gongkai.reporting.acts.publish import publish
from gongkai.reporting.acts.review import review
from gongkai.reporting.acts.sign import sign
from gongkai.reporting.acts.supervise import return_report
from gongkai.reporting.acts.write import write
from gongkai.reporting.models import AnnualReport, ReportEdition
from tests.factories import NOW, make_column
from tests.reporting.factories import checked, provide, submitted, with_files
from tests.request_factories import make_office
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(gongkai_dir):
    made = make_office()
    made.columns["nianbao"] = make_column(
        made.organ, "nianbao", column_type="annual_report", platform_part="annual_reports"
    )
    provide(made, 2025)
    return made


def refused(results: list[object]) -> int:
    """How many were told why not; nothing else went wrong."""
    errors = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, Refused) for error in errors), errors
    return len(errors)


def test_a_report_begun_twice_at_once_is_one_report(office):
    people = (office.reviewer, office.office_head)
    results = at_once(
        *[lambda one=one: begin(actor=one, organ_id=office.organ.pk, year=2025, now=NOW) for one in people]
    )
    assert refused(results) == 1
    assert AnnualReport.objects.count() == ReportEdition.objects.count() == 1
    assert audit.verify() == []


def test_a_correction_opened_and_a_return_at_once_make_one_edition(office):
    report = submitted(office)
    results = at_once(
        lambda: correct(actor=office.reviewer, report_id=report.pk, reason="有误", now=NOW),
        lambda: correct(actor=office.office_head, report_id=report.pk, reason="有误", now=NOW),
        lambda: return_report(actor=office.supervisor, report_id=report.pk, text="有误", now=NOW),
    )
    assert refused(results) == 2
    assert report.editions.count() == 2
    assert audit.verify() == []


def test_signing_twice_and_an_edit_at_once_leave_one_frozen_edition_of_what_was_reviewed(office):
    report = checked(office)
    review(actor=office.office_head, report_id=report.pk, now=NOW)
    passage = report.editions.get().passages.get(heading="主动公开方面")
    results = at_once(
        lambda: sign(actor=office.signer, report_id=report.pk, now=NOW),
        lambda: sign(actor=office.signer, report_id=report.pk, now=NOW),
        lambda: write(
            actor=office.reviewer, report_id=report.pk, passage_id=passage.pk, heading="主动公开方面",
            text="签发时改的", now=NOW,
        ),
    )  # fmt: skip
    assert refused(results) == 2
    edition = report.editions.get()
    assert edition.frozen_at == NOW
    assert "签发时改的" not in str(edition.content)
    assert audit.verify() == []


def test_a_report_handed_to_the_portal_twice_at_once_is_one_item(office):
    report = with_files(submitted(office))
    results = at_once(
        *[lambda one=one: publish(actor=one, report_id=report.pk, now=NOW)
          for one in (office.reviewer, office.office_head)]
    )  # fmt: skip
    assert refused(results) == 1
    report.refresh_from_db()
    assert report.item.work_state == "in_review"
    assert type(report.item).objects.filter(column=office.columns["nianbao"]).count() == 1
