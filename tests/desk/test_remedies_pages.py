"""The desk's pages of reconsideration and litigation, used as the office uses them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.kernel.models import AuditEntry, OutboxJob
from gongkai.remedies.models import Lesson, Proceeding
from gongkai.requests.acts.archiving import archive
from tests.factories import NOW, Bureau, make_bureau
from tests.remedies.factories import at, decided, make_answered_proceeding, make_proceeding
from tests.request_factories import make_answered, make_case, make_office, refused_part


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    """An organ whose disclosure office is ready to take requests."""
    return make_office()


@pytest.fixture
def refused(bureau):
    """A case refused on 2 March 2026."""
    return make_answered(bureau, [refused_part()])


@pytest.fixture
def in_march():
    """The doors' clock stands at noon of 17 March 2026."""
    with time_machine.travel(at(date(2026, 3, 17)).replace(hour=12), tick=False):
        yield


def url(name: str, *args: object) -> str:
    """An address of the desk."""
    return reverse(f"desk:{name}", args=args)


def text(answer) -> str:
    """A page that is there."""
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_challenge_is_registered_from_its_case_and_answered(bureau, refused, signed_in, in_march):
    client = signed_in(bureau.reviewer)
    assert "请核对编号" in text(client.get(url("remedy_find"), {"number": "没有这个"}))
    found = client.get(url("remedy_find"), {"number": refused.number.lower()})
    assert found["Location"] == url("remedy_new", refused.pk)
    page = text(client.get(found["Location"]))
    assert "海岳市文川区人民政府" in page and "行政复议法第二十四条" in page and "内部" not in page
    sent = {
        "forum": "reconsideration", "filed_on": "2026-03-09", "brought_by": "applicant",
        "about": "decision", "docket": "文政复〔2026〕12号", "body": "", "course": "ordinary",
        "accepted_on": "2026-03-11", "copy_received_on": "2026-03-10",
    }  # fmt: skip
    answer = client.post(found["Location"], sent)
    row = Proceeding.objects.get()
    assert answer["Location"] == url("remedy", row.pk) and row.body == "海岳市文川区人民政府"
    page = text(client.get(answer["Location"]))
    for words in (
        "2026年3月24日", "五个工作日内到期", "自2026年3月10日次日起10个工作日", "行政复议法第四十八条",
        "凭一般了解", "文政复〔2026〕12号", refused.number, "登记复议或者诉讼",
    ):  # fmt: skip
        assert words in page, words
    client.post(url("remedy_act", row.pk, "answer"), {"on": "2026-03-17"})
    page = text(client.get(url("remedy", row.pk)))
    assert "五个工作日内到期" not in page and "已办" in page and "登记提交答复（答辩）" in page


def test_what_is_wrong_stays_on_the_form_with_its_field(bureau, refused, signed_in, in_march):
    client = signed_in(bureau.reviewer)
    sent = {
        "forum": "reconsideration", "filed_on": "2026-03-18", "brought_by": "applicant", "about": "decision",
        "docket": "十二号", "body": "", "course": "ordinary",
    }  # fmt: skip
    page = text(client.post(url("remedy_new", refused.pk), sent))
    assert "不能晚于今天" in page and 'value="十二号"' in page and not Proceeding.objects.exists()
    page = text(client.post(url("remedy_new", refused.pk), sent | {"filed_on": "昨天"}))
    assert "请改正标出的各项" in page


def test_a_suit_is_registered_after_its_reconsideration_with_a_warning_when_direct(
    bureau, refused, signed_in, in_march
):
    client = signed_in(bureau.reviewer)
    address = url("remedy_new", refused.pk)
    page = text(client.get(address, {"forum": "litigation"}))
    assert "应当先申请行政复议" in page and "海岳市文川区人民法院" in page
    first = decided(bureau, make_proceeding(bureau, refused), "upheld", date(2026, 3, 16))
    sent = {
        "forum": "litigation", "filed_on": "2026-03-17", "brought_by": "applicant", "about": "decision",
        "docket": "", "body": "", "after": str(first.pk),
    }  # fmt: skip
    client.post(address, sent)
    suit = Proceeding.objects.get(forum="litigation")
    assert suit.after == first and url("remedy", suit.pk) in text(client.get(url("remedy", first.pk)))
    client.post(address, sent | {"after": "direct", "docket": "（2026）鲁1003行初8号"})
    direct = Proceeding.objects.get(after_reconsideration=False, forum="litigation")
    assert "应当先申请行政复议" in text(client.get(url("remedy", direct.pk)))


