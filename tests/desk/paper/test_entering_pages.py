"""The entering page: ticked where nothing is doubtful, all at one press, typed values kept on a refusal."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Expedited, ReviewRecord
from gongkai.kernel.acts.people import end_role
from gongkai.kernel.models import RoleGrant
from gongkai.paper.acts.print_forms import print_settling_form
from gongkai.paper.models import FormState, PageState, PaperForm, ScanBatch, ScanPage
from tests.desk.paper.pages import typed_on
from tests.factories import NOW, make_draft
from tests.paper.scanner import drawn, paper, print_sheets, send_pages, written_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def lone_reviewer(bureau) -> None:
    """Only one person may sign for the office."""
    grant = RoleGrant.objects.get(person=bureau.reviewer2, ended_at=None)
    end_role(actor=bureau.admin, grant_id=grant.pk, now=NOW)


def _sheets(bureau, column: str, count: int) -> list[PaperForm]:
    return print_sheets(bureau, *[make_draft(bureau, column).pk for _ in range(count)])


def _address() -> str:
    return reverse("desk:paper_batch", args=(ScanBatch.objects.latest("pk").pk,))


def _ticked(answer) -> list[bool]:
    return [row.is_chosen for row in answer.context["rows"]]


def test_sheets_whose_signers_are_beyond_doubt_are_ticked_and_entered_at_one_press(
    bureau, signed_in, lone_reviewer
):
    forms = _sheets(bureau, "zdly", 3)
    send_pages(bureau, *map(drawn, forms), by="reviewer")
    client = signed_in(bureau.reviewer)
    shown = client.get(_address())
    assert _ticked(shown) == [True] * 3
    done = client.post(_address(), typed_on(shown), follow=True)
    assert "已登记 3 张" in done.content.decode()
    assert set(PaperForm.objects.values_list("state", flat=True)) == {FormState.RETURNED}
    assert ReviewRecord.objects.filter(paper__isnull=False).count() == 9


def test_a_sheet_that_several_may_have_signed_is_not_ticked(bureau, signed_in):
    send_pages(bureau, drawn(_sheets(bureau, "zcwj", 1)[0]))
    shown = signed_in(bureau.reviewer).get(_address())
    assert _ticked(shown) == [False]
    steps = shown.context["rows"][0].steps
    assert [step.signer for step in steps] == [bureau.head.pk, None]


def test_everything_is_entered_with_one_button_and_what_is_refused_keeps_its_values(bureau, signed_in):
    forms = _sheets(bureau, "zcwj", 2)
    send_pages(bureau, *map(drawn, forms))
    client = signed_in(bureau.reviewer)
    typed = typed_on(client.get(_address())) | {"all": ["1"]}
    good, bad = forms
    for form in forms:
        typed[f"signer-{form.pk}-office"] = [str(bureau.reviewer2.pk)]
    typed[f"day-{bad.pk}-office"] = ["2020-01-01"]
    typed[f"note-{bad.pk}-office"] = ["同意，请尽快"]
    answer = client.post(_address(), typed)
    text = answer.content.decode()
    assert "已登记 1 张" in text and "有 1 张没有登记" in text and "签字日期须在" in text
    (row,) = answer.context["rows"]
    assert row.sheet == bad
    assert [(step.signer, step.day, step.note) for step in row.steps][1] == (
        bureau.reviewer2.pk, "2020-01-01", "同意，请尽快",
    )  # fmt: skip
    assert 'value="同意，请尽快"' in text and 'value="2020-01-01"' in text
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == (FormState.RETURNED, FormState.OUT)


def test_a_date_that_is_none_is_refused_and_kept(bureau, signed_in):
    (form,) = _sheets(bureau, "tzgg", 1)
    send_pages(bureau, drawn(form))
    client = signed_in(bureau.reviewer)
    typed = typed_on(client.get(_address())) | {
        "sheet": [str(form.pk)], f"signer-{form.pk}-second": [str(bureau.head.pk)],
        f"day-{form.pk}-second": ["三月二日"],
    }  # fmt: skip
    answer = client.post(_address(), typed)
    assert "签字日期请写成" in answer.content.decode()
    assert _ticked(answer) == [True]
    assert not ReviewRecord.objects.exists()


def test_pressing_twice_enters_once_and_ticking_nothing_says_so(bureau, signed_in):
    (form,) = _sheets(bureau, "tzgg", 1)
    send_pages(bureau, drawn(form))
    client = signed_in(bureau.reviewer)
    typed = typed_on(client.get(_address())) | {f"signer-{form.pk}-second": [str(bureau.head.pk)]}
    assert "请勾选看过的表" in client.post(_address(), typed).content.decode()
    typed["sheet"] = [str(form.pk)]
    client.post(_address(), typed)
    again = client.post(_address(), typed)
    assert "已经登记过" in again.content.decode()
    assert ReviewRecord.objects.count() == 1


def test_a_sheet_whose_content_changed_since_says_so_and_is_put_aside(bureau, signed_in):
    (form,) = _sheets(bureau, "tzgg", 1)
    (page,) = send_pages(bureau, drawn(form))
    edit(actor=bureau.drafter, item_id=form.item_id, values={"summary": "改了"}, now=NOW)
    submit(actor=bureau.drafter, item_id=form.item_id, now=NOW)
    client = signed_in(bureau.reviewer)
    shown = client.get(_address())
    assert "内容有改动" in shown.content.decode() and _ticked(shown) == [False]
    assert client.post(reverse("desk:paper_discard", args=(page.pk,))).status_code == 302
    page.refresh_from_db()
    assert page.state == PageState.DISCARDED
    assert "放回处理" in client.get(_address()).content.decode()


def test_haste_is_made_good_on_the_same_page(bureau, signed_in):
    item = make_draft(bureau)
    expedite(
        actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="电话", reason="汛情", now=NOW
    )
    client = signed_in(bureau.reviewer)
    expedited = Expedited.objects.get()
    assert "打印呈批单" in client.get(reverse("desk:expedited")).content.decode()
    printed = client.post(reverse("desk:paper_settling", args=(expedited.pk,)), follow=True)
    assert item.title in printed.content.decode()
    form = print_settling_form(actor=bureau.reviewer, expedited_id=expedited.pk, now=NOW).forms.get()
    send_pages(bureau, drawn(form))
    shown = client.get(_address())
    assert "张signer口头同意" in shown.content.decode() and _ticked(shown) == [True]
    client.post(_address(), typed_on(shown))
    expedited.refresh_from_db()
    assert expedited.settled_at is not None and expedited.paper is not None


def test_a_refused_number_keeps_what_was_typed_and_the_next_page_follows(bureau, signed_in):
    (form,) = _sheets(bureau, "tzgg", 1)
    first, second = send_pages(bureau, written_on(paper()), written_on(paper(90)))
    client = signed_in(bureau.reviewer)
    refused = client.post(reverse("desk:paper_assign", args=(first.pk,)), {"code": "GK-12345"})
    text = refused.content.decode()
    assert "编号不对" in text and 'value="GK-12345"' in text
    taken = client.post(reverse("desk:paper_assign", args=(first.pk,)), {"code": form.code}, follow=True)
    assert "已归到" in taken.content.decode() and f'id="page-{second.pk}"' in taken.content.decode()
    done = client.post(reverse("desk:paper_discard", args=(second.pk,)), follow=True)
    assert done.request["PATH_INFO"] == _address(), "the last page leads on to entering"


def test_a_written_back_is_added_and_a_wrong_one_refused_in_words(bureau, signed_in):
    (form,) = _sheets(bureau, "tzgg", 1)
    before, first, back = send_pages(bureau, written_on(paper()), drawn(form), written_on(paper(90)))
    client = signed_in(bureau.reviewer)
    wrong = client.post(reverse("desk:paper_follow", args=(before.pk,)))
    assert "不能作续页" in wrong.content.decode()
    client.post(reverse("desk:paper_follow", args=(back.pk,)))
    assert ScanPage.objects.get(pk=back.pk).state == PageState.FOLLOWS
    client.post(reverse("desk:paper_take_back", args=(first.pk,)))
    assert ScanPage.objects.get(pk=first.pk).state == PageState.UNKNOWN


def test_a_page_that_somebody_else_placed_meanwhile_says_so(bureau, signed_in):
    (form,) = _sheets(bureau, "tzgg", 1)
    (page,) = send_pages(bureau, drawn(form))
    answer = signed_in(bureau.reviewer).post(
        reverse("desk:paper_assign", args=(page.pk,)), {"code": form.code}
    )
    assert "已经处理过" in answer.content.decode()
