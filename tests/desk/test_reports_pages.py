"""The desk's pages of the annual report, used as the office uses them."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.reporting import queries
from gongkai.reporting.acts.check import check_
from gongkai.reporting.acts.correct import correct
from gongkai.reporting.acts.review import review
from gongkai.reporting.acts.sign import sign
from gongkai.reporting.models import AnnualReport, EnteredFigure, ImprovementTask
from gongkai.reporting.rules import ACTS
from tests.factories import NOW, Bureau, make_column
from tests.reporting.factories import begun, checked, provide, signed, with_files
from tests.request_factories import make_case, make_office


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    """An office with its figures entered."""
    office = make_office()
    make_column(office.organ, "nianbao", column_type="annual_report", platform_part="annual_reports")
    provide(office, 2025)
    return office


@pytest.fixture(autouse=True)
def in_march():
    """The doors' clock stands where the acts of the factories stand."""
    with time_machine.travel(NOW, tick=False):
        yield


def url(name: str, *args: object) -> str:
    """An address of the desk."""
    return reverse(f"desk:{name}", args=args)


def text(answer, status: int = 200) -> str:
    """A page with that status."""
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_a_report_is_begun_from_the_season_and_read_on_its_page(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    page = text(client.get(url("reports")))
    assert "2026年1月31日前" in page and "已逾期 30 天" in page and "开始编制" in page
    begin = client.get(url("report_begin"), {"organ": bureau.organ.pk, "year": 2025})
    assert "selected" in text(begin)
    sent = client.post(url("report_begin"), {"organ": bureau.organ.pk, "year": 2025})
    report = AnnualReport.objects.get()
    assert sent["Location"] == url("report", report.pk)
    page = text(client.get(sent["Location"]))
    assert "发布信息348条" in page
    assert "（本列数据的勾稽关系为" in page
    assert "自查并提交审核" in page
    assert "还缺：" in page and "还没有写：任务清单中的问题" in page  # no tasks yet
    again = client.post(url("report_begin"), {"organ": bureau.organ.pk, "year": 2025})
    assert "已经开始编制" in text(again)


def test_every_cell_opens_what_is_behind_it(bureau, signed_in):
    case = make_case(bureau, submitted=date(2025, 12, 30))
    report = begun(bureau)
    client = signed_in(bureau.reviewer)
    page = text(client.get(url("report_cell", report.pk, "table3/new/natural")))
    assert case.number in page and "共 1 件" in page
    assert "没有申请" in text(client.get(url("report_cell", report.pk, "table3/r.open/natural")))
    assert "各科室报送" in text(client.get(url("report_cell", report.pk, "table2/licensing")))
    assert "没有复议" in text(client.get(url("report_cell", report.pk, "table4/review/upheld")))
    assert "没有文件" in text(client.get(url("report_cell", report.pk, "table2/normative/made")))
    for wrong in ("table3/new/nobody", "table9/x", "table3"):
        assert client.get(url("report_cell", report.pk, wrong)).status_code == 404


def test_a_passage_is_written_with_its_figures_in_sight(bureau, signed_in):
    report = begun(bureau)
    passage = queries.newest_edition(report).passages.get(head="proactive")
    client = signed_in(bureau.reviewer)
    page = text(client.get(url("passage", report.pk, passage.pk)))
    assert "{{wechat}}" in page and "348" in page and "保存的文字印出来是这样" in page
    wrong = client.post(
        url("passage", report.pk, passage.pk), {"heading": "主动公开方面", "text": "{{nothing}}条"}
    )
    assert "没有这项数字：nothing" in text(wrong) and "{{nothing}}条" in text(wrong)
    sent = client.post(
        url("passage", report.pk, passage.pk), {"heading": "主动公开方面", "text": "公众号{{wechat}}条。"}
    )
    assert sent.status_code == 302
    assert "公众号348条。" in text(client.get(url("report", report.pk)))
    assert client.post(url("passage_redraft", report.pk, passage.pk)).status_code == 302
    assert "公众号348条。" not in text(client.get(url("report", report.pk)))
    added = client.post(
        url("passage_new", report.pk), {"section": "other", "heading": "创新做法", "text": "试行清单管理。"}
    )
    assert added.status_code == 302
    made = queries.newest_edition(report).passages.get(heading="创新做法")
    assert "试行清单管理。" in text(client.get(url("report", report.pk)))
    assert client.post(url("passage_remove", report.pk, made.pk)).status_code == 302
    assert "试行清单管理。" not in text(client.get(url("report", report.pk)))


def test_the_acts_go_their_way_on_the_screen(bureau, signed_in):
    report = begun(bureau)

    def act(person, name, **values):
        client = signed_in(person)
        text(client.get(url("report_act", report.pk, name)))
        answer = client.post(url("report_act", report.pk, name), values)
        assert answer.status_code == 302, text(answer)
        report.refresh_from_db()

    act(bureau.reviewer, "compile")
    act(bureau.reviewer, "check")
    act(bureau.office_head, "return", reason="第一部分再具体些")
    assert "退回理由：第一部分再具体些" in text(signed_in(bureau.reviewer).get(url("report", report.pk)))
    act(bureau.reviewer, "check")
    act(bureau.office_head, "review")
    act(bureau.reviewer, "sign_on_paper", on="2026-01-22")
    with_files(report)
    act(bureau.reviewer, "submit")
    act(bureau.reviewer, "publish")
    assert report.item is not None
    act(bureau.reviewer, "correct", reason="漏登一件")
    page = text(signed_in(bureau.reviewer).get(url("report", report.pk)))
    assert "更正理由：漏登一件" in page and "第 1 版" in page
    first = text(signed_in(bureau.reviewer).get(url("report", report.pk), {"edition": 1}))
    assert "已定稿" in first


def test_an_act_that_is_not_open_says_why(bureau, signed_in):
    report = begun(bureau)
    answer = signed_in(bureau.reviewer).post(url("report_act", report.pk, "submit"))
    assert "签发以后才能报送" in text(answer, 409)
    assert signed_in(bureau.reviewer).get(url("report_act", report.pk, "sign")).status_code == 404
    assert signed_in(bureau.signer).get(url("report_act", report.pk, "eat")).status_code == 404


def test_a_refused_check_stays_on_its_page_with_the_reason(bureau, signed_in):
    EnteredFigure.objects.create(
        organ=bureau.organ, year=2025, key="wechat", value=None, source="撤回", entered_by=bureau.reviewer,
        entered_at=NOW,
    )  # fmt: skip
    report = begun(bureau)
    page = text(signed_in(bureau.reviewer).post(url("report_act", report.pk, "check")))
    assert "数字没有填" in page


def test_every_act_of_the_rules_has_a_page():
    from gongkai.desk.reports.acting import PAGES

    assert set(ACTS) - {"write"} == set(PAGES)


def test_exports_come_as_files(bureau, signed_in):
    report = checked(bureau)
    client = signed_in(bureau.reviewer)
    for kind, start in (("docx", b"PK"), ("xlsx", b"PK")):
        answer = client.get(url("report_export", report.pk, kind))
        assert b"".join(answer.streaming_content)[:2] == start
    assert (
        json.loads(client.get(url("report_export", report.pk, "json")).content)["table3"]["new"]["total"] == 0
    )
    assert "签发后由后台生成" in text(client.get(url("report_export", report.pk, "pdf")), 409)
    assert client.get(url("report_export", report.pk, "exe")).status_code == 404


def test_a_signed_report_is_given_out_as_it_was_kept(bureau, signed_in):
    report = with_files(signed(bureau))
    answer = signed_in(bureau.signer).get(url("report_export", report.pk, "pdf"))
    assert b"".join(answer.streaming_content)[:4] == b"%PDF"
    assert "%E5%B7%A5%E4%BD%9C" in answer["Content-Disposition"] or "工作" in answer["Content-Disposition"]


def test_figures_are_entered_one_by_one_and_by_table(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    year = {"organ": bureau.organ.code, "year": 2025}
    page = text(client.get(url("report_figures"), year))
    assert "公众号" in page and "系统统计的" in page
    query = f"?organ={bureau.organ.code}&year=2025"
    wrong = client.post(url("report_figures") + query, {"key": "wechat", "value": "很多", "source": "办公室"})
    assert "不是数字" in text(wrong)
    sent = client.post(url("report_figures") + query, {"key": "wechat", "value": "350", "source": "办公室"})
    assert sent.status_code == 302
    assert "350" in text(client.get(url("report_figures"), year))
    assert "撤回这一项" in text(client.get(url("report_figures"), year | {"key": "wechat"}))
    empty = client.get(url("figures_template"), year)
    book = openpyxl.load_workbook(io.BytesIO(empty.content))
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        if row[0].value and "公众号" in str(row[0].value):
            for cell, head in zip(row, [c.value for c in sheet[1]], strict=True):
                if head == "数值":
                    cell.value = 351
                elif head and "来源" in str(head):
                    cell.value = "台账"
    out = io.BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("数据.xlsx", out.getvalue())
    assert client.post(url("figures_import") + query, {"file": upload}).status_code == 302
    assert "351" in text(client.get(url("report_figures"), year))
    bad = SimpleUploadedFile("数据.csv", "随便\n1".encode())
    assert "导入" in text(client.post(url("figures_import") + query, {"file": bad}))
    back = client.post(url("figure_take_back") + query, {"key": "wechat", "reason": "口径不对"})
    assert back.status_code == 302
    assert "待填" in text(client.get(url("report_figures"), year))


def test_figures_entered_after_the_counting_ask_for_a_new_one(bureau, signed_in):
    report = begun(bureau)
    client = signed_in(bureau.reviewer)
    query = f"?organ={bureau.organ.code}&year=2025"
    assert "有变化" not in text(client.get(url("report", report.pk)))
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        entered = {"key": "table2/licensing", "value": "7777", "source": "办公室"}
        after = client.post(url("report_figures") + query, entered, follow=True)
        assert "重新统计，回到年报" in text(after)
        page = text(client.get(url("report", report.pk)))
        assert "录入的数字有变化，请先重新统计。" in page and "7777" not in page
        counted = client.post(url("report_act", report.pk, "compile"), follow=True)
    assert "7777" in text(counted) and "有变化" not in text(counted)
    assert "回到 2025 年年报" in text(client.get(url("report_figures") + query))


def test_the_next_step_is_told_to_each_person(bureau, signed_in):
    report = begun(bureau)

    def told(person):
        return text(signed_in(person).get(url("report", report.pk)))

    assert "补齐下面几项" in told(bureau.reviewer)
    signer = told(bureau.signer)
    assert "审核通过以后请您签发" in signer and "修改<span" not in signer
    check_(actor=bureau.reviewer, report_id=report.pk, now=NOW)
    assert "等另一人审核" in told(bureau.reviewer)
    assert "请核对数字和文字" in told(bureau.office_head)
    assert "可以提出预审意见" in told(bureau.supervisor)
    review(actor=bureau.office_head, report_id=report.pk, now=NOW)
    assert "请您签发" in told(bureau.signer) and "等领导签发" in told(bureau.reviewer)
    sign(actor=bureau.signer, report_id=report.pk, now=NOW)
    assert "请报送主管部门" in told(bureau.reviewer)
    correct(actor=bureau.reviewer, report_id=report.pk, reason="漏登", now=NOW)
    older = signed_in(bureau.reviewer).get(url("report", report.pk), {"edition": 1})
    assert "看在编的一版" in text(older)


def test_tasks_are_entered_done_rechecked_answered_and_dropped(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    assert "没有任务" in text(client.get(url("report_tasks")))
    sent = client.post(
        url("improvement_new"),
        {"year": 2025, "fault": "更新不及时", "measure": "每月检查一次", "department": bureau.business.pk,
         "due_on": "2026-03-10"},
    )  # fmt: skip
    assert sent.status_code == 302
    task = ImprovementTask.objects.get()
    assert "更新不及时" in text(client.get(url("report_tasks"), {"view": "due"}))
    drafter = signed_in(bureau.drafter)
    assert "更新不及时" in text(drafter.get(url("report_tasks")))
    done = {"done_on": "2026-03-01", "evidence": "检查记录12份"}
    assert drafter.post(url("improvement_act", task.pk, "done"), done).status_code == 302
    assert drafter.get(url("improvement_act", task.pk, "recheck")).status_code == 404
    refused = client.post(url("improvement_act", task.pk, "recheck"), {"passed": "no", "note": ""})
    assert "哪里没有做到" in text(refused)
    assert client.post(url("improvement_act", task.pk, "recheck"), {"passed": "yes"}).status_code == 302
    answer = {"text": "全年检查12次"}
    assert client.post(url("improvement_act", task.pk, "answer"), answer).status_code == 302
    page = text(client.get(url("report_tasks"), {"view": "all"}))
    assert "已完成" in page and "全年检查12次" in page
    assert client.post(url("improvement", task.pk), {"fault": "x", "measure": "y"}).status_code == 200
    assert signed_in(bureau.outsider).get(url("improvement_act", task.pk, "done")).status_code == 404


def test_the_carry_over_is_shown_case_by_case(bureau, signed_in):
    report = begun(bureau)
    page = text(signed_in(bureau.reviewer).get(url("report_carry", report.pk)))
    assert "衔接" in page


def test_the_authority_reads_the_state_before_and_the_content_after_the_check(bureau, signed_in):
    report = begun(bureau)
    client = signed_in(bureau.supervisor)
    assert "正在编制" in text(client.get(url("report", report.pk)))
    assert client.get(url("report_cell", report.pk, "table3/new/total")).status_code == 404
    signed_in(bureau.reviewer).post(url("report_act", report.pk, "check"))
    page = text(client.get(url("report", report.pk)))
    assert "发布信息348条" in page and "可以办的事" not in page
    assert client.post(url("report_act", report.pk, "review")).status_code == 404
