"""One case, one sheet: from the facts of a case to what to do today, by when and why; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai.law.clock import Channel


class Step(StrEnum):
    """The one thing a case waits for; each has its form on the sheet or a page of its own."""

    CONFIRM = "confirm"
    DECIDE = "decide"
    SIGN = "sign"
    SEAL = "seal"
    SERVE = "serve"
    AWAIT_CORRECTION = "await_correction"
    AWAIT_PAYMENT = "await_payment"
    AWAIT_OPINIONS = "await_opinions"
    CLOSE_CORRECTION = "close_correction"
    CLOSE_PAYMENT = "close_payment"
    MERGED = "merged"
    ARCHIVE = "archive"
    DONE = "done"

    @property
    def is_waiting(self) -> bool:
        """Whether somebody else has to do something first."""
        return self in _WAITING


_WAITING = frozenset({Step.AWAIT_CORRECTION, Step.AWAIT_PAYMENT, Step.AWAIT_OPINIONS, Step.MERGED, Step.DONE})


@dataclass(frozen=True, slots=True)
class LetterNow:
    """A letter that is under way, as far as the sheet asks about it."""

    label: str
    kind: str
    state: str
    decision: bool
    returned_reason: str = ""


@dataclass(frozen=True, slots=True)
class CaseNow:
    """A case as it stands on a day."""

    today: date
    stage: str
    channel: Channel
    submitted: date | None = None
    day0: date | None = None
    restarted_on: date | None = None
    first_due: date | None = None
    due: date | None = None
    provisional: bool = False
    wait_until: date | None = None
    lapsed: bool = False
    correction_by: date | None = None
    suspended_for: tuple[str, ...] = ()
    open_departments: tuple[str, ...] = ()
    unsettled_files: int = 0
    merged_into: str = ""
    letters: tuple[LetterNow, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do today, how, by when and why; `minds` are what is easily forgotten at this step."""

    step: Step
    what: str
    how: tuple[str, ...] = ()
    by: date | None = None
    why: str = ""
    overdue: bool = False
    letter: LetterNow | None = None
    minds: tuple[str, ...] = field(default=())


def advise(case: CaseNow) -> Advice:
    """The next step of a case. The letter that is nearest to going out comes first."""
    if case.stage == "archived":
        return Advice(Step.DONE, "这件申请已经归档，没有要办的事。")
    if case.merged_into and case.stage not in _ENDED:
        return Advice(Step.MERGED, _MERGED.format(number=case.merged_into))
    if case.stage == "filed":
        return _to_confirm(case)
    letter = _nearest(case.letters)
    if letter is not None:
        return _to_bring_on(case, letter)
    if case.stage == "answered":
        return Advice(Step.ARCHIVE, "已经办结，材料齐全后归档。", _ARCHIVE_HOW, why=_ARCHIVE_WHY)
    if case.stage in _WAITS:
        return _to_wait(case)
    if case.suspended_for:
        return _to_await_opinions(case)
    return _to_decide(case)


_ENDED = frozenset({"answered", "archived"})
#: The states of letters under way, the nearest to going out first.
_ORDER = ("sealed", "signed", "signing", "checking", "draft")
_MERGED = "这件申请已经并案，随 {number} 一并答复，这里没有要办的事。"
_ARCHIVE_HOW = (
    "核对来信、签批件、盖章件和送达凭证是否都在案卷里；邮寄的，回执到了补登记签收。",
    "归档时系统编好件号，生成封存的案卷包。",
)
_ARCHIVE_WHY = "申请按登记、审核、办理、答复、归档的制度办理（条例第四十五条）。"


def _nearest(letters: tuple[LetterNow, ...]) -> LetterNow | None:
    under_way = [letter for letter in letters if letter.state in _ORDER]
    return min(under_way, key=lambda letter: _ORDER.index(letter.state), default=None)


def _to_confirm(case: CaseNow) -> Advice:
    by_post = case.channel is Channel.POST
    return Advice(
        Step.CONFIRM,
        "与申请人联系，把收到申请的日子确认下来。",
        _CONFIRM_HOW,
        by=case.submitted if by_post else None,
        why=_CONFIRM_WHY[by_post],
        overdue=by_post and case.submitted is not None and case.today > case.submitted,
    )


_CONFIRM_HOW = (
    "打电话：核对姓名、证件、联系方式和要的信息；说清楚的，今天就是收到申请之日。",
    "打不通的，记下打过的时间，明天再打；联系上的那一天为确认之日。",
)
_CONFIRM_WHY = {
    True: "平常信函收到当天就应当与申请人确认，确认之日为收到申请之日（条例第三十一条）。",
    False: "网上、传真提交的，双方确认之日为收到申请之日，期限从次日起算（条例第三十一条）。越早确认越好。",
}


def _to_bring_on(case: CaseNow, letter: LetterNow) -> Advice:
    step, what, how = _BY_STATE[letter.state]
    by, why = (case.due, _due_words(case)) if letter.decision else _own_limit(case, letter)
    minds = []
    if letter.returned_reason:
        minds.append(_RETURNED.format(reason=letter.returned_reason))
    if letter.decision and case.unsettled_files and step is Step.SIGN:
        minds.append(_FILES.format(count=case.unsettled_files))
    return Advice(
        step, what.format(letter=letter.label), how, by=by, why=why, letter=letter, minds=tuple(minds),
        overdue=_is_past(case, by),
    )  # fmt: skip


