"""Every refusal of the acts that no story comes by: each with its own line."""

import io
from collections.abc import Callable

import pytest

from gongkai.disclosure.acts.arrange import arrange_attachments
from gongkai.disclosure.acts.attach import MOST_ATTACHMENTS, add_picture, attach, detach
from gongkai.disclosure.acts.columns import move_column, save_column
from gongkai.disclosure.acts.correct import change_validity, correct
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.override import allow_value, disallow_value, override
from gongkai.disclosure.acts.publish import withhold
from gongkai.disclosure.acts.reassess import reassess
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.withdraw import take_down
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import AllowedValue, Attachment, Item
from gongkai.kernel.acts.people import grant_role
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused, StaleEdit
from tests.factories import (
    NOW,
    make_approved,
    make_bureau,
    make_column,
    make_draft,
    make_live,
    make_submitted,
)

pytestmark = pytest.mark.django_db


def _file(text: str = "abc") -> io.BytesIO:
    return io.BytesIO(text.encode())


def _attach(bureau, item: Item, name: str = "a.txt", text: str = "abc") -> Attachment:
    return attach(actor=bureau.drafter, item_id=item.pk, name=name, stream=_file(text), now=NOW)


def _column(bureau, code: str = "tzgg", **values: object) -> None:
    column = bureau.columns[code]
    save_column(actor=bureau.admin, organ=bureau.organ, column_id=column.pk, values=values, now=NOW)


def _withheld(bureau) -> Item:
    item = make_approved(bureau, mode="withheld", ground="art16_internal")
    return withhold(actor=bureau.reviewer, item_id=item.pk, now=NOW)


def _validity(bureau) -> Item:
    item = make_live(bureau, validity="in_force")
    return change_validity(
        actor=bureau.drafter, item_id=item.pk, validity="repealed", note="被新文件废止", now=NOW
    )


def _fifty(bureau) -> Item:
    item = make_draft(bureau)
    file = _attach(bureau, item).file
    Attachment.objects.bulk_create(
        Attachment(item=item, file=file, name=f"{n}.txt") for n in range(MOST_ATTACHMENTS - 1)
    )
    return item


def _rename(bureau, item: Item, name: str) -> None:
    attachment = item.attachments.first() or _attach(bureau, item)
    arrange_attachments(actor=bureau.drafter, item_id=item.pk, order=[], names={attachment.pk: name}, now=NOW)


def _below_itself(bureau) -> None:
    child = make_column(bureau.organ, "child")
    save_column(
        actor=bureau.admin, organ=bureau.organ, column_id=child.pk, values={}, now=NOW,
        parent_id=bureau.columns["tzgg"].pk,
    )  # fmt: skip
    save_column(
        actor=bureau.admin, organ=bureau.organ, column_id=bureau.columns["tzgg"].pk, values={}, now=NOW,
        parent_id=child.pk,
    )  # fmt: skip


def _fixed(bureau) -> None:
    guide = make_column(bureau.organ, "zhinan", platform_part="guide")
    move_column(actor=bureau.admin, column_id=guide.pk, up=True, now=NOW)


def _used_column(bureau, **values: object) -> None:
    make_live(bureau)
    _column(bureau, **values)


def _draft_where_the_column_is_closed(bureau) -> None:
    _column(bureau, is_active=False)
    make_draft(bureau)


def _draft_without_a_department(bureau) -> None:
    draft(actor=bureau.signer, column_id=bureau.columns["tzgg"].pk, values={"title": "通知"}, now=NOW)


def _stale_review(bureau) -> None:
    item = make_submitted(bureau)
    seen = content_digest(item)
    Item.objects.filter(pk=item.pk).update(summary="读后改的")
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW, seen_digest=seen)


def _light_hurry(bureau) -> None:
    item = make_live(bureau)
    correct(actor=bureau.drafter, item_id=item.pk, reason="错字", light=True, now=NOW)
    expedite(actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="电话", reason="急", now=NOW)


