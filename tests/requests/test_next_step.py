"""What the sheet says to do, as a table of cases."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.law.clock import Channel
from gongkai.requests.next_step import CaseNow, LetterNow, Step, advise

TODAY, DUE = date(2026, 3, 10), date(2026, 3, 30)
WAITS, UNKNOWN = {"day0": None, "due": None}, {"due": None}
IN_HAND = CaseNow(
    today=TODAY, stage="handling", channel=Channel.COUNTER, submitted=date(2026, 3, 2), day0=date(2026, 3, 2),
    first_due=DUE, due=DUE, correction_by=date(2026, 3, 11),
)  # fmt: skip
REPLY = LetterNow("予以公开答复书", "reply_open", "draft", decision=True)
CORRECTION = LetterNow("补正告知书", "correction_notice", "draft", decision=False)
EXTENSION = LetterNow("延期答复告知书", "extension_notice", "draft", decision=False)


def now(**changes: object) -> CaseNow:
    return replace(IN_HAND, **changes)


def lettered(*letters: LetterNow, **changes: object) -> CaseNow:
    return now(letters=letters, **changes)


TABLE = [
    ("online request", now(stage="filed", channel=Channel.ONLINE, **WAITS), Step.CONFIRM, None, False),
    ("letter by post, next day", now(stage="filed", channel=Channel.POST, submitted=date(2026, 3, 9)),
     Step.CONFIRM, date(2026, 3, 9), True),
    ("letter by post, today", now(stage="filed", channel=Channel.POST, submitted=TODAY), Step.CONFIRM, TODAY,
     False),
    ("nothing drafted", now(), Step.DECIDE, DUE, False),
    ("past the due date", now(today=date(2026, 3, 31)), Step.DECIDE, DUE, True),
    ("on the due date", now(today=DUE), Step.DECIDE, DUE, False),
    ("third party asked", now(suspended_for=("某公司",)), Step.AWAIT_OPINIONS, DUE, False),
    ("reply drafted", lettered(REPLY, stage="handling"), Step.SIGN, DUE, False),
    ("reply being checked", lettered(replace(REPLY, state="checking"), stage="deciding"), Step.SIGN,
     DUE, False),
    ("reply to be signed", lettered(replace(REPLY, state="signing"), stage="deciding"), Step.SIGN,
     DUE, False),
    ("reply signed", lettered(replace(REPLY, state="signed"), stage="deciding"), Step.SEAL, DUE, False),
    ("reply sealed", lettered(replace(REPLY, state="sealed"), stage="deciding"), Step.SERVE, DUE, False),
    ("correction drafted", lettered(CORRECTION), Step.SIGN, date(2026, 3, 11), False),
    ("correction late", lettered(CORRECTION, today=date(2026, 3, 12)), Step.SIGN, date(2026, 3, 11), True),
    ("extension drafted", lettered(EXTENSION, due=date(2026, 4, 27)), Step.SIGN, DUE, False),
    ("nearest letter first", lettered(REPLY, replace(CORRECTION, state="sealed")), Step.SERVE,
     date(2026, 3, 11), False),
    ("served and void letters wait for nothing",
     lettered(replace(REPLY, state="void"), replace(CORRECTION, state="served")), Step.DECIDE,
     DUE, False),
    ("waiting for correction", now(stage="correcting", **UNKNOWN, wait_until=date(2026, 3, 24)),
     Step.AWAIT_CORRECTION, date(2026, 3, 24), False),
    ("correction lapsed", now(stage="correcting", **UNKNOWN, wait_until=date(2026, 3, 9), lapsed=True),
     Step.CLOSE_CORRECTION, None, False),
    ("waiting for payment", now(stage="paying", **UNKNOWN, wait_until=date(2026, 3, 24)), Step.AWAIT_PAYMENT,
     date(2026, 3, 24), False),
    ("payment lapsed", now(stage="paying", **UNKNOWN, lapsed=True), Step.CLOSE_PAYMENT, None, False),
    ("lapse sealed", lettered(replace(REPLY, state="sealed"), stage="correcting", **UNKNOWN, lapsed=True),
     Step.SERVE, None, False),
    ("merged", now(merged_into="GXJ-2026-00001"), Step.MERGED, None, False),
    ("answered", now(stage="answered", today=date(2026, 5, 1)), Step.ARCHIVE, None, False),
    ("answered with it", now(stage="answered", merged_into="GXJ-2026-00001"), Step.ARCHIVE, None, False),
    ("archived", now(stage="archived"), Step.DONE, None, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "step", "by", "overdue"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_the_next_step(case, step, by, overdue):
    advice = advise(case)
    assert (advice.step, advice.by, advice.overdue) == (step, by, overdue)
    assert advice.what.endswith("。")


def test_the_date_is_explained():
    assert advise(now()).why.startswith("收到申请之日是3月2日，次日起二十个工作日内答复")
    assert "原来到3月30日，已经延长" in advise(now(due=date(2026, 4, 27))).why
    assert advise(now(restarted_on=date(2026, 3, 9))).why.startswith("3月9日收到补正或者缴费")
    assert "暂定" in advise(now(provisional=True)).why


def test_what_is_easily_forgotten_is_said():
    back = lettered(replace(REPLY, returned_reason="依据不全"), unsettled_files=2, stage="handling")
    assert advise(back).minds == (
        "上次被退回，理由：依据不全",
        "随答复提供的 2 个文件还没有人复核：签字人在纸面上一并看过的，登记时勾选。",
    )
    assert advise(now(open_departments=("企业科",))).minds == ("企业科还没有提出意见。",)


def test_a_silent_online_request_shows_no_false_date():
    advice = advise(now(stage="filed", channel=Channel.ONLINE, **WAITS))
    assert advice.by is None
    assert "双方确认之日" in advice.why


@pytest.mark.parametrize("step", list(Step))
def test_every_step_is_reached_by_the_table(step):
    assert step in {row[2] for row in TABLE}