_RETURNED = "上次被退回，理由：{reason}"
_FILES = "随答复提供的 {count} 个文件还没有人复核：签字人在纸面上一并看过的，登记时勾选。"
_SIGN_HOW = (
    "核对文书每一句；要改的先改，改过要重新打印。",
    "打印呈批单和文书，请负责人在呈批单上签字；签字人不能是起草人。",
    "把签了字的呈批单扫描，在下面登记：系统随即编号、生成正式文书。也可以不用纸，在系统里送审、签发。",
)
_BY_STATE: Mapping[str, tuple[Step, str, tuple[str, ...]]] = {
    "draft": (Step.SIGN, "《{letter}》已经拟好：打印呈批单，请负责人签字。", _SIGN_HOW),
    "checking": (
        Step.SIGN,
        "《{letter}》在等另一人审核。也可以打印呈批单，由负责人在纸面上签批。",
        _SIGN_HOW,
    ),
    "signing": (Step.SIGN, "《{letter}》在等签发。也可以打印呈批单，由负责人在纸面上签批。", _SIGN_HOW),
    "signed": (
        Step.SEAL,
        "打印《{letter}》，盖章，扫描后传回来。",
        (
            "打印签发稿（PDF），盖机关印章；用电子印章的，直接上传盖好章的文件。",
            "传回的文件与签发稿逐字比对，一致才作为正式文书留存。",
        ),
    ),
    "sealed": (
        Step.SERVE,
        "把《{letter}》送出去，登记送达。",
        (
            "邮寄只能用邮政（挂号或者特快），不能用其他快递，不能让收件人付费；以交邮之日为准。",
            "当面送的，请对方签字；同意电子送达的，可以网上送达。",
        ),
    ),
}


def _own_limit(case: CaseNow, letter: LetterNow) -> tuple[date | None, str]:
    """Letters that are no reply have limits of their own."""
    if letter.kind == "correction_notice":
        return case.correction_by, "补正通知应当在收到申请之日起七个工作日内一次性发出（条例第三十条）。"
    if letter.kind == "extension_notice":
        return case.first_due, "延期应当在原期限届满之前告知申请人（条例第三十三条）。"
    return case.due, _due_words(case)


def _to_wait(case: CaseNow) -> Advice:
    ended, waiting, what, closing, why = _WAITS[case.stage]
    if case.lapsed:
        return Advice(
            ended, closing, ("选“拟定答复”，结果已经替您填好；其余照旧签批、盖章、送达。",), why=why
        )
    return Advice(waiting, what, _WAIT_HOW[case.stage], by=case.wait_until, why=why)


_WAITS: Mapping[str, tuple[Step, Step, str, str, str]] = {
    "correcting": (
        Step.CLOSE_CORRECTION,
        Step.AWAIT_CORRECTION,
        "等申请人补正，今天没有要办的事。",
        "补正期限已过，没有收到补正：可以办结，不再处理。",
        "无正当理由逾期不补正的，视为放弃申请（条例第三十条）。补正来了，答复期限重新起算。",
    ),
    "paying": (
        Step.CLOSE_PAYMENT,
        Step.AWAIT_PAYMENT,
        "等申请人缴费，今天没有要办的事。",
        "缴费期限已过，没有缴费：可以办结，不再处理。",
        "逾期未缴费的，视为放弃申请（国办函〔2020〕109号）。缴了费，答复期限从次日起重新计算。",
    ),
}
_WAIT_HOW = {
    "correcting": ("补正来了，当天在下面登记。",),
    "paying": ("缴了费，当天在下面登记票据号码。",),
}


def _to_await_opinions(case: CaseNow) -> Advice:
    return Advice(
        Step.AWAIT_OPINIONS,
        "等{who}答复意见。".format(who="、".join(case.suspended_for)),
        (
            "对方签收、答复了，当天在案件页登记；十五个工作日期满没有答复的，也在那里登记。",
            "等的时候可以先查找信息、拟答复。",
        ),
        by=case.due,
        why="征求意见所需时间不计算在答复期限内（条例第三十三条）；" + _due_words(case),
        overdue=_is_past(case, case.due),
    )


def _to_decide(case: CaseNow) -> Advice:
    minds = [_DEPARTMENT.format(name=name) for name in case.open_departments]
    return Advice(
        Step.DECIDE, "找到要的信息，拟定答复。", _DECIDE_HOW, by=case.due, why=_due_words(case),
        overdue=_is_past(case, case.due), minds=tuple(minds),
    )  # fmt: skip


_DEPARTMENT = "{name}还没有提出意见。"
_DECIDE_HOW = (
    "本机关有、可以公开的：直接提供，或者告知到哪里看。",
    "涉及他人商业秘密、个人隐私的：先书面征求第三方意见。",
    "没有找到的：登记在哪里、用什么词找过，再答复不存在。",
    "看不明白要什么的：收到之日起七个工作日内发补正通知。",
)


def _is_past(case: CaseNow, day: date | None) -> bool:
    return day is not None and case.today > day


def _due_words(case: CaseNow) -> str:
    """Why the reply is due on that day."""
    if case.due is None:
        return "期限还没有起算。"
    begun = case.restarted_on or case.day0
    words = (_RESTARTED if case.restarted_on else _BEGUN).format(day=_spoken(begun))
    if case.first_due is not None and case.first_due != case.due:
        words += _MOVED.format(day=_spoken(case.first_due))
    return words + (_PROVISIONAL if case.provisional else "")


_BEGUN = "收到申请之日是{day}，次日起二十个工作日内答复，征求意见的时间不算在内（条例第三十三条）。"
_RESTARTED = "{day}收到补正或者缴费，期限从次日起重新计算二十个工作日（条例第三十条、第三十三条）。"
_MOVED = "原来到{day}，已经延长。"
_PROVISIONAL = "所跨年度的放假安排还没有公布，日期是暂定的，公布后自动重算。"


def _spoken(day: date | None) -> str:
    return _DAY.format(month=day.month, day=day.day) if day else "—"


_DAY = "{month}月{day}日"