def test_a_lost_case_leads_to_its_lesson_and_the_lesson_to_the_next_of_its_kind(
    bureau, refused, signed_in, in_march
):
    client = signed_in(bureau.reviewer)
    row = make_proceeding(bureau, refused)
    client.post(
        url("remedy_act", row.pk, "result"),
        {"result": "revoked", "on": "2026-03-16", "received_on": "2026-03-17", "redo_by": "2026-04-15"},
    )
    page = text(client.get(url("remedy", row.pk)))
    assert "决定撤销或者部分撤销" in page and "还没有写明教训" in page and "2026年4月15日" in page
    assert refused.number in text(client.get(url("remedies"), {"view": "unlearnt"}))
    assert "答复被纠正，待写明教训" in text(client.get(url("home")))
    words = {"fault": "ground", "why": "<b>已有</b>最终文件", "todo": "先查最终文件"}
    client.post(url("remedy_act", row.pk, "lesson"), words)
    assert Lesson.objects.get().grounds == ["art16_process"]
    page = text(client.get(url("remedy_lessons")))
    assert "不予公开的理由不成立 1 件" in page and "&lt;b&gt;已有" in page and "先查最终文件" in page
    assert "先查最终文件" in text(client.get(url("remedy_lessons"), {"ground": "art16_process"}))
    again = make_proceeding(bureau, make_answered(bureau, [refused_part()]), docket="另一件")
    assert "先查最终文件" in text(client.get(url("remedy", again.pk)))


def test_each_act_has_its_page_and_says_why_when_it_is_not_open(bureau, refused, signed_in, in_march):
    client = signed_in(bureau.office_head)
    row = make_proceeding(bureau, refused)
    for name in (
        "accept",
        "copy",
        "answer",
        "hearing",
        "course",
        "result",
        "describe",
        "take_over",
        "cancel",
    ):
        assert "不办了，返回" in text(client.get(url("remedy_act", row.pk, name))), name
    for name, why in (
        ("extend", "请先登记受理日期"), ("appeal", "行政复议没有这个环节"), ("lesson", "审结之后才写教训"),
    ):  # fmt: skip
        answer = client.get(url("remedy_act", row.pk, name))
        assert answer.status_code == 409 and why in answer.content.decode()
        assert client.post(url("remedy_act", row.pk, name), {"on": "2026-03-17"}).status_code == 409
    assert client.get(url("remedy_act", row.pk, "nonsense")).status_code == 404
    client.post(url("remedy_act", row.pk, "hearing"), {"on": "2026-04-20"})
    assert "（还没有到）" in text(client.get(url("remedy", row.pk)))
    client.post(url("remedy_act", row.pk, "take_over"))
    assert Proceeding.objects.get().handler == bureau.office_head
    client.post(url("remedy_act", row.pk, "cancel"), {"reason": "登记错了"})
    page = text(client.get(url("remedy", row.pk)))
    assert "注销，不计入年报" in page and "登记错了" in page


def test_a_fact_is_corrected_and_voided_where_it_stands(bureau, refused, signed_in, in_march):
    client = signed_in(bureau.reviewer)
    row = make_proceeding(bureau, refused, copy_received_on=date(2026, 3, 9))
    fact = row.facts.get(type="copy_received")
    address = url("remedy_act", row.pk, "correct") + f"?of={fact.pk}"
    assert 'value="2026-03-09"' in text(client.get(address))
    client.post(address, {"on": "2026-03-12", "reason": "收件章"})
    page = text(client.get(url("remedy", row.pk)))
    assert "已更正" in page and "收件章" in page and "2026年3月26日" in page
    new = row.facts.get(replaces=fact)
    client.post(url("remedy_act", row.pk, "void") + f"?of={new.pk}", {"reason": "还没收到"})
    page = text(client.get(url("remedy", row.pk)))
    assert "已删去" in page and "还没收到" in page and Proceeding.objects.get().next_due is None
    for target in (fact.pk, new.pk, 0, "x"):
        assert client.get(url("remedy_act", row.pk, "void") + f"?of={target}").status_code == 404


def test_selections_and_search_show_what_they_say(bureau, refused, signed_in, in_march):
    client = signed_in(bureau.reviewer)
    make_proceeding(
        bureau, refused, docket="近的", copy_received_on=date(2026, 3, 10), now=at(date(2026, 3, 10))
    )
    make_proceeding(bureau, refused, docket="早的", course="simple", copy_received_on=date(2026, 3, 9))
    decided(bureau, make_proceeding(bureau, refused, docket="完的"), "upheld", date(2026, 3, 16))

    def listed(**query):
        page = text(client.get(url("remedies"), query))
        return {name for name in ("近的", "早的", "完的") if name in page}

    assert listed() == {"近的", "早的"} and listed(view="overdue") == {"早的"}
    assert listed(view="pressing") == {"近的"} and listed(view="decided") == {"完的"}
    assert listed(view="all") == {"近的", "早的", "完的"} == listed(view="all", q=refused.number)
    assert listed(view="all", q="完") == {"完的"} and listed(view="nonsense") == {"近的", "早的"}
    home = text(client.get(url("home")))
    assert "复议、诉讼期限已过" in home and "复议、诉讼期限将到" in home


