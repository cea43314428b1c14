"""From the first figures to the signature: who may do what when, and what is refused in which words."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, StaleEdit
from gongkai.kernel.models import AuditEntry, OutboxJob
from gongkai.reporting import queries
from gongkai.reporting.acts.begin import begin
from gongkai.reporting.acts.check import check_
from gongkai.reporting.acts.compile_ import compile_
from gongkai.reporting.acts.correct import correct
from gongkai.reporting.acts.judge import judge
from gongkai.reporting.acts.review import return_, review
from gongkai.reporting.acts.sign import sign, sign_on_paper
from gongkai.reporting.acts.submit import submit
from gongkai.reporting.acts.write import add, redraft, remove, write
from gongkai.reporting.contents import content_of
from gongkai.reporting.judging import subject_of_report
from gongkai.reporting.models import ReportEdition, ReportState
from gongkai.reporting.own_checks import findings_of
from gongkai.reports.stored import digest_of
from tests.factories import NOW, later
from tests.reporting.factories import begun, checked, provide, signed, submitted
from tests.request_factories import make_case


def passage_of(report, heading):
    return queries.newest_edition(report).passages.get(heading=heading)


def text_of(report) -> str:
    content = content_of(queries.newest_edition(report))
    return "\n".join(
        line for passages in content.prose.values() for one in passages for line in one.paragraphs
    )


def test_a_report_begins_with_its_cells_counted_and_its_prose_drafted(provided):
    report = begun(provided)
    edition = queries.newest_edition(report)
    assert (report.state, report.form_code, edition.cells.count()) == ("compiling", "2021", 200)
    text = text_of(report)
    assert "发布信息348条" in text
    assert "未收到政府信息公开申请" in text
    assert "未收取信息处理费" in text
    assert "办结" not in text
    assert "［待填" not in text
    headings = [one.heading for one in content_of(edition).prose["overview"]]
    assert headings[0] == "（一）主动公开方面"
    assert headings[-1] == "（五）监督保障方面"


def test_the_draft_counts_the_requests_there_were(provided):
    make_case(provided, submitted=date(2025, 11, 3))
    assert "新收政府信息公开申请1件" in text_of(begun(provided))


def test_one_report_a_year(provided):
    begun(provided)
    with pytest.raises(ActRefused, match="2025年的年报已经开始编制"):
        begin(actor=provided.office_head, organ_id=provided.organ.pk, year=2025, now=NOW)


@pytest.mark.parametrize(("year", "words"), [(2018, "没有全国统一"), (2027, "还没有到")])
def test_years_without_a_form_or_to_come_are_refused(provided, year, words):
    with pytest.raises(InputRefused, match=words):
        begin(actor=provided.reviewer, organ_id=provided.organ.pk, year=year, now=NOW)


def test_only_the_office_begins_one(provided):
    with pytest.raises(ActRefused, match="公开工作机构"):
        begin(actor=provided.drafter, organ_id=provided.organ.pk, year=2025, now=NOW)
    with pytest.raises(NotVisible):
        begin(actor=provided.supervisor, organ_id=provided.organ.pk, year=2025, now=NOW)


def test_what_a_person_writes_is_kept_and_its_figures_filled(provided):
    report = begun(provided)
    passage = passage_of(report, "主动公开方面")
    write(
        actor=provided.office_head, report_id=report.pk, passage_id=passage.pk, heading="主动公开方面",
        text="全年公开{{published.total}}条。", now=NOW,
    )  # fmt: skip
    assert "全年公开0条。" in text_of(report)
    passage.refresh_from_db()
    assert not passage.is_draft


def test_an_unknown_figure_is_refused_by_name(provided):
    report = begun(provided)
    with pytest.raises(InputRefused, match=r"没有这项数字：wechatt"):
        write(
            actor=provided.reviewer, report_id=report.pk, now=NOW, heading="",
            passage_id=passage_of(report, "主动公开方面").pk, text="{{wechatt}}条",
        )  # fmt: skip


def test_personal_numbers_stay_out_of_the_report(provided):
    report = begun(provided)
    with pytest.raises(InputRefused, match="删去个人信息"):
        add(
            actor=provided.reviewer, report_id=report.pk, section="other", heading="案例", now=NOW,
            text="申请人身份证号11010519491231002X。",
        )  # fmt: skip


def test_two_writers_do_not_overwrite_each_other(provided):
    report = begun(provided)
    passage = passage_of(report, "主动公开方面")
    said = {"report_id": report.pk, "passage_id": passage.pk, "heading": "主动公开方面"}
    write(actor=provided.reviewer, text="甲", now=later(minutes=2), read_at=NOW, **said)
    with pytest.raises(StaleEdit, match="有人保存过"):
        write(actor=provided.office_head, text="乙", now=later(minutes=3), read_at=later(minutes=1), **said)


def test_a_prescribed_head_stays_and_an_added_passage_may_go(provided):
    report = begun(provided)
    with pytest.raises(ActRefused, match="格式规定必须写"):
        remove(
            actor=provided.reviewer,
            report_id=report.pk,
            passage_id=passage_of(report, "监督保障方面").pk,
            now=NOW,
        )
    added = add(
        actor=provided.reviewer,
        report_id=report.pk,
        section="other",
        heading="创新做法",
        text="无。",
        now=NOW,
    )
    remove(actor=provided.reviewer, report_id=report.pk, passage_id=added.pk, now=NOW)
    assert not queries.newest_edition(report).passages.filter(heading="创新做法").exists()


def test_the_draft_can_be_put_back(provided):
    report = begun(provided)
    passage = passage_of(report, "收取信息处理费的情况")
    said = {"report_id": report.pk, "passage_id": passage.pk}
    write(actor=provided.reviewer, heading=passage.heading, text="别的话", now=NOW, **said)
    assert "未收取" in redraft(actor=provided.reviewer, now=NOW, **said).text


def test_a_missing_figure_stands_in_the_way_by_name(office):
    report = begun(office)
    with pytest.raises(ActRefused, match="没有数"):
        check_(actor=office.reviewer, report_id=report.pk, now=NOW)


def test_an_empty_cell_of_section_two_stands_in_the_way(provided):
    from gongkai.reporting.models import EnteredFigure

    report = begun(provided)
    EnteredFigure.objects.create(
        organ=provided.organ, year=2025, key="table2/penalty", value=None, source="撤回",
        entered_by=provided.reviewer, entered_at=NOW,
    )  # fmt: skip
    with pytest.raises(ActRefused, match="格没有数：行政处罚"):
        check_(actor=provided.reviewer, report_id=report.pk, now=NOW)


def test_a_complete_report_passes_its_own_check_without_one_failure(provided):
    report = checked(provided)
    assert report.state == ReportState.CHECKED
    found = findings_of(queries.newest_edition(report))
    assert [one.finding.message for one in found if one.finding.result == "fail"] == []
    assert sum(one.finding.result == "pass" for one in found) > 40


def test_whoever_wrote_or_checked_does_not_review(provided):
    report = checked(provided)
    with pytest.raises(ActRefused, match="另一人审核"):
        review(actor=provided.reviewer, report_id=report.pk, now=NOW)
    assert review(actor=provided.office_head, report_id=report.pk, now=NOW).state == ReportState.REVIEWED


def test_figures_that_moved_after_the_check_stop_the_review(provided):
    report = checked(provided)
    make_case(provided, submitted=date(2025, 11, 3))
    with pytest.raises(ActRefused, match="数据有了变化"):
        review(actor=provided.office_head, report_id=report.pk, now=NOW)


def test_figures_that_moved_after_the_review_stop_the_signature(provided):
    report = checked(provided)
    review(actor=provided.office_head, report_id=report.pk, now=NOW)
    make_case(provided, submitted=date(2025, 11, 3))
    with pytest.raises(ActRefused, match="审核以后"):
        sign(actor=provided.signer, report_id=report.pk, now=NOW)
    assert queries.working_edition(report) is not None


def test_counting_anew_takes_a_checked_report_back_only_when_something_changed(provided):
    report = checked(provided)
    assert compile_(actor=provided.reviewer, report_id=report.pk, now=NOW).state == ReportState.CHECKED
    make_case(provided, submitted=date(2025, 11, 3))
    assert compile_(actor=provided.reviewer, report_id=report.pk, now=NOW).state == ReportState.COMPILING


def test_sending_back_needs_a_reason(provided):
    report = checked(provided)
    with pytest.raises(InputRefused, match="要改什么"):
        return_(actor=provided.office_head, report_id=report.pk, reason="  ", now=NOW)
    back = return_(actor=provided.office_head, report_id=report.pk, reason="总体情况太笼统", now=NOW)
    assert (back.state, back.returned_reason) == ("compiling", "总体情况太笼统")


def test_only_the_signer_signs(provided):
    report = checked(provided)
    review(actor=provided.office_head, report_id=report.pk, now=NOW)
    with pytest.raises(ActRefused, match="签发人"):
        sign(actor=provided.office_head, report_id=report.pk, now=NOW)


def test_a_year_that_is_not_over_is_not_signed(provided):
    provide(provided, 2026)
    report = checked(provided, 2026)
    review(actor=provided.office_head, report_id=report.pk, now=NOW)
    with pytest.raises(InputRefused, match="没有结束"):
        sign(actor=provided.signer, report_id=report.pk, now=NOW)


def test_a_paper_signature_bears_its_own_day(provided):
    report = checked(provided)
    review(actor=provided.office_head, report_id=report.pk, now=NOW)
    sign_on_paper(actor=provided.reviewer, report_id=report.pk, on=date(2026, 1, 22), now=NOW)
    edition = queries.newest_frozen(report)
    assert content_of(edition).signed_on == date(2026, 1, 22)
    assert edition.signed_on_paper


def test_signing_freezes_the_content_and_nothing_moves_it_any_more(provided):
    report = signed(provided)
    edition = queries.newest_frozen(report)
    kept = {key: value for key, value in edition.content.items() if key != "figures"}
    assert edition.digest == digest_of(kept)
    make_case(provided, submitted=date(2025, 11, 3))
    assert content_of(ReportEdition.objects.get(pk=edition.pk)) == content_of(edition)
    with pytest.raises(ActRefused, match="定稿的数据不再变动"):
        compile_(actor=provided.reviewer, report_id=report.pk, now=NOW)
    assert OutboxJob.objects.filter(kind="reporting.files").count() == 1


def test_the_database_itself_refuses_to_alter_a_frozen_edition(provided):
    make_case(provided, submitted=date(2025, 12, 30))
    edition = queries.newest_frozen(signed(provided))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReportEdition.objects.filter(pk=edition.pk).update(digest="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        edition.members.all()._raw_delete(edition.members.db)


def test_the_cases_behind_a_cell_are_kept_with_the_edition(provided):
    case = make_case(provided, submitted=date(2025, 12, 30))
    edition = queries.newest_frozen(signed(provided))
    rows = set(edition.members.filter(case=case).values_list("row", "column"))
    assert rows == {("new", "natural"), ("carried_out", "natural")}


def test_a_signed_report_is_handed_in_once(provided):
    report = submitted(provided)
    assert (report.state, report.submitted_on) == ("submitted", NOW.date())
    with pytest.raises(ActRefused, match="签发以后才能报送"):
        submit(actor=provided.reviewer, report_id=report.pk, now=NOW)


def test_a_correction_is_a_new_edition_with_its_reason_and_the_old_one_stays(provided):
    report = submitted(provided)
    first = queries.newest_frozen(report)
    before = content_of(first)
    make_case(provided, submitted=date(2025, 11, 3))
    correct(actor=provided.reviewer, report_id=report.pk, reason="漏登一件申请", now=later(days=3))
    working = queries.working_edition(report)
    assert (working.number, working.reason, working.passages.count()) == (
        2,
        "漏登一件申请",
        first.passages.count(),
    )
    assert (
        str(content_of(working).cells[next(c for c in before.cells if str(c) == "table3/new/total")]) == "1"
    )
    assert content_of(ReportEdition.objects.get(pk=first.pk)) == before


def test_a_correction_needs_a_reason(provided):
    with pytest.raises(InputRefused, match="为什么更正"):
        correct(actor=provided.reviewer, report_id=signed(provided).pk, reason="", now=NOW)


def test_a_verdict_outlives_every_new_run(provided):
    report = begun(provided)
    edition = queries.newest_edition(report)
    finding = findings_of(edition)[0].finding
    said = {
        "actor": provided.reviewer, "organ_id": provided.organ.pk, "subject": subject_of_report(report),
        "fingerprint": finding.fingerprint,
    }  # fmt: skip
    with pytest.raises(InputRefused, match="为什么不是问题"):
        judge(kind="dismissed", reason="", now=NOW, **said)
    judge(kind="dismissed", reason="统计口径一致", now=NOW, **said)
    compile_(actor=provided.reviewer, report_id=report.pk, now=later(hours=1))
    again = next(one for one in findings_of(edition) if one.finding.fingerprint == finding.fingerprint)
    assert again.is_dismissed
    judge(kind="withdrawn", reason="", now=NOW + timedelta(hours=2), **said)
    assert (
        next(one for one in findings_of(edition) if one.finding.fingerprint == finding.fingerprint).verdict
        is None
    )


def test_the_authority_reads_what_was_checked_and_not_what_is_being_written(provided):
    from gongkai.kernel.rights import standing_of

    report = begun(provided)
    standing = standing_of(provided.supervisor)
    assert queries.visible_report(standing, report.pk) == report
    assert queries.shown_edition(standing, report) is None
    check_(actor=provided.reviewer, report_id=report.pk, now=NOW)
    report.refresh_from_db()
    assert queries.shown_edition(standing, report) is not None


def test_a_stranger_sees_nothing(provided):
    report = begun(provided)
    with pytest.raises(NotVisible):
        compile_(actor=provided.drafter, report_id=report.pk, now=NOW)


def test_every_act_leaves_its_row(provided):
    submitted(provided)
    acts = list(AuditEntry.objects.filter(act__startswith="reporting.").values_list("act", flat=True))
    assert acts == [
        "reporting.task.added", "reporting.report.begun", "reporting.report.checked",
        "reporting.report.reviewed", "reporting.report.signed", "reporting.report.submitted",
    ]  # fmt: skip