REFUSALS: dict[str, tuple[Callable, type[Refused], str]] = {
    "an attachment without a name": (lambda b: _rename(b, make_draft(b), " .txt"), InputRefused, "名称"),
    "a mark in a new name": (lambda b: _rename(b, make_draft(b), "机密★5年.txt"), InputRefused, "国家秘密"),
    "a mark in a name": (lambda b: _attach(b, make_draft(b), "机密★5年.txt"), InputRefused, "国家秘密"),
    "a file in a validity round": (lambda b: _attach(b, _validity(b)), InputRefused, "只修改有效性"),
    "too many files": (lambda b: _attach(b, _fifty(b), text="x"), InputRefused, "最多"),
    "a text as picture": (
        lambda b: add_picture(
            actor=b.drafter, item_id=make_draft(b).pk, name="a.txt", stream=_file(), now=NOW
        ), InputRefused, "PNG",
    ),
    "another zone for what is public": (lambda b: _used_column(b, zone="general"), InputRefused, "区域"),
    "a column below itself": (_below_itself, InputRefused, "自己下面"),
    "a fixed column moved": (_fixed, ActRefused, "固定栏目"),
    "a column without a name": (lambda b: _column(b, name=""), InputRefused, "改正"),
    "the validity it has": (
        lambda b: change_validity(
            actor=b.drafter, item_id=make_live(b, validity="in_force").pk, validity="in_force", note="据",
            now=NOW,
        ), InputRefused, "没有变化",
    ),
    "a round without a reason": (
        lambda b: correct(actor=b.drafter, item_id=make_live(b).pk, reason=" ", now=NOW),
        InputRefused, "原因",
    ),
    "a draft in a closed column": (_draft_where_the_column_is_closed, ActRefused, "停用"),
    "a draft without a department": (_draft_without_a_department, ActRefused, "科室"),
    "a column of another organ": (
        lambda b: edit(
            actor=b.drafter, item_id=make_draft(b).pk, now=NOW,
            values={"column": make_column(b.authority, "x").pk},
        ), InputRefused, "改正",
    ),
    "a date in words": (lambda b: make_draft(b, formed_on="三月二日"), InputRefused, "改正"),
    "two numbers for the list": (
        lambda b: allow_value(
            actor=b.reviewer, organ_id=b.organ.pk, number="13812345678 13912345678", note="x", now=NOW
        ), InputRefused, "一个号码",
    ),
    "a number without a purpose": (
        lambda b: allow_value(
            actor=b.reviewer, organ_id=b.organ.pk, number="13812345678", note=" ", now=NOW
        ), InputRefused, "用途",
    ),
    "a second look without words": (
        lambda b: reassess(actor=b.reviewer, item_id=_withheld(b).pk, opens=False, note=" ", now=NOW),
        InputRefused, "意见",
    ),
    "a second look in the past": (
        lambda b: reassess(
            actor=b.reviewer, item_id=_withheld(b).pk, opens=False, note="仍属", now=NOW, next_on=NOW.date()
        ), InputRefused, "晚于今天",
    ),
    "a review without a ground": (
        lambda b: review(actor=b.reviewer, item_id=make_submitted(b).pk, now=NOW, ground=" "),
        InputRefused, "依据",
    ),
    "a review of what was not seen": (_stale_review, StaleEdit, "有改动"),
    "a leak without a reason": (
        lambda b: take_down(actor=b.reviewer, item_id=make_live(b).pk, reason=" ", now=NOW),
        InputRefused, "撤下原因",
    ),
    "haste with somebody's number": (
        lambda b: expedite(
            actor=b.reviewer, item_id=make_draft(b, summary="手机13812345678").pk, approver=b.signer,
            how="电话", reason="急", now=NOW,
        ), InputRefused, "手机号码",
    ),
    "haste for a wrong character": (_light_hurry, ActRefused, "不需要急件"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_is_refused_with_its_reason(bureau, name):
    act, error, words = REFUSALS[name]
    with pytest.raises(error, match=words):
        act(bureau)


def _another_organs(bureau) -> None:
    other = make_bureau(parent=bureau.authority)
    live = make_live(other)
    AllowedValue.objects.create(organ=other.organ, key="k", masked="138", note="x", by=other.reviewer, at=NOW)
    bureau.__dict__["foreign"] = {"item": live, "organ": other, "value": AllowedValue.objects.get()}


ABSENT: dict[str, Callable] = {
    "an attachment of another item": lambda b, f: detach(
        actor=b.drafter, item_id=make_draft(b).pk, attachment_id=_attach(b, make_draft(b)).pk, now=NOW
    ),
    "a finding that is not there": lambda b, f: override(
        actor=b.reviewer, item_id=make_submitted(b).pk, check="pii.mobile", key="k", reason="x", now=NOW
    ),
    "another organ's number": lambda b, f: disallow_value(actor=b.reviewer, value_id=f["value"].pk, now=NOW),
    "another organ's policy": lambda b, f: link_interpretation(
        actor=b.reviewer, policy_id=f["item"].pk, interpretation_id=make_draft(b).pk, now=NOW
    ),
    "another organ's column to change": lambda b, f: save_column(
        actor=b.admin, organ=b.organ, column_id=f["organ"].columns["tzgg"].pk, values={}, now=NOW
    ),
    "another organ's column above": lambda b, f: save_column(
        actor=b.admin, organ=b.organ, column_id=b.columns["tzgg"].pk, values={}, now=NOW,
        parent_id=f["organ"].columns["tzgg"].pk,
    ),
    "another organ's column to move": lambda b, f: move_column(
        actor=b.admin, column_id=f["organ"].columns["tzgg"].pk, up=True, now=NOW
    ),
    "no column at all": lambda b, f: move_column(actor=b.admin, column_id=0, up=True, now=NOW),
    "columns for who does not administer": lambda b, f: save_column(
        actor=b.reviewer, organ=b.organ, values={"code": "x"}, now=NOW
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ABSENT)
def test_is_not_there_for_this_person(bureau, name):
    _another_organs(bureau)
    with pytest.raises(NotVisible):
        ABSENT[name](bureau, bureau.__dict__["foreign"])


def test_who_works_in_two_organs_links_nothing_across_them(bureau):
    other = make_bureau(parent=bureau.authority)
    grant_role(actor=None, person=bureau.reviewer, organ=other.organ, role="reviewer", now=NOW)
    with pytest.raises(NotVisible):
        link_interpretation(
            actor=bureau.reviewer, policy_id=make_live(other).pk, interpretation_id=make_draft(bureau).pk,
            now=NOW,
        )  # fmt: skip