def test_table4_shows_fifteen_cells_and_opens_them(bureau, refused, signed_in, in_march):
    client = signed_in(bureau.signer)
    row = decided(bureau, make_proceeding(bureau, refused, docket="甲案"), "revoked", date(2026, 3, 16))
    page = text(client.get(url("remedy_table4"), {"year": "2026"}))
    assert page.count("<td data-label=") == 15
    query = {"year": "2026", "group": "reconsideration", "column": "corrected"}
    assert url("remedy", row.pk) in text(client.get(url("remedy_table4"), query))
    for odd in ({"year": "九"}, {"year": "0001"}, {"group": "x", "column": "y"}, {"year": "2026 "}):
        assert "甲案" not in text(client.get(url("remedy_table4"), odd))
    assert client.get(url("remedy_table4"), {"organ": "none"}).status_code == 404


def test_the_package_is_taken_out_and_ordered_again(bureau, refused, signed_in):
    client, address = signed_in(bureau.signer), url("case_evidence", refused.pk)
    with time_machine.travel(NOW, tick=False):
        assert "当场生成" in text(client.get(address))
        assert not AuditEntry.objects.filter(act="private.opened").exists()
        answer = client.post(address, {"take": "1"})
        raw = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        assert "目录.html" in package.namelist()
    assert answer["Cache-Control"] == "private, no-store" and ".zip" in answer["Content-Disposition"]
    assert AuditEntry.objects.get(act="private.opened").actor_id == bureau.signer.pk
    archive(actor=bureau.reviewer, case_id=refused.pk, now=NOW)
    OutboxJob.objects.filter(kind="requests.package").delete()
    assert "重新生成" in text(client.get(address))
    assert client.post(address, {"take": "1"}).status_code == 409
    assert client.post(address, {"order": "1"}).status_code == 302
    assert OutboxJob.objects.filter(kind="requests.package").count() == 1


def test_other_organs_and_departments_find_nothing(bureau, refused, signed_in):
    row = make_answered_proceeding(bureau, refused)
    other = make_bureau(parent=bureau.authority)
    fact = row.facts.first()
    of_it = [
        url("remedy", row.pk), url("remedy_act", row.pk, "answer"), url("remedy_new", refused.pk),
        url("remedy_act", row.pk, "correct") + f"?of={fact.pk}", url("case_evidence", refused.pk),
        url("remedy_table4") + f"?organ={bureau.organ.code}",
    ]  # fmt: skip
    for person in (other.reviewer, bureau.drafter, bureau.head, bureau.admin, bureau.supervisor):
        client = signed_in(person)
        for address in of_it:
            assert client.get(address).status_code == 404, (person.name, address)
            assert client.post(address).status_code == 404, (person.name, address)
    client = signed_in(other.reviewer)
    for address in (url("remedies") + "?view=all", url("remedy_lessons")):
        assert refused.number not in text(client.get(address))
    found = client.get(url("remedy_find"), {"number": refused.number})
    assert "请核对编号" in text(found)
    for name in ("remedies", "remedy_lessons", "remedy_table4", "remedy_find"):
        assert signed_in(bureau.drafter).get(url(name)).status_code == 404


def test_leaders_read_but_do_not_act(bureau, refused, signed_in):
    row = make_proceeding(bureau, refused)
    client = signed_in(bureau.signer)
    page = text(client.get(url("remedy", row.pk)))
    assert "您在这里没有要办的事" in page and "更正日期" not in page
    for address in (url("remedy_act", row.pk, "answer"), url("remedy_new", refused.pk), url("remedy_find")):
        assert client.get(address).status_code == 404 and client.post(address).status_code in {404, 405}


def test_a_case_without_an_answer_offers_inaction(bureau, signed_in):
    case = make_case(bureau)
    page = text(signed_in(bureau.reviewer).get(url("remedy_new", case.pk)))
    assert '<option value="inaction" selected>' in page and "没有答复" in page


def test_the_list_asks_the_same_number_of_questions_at_3_and_30(bureau, refused, signed_in, in_march):
    client = signed_in(bureau.reviewer)

    def questions(more: int) -> int:
        for number in range(more):
            make_proceeding(bureau, refused, docket=f"{more}-{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(url("remedies"))
        return len(queries)

    few = questions(3)
    assert questions(27) == few


def test_every_act_has_its_word_in_the_audit(bureau, refused, signed_in):
    from gongkai.desk.audit_labels import ACTS
    from gongkai.desk.remedies.act_table import ACT_PAGES
    from gongkai.remedies.rules import ACTS as RULES

    assert {page.act for page in ACT_PAGES.values()} == set(RULES)
    row = decided(bureau, make_answered_proceeding(bureau, refused), "revoked")
    told = AuditEntry.objects.filter(subject="proceeding", subject_id=row.pk).values_list("act", flat=True)
    assert set(told) <= set(ACTS)
