"""What to do with a case now, by when and why, in one or a few sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from gongkai.desk.cases.rows import letter_label
from gongkai.desk.cases.sections import AssignmentRow
from gongkai.desk.cases.situation import Situation
from gongkai.law.clock import State
from gongkai.requests.models import CaseStage, LetterState
from gongkai.requests.notices import spoken

_CONFIRM = "与申请人联系确认，确认之日为收到申请之日，期限从次日起算（条例第三十一条）。"
_CORRECTING = "等待申请人补正，至{day}。补正来了请登记；期满没有来的，可以“逾期不补正”办结。"
_CORRECTION_OVER = "补正期限{day}已过，没有收到补正：可以“逾期不补正”办结（条例第三十条）。"
_PAYING = "等待申请人缴费，至{day}。缴了请登记；期满没有缴的，可以“逾期未缴费”办结。"
_PAYING_OVER = "缴费期限{day}已过，没有缴费：可以“逾期未缴费”办结。"
_ANSWER = "最迟{due}送达答复。"
_ANSWER_PROVISIONAL = "最迟{due}送达答复（暂定，所涉年份的放假安排尚未载入）。"
_OVERDUE = "答复期限{due}已过，请立即答复。"
_NO_DUE = "期限尚未起算。"
_CONSULTED = "{who}尚未答复，期间不计入答复期限；收到签收、答复请随时登记。"
_DEPARTMENT = "{department}还没有提出意见。"
_MERGED = "已并案，随{number}一并答复。"
_ARCHIVE = "已办结。材料齐全后归档。"
_DONE = "已归档，没有要办的事。"
_TASK = "{task}{by}"
_BY = "（请在{day}之前）"
_LETTERS = {
    LetterState.DRAFT: "《{letter}》在起草中：核对内容，送审。",
    LetterState.CHECKING: "《{letter}》待另一人审核。",
    LetterState.SIGNING: "《{letter}》待签发。",
    LetterState.SIGNED: "《{letter}》已签发：打印、盖章，上传盖章件。",
    LetterState.SEALED: "《{letter}》已盖章：送达并登记。",
}


@dataclass(frozen=True)
class NextStep:
    """A sentence and where to do it."""

    text: str
    url: str = ""
    label: str = ""
    urgent: bool = False


def next_steps(situation: Situation, tasks: list[AssignmentRow]) -> list[NextStep]:
    """For the office: the stage's own step, letters under way, who still owes something."""
    case = situation.case
    if case.stage == CaseStage.ARCHIVED:
        return [NextStep(_DONE)]
    if case.stage == CaseStage.ANSWERED:
        return [*_of_letters(situation), NextStep(_ARCHIVE, _act(situation, "archive"), "归档")]
    if case.answered_by_case is not None:
        text = _MERGED.format(number=case.answered_by_case.number)
        return [NextStep(text, reverse("desk:case", args=(case.answered_by_case_id,)), "打开那一件")]
    if case.stage == CaseStage.FILED:
        return [NextStep(_CONFIRM, _act(situation, "confirm"), "登记确认", urgent=True)]
    found = [*_of_letters(situation), *_of_stage(situation), *_of_others(situation, tasks)]
    return found


def _act(situation: Situation, name: str) -> str:
    return reverse("desk:case_act", args=(situation.case.pk, name))


def _decide(situation: Situation) -> str:
    return reverse("desk:case_decide", args=(situation.case.pk,))


def _of_letters(situation: Situation) -> Iterator[NextStep]:
    for letter in situation.letters:
        sentence = _LETTERS.get(LetterState(letter.state))
        if sentence:
            url = reverse("desk:letter", args=(letter.pk,))
            yield NextStep(sentence.format(letter=letter_label(letter)), url, "打开文书")


def _of_stage(situation: Situation) -> Iterator[NextStep]:
    case, reading = situation.case, situation.reading
    if case.stage == CaseStage.CORRECTING:
        over = reading.state is State.LAPSED
        text = (_CORRECTION_OVER if over else _CORRECTING).format(day=spoken(case.wait_until))
        url = _decide(situation) if over else _act(situation, "receive_correction")
        yield NextStep(text, url, "办结" if over else "登记补正", urgent=over)
        return
    if case.stage == CaseStage.PAYING:
        over = reading.state is State.LAPSED
        text = (_PAYING_OVER if over else _PAYING).format(day=spoken(case.wait_until))
        url = _decide(situation) if over else _act(situation, "record_payment")
        yield NextStep(text, url, "办结" if over else "登记缴费", urgent=over)
        return
    if reading.due is None:
        yield NextStep(_NO_DUE)
        return
    overdue = situation.today > reading.due
    sentence = _OVERDUE if overdue else _ANSWER_PROVISIONAL if reading.provisional else _ANSWER
    is_decided = case.stage == CaseStage.DECIDING
    text = sentence.format(due=spoken(reading.due))
    yield NextStep(text, "" if is_decided else _decide(situation), "拟定答复", urgent=overdue)


def _of_others(situation: Situation, tasks: list[AssignmentRow]) -> Iterator[NextStep]:
    waits = [
        one.masked
        for one in situation.consultations
        if one.sent_on and not one.answer and one.cancelled_at is None
    ]
    if waits:
        yield NextStep(_CONSULTED.format(who="、".join(waits)), "#consultations", "看征求意见")
    for task in tasks:
        if task.is_open:
            yield NextStep(_DEPARTMENT.format(department=task.department), "#assignments", "看分办")


def department_steps(tasks: list[AssignmentRow]) -> list[NextStep]:
    """For a department: what it was asked and by when."""
    return [
        NextStep(
            _TASK.format(
                task=task.task, by=_BY.format(day=spoken(task.internal_due)) if task.internal_due else ""
            ),
            "#assignments", "提出意见或者退回", urgent=task.status.tone == "red",
        )
        for task in tasks
        if task.is_open
    ] or [NextStep("您的科室没有要办的事。")]  # fmt: skip
