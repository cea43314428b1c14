"""The pages of the duty list: what each person sees, the clicks of a month, constant queries."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.disclosure.models import Item
from gongkai.duty_list.acts.import_list import stage_list
from gongkai.duty_list.models import DutyCall, DutyFiling, DutyImport, DutyLine
from tests.duty_list.factories import make_line
from tests.duty_list.test_import import STANDARD, plain_list
from tests.factories import make_bureau, make_draft, make_live

pytestmark = pytest.mark.django_db
BASE = "/desk/duty-list/"


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(person, address=BASE) -> str:
    return client_of(person).get(address).content.decode()


def monthly(bureau, **values):
    """A line due at the end of every month, entered this month."""
    line = make_line(bureau, "每月底前", **values)
    DutyLine.objects.filter(pk=line.pk).update(active_from=localdate().replace(day=1))
    return line


def period() -> str:
    return f"{localdate():%Y-%m}"


def test_a_department_sees_its_month_and_answers_with_one_click(bureau):
    line = monthly(bureau)
    client = client_of(bureau.drafter)
    page = client.get(BASE).content.decode()
    assert "救助资金发放" in page and "照上期起草" in page and "提醒科室" not in page

    client.post(f"{BASE}lines/{line.pk}/{period()}/zero/")

    assert DutyFiling.objects.get().kind == "zero"
    page = client.get(BASE).content.decode()
    assert "零报告" in page and "撤销" in page
    filing = DutyFiling.objects.get()
    client.post(f"{BASE}lines/{line.pk}/{period()}/take-back/?filing={filing.pk}", {"filing": filing.pk})
    assert not DutyFiling.objects.exists()


def test_drafting_leads_to_the_draft(bureau):
    line = monthly(bureau)
    answer = client_of(bureau.drafter).post(f"{BASE}lines/{line.pk}/{period()}/draft/")
    item = Item.objects.get()

    assert answer["Location"] == f"/desk/items/{item.pk}/edit/?more=1"
    assert item.title.endswith("救助资金发放")


def test_the_office_answers_in_the_contacts_name(bureau):
    line = monthly(bureau)
    client_of(bureau.reviewer).post(f"{BASE}lines/{line.pk}/{period()}/zero/")
    filing = DutyFiling.objects.get()

    assert (filing.by, filing.on_behalf_of) == (bureau.reviewer, bureau.drafter)
    assert "代" in text_of(bureau.drafter)


def test_a_reason_that_is_missing_stays_on_the_form(bureau):
    line = monthly(bureau)
    client = client_of(bureau.drafter)
    address = f"{BASE}lines/{line.pk}/{period()}/not-applicable/"
    assert client.post(address, {"reason": ""}).status_code == 200
    client.post(address, {"reason": "没有这项工作"})
    assert DutyFiling.objects.get().reason == "没有这项工作"


def test_an_act_or_period_that_does_not_exist_is_not_there(bureau):
    line = monthly(bureau)
    client = client_of(bureau.drafter)
    for address in (f"{line.pk}/{period()}/nonsense/", f"{line.pk}/2026-Q9/zero/", "999999/2026-03/zero/"):
        assert client.get(f"{BASE}lines/{address}").status_code == 404


def test_the_office_reminds_and_the_department_sees_it(bureau):
    monthly(bureau)
    client_of(bureau.reviewer).post(
        f"{BASE}call/", {"organ": bureau.organ.code, "department": bureau.business.pk, "text": "请尽快办"}
    )
    assert DutyCall.objects.count() == 1
    assert "请尽快办" in text_of(bureau.drafter)
    assert "请尽快办" not in text_of(bureau.outsider)


def test_an_organ_without_a_list_is_shown_the_way_to_one(bureau):
    page = text_of(bureau.reviewer)
    assert "导入目录" in page
    client = client_of(bureau.reviewer)
    assert "从起始清单开始" in client.get(f"{BASE}lines/").content.decode()
    client.post(f"{BASE}start/", {"organ": bureau.organ.code})
    assert DutyLine.objects.count() > 30
    assert "部门预算" in client.get(f"{BASE}lines/").content.decode()


def test_a_line_is_added_by_the_wording_alone_and_changed(bureau):
    client = client_of(bureau.reviewer)
    client.post(f"{BASE}lines/new/", {"level2": "统计信息", "rhythm_text": "每季度首月15日前"})
    line = DutyLine.objects.get()
    assert (line.rhythm_kind, line.due_month, line.due_day) == ("quarterly", 1, 15)

    page = client.post(f"{BASE}lines/{line.pk}/", {"level2": "统计信息", "rhythm_text": "按进度"})
    assert "没有读懂" in page.content.decode()
    client.post(f"{BASE}lines/{line.pk}/", {"level2": "统计", "kind": "yearly", "due_month": "3"})
    line.refresh_from_db()
    assert (line.level2, line.rhythm_kind, line.due_month) == ("统计", "yearly", 3)
    client.post(f"{BASE}lines/{line.pk}/retire/", {"reason": "职能划转"})
    assert "职能划转" in client.get(f"{BASE}lines/?retired=1").content.decode()


def test_a_list_is_uploaded_looked_at_and_confirmed(bureau):
    client = client_of(bureau.reviewer)
    upload = io.BytesIO(STANDARD)
    upload.name = "目录.xlsx"
    answer = client.post(f"{BASE}imports/new/", {"organ": bureau.organ.code, "table": upload}, follow=True)
    page = answer.content.decode()
    assert "政策法规文件" in page and "没有科室“民政科”" in page
    client.post(answer.redirect_chain[-1][0] + "confirm/")
    assert DutyLine.objects.count() == 2


def test_a_file_that_is_no_list_is_refused_on_the_form(bureau):
    upload = io.BytesIO(b"nothing")
    upload.name = "目录.xlsx"
    answer = client_of(bureau.reviewer).post(f"{BASE}imports/new/", {"table": upload})
    assert "读不了" in answer.content.decode()


def test_forms_go_out_and_come_back(bureau):
    monthly(bureau)
    office = client_of(bureau.reviewer)
    answer = office.get(f"{BASE}forms/{bureau.business.pk}/xlsx/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    book.active["K4"] = "√"
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = "企业科.xlsx"

    answer = office.post(f"{BASE}returned/", {"organ": bureau.organ.code, "returned": [stream]}, follow=True)
    address = answer.redirect_chain[-1][0]
    assert "零报告" in answer.content.decode()
    done = office.post(f"{address}confirm/", follow=True).content.decode()

    assert "零报告 1 项" in done
    assert DutyFiling.objects.get().on_behalf_of == bureau.drafter


def test_a_form_is_for_the_department_and_the_office(bureau):
    monthly(bureau)
    address = f"{BASE}forms/{bureau.business.pk}/docx/"
    assert client_of(bureau.drafter).get(address).status_code == 200
    assert client_of(bureau.outsider).get(address).status_code == 404
    assert client_of(bureau.reviewer).get(f"{BASE}forms/{bureau.business.pk}/pdf/").status_code == 404


def test_the_year_shows_each_term_of_each_line(bureau):
    monthly(bureau)
    page = text_of(bureau.reviewer, f"{BASE}year/?year={localdate().year}")
    assert "救助资金发放" in page and "1月" in page


def test_stale_pages_are_for_the_office(bureau):
    monthly(bureau)
    assert "政府信息公开指南" in text_of(bureau.reviewer, f"{BASE}?view=standing")
    assert "政府信息公开指南" not in text_of(bureau.drafter, f"{BASE}?view=standing")


def test_the_home_page_says_what_is_due(bureau):
    monthly(bureau)
    assert "本月应公开未办" in text_of(bureau.drafter, "/desk/")


def queries(person, address) -> int:
    client = client_of(person)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [BASE, f"{BASE}lines/", f"{BASE}year/", f"{BASE}?view=late"])
@pytest.mark.parametrize("who", ["drafter", "reviewer"])
def test_pages_cost_the_same_at_three_and_at_thirty_lines(bureau, address, who):
    for number in range(3):
        monthly(bureau, level2=f"事项{number}")
    few = queries(bureau.people[who], address)
    for number in range(3, 30):
        monthly(bureau, level2=f"事项{number}")
    assert queries(bureau.people[who], address) == few


def test_a_preview_costs_the_same_at_three_and_at_thirty_rows(bureau):
    found = []
    for count in (3, 30):
        lines = [[n, f"事项{n}", "内容", "定期", "企业科"] for n in range(count)]
        upload = stage_list(
            actor=bureau.reviewer, organ_id=bureau.organ.pk, name="a.xlsx", data=plain_list(*lines),
            now=timezone.now(),
        )  # fmt: skip
        found.append(queries(bureau.reviewer, f"{BASE}imports/{upload.pk}/"))
    assert found[0] == found[1]


def test_several_are_reported_with_one_button(bureau):
    lines = [monthly(bureau, level2=name) for name in ("甲", "乙", "丙")]
    assert "勾选的各项做零报告" in text_of(bureau.drafter)
    client = client_of(bureau.drafter)
    sent = {
        "organ": bureau.organ.code, "month": period(), "view": "month",
        "term": [f"{line.pk}:{period()}" for line in lines[:2]] + ["x:1", "7"],
    }  # fmt: skip
    answer = client.post(f"{BASE}zero/", sent, follow=True).content.decode()
    assert "已做零报告 2 项" in answer and DutyFiling.objects.filter(kind="zero").count() == 2
    again = client.post(f"{BASE}zero/", sent, follow=True).content.decode()
    assert "“甲”没有办成" in again
    nothing = client.post(f"{BASE}zero/", {"organ": bureau.organ.code}, follow=True).content.decode()
    assert "请先勾选" in nothing
    assert client_of(bureau.auditor).post(f"{BASE}zero/", sent).status_code == 404
    assert client.get(f"{BASE}zero/").status_code == 405


def test_one_open_term_needs_no_ticks_and_a_leader_sees_none(bureau):
    monthly(bureau)
    assert "勾选的各项做零报告" not in text_of(bureau.drafter)
    monthly(bureau, level2="乙")
    assert "勾选的各项做零报告" not in text_of(bureau.signer)


def test_what_is_long_silent_is_marked_and_not_counted_as_late(bureau):
    line = make_line(bureau, "不定期", level2="处理结果")
    long_ago = localdate().replace(year=localdate().year - 2, day=1)
    DutyLine.objects.filter(pk=line.pk).update(active_from=long_ago)
    shown = text_of(bureau.reviewer)
    assert "久未公开" in shown and "其中久未公开 1 项" in shown
    assert "没有逾期的公开事项" in text_of(bureau.reviewer, f"{BASE}?view=late")


def test_a_template_is_chosen_on_the_form_of_a_line(bureau):
    line = make_line(bureau)
    item = make_live(bureau, title="2026年2月救助资金发放情况")
    address = f"{BASE}lines/{line.pk}/"
    client = client_of(bureau.reviewer)
    assert "2026年2月救助资金发放情况" in client.get(address).content.decode()
    sent = {"level2": line.level2, "department": bureau.business.pk, "rhythm_text": "每月25日前"}
    client.post(address, sent | {"template": item.pk})
    line.refresh_from_db()
    assert line.template == item
    draft = make_draft(bureau)
    refused = client.post(address, sent | {"template": draft.pk}).content.decode()
    line.refresh_from_db()
    assert line.template == item and "起草样本" in refused
    assert "起草样本" not in text_of(bureau.reviewer, f"{BASE}lines/new/")


def test_the_form_of_a_line_costs_the_same_for_three_templates_and_for_thirty(bureau):
    line, counts = make_line(bureau), []
    for stop in (3, 30):
        for number in range(Item.objects.count(), stop):
            make_live(bureau, title=f"第{number}期")
        counts.append(queries(bureau.reviewer, f"{BASE}lines/{line.pk}/"))
    assert counts[0] == counts[1]


def test_an_upload_that_waits_for_the_worker_says_so_and_one_that_failed_what_to_do(bureau):
    upload = DutyImport.objects.create(
        organ=bureau.organ, kind="returned", name="企业科.doc", state="reading", staged_by=bureau.reviewer,
        staged_at=timezone.now(),
    )  # fmt: skip
    address = f"{BASE}imports/{upload.pk}/"
    assert "后台正在读取" in text_of(bureau.reviewer, address)
    assert client_of(bureau.reviewer).post(f"{address}confirm/").status_code == 409
    DutyImport.objects.filter(pk=upload.pk).update(state="unread", notes=["没有找到填报单。"])
    shown = text_of(bureau.reviewer, address)
    assert "重新上传" in shown and "没有找到填报单" in shown


@pytest.mark.parametrize("address", ["returned/", "imports/new/"])
def test_lists_of_uploads_cost_the_same_at_three_and_at_thirty(bureau, address):
    counts = []
    for stop in (3, 30):
        for number in range(DutyImport.objects.count(), stop):
            DutyImport.objects.create(
                organ=bureau.organ, kind="returned", name=f"{number}.xlsx", staged_by=bureau.reviewer,
                staged_at=timezone.now(),
            )  # fmt: skip
        counts.append(queries(bureau.reviewer, f"{BASE}{address}"))
    assert counts[0] == counts[1]


def test_the_month_costs_the_same_for_three_silent_lines_and_for_thirty(bureau):
    counts = []
    for stop in (3, 30):
        for number in range(DutyLine.objects.count(), stop):
            make_line(bureau, "不定期", level2=f"项{number}")
        counts.append(queries(bureau.reviewer, BASE))
    assert counts[0] == counts[1]
