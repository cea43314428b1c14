"""The authority's pages over the reports below it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from gongkai.kernel.models import Role
from gongkai.reporting.acts.check import check_
from gongkai.reporting.models import Letter, OutlineHeading, SeasonStep
from tests.factories import NOW, Bureau, make_bureau, make_person
from tests.reporting.factories import begun, provide, signed, submitted
from tests.request_factories import make_office


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    """An office with its figures entered."""
    office = make_office()
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


def test_the_list_shows_who_owes_and_reminds_the_ticked(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    submitted(bureau)
    client = signed_in(bureau.supervisor)
    page = text(client.get(url("roll_up"), {"year": 2025}))
    assert "<b>1</b> / 2 个机关已报送" in page and "未开始" in page and "逾期" in page and "相符" in page
    sent = {"organ": other.organ.pk, "year": 2025, "text": "请抓紧报送年报。"}
    assert client.post(url("roll_up_remind"), sent).status_code == 302
    assert "1 次" in text(client.get(url("roll_up"), {"year": 2025}))
    assert "请先勾选" in text(client.post(url("roll_up_remind"), {"year": 2025}), 409)


def test_the_authority_is_led_to_the_list(bureau, signed_in):
    assert signed_in(bureau.supervisor).get(url("reports"))["Location"] == url("roll_up")
    assert signed_in(bureau.reviewer).get(url("roll_up")).status_code == 404


def test_precheck_return_and_accept_stand_beside_the_report(bureau, signed_in):
    report = begun(bureau)
    client = signed_in(bureau.supervisor)
    assert "提出预审意见" not in text(client.get(url("report", report.pk)))
    check_(actor=bureau.reviewer, report_id=report.pk, now=NOW)
    assert "提出预审意见" in text(client.get(url("report", report.pk)))
    sent = client.post(url("report_supervise", report.pk, "precheck"), {"text": "缺培训次数"})
    assert sent.status_code == 302
    assert "缺培训次数" in text(signed_in(bureau.reviewer).get(url("report", report.pk)))
    refused = client.post(url("report_supervise", report.pk, "return"), {"text": "不行"})
    assert "已经报送的年报才能退回" in text(refused)
    assert client.get(url("report_supervise", report.pk, "sing")).status_code == 404
    assert signed_in(bureau.reviewer).get(url("report_supervise", report.pk, "accept")).status_code == 404


def test_a_returned_report_says_why_on_its_page(bureau, signed_in):
    report = submitted(bureau)
    client = signed_in(bureau.supervisor)
    text(client.get(url("report_supervise", report.pk, "accept")))
    client.post(url("report_supervise", report.pk, "return"), {"text": "表二与台账不符"})
    assert Letter.objects.filter(kind="return").exists()
    assert "退回理由：表二与台账不符" in text(signed_in(bureau.reviewer).get(url("report", report.pk)))


def test_the_sum_names_what_is_missing_and_what_differs(bureau, signed_in):
    make_bureau(parent=bureau.authority)
    signed(bureau)
    page = text(signed_in(bureau.supervisor).get(url("roll_up_sum"), {"year": 2025}))
    assert "还缺 1 个" in page and "暂时只有合计" in page and ">12<" in page


def test_the_whole_is_compared_with_the_sum_of_its_parts(bureau, signed_in):
    signed(bureau)
    top = Bureau(bureau.authority, bureau.authority, bureau.business, bureau.other)
    for name, role in (
        ("reviewer", Role.REVIEWER),
        ("office_head", Role.OFFICE_HEAD),
        ("signer", Role.SIGNER),
    ):
        top.people[name] = make_person(f"top{name}", bureau.authority, (role, None))
    bureau.authority.doc_prefix = "文政办"
    bureau.authority.save()
    provide(top, 2025, **{"table2/licensing": 20})
    signed(top)
    page = text(signed_in(bureau.supervisor).get(url("roll_up_sum"), {"year": 2025}))
    assert "有 1 格不同" in page and "行政许可" in page


def test_figures_are_compared_with_bars_that_read_as_a_table(bureau, signed_in):
    signed(bureau)
    page = text(
        signed_in(bureau.supervisor).get(url("roll_up_compare"), {"year": 2025, "cell": "table2/licensing"})
    )
    assert "<svg" in page and ">12<" in page and "2025 年" in page and "style=" not in page
    assert text(signed_in(bureau.supervisor).get(url("roll_up_compare"), {"cell": "table7/x"}))


def test_everything_is_exported_at_once(bureau, signed_in):
    client = signed_in(bureau.supervisor)
    assert "没有可以导出的" in text(client.get(url("roll_up_export"), {"year": 2025}), 409)
    signed(bureau)
    answer = client.get(url("roll_up_export"), {"year": 2025})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert any(name.endswith(".docx") for name in archive.namelist())
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read("各机关数据.xlsx"))).active
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("表二 行政许可·本年处理决定数量") + 1).value == 12


def test_the_season_and_the_outline_are_set_at_the_desk(bureau, signed_in):
    client = signed_in(bureau.supervisor)
    page = text(client.get(url("report_season")))
    assert "1月31日" in page
    sent = {"label": "送区政府办预审", "month": 1, "day": 12}
    assert client.post(url("report_season") + "?code=precheck", sent).status_code == 302
    assert SeasonStep.objects.get().day == 12
    assert "没有这一天" in text(client.post(url("report_season"), {"label": "开会", "month": 2, "day": 30}))
    text(client.get(url("report_season"), {"code": "precheck"}))
    assert client.get(url("report_season"), {"code": "submit"}).status_code == 404
    page = text(client.get(url("report_outline")))
    assert "主动公开方面" in page
    form = _formset(client.get(url("report_outline")).context["formset"])
    form["h-1-heading"] = "主动公开工作"
    assert client.post(url("report_outline"), form).status_code == 302
    assert OutlineHeading.objects.filter(heading="主动公开工作").exists()
    broken = _formset(client.get(url("report_outline")).context["formset"])
    broken["h-5-heading"] = ""
    assert "提纲缺少" in text(client.post(url("report_outline"), broken))
    assert client.post(url("report_outline"), form | {"usual": "1"}).status_code == 302
    assert not OutlineHeading.objects.exists()
    assert signed_in(bureau.reviewer).get(url("report_season")).status_code == 404


def _formset(formset) -> dict[str, object]:
    sent: dict[str, object] = {"h-TOTAL_FORMS": len(formset), "h-INITIAL_FORMS": len(formset)}
    for form in formset:
        sent |= {f"{form.prefix}-{name}": form.initial.get(name, "") for name in form.fields}
    return sent
