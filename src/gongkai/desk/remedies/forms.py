"""The forms of proceedings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.desk.dates import POSSIBLE_DAYS
from gongkai.law.remedies import Course, ResultColumn, results_of
from gongkai.law.remedies import Forum as LawForum
from gongkai.remedies.acts.correct import MOST_REASON
from gongkai.remedies.acts.lessons import MOST_TEXT
from gongkai.remedies.acts.progress import APPELLANTS
from gongkai.remedies.acts.register import MOST_BODY, MOST_DOCKET
from gongkai.remedies.models import About, BroughtBy, Fault, Forum, Proceeding

COURSES = ((str(Course.ORDINARY), "普通程序"), (str(Course.SIMPLE), "简易程序"))
DIRECT, OUTSIDE = "direct", "outside"


def day(label: str, *, required: bool = True, help_text: str = "", initial: date | None = None) -> Any:
    """A date field."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, validators=POSSIBLE_DAYS,
        initial=initial.isoformat() if initial else None,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class RegistrationForm(forms.Form):
    """What is known when a challenge is registered; its fields depend on the way."""

    filed_on = day("提出日期", help_text="对方申请复议或者起诉的日期，以通知上写的为准。")
    brought_by = forms.ChoiceField(label="提出人", choices=BroughtBy.choices)
    about = forms.ChoiceField(label="对什么不服", choices=About.choices)
    docket = forms.CharField(
        label="案号", max_length=MOST_DOCKET, required=False, help_text="通知书上的案号，可以以后再填。"
    )
    body = forms.CharField(label="受理机关", max_length=MOST_BODY, required=False)
    accepted_on = day("受理（立案）日期", required=False, help_text="还不知道的，以后再登记。")
    copy_received_on = day(
        "收到副本和通知的日期", required=False, help_text="本机关答复（答辩）的期限从次日起算。"
    )

    def __init__(
        self, forum: Forum, bodies: tuple[str, ...], earlier: list[Proceeding], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = "复议机关" if forum is Forum.RECONSIDERATION else "法院"
        if len(bodies) == 1:
            self.fields["body"].initial = bodies[0]
        if forum is Forum.RECONSIDERATION:
            self.fields["course"] = forms.ChoiceField(
                label="审理程序", choices=COURSES, help_text="通知书没有写简易程序的，是普通程序。"
            )
        else:
            known = [(str(one.pk), _AFTER.format(body=one.body, docket=one.docket)) for one in earlier]
            choices = [(DIRECT, "未经复议直接起诉"), *known, (OUTSIDE, "复议后起诉（复议没有登记在这里）")]
            self.fields["after"] = forms.ChoiceField(
                label="是否经过复议", choices=choices, initial=known[-1][0] if known else DIRECT
            )
        self.order_fields(["filed_on", "after", "course", "brought_by", "about", "body", "docket"])


_AFTER = "复议后起诉：{body} {docket}"


class OnForm(forms.Form):
    """A day."""

    on = day("日期")

    def __init__(self, label: str, on: date | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label
        self.fields["on"].initial = on.isoformat() if on else None


class CourseForm(OnForm):
    """Another course."""

    course = forms.ChoiceField(label="改为", choices=COURSES)


class AppealForm(OnForm):
    """Who appeals."""

    by = forms.ChoiceField(label="由谁上诉", choices=APPELLANTS)


class ResultForm(forms.Form):
    """How it ended."""

    result = forms.ChoiceField(label="结果")
    on = day("作出日期")
    received_on = day("本机关收到的日期", required=False, help_text="不填的，按作出之日计算其后的期限。")
    redo_by = day("限定重新答复的日期", required=False, help_text="撤销并责令重新答复、责令履行的才有。")

    def __init__(self, forum: str, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [one for one in results_of(LawForum(forum)) if one.column is not ResultColumn.PENDING]
        field = self.fields["result"]
        field.choices = [("", "请选择"), *((one.code, one.label) for one in found)]  # type: ignore[attr-defined]
        self.fields["on"].initial = today.isoformat()


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="理由", max_length=MOST_REASON, widget=forms.Textarea({"rows": 2}), help_text="不要写个人信息。"
    )


class CorrectionForm(OnForm, ReasonForm):
    """Another day, and why."""

    field_order = ("on", "reason")


class DescriptionForm(forms.Form):
    """The body and its docket."""

    body = forms.CharField(label="受理机关", max_length=MOST_BODY)
    docket = forms.CharField(label="案号", max_length=MOST_DOCKET, required=False)


class LessonForm(forms.Form):
    """What was learnt."""

    fault = forms.ChoiceField(label="被纠正的原因", choices=[("", "请选择"), *Fault.choices])
    why = forms.CharField(
        label="具体情况", max_length=MOST_TEXT, widget=forms.Textarea({"rows": 4}),
        help_text="决定书、判决书认为哪里不对。同事办同类申请时会看到，不要写个人信息。",
    )  # fmt: skip
    todo = forms.CharField(
        label="以后怎样做", max_length=MOST_TEXT, widget=forms.Textarea({"rows": 3}),
        help_text="办同类申请时要查什么、写什么、问谁。",
    )  # fmt: skip
