"""Every act of a proceeding as a page, in one table: what is said, what is asked, what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from gongkai.desk.remedies.forms import (
    AppealForm,
    CorrectionForm,
    CourseForm,
    DescriptionForm,
    LessonForm,
    OnForm,
    ReasonForm,
    ResultForm,
)
from gongkai.kernel.models import Person
from gongkai.law.remedies import Course
from gongkai.remedies.acts.correct import cancel, correct_fact, describe, take_over, void_fact
from gongkai.remedies.acts.lessons import write_lesson
from gongkai.remedies.acts.progress import (
    note_accepted,
    note_answered,
    note_appeal,
    note_copy,
    note_course,
    note_extended,
    note_hearing,
)
from gongkai.remedies.acts.result import Result, record_result
from gongkai.remedies.models import FactType, Lesson, Proceeding, ProceedingFact


@dataclass(frozen=True)
class Situation:
    """The proceeding, the fact an act is about, who acts, when."""

    proceeding: Proceeding
    person: Person
    now: datetime
    today: date
    fact: ProceedingFact | None = None


Values = dict[str, Any]
MakeForm = Callable[[Situation, Any], forms.Form]


@dataclass(frozen=True)
class ActPage:
    """An act as a page: `rule` names its row of the table of acts."""

    name: str
    what: tuple[str, ...]
    done: str
    form: MakeForm
    run: Callable[[Situation, Values], object]
    rule: str = ""
    label: str = ""
    danger: bool = False
    of_fact: bool = False

    @property
    def act(self) -> str:
        """The code in the table of acts."""
        return self.rule or self.name


def _plainly(act: Callable[..., object]) -> Callable[[Situation, Values], object]:
    def run(situation: Situation, values: Values) -> object:
        return act(actor=situation.person, proceeding_id=situation.proceeding.pk, now=situation.now, **values)

    return run


def _about_fact(act: Callable[..., object]) -> Callable[[Situation, Values], object]:
    def run(situation: Situation, values: Values) -> object:
        return _plainly(act)(situation, values | {"fact_id": situation.fact.pk if situation.fact else 0})

    return run


def _result(situation: Situation, values: Values) -> object:
    return record_result(
        actor=situation.person, proceeding_id=situation.proceeding.pk, facts=Result(**values),
        now=situation.now,
    )  # fmt: skip


def _on(label: str, *, today: bool = True) -> MakeForm:
    return lambda s, data: OnForm(label, s.today if today else None, data)


def _nothing(situation: Situation, data: Any) -> forms.Form:
    return forms.Form(data)


def _course(situation: Situation, data: Any) -> forms.Form:
    form = CourseForm("变更日期", situation.today, data)
    is_simple = situation.proceeding.course == Course.SIMPLE
    form.fields["course"].initial = str(Course.ORDINARY if is_simple else Course.SIMPLE)
    return form


def _described(situation: Situation, data: Any) -> forms.Form:
    row = situation.proceeding
    return DescriptionForm(data, initial={"body": row.body, "docket": row.docket})


def _corrected(situation: Situation, data: Any) -> forms.Form:
    fact = situation.fact
    label = str(FactType(fact.type).label) if fact else ""
    return CorrectionForm(label, fact.on if fact else None, data)


def _lesson(situation: Situation, data: Any) -> forms.Form:
    found = Lesson.objects.filter(proceeding=situation.proceeding).first()
    words = {"fault": found.fault, "why": found.why, "todo": found.todo} if found else {}
    return LessonForm(data, initial=words)


_REST_DAY = "最后一日是休息日的顺延。期限可以在页面上看到怎样算的。"
ACT_PAGES: dict[str, ActPage] = {
    page.name: page
    for page in (
        ActPage(
            "accept", ("登记复议机关受理、法院立案的日期；对方的审理期限从受理之日起算。",), "已登记受理。",
            _on("受理（立案）日期"), _plainly(note_accepted),
        ),
        ActPage(
            "copy",
            ("登记本机关收到申请书（起诉状）副本和通知的日期；答复（答辩）的期限从次日起算。", _REST_DAY),
            "已登记，答复（答辩）的期限已经算出。", _on("收到日期"), _plainly(note_copy),
        ),
        ActPage(
            "answer", ("登记向复议机关、法院提交书面答复（答辩）和证据、依据的日期。",), "已登记答复。",
            _on("提交日期"), _plainly(note_answered),
        ),
        ActPage(
            "hearing", ("登记听证、开庭或者当面听取意见的日期，可以是以后的日期；到期前会提醒。",),
            "已登记。", _on("听证（开庭）日期", today=False), _plainly(note_hearing),
        ),
        ActPage(
            "course", ("复议机关改变审理程序的，期限随之重算。",), "已变更审理程序。", _course,
            _plainly(note_course),
        ),
        ActPage(
            "extend", ("复议机关通知延长审理期限的，登记通知的日期。",), "已登记延长。", _on("通知日期"),
            _plainly(note_extended),
        ),
        ActPage(
            "result", (
                "登记复议决定或者裁判的结果；它决定年报表四的栏。",
                "答复被纠正的，接着写明教训；限定了重新答复日期的，到期前会提醒。",
            ), "已登记结果。", lambda s, data: ResultForm(s.proceeding.forum, s.today, data), _result,
        ),
        ActPage(
            "appeal", ("登记上诉以后，案件重新在办，年报按尚未审结计，直到二审审结。",), "已登记上诉。",
            lambda s, data: AppealForm("上诉日期", s.today, data), _plainly(note_appeal),
        ),
        ActPage(
            "lesson", ("写明答复为什么被纠正、以后怎样做。办理同类申请的同事会看到。",), "教训已保存。",
            _lesson, _plainly(write_lesson),
        ),
        ActPage(
            "describe", ("案号和受理机关可以随时补写、改正。",), "已保存。", _described, _plainly(describe),
        ),
        ActPage(
            "take_over", ("以后由您经办，工作交接时随您转交。",), "已转由您经办。", _nothing,
            _plainly(take_over),
        ),
        ActPage(
            "cancel", ("只用于登记错了的：注销以后不再提醒，也不计入年报；登记的内容仍可以查看。",),
            "已注销。", lambda s, data: ReasonForm(data), _plainly(cancel), danger=True,
        ),
        ActPage(
            "correct", ("日期登记错了的，改成对的；原来的日期和理由都留着，期限随之重算。",), "已更正。",
            _corrected, _about_fact(correct_fact), label="更正日期", of_fact=True,
        ),
        ActPage(
            "void", ("没有发生的事登记成发生了的，删去；原来的登记和理由都留着，期限随之重算。",), "已删去。",
            lambda s, data: ReasonForm(data), _about_fact(void_fact), rule="correct", label="删去这一项",
            danger=True, of_fact=True,
        ),
    )
}  # fmt: skip
